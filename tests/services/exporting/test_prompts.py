"""Prompts leave with their deck, and what comes back from there changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from tests.services.factories import import_path, import_text
from tests.services.practice.prompts import PROMPTS, line

NOON = 1_767_355_200_000


@pytest.fixture
def practised(app: App) -> App:
    import_text(app, PROMPTS, "prompts.md")
    return app


def texts_of(app: App) -> set[tuple[object, ...]]:
    """All that a learner sees of each prompt."""
    found = set()
    for each in app.practice.prompts():
        view = app.practice.prompt(str(each.id))
        found.add(
            (each.source_id, each.title, each.kind, each.level, each.minutes, view.body,
             view.clarifying, view.rubric, view.follow_ups, view.model_answer)
        )  # fmt: skip
    return found


def test_they_are_written_beside_the_notes(practised: App, tmp_path: Path) -> None:
    made = practised.exporting.deck(tmp_path / "storage.md", "Storage")
    assert made.prompts == 3
    assert made.prompt_files == (tmp_path / "storage-prompts.md",)
    assert made.files == ()
    assert "{#p-slow .concept minutes=4 level=junior}" in made.prompt_files[0].read_text()


def test_reading_them_again_changes_nothing(practised: App, tmp_path: Path) -> None:
    made = practised.exporting.deck(tmp_path / "storage.md", "Storage")
    report = import_path(practised, made.prompt_files[0])
    assert (report.prompts_unchanged, report.changes.operation) == (3, None)


def test_an_edited_one_goes_out_as_it_is_and_stays_the_learners(
    practised: App, tmp_path: Path
) -> None:
    with practised.database.write("edit", "Edit prompt") as operation:
        operation.update("prompt", line(practised, "p-slow").id, title="My page")
    made = practised.exporting.deck(tmp_path / "storage.md", "Storage")
    assert import_path(practised, made.prompt_files[0]).changes.operation is None
    import_text(practised, PROMPTS.replace("level=junior", "level=mid"), "prompts.md")
    assert line(practised, "p-slow").title == "My page"


def test_another_library_gets_the_same(practised: App, tmp_path: Path) -> None:
    made = practised.exporting.deck(tmp_path / "storage.md", "Storage")
    other = bootstrap(tmp_path / "other", clock=FixedClock(NOON))
    try:
        import_path(other, made.file)
        import_path(other, made.prompt_files[0])
        assert texts_of(practised) <= texts_of(other)
    finally:
        other.close()


def test_two_files_of_prompts_in_one_deck_keep_their_places(practised: App, tmp_path: Path) -> None:
    more = PROMPTS.replace("#p-", "#q-")
    import_text(practised, more, "more.md")
    made = practised.exporting.deck(tmp_path / "storage.md", "Storage")
    assert made.prompts == 6
    assert import_path(practised, made.prompt_files[0]).changes.operation is None


def test_writing_again_takes_the_same_file_and_spares_a_strangers(
    practised: App, tmp_path: Path
) -> None:
    (tmp_path / "storage-prompts.md").write_text("mine")
    for _ in range(2):
        made = practised.exporting.deck(tmp_path / "storage.md", "Storage")
        assert made.prompt_files == (tmp_path / "storage-prompts-2.md",)
    assert (tmp_path / "storage-prompts.md").read_text() == "mine"


def test_a_deck_of_prompts_alone_is_one_file(app: App, tmp_path: Path) -> None:
    text = PROMPTS.replace("stage: 2\n", "").replace("roadmap: small\n", "")
    import_text(app, text, "own.md")
    made = app.exporting.deck(tmp_path / "own.md", "Interview: Storage")
    assert (made.rows, made.prompts, made.prompt_files) == (0, 3, (tmp_path / "own.md",))
    assert import_path(app, tmp_path / "own.md").changes.operation is None
