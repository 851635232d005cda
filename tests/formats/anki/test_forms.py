"""All three forms of a package give the same rows."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest

from flashcards.domain.note import NoteKind
from flashcards.errors import FormatError
from flashcards.formats.anki import read_package
from flashcards.formats.anki.limits import MAX_NOTE
from flashcards.formats.markdown.notes import LONGEST
from flashcards.formats.rows import ImportRows
from tests.formats.anki.packages import (
    BASIC,
    CLOZE,
    FORMS,
    LATEST,
    OLDEST,
    TERM,
    Card,
    Note,
    Package,
    Review,
)
from tests.formats.anki.reading import notes_of, read, told

CONTENT = Package(
    notes=(
        Note(
            ('What is a <b>socket</b>? <img src="a b.png">', "An end of a connection"),
            BASIC,
            tags=" net::tcp marked ",
            cards=(Card(deck=2, type=2, queue=2, due=9, ivl=4, reviews=(Review(1),)),),
        ),
        Note(("{{c1::TCP}} and {{c2::UDP::no order}}", "both over IP"), CLOZE,
             cards=(Card(0), Card(1))),
        Note(("Shard", "A part", "", "Data", "1997"), TERM, cards=(Card(0), Card(1))),
    ),
    decks={1: "Default", 2: "Backend::Net"},
    media={"a b.png": b"\x89PNG one", "none.mp3": b"ID3"},
)  # fmt: skip


def content(rows: ImportRows) -> object:
    return [(deck.title, deck.topics) for deck in rows.decks]


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_read_by_the_process_of_its_own(form: int, tmp_path: Path) -> None:
    rows = read_package(CONTENT.write(tmp_path, form))

    assert rows.format == "anki"
    assert content(rows) == content(read(CONTENT.write(tmp_path, LATEST, "latest.apkg")))
    assert [note.kind for note in notes_of(rows)] == [
        NoteKind.BASIC,
        NoteKind.CLOZE,
        NoteKind.CUSTOM,
    ]
    assert rows.media.read("a b.png") == b"\x89PNG one"
    assert not rows.warnings


def test_notes_come_with_guid_tags_and_place(tmp_path: Path) -> None:
    first = notes_of(read(CONTENT.write(tmp_path)))[0]

    assert first.source_id == "guid-1"
    assert first.tags == ("net::tcp", "marked")
    assert first.line == 1
    assert first.fields.question == "What is a **socket**? ![](a%20b.png)"


def test_decks_are_nested_by_name_and_hold_their_notes_in_one_untitled_topic(
    tmp_path: Path,
) -> None:
    rows = read(CONTENT.write(tmp_path))

    assert [(deck.title, len(deck.topics[0].notes)) for deck in rows.decks] == [
        ("Backend::Net", 1),
        ("Default", 2),
    ]
    for deck in rows.decks:
        assert deck.namespace == "anki"
        assert not deck.complete
        assert [topic.title for topic in deck.topics] == [""]


def test_a_note_is_in_the_deck_of_its_first_card(tmp_path: Path) -> None:
    cards = (Card(1, deck=2), Card(0, deck=3))
    package = Package(
        notes=(Note(("a", "b", "c", "d", "e"), TERM, cards=cards),), decks={2: "Two", 3: "Three"}
    )

    assert [deck.title for deck in read(package.write(tmp_path)).decks] == ["Three"]


def test_a_note_of_no_known_deck_goes_to_one_with_the_name_of_the_file(tmp_path: Path) -> None:
    package = Package(notes=(Note(("a", "b"), cards=(Card(deck=99),)), Note(("c", "d"), cards=())))

    rows = read(package.write(tmp_path, name="Spanish.apkg"))

    assert [deck.title for deck in rows.decks] == ["Spanish"]
    assert len(notes_of(rows)) == 2


def test_a_named_deck_takes_the_only_one_or_holds_all(tmp_path: Path) -> None:
    alone = Package(notes=(Note(("a", "b")),)).write(tmp_path, name="one.apkg")
    several = CONTENT.write(tmp_path)

    assert [deck.title for deck in read(alone, deck="Mine").decks] == ["Mine"]
    assert [deck.title for deck in read(several, deck="Mine").decks] == [
        "Mine::Backend::Net",
        "Mine::Default",
    ]


def test_a_whole_collection_is_merged_and_says_so(tmp_path: Path) -> None:
    rows = read(CONTENT.write(tmp_path, name="whole.colpkg"))

    assert rows.warnings[0].line == 0
    assert "merged" in rows.warnings[0].message
    assert "nothing in the library was replaced" in rows.warnings[0].message


def test_an_empty_package_brings_nothing_and_is_no_error(tmp_path: Path) -> None:
    rows = read(Package().write(tmp_path))

    assert rows.decks == ()
    assert not rows.warnings


@pytest.mark.parametrize("form", FORMS)
def test_a_collection_that_was_taken_out_of_its_package_is_read(form: int, tmp_path: Path) -> None:
    path = tmp_path / "collection.anki2"
    path.write_bytes(CONTENT.database(tmp_path, form))

    rows = read(path)

    assert content(rows) == content(read(CONTENT.write(tmp_path, form)))
    assert rows.media.names() == ()
    assert "1 media file is not in the package: a b.png" in told(rows)


def test_decks_without_a_usable_note_are_not_made_but_counted(tmp_path: Path) -> None:
    notes = (Note(("", "x"), cards=(Card(deck=1),)), Note(("Q", "A"), cards=(Card(deck=2),)))
    decks = {1: "Empty", 2: "Full"}

    some = read(Package(notes=notes, decks=decks).write(tmp_path))
    none = read(Package(notes=notes[:1], decks=decks).write(tmp_path))

    assert [(deck.title, deck.skipped) for deck in some.decks] == [("Full", 1)]
    assert [(deck.title, deck.skipped) for deck in none.decks] == [("Empty", 1)]


def test_the_same_package_read_twice_gives_the_same_rows(tmp_path: Path) -> None:
    path = CONTENT.write(tmp_path)

    assert content(read(path)) == content(read(path))


def test_notes_with_the_same_id_are_all_kept(tmp_path: Path) -> None:
    notes = (Note(("a", "1"), guid="x"), Note(("b", "2"), guid="x"), Note(("c", "3"), guid=""))

    rows = read(Package(notes=notes).write(tmp_path))

    assert [note.source_id for note in notes_of(rows)] == ["x", "x#2", "id 3"]
    assert "Notes with the id of another one got an id of their own (1 note)." in told(rows)


def test_a_package_of_a_newer_anki_is_refused_with_a_way_out(tmp_path: Path) -> None:
    path = tmp_path / "new.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("meta", b"\x08\x04")
        archive.writestr("collection.anki99", b"?")

    with pytest.raises(FormatError, match=r"newer version of Anki.*Support older Anki versions"):
        read(path)


def test_without_a_word_on_its_form_the_newest_collection_counts(tmp_path: Path) -> None:
    path = tmp_path / "bare.apkg"
    with zipfile.ZipFile(path, "w") as archive:
        for entry, data in CONTENT.entries(tmp_path, LATEST):
            if entry != "meta":
                archive.writestr(entry, data)

    assert len(notes_of(read(path))) == 3


def test_progress_tells_how_many_notes_of_how_many_are_read(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    package = Package(notes=[Note((f"question {n}", "a")) for n in range(600)])

    read_package(package.write(tmp_path, OLDEST), progress=lambda *step: steps.append(step))

    assert steps == [(250, 600), (500, 600), (600, 600)]


def test_too_long_notes_are_left_out_as_those_of_deck_files_are(tmp_path: Path) -> None:
    notes = (Note(("short", "a")), Note(("long", "a" * (MAX_NOTE + 1))))

    rows = read(Package(notes=notes).write(tmp_path))

    assert MAX_NOTE == LONGEST
    assert len(notes_of(rows)) == 1
    assert rows.decks[0].skipped == 1
    assert "longer than 100,000 characters were left out (1 note)" in told(rows)


def test_ten_megabytes_of_text_are_left_out_and_of_a_picture_in_it_only_the_picture(
    tmp_path: Path,
) -> None:
    image = f'<img src="data:image/png;base64,{"A" * 10_000_000}">'
    notes = (Note(("plain", "x " * 5_000_000)), Note(("picture", f"{image}text")))

    rows = read(Package(notes=notes).write(tmp_path))

    assert [note.fields.answer for note in notes_of(rows)] == ["text"]
    assert "longer than 100,000 characters were left out (1 note)" in told(rows)
    assert "Images that are written into the text were left out (1 note)." in told(rows)


def test_texts_are_free_of_control_characters_and_of_halves_of_characters(tmp_path: Path) -> None:
    notes = (Note(("a\x00b\x02c\ud83d", "x\x1ey"), guid="g\x07", tags="t\x00ag"),)
    path = Package(notes=[Note(("q", "a"))]).write(tmp_path)
    raw = Package(notes=notes)

    note = notes_of(read(_with_raw_text(raw, tmp_path, path)))[0]

    assert note.fields.question == "abc" + "\N{REPLACEMENT CHARACTER}" * 3
    assert note.fields.answer == "xy"
    assert note.source_id == "g"
    assert note.tags == ("tag",)


def _with_raw_text(package: Package, folder: Path, path: Path) -> Path:
    """SQLite takes no halves of characters as text, but a file may hold their bytes."""
    clean = Package(notes=[Note(("q", "a"))]).database(folder, OLDEST)
    database_path = folder / "raw.db"
    database_path.write_bytes(clean)
    note = package.notes[0]
    database = sqlite3.connect(database_path)
    for column, text in (
        ("flds", "\x1f".join(note.fields)),
        ("guid", note.guid or ""),
        ("tags", note.tags),
    ):
        raw = text.encode("utf-8", "surrogatepass")
        database.execute(f"UPDATE notes SET {column} = ?", (raw,))
    database.commit()
    database.close()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("collection.anki2", database_path.read_bytes())
        archive.writestr("media", "{}")
    return path
