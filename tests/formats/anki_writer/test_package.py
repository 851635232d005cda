"""A package is what was put into it: read with the standard library, as Anki does."""

from __future__ import annotations

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.formats.anki_writer import (
    Package,
    PackedCard,
    PackedNote,
    PackedReview,
    PackedTemplate,
    PackedType,
    write_package,
)

TYPE = PackedType(
    "Words", ("Word", "Meaning"), (PackedTemplate("Card", "{{Word}}", "{{Meaning}}"),)
)
REVIEW = PackedReview(1_700_000_000_000, 3, 4, 1, 9_000)


def package(*notes: PackedNote, media: dict[str, Path] | None = None) -> Package:
    return Package(
        notes=notes,
        first_day_s=1_700_000_000,
        rollover_hour=4,
        retention=0.9,
        decay=0.1542,
        now_ms=1_800_000_000_000,
        media=lambda: media or {},
    )


def note(guid: str = "abc", deck: str = "Languages::German", **card: object) -> PackedNote:
    return PackedNote(
        guid=guid,
        type=TYPE,
        fields=("<b>Haus</b>", "house"),
        created_ms=1_700_000_000_000,
        modified_s=1_700_000_000,
        tags=("noun", "basics::a"),
        cards=(PackedCard(0, deck, **card),),  # type: ignore[arg-type]
    )


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "out.apkg"


def rows(target: Path, sql: str, tmp_path: Path) -> list[tuple[object, ...]]:
    with zipfile.ZipFile(target) as archive:
        archive.extract("collection.anki2", tmp_path)
    with closing(sqlite3.connect(tmp_path / "collection.anki2")) as database:
        return database.execute(sql).fetchall()


def test_a_note_has_its_fields_tags_and_guid(target: Path, tmp_path: Path) -> None:
    write_package(target, package(note()))
    found = rows(target, "SELECT guid, flds, tags, sfld FROM notes", tmp_path)
    assert found == [("abc", "<b>Haus</b>\x1fhouse", " noun basics::a ", "Haus")]


def test_a_card_has_its_schedule_and_what_fsrs_knows(target: Path, tmp_path: Path) -> None:
    schedule = {"type": 2, "queue": 2, "due": 41, "interval": 12, "reps": 5, "lapses": 1, "flag": 2}
    memory = {"stability": 12.34567, "difficulty": 5.4321, "last_review_s": 1_700_000_000}
    write_package(target, package(note(reviews=(REVIEW,), **schedule, **memory)))
    sql = "SELECT type, queue, due, ivl, reps, lapses, flags, data FROM cards"
    *numbers, data = rows(target, sql, tmp_path)[0]
    assert numbers == [2, 2, 41, 12, 5, 1, 2]
    assert json.loads(str(data)) == {
        "s": 12.3457, "d": 5.432, "dr": 0.9, "decay": 0.154, "lrt": 1_700_000_000,
    }  # fmt: skip
    assert rows(target, "SELECT id, ease, ivl, time, type FROM revlog", tmp_path) == [
        (1_700_000_000_000, 3, 4, 9_000, 1)
    ]


def test_ids_are_moments_and_each_its_own(target: Path, tmp_path: Path) -> None:
    write_package(target, package(note("a"), note("b"), note("c", reviews=(REVIEW, REVIEW))))
    ids = rows(target, "SELECT id FROM notes ORDER BY id", tmp_path)
    assert ids == [(1_700_000_000_000,), (1_700_000_000_001,), (1_700_000_000_002,)]
    reviews = rows(target, "SELECT id, lastIvl FROM revlog ORDER BY id", tmp_path)
    assert reviews == [(1_700_000_000_000, 0), (1_700_000_000_001, 4)]


def test_a_nested_deck_brings_those_above_it(target: Path, tmp_path: Path) -> None:
    write_package(target, package(note()))
    (decks,) = rows(target, "SELECT decks FROM col", tmp_path)[0]
    names = {deck["name"] for deck in json.loads(str(decks)).values()}
    assert names == {"Default", "Languages", "Languages::German"}


def test_types_and_decks_have_the_same_ids_at_each_export(target: Path, tmp_path: Path) -> None:
    write_package(target, package(note()))
    first = rows(target, "SELECT models, decks FROM col", tmp_path)
    write_package(target, package(note("other")))
    assert rows(target, "SELECT models, decks FROM col", tmp_path) == first


def test_media_lie_under_numbers_with_a_list_of_names(target: Path, tmp_path: Path) -> None:
    picture = tmp_path / "tree.svg"
    picture.write_bytes(b"<svg/>")
    assert write_package(target, package(note(), media={"übung.svg": picture})) == 1
    with zipfile.ZipFile(target) as archive:
        assert json.loads(archive.read("media")) == {"0": "übung.svg"}
        assert archive.read("0") == b"<svg/>"


def test_an_empty_package_is_one(target: Path, tmp_path: Path) -> None:
    assert write_package(target, package()) == 0
    assert rows(target, "SELECT count(*) FROM notes", tmp_path) == [(0,)]
