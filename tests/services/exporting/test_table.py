"""Notes as a table: what it holds, and that an import of it finds everything as it was."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.note import NoteFields
from flashcards.domain.review import Rating
from flashcards.errors import NotFoundError
from flashcards.formats.delimited import DECK_COLUMNS
from flashcards.services.exporting.service import Export
from flashcards.services.importing.options import ImportOptions
from flashcards.services.importing.report import ImportReport
from flashcards.storage.note_rows import join_fields
from flashcards.storage.note_type_rows import save_note_type
from tests.services.exporting.test_deck import TestForeignNoteTypes
from tests.services.factories import (
    card,
    content,
    deck_text,
    edited,
    fields,
    import_path,
    import_text,
    learn,
    note,
    own_deck,
)

KINDS = """\
---
title: Kinds
---

## All of them {#all}

### What is plain? {#plain importance=3 tags=b,a}

**This**, and `that`.

> [!NOTE]
> A note.

Source: [A page](https://example.org)

### Both ways {#both .reversed}

Yes.

### It is {{c1::cloze}} of {{c2::two}}. {#cloze .cloze}

### Which? {#which .choice}

- [x] this
- [ ] that

### In which order? {#order .steps}

1. first
2. second

### Type it {#typed .typed}

typed

### =SUM(A1) {#sum}

-1

### A draft {#draft}
"""


def exported(app: App, folder: Path, **options: Any) -> tuple[Export, list[dict[str, str]]]:
    """What was made, and its rows."""
    target = folder / "notes.csv"
    made = app.exporting.notes(target, **options)
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert made.rows == len(rows)
    return made, rows


def imported(app: App, folder: Path, **options: Any) -> ImportReport:
    return import_path(app, folder / "notes.csv", ImportOptions(**options))


def notes_of(app: App) -> dict[str, list[dict[str, Any]]]:
    """The content without what says where a deck came from."""
    found = content(app)
    for deck in found["deck"]:
        del deck["origin"]
    return found


def test_it_has_the_columns_that_an_import_reads(app: App, tmp_path: Path) -> None:
    _, rows = exported(app, tmp_path, deck="Basics")
    assert tuple(rows[0]) == DECK_COLUMNS
    assert rows[1] == {
        "id": "", "kind": "basic", "question": "What is a constant?",
        "answer": "A name that keeps its value.", "extra": "", "source": "", "topic": "Variables",
        "deck": "Basics", "tags": "", "track": "", "importance": "3",
    }  # fmt: skip
    assert [row["kind"] for row in rows[:4]] == ["basic", "basic", "reversed", "cloze"]
    assert {row["track"] for row in rows} == {"", "python", "node"}


def test_decks_come_in_the_order_of_the_road(app: App, tmp_path: Path) -> None:
    import_text(app, own_deck(2, "Aside"))
    _, rows = exported(app, tmp_path)
    assert list(dict.fromkeys(row["deck"] for row in rows)) == [
        "Basics", "Storage", "Tools", "Aside"
    ]  # fmt: skip


def test_a_deck_takes_those_below_it_along(app: App, tmp_path: Path) -> None:
    import_text(app, own_deck(2, "Storage::Deep"))
    _, rows = exported(app, tmp_path, deck="storage")
    assert {row["deck"] for row in rows} == {"Storage", "Storage::Deep"}
    with pytest.raises(NotFoundError, match="Cooking"):
        app.exporting.notes(tmp_path / "x.csv", deck="Cooking")
    assert not (tmp_path / "x.csv").exists()


def test_a_cell_is_no_formula(app: App, tmp_path: Path) -> None:
    import_text(app, KINDS)
    _, rows = exported(app, tmp_path, deck="Kinds")
    (row,) = (row for row in rows if row["id"] == "sum")
    assert (row["question"], row["answer"]) == ("'=SUM(A1)", "'-1")


def test_imported_again_it_changes_nothing(app: App, tmp_path: Path) -> None:
    import_text(app, KINDS)
    _, rows = exported(app, tmp_path, deck="Kinds")
    assert {row["id"] for row in rows} == {
        "plain", "both", "cloze", "which", "order", "typed", "sum", "draft"
    }  # fmt: skip
    before = content(app)
    report = imported(app, tmp_path)
    assert (report.notes_unchanged, report.notes_added) == (8, 0)
    assert report.changes.operation is None
    assert content(app) == before


def test_so_does_the_whole_library(app: App, clock: FixedClock, tmp_path: Path) -> None:
    """Built-in decks, files with a namespace of their own, what the learner has edited."""
    import_text(app, own_deck(3))
    import_text(app, own_deck(2, "Other"))
    import_text(app, KINDS)
    learn(app, clock, card("variable"), card("n1", namespace="own"))
    edited(app, note("constant"), answer="My own words.")
    app.study.mark(card("while"))
    _, rows = exported(app, tmp_path)
    before = notes_of(app)
    report = imported(app, tmp_path)
    counted = (report.notes_added, report.notes_updated, report.notes_unchanged)
    assert counted == (0, 0, len(rows))
    assert report.cards_added == 0
    assert notes_of(app) == before


def test_what_was_changed_in_a_spreadsheet_comes_in(app: App, tmp_path: Path) -> None:
    import_text(app, KINDS)
    exported(app, tmp_path)
    target = tmp_path / "notes.csv"
    text = target.read_text(encoding="utf-8").replace("A name for a value.", "A bound name.")
    target.write_text(text.replace("\nplain,basic,What is plain?", "\nplain,basic,How?"))
    report = imported(app, tmp_path)
    assert (report.notes_added, report.notes_updated) == (0, 2)
    assert fields(app, note("variable")).answer == "A bound name."


def test_notes_that_ask_the_same_keep_their_answers(app: App, tmp_path: Path) -> None:
    same = deck_text(("Same? {#a}", "One."), ("Same? {#b}", "Two."), head="namespace: twice")
    import_text(app, same)
    _, rows = exported(app, tmp_path, deck="Own")
    older = min(("a", "b"), key=lambda name: note(name, "twice"))
    assert rows[0]["answer"] == {"a": "One.", "b": "Two."}[older]
    report = imported(app, tmp_path)
    assert (report.notes_added, report.notes_updated) == (0, 0)
    assert fields(app, note("a", "twice")).answer == "One."
    assert fields(app, note("b", "twice")).answer == "Two."


def test_a_draft_that_has_an_answer_stays_one(app: App, tmp_path: Path) -> None:
    text = deck_text(("Later? {#later draft=true}", "Yes."), ("Now? {#now}", "Yes."))
    import_text(app, text)
    _, rows = exported(app, tmp_path, deck="Own")
    assert [row["id"] for row in rows] == ["", "now"]
    before = content(app)
    assert imported(app, tmp_path).changes.operation is None
    assert content(app) == before


def test_an_id_of_which_a_spreadsheet_would_lose_digits_is_left_out(
    app: App, tmp_path: Path
) -> None:
    import_text(app, deck_text("Long? {#1234567890123456789}", "Short? {#123}"))
    _, rows = exported(app, tmp_path, deck="Own", excel=True)
    assert [row["id"] for row in rows] == ["", "123"]
    assert imported(app, tmp_path).changes.operation is None


def test_another_library_gets_the_same_notes(app: App, clock: FixedClock, tmp_path: Path) -> None:
    from flashcards.app import bootstrap

    import_text(app, KINDS)
    exported(app, tmp_path, deck="Kinds")
    fresh = bootstrap(tmp_path / "fresh", clock=clock)
    try:
        assert imported(fresh, tmp_path).notes_added == 8
        sql = (
            "SELECT source_id, kind, fields, importance, draft FROM note WHERE deck_id IN "
            "(SELECT id FROM deck WHERE name = 'Kinds')"
        )
        with fresh.database.read() as there, app.database.read() as here:
            assert set(there.rows(sql)) == set(here.rows(sql))
    finally:
        fresh.close()


def test_what_a_table_does_not_hold_is_told(app: App, tmp_path: Path) -> None:
    import_text(app, deck_text(("Which? {#p}", "![a tree](media/tree.svg)")))
    kind = TestForeignNoteTypes.KIND
    with app.database.write("import", "Import") as operation:
        note_row = {
            "id": 2, "note_type_id": save_note_type(operation, kind, "anki"), "deck_id": 1,
            "namespace": "anki", "source_id": "g1", "kind": "custom", "heading": "France",
            "fields": join_fields(NoteFields("France", "Paris")),
        }  # fmt: skip
        operation.insert("deck", [{"id": 1, "name": "Countries", "namespace": "anki"}])
        operation.insert("note", [note_row])
    made, rows = exported(app, tmp_path)
    custom, media = made.warnings
    assert "1 note of another program's note types became basic notes" in custom
    assert media.startswith("1 note names pictures or sounds")
    shown = [(row["question"], row["kind"]) for row in rows if row["deck"] == "Countries"]
    assert shown == [
        ("What is the capital of France?", "basic"), ("Paris is the capital of?", "basic"),
    ]  # fmt: skip


def test_it_can_be_stopped(app: App, tmp_path: Path) -> None:
    from flashcards.services.jobs import Cancelled, Job

    job = Job()
    job.cancel()
    target = tmp_path / "notes.csv"
    target.write_text("what was there")
    with pytest.raises(Cancelled):
        app.exporting.notes(target, progress=job)
    assert target.read_text() == "what was there"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["library", "notes.csv"]


def test_names_that_look_like_formulas_come_back(app: App, tmp_path: Path) -> None:
    text = deck_text(("One? {#-n tags=-t,b}", "1"), topic="+More {#more}")
    import_text(app, text.replace("title: Own", "title: '=Own'"), "formulas.md")
    exported(app, tmp_path, deck="=Own")
    before = content(app)
    assert imported(app, tmp_path).changes.operation is None
    assert content(app) == before


def test_a_review_log_for_a_spreadsheet_is_read_back(app: App, tmp_path: Path) -> None:
    app.study.answer(card("variable"), Rating.GOOD, 3_000)
    app.exporting.reviews(tmp_path / "log.csv", excel=True)
    report = import_path(app, tmp_path / "log.csv")
    assert (report.reviews_added, report.notes_added) == (0, 0)
    assert report.warnings == ()
