"""Damaged packages: what can be read is brought, and what is lost is told."""

from __future__ import annotations

import base64
import random
import re
import sqlite3
import zipfile
from pathlib import Path

import pytest

from flashcards.errors import FormatError
from tests.formats.anki.packages import FORMS, LATEST, LEGACY, OLDEST, Card, Note, Package, Review
from tests.formats.anki.reading import notes_of, read, told

NOTES = [
    Note((f"question {number} " * 30, "answer"), cards=(Card(reviews=(Review(number + 1),)),))
    for number in range(40)
]
MANY = Package(notes=NOTES, media={"a.png": b"x" * 5_000})
PAGE = 1024


def page_of(data: bytes | bytearray, text: bytes) -> int:
    """Where the page begins that holds a text."""
    return data.index(text) // PAGE * PAGE


def with_collection(folder: Path, data: bytes) -> Path:
    """A package of the oldest form with these bytes as its collection."""
    path = folder / "damaged.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki2", data)
        archive.writestr("media", "{}")
    return path


def test_notes_up_to_the_damage_are_brought_with_their_history(tmp_path: Path) -> None:
    data = bytearray(MANY.database(tmp_path, OLDEST))
    start = page_of(data, b"question 28 ")
    data[start : start + PAGE] = b"\xff" * PAGE

    rows = read(with_collection(tmp_path, bytes(data)))

    count = len(notes_of(rows))
    assert 20 < count <= 28
    assert told(rows) == (
        f"This package is damaged after note {count}. The first {count} can be imported."
    )
    assert all(note.cards[0].reviews for note in notes_of(rows))


def test_a_damaged_log_costs_history_alone(tmp_path: Path) -> None:
    log = tuple(Review(number) for number in range(1, 400))
    package = Package(notes=(Note(("Q", "A"), cards=(Card(reviews=log),)),))
    data = bytearray(package.database(tmp_path, OLDEST))
    # the last pages hold the rows of the log, which were written last
    data[-3 * PAGE :] = b"\xff" * (3 * PAGE)

    rows = read(with_collection(tmp_path, bytes(data)))

    assert len(notes_of(rows)) == 1
    assert 0 < len(notes_of(rows)[0].cards[0].reviews) < 399
    assert "The review history is damaged; its readable part was taken." in told(rows)


def test_cards_that_cannot_be_read_begin_anew(tmp_path: Path) -> None:
    data = bytearray(MANY.database(tmp_path, OLDEST))
    root = _root_page(tmp_path, data, "cards")
    data[(root - 1) * PAGE : root * PAGE] = b"\xff" * PAGE

    rows = read(with_collection(tmp_path, bytes(data)), deck="Saved")

    assert len(notes_of(rows)) == 40
    assert not any(note.cards for note in notes_of(rows))
    assert "The schedules of some cards are damaged" in told(rows)


def _root_page(folder: Path, data: bytes | bytearray, table: str) -> int:
    path = folder / "look.db"
    path.write_bytes(data)
    database = sqlite3.connect(path)
    query = "SELECT rootpage FROM sqlite_schema WHERE name = ?"
    root: int = database.execute(query, (table,)).fetchone()[0]
    database.close()
    return root


def test_a_package_without_one_readable_note_is_an_error(tmp_path: Path) -> None:
    data = bytearray(MANY.database(tmp_path, OLDEST))
    root = _root_page(tmp_path, data, "notes")
    data[(root - 1) * PAGE : root * PAGE] = b"\xff" * PAGE

    with pytest.raises(FormatError, match="no note of it can be read"):
        read(with_collection(tmp_path, bytes(data)))


@pytest.mark.parametrize("form", FORMS)
def test_a_package_whose_end_was_never_written_keeps_its_notes(form: int, tmp_path: Path) -> None:
    path = MANY.write(tmp_path, form)
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"PK\x01\x02")])

    rows = read(path)

    assert len(notes_of(rows)) == 40
    assert rows.media.read("a.png") == b"x" * 5_000


@pytest.mark.parametrize("form", FORMS)
def test_a_package_cut_off_in_its_media_keeps_its_notes(form: int, tmp_path: Path) -> None:
    path = MANY.write(tmp_path, form)
    with zipfile.ZipFile(path) as archive:
        media = archive.getinfo("0").header_offset
    path.write_bytes(path.read_bytes()[: media + 40])

    rows = read(path)

    assert len(notes_of(rows)) == 40
    assert rows.media.names() == ()
    assert "list of media is damaged" in told(rows)


def test_a_package_cut_off_in_its_collection_gives_the_notes_before(tmp_path: Path) -> None:
    data = MANY.database(tmp_path, OLDEST)
    path = with_collection(tmp_path, data)
    whole = path.read_bytes()
    path.write_bytes(whole[: page_of(whole, b"question 28 ")])

    rows = read(path)

    count = len(notes_of(rows))
    assert 0 < count <= 28
    assert re.search(rf"damaged after note {count}\. The first {count} can be", told(rows))


def test_a_latest_package_cut_off_in_its_collection_gives_what_it_can(tmp_path: Path) -> None:
    notes = [Note((f"question {number} " + random_text(number), "answer")) for number in range(400)]
    path = Package(notes=notes).write(tmp_path, LATEST)
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("collection.anki21b")
    path.write_bytes(path.read_bytes()[: info.header_offset + info.compress_size * 3 // 4])

    rows = read(path)

    count = len(notes_of(rows))
    assert 0 < count < 400
    assert f"This package is damaged after note {count}." in told(rows)


def random_text(seed: int) -> str:
    """Text that can't be packed much smaller."""
    return base64.b64encode(random.Random(seed).randbytes(600)).decode()


def test_a_collection_that_is_not_what_the_zip_says_is_read_with_a_warning(
    tmp_path: Path,
) -> None:
    path = MANY.write(tmp_path, LEGACY)
    data = bytearray(path.read_bytes())
    at = data.index(b"question 3 ")
    data[at : at + 8] = b"QUESTION"
    path.write_bytes(data)

    rows = read(path)

    assert len(notes_of(rows)) == 40
    assert "This package is damaged. Its 40 notes can be read." in told(rows)
