"""Files of prompts come in like decks: previewed, once, three-way, and taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from tests.services.factories import import_text, value, write_content
from tests.services.practice.prompts import PROMPTS, line

COUNT = "SELECT count(*) FROM prompt WHERE deleted_by IS NULL"


def test_the_preview_says_how_many_and_what_is_missing(app: App) -> None:
    file = app.importing.read_bytes(PROMPTS.encode(), "prompts.md")
    report = app.importing.preview(file).report
    assert (report.format, report.prompts_added, report.decks) == ("prompts", 3, ("Storage",))
    assert [(w.line, "'not-there'" in w.message) for w in report.warnings] == [(9, True)]
    assert value(app, COUNT) == 0


def rows_of(app: App, text: str) -> list[tuple[int, str, str | None, int | None, str]]:
    """Line, title, kind, stage and result of each row of a preview."""
    rows = app.importing.preview(app.importing.read_bytes(text.encode(), "prompts.md")).rows
    return [(row.number, row.question, row.kind, row.stage, row.result.value) for row in rows]


def test_the_preview_has_a_row_a_prompt(app: App) -> None:
    lines = [at for at, text in enumerate(PROMPTS.split("\n"), 1) if text.startswith("### ")]
    assert rows_of(app, PROMPTS) == [
        (lines[0], "A slow page", "concept", 2, "new"),
        (lines[1], "Rows that vanish", "concept", 2, "new"),
        (lines[2], "A mistake of yours", "behavioural", 2, "new"),
    ]


def test_the_preview_tells_what_is_updated_unchanged_and_of_no_use(app: App) -> None:
    import_text(app, PROMPTS)
    changed = PROMPTS.replace("### Rows that", "### All rows that")
    changed = changed.replace("- [2] tells one mistake of their own (must)\n", "")
    changed = changed.replace("- [1] says what changed since\n", "")
    file = app.importing.read_bytes(changed.encode(), "prompts.md")
    rows = app.importing.preview(file).rows
    assert [row.result.value for row in rows] == ["unchanged", "updated", "skipped"]
    assert rows.results() == {"unchanged": 1, "updated": 1, "skipped": 1}
    assert rows[2].question == "A mistake of yours"
    assert "has no rubric" in rows[2].reason


def test_the_preview_says_why_a_text_that_both_sides_changed_stays(app: App) -> None:
    import_text(app, PROMPTS)
    with app.database.write("edit", "Edit prompt") as operation:
        operation.update("prompt", line(app, "p-slow").id, title="My page")
    changed = PROMPTS.replace("### A slow page", "### A very slow page")
    file = app.importing.read_bytes(changed.encode(), "prompts.md")
    row = app.importing.preview(file).rows[0]
    assert row.reason == "title changed here and in the file; the library's stays"


def test_importing_twice_changes_nothing(app: App) -> None:
    assert import_text(app, PROMPTS).prompts_added == 3
    again = import_text(app, PROMPTS)
    assert (again.prompts_added, again.prompts_unchanged) == (0, 3)
    assert again.changes.operation is None


def test_undo_takes_them_away_and_redo_brings_them_back(app: App) -> None:
    import_text(app, PROMPTS)
    app.undo.undo()
    assert value(app, COUNT) == 0
    app.undo.redo()
    assert value(app, COUNT) == 3
    app.undo.undo()
    assert import_text(app, PROMPTS).prompts_updated == 3
    assert value(app, COUNT) == 3


def test_a_changed_file_updates_and_keeps_the_learners_own(app: App) -> None:
    import_text(app, PROMPTS)
    own = line(app, "p-slow").id
    with app.database.write("edit", "Edit prompt") as operation:
        operation.update("prompt", own, title="My page")
    report = import_text(app, PROMPTS.replace("level=junior", "level=senior"))
    assert (report.prompts_updated, report.warnings[1:]) == (1, ())
    changed = line(app, "p-slow")
    assert (changed.title, changed.level) == ("My page", "senior")


def test_a_text_changed_on_both_sides_stays_and_is_told_each_time(app: App) -> None:
    import_text(app, PROMPTS)
    with app.database.write("edit", "Edit prompt") as operation:
        operation.update("prompt", line(app, "p-slow").id, title="My page")
    changed = PROMPTS.replace("### A slow page", "### A very slow page")
    for _ in range(2):
        report = import_text(app, changed)
        assert any("changed here and in the file" in w.message for w in report.warnings)
        assert line(app, "p-slow").title == "My page"


def test_prompts_without_a_stage_have_a_deck_of_their_own(app: App) -> None:
    text = PROMPTS.replace("stage: 2\n", "").replace("roadmap: small\n", "")
    assert import_text(app, text).decks == ("Interview: Storage",)
    assert import_text(app, text).prompts_unchanged == 3
    assert {one.stage for one in app.practice.prompts()} == {None}


def test_a_named_deck_takes_them(app: App) -> None:
    report = import_text(app, PROMPTS, deck="Mine")
    assert report.decks == ("Mine",)


def test_built_in_prompts_come_and_go_with_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decks = write_content(tmp_path / "decks")
    interview = decks / "small" / "interview"
    interview.mkdir()
    file = interview / "02-storage.md"
    file.write_text(PROMPTS, encoding="utf-8")
    monkeypatch.setattr("flashcards.app.decks_path", lambda: decks)

    def opened() -> App:
        return bootstrap(tmp_path / "library", clock=FixedClock(1_795_000_000_000))

    app = opened()
    assert len(app.practice.prompts()) == 3
    assert app.undo.undoable() is None
    app.close()
    file.write_text(PROMPTS[: PROMPTS.index("## Behavioural")], encoding="utf-8")
    app = opened()
    assert [one.source_id for one in app.practice.prompts()] == ["p-slow", "p-rows"]
    app.close()
    file.write_text(PROMPTS, encoding="utf-8")
    app = opened()
    assert len(app.practice.prompts()) == 3
    app.close()
