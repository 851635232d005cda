"""A learner's own prompts: written as text, checked by line, kept as one operation."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flashcards.app import App
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.services.practice.writing import LONGEST, PromptSource, check_prompt
from tests.services.factories import import_path, import_text, value
from tests.services.practice.prompts import PROMPTS, begin, line, scored

OWN = """\
### Which lock would you take? {.concept minutes=6 level=senior}

Two workers write the same row.

#### Rubric

- [3] names optimistic locking (must)
- [1] names its cost

#### Cards

- index-cost
"""


def write(app: App, text: str = OWN, stage: int | None = 2) -> int:
    """Write a new prompt."""
    return app.practice.save_prompt(PromptSource(0, text, stage))[0]


class TestChecking:
    """What is said while one writes."""

    def test_a_whole_prompt_has_no_problems(self) -> None:
        found = check_prompt(OWN)
        assert (found.usable, found.problems) == (True, ())

    def test_problems_name_their_line(self) -> None:
        found = check_prompt(OWN.replace("- [1]", "- [0]"))
        assert found.usable
        assert [(problem.line, "counts for nothing" in problem.message)
                for problem in found.problems] == [(8, True)]  # fmt: skip

    @pytest.mark.parametrize(
        ("text", "at", "words"),
        [
            ("", 1, "begin with a heading"),
            ("just words", 1, "begin with a heading"),
            (OWN.replace(".concept", ".riddle"), 1, ".riddle is no kind"),
            (OWN.replace("- [3]", "- [0]").replace("- [1]", "- [0]"), 1, "has no rubric"),
            (OWN + "\n" + OWN, 14, "a second prompt begins here"),
        ],
    )
    def test_what_is_no_prompt_says_why(self, text: str, at: int, words: str) -> None:
        found = check_prompt(text)
        assert not found.usable
        assert any(p.line == at and words in p.message for p in found.problems), found.problems

    def test_a_text_without_end_is_refused_at_once(self) -> None:
        assert not check_prompt("x" * (LONGEST + 1)).usable


class TestKeeping:
    """Writing, editing and deleting are each one operation."""

    def test_a_new_one_can_be_practised_with_its_cards(self, app: App) -> None:
        key = write(app)
        view = app.practice.prompt(str(key))
        assert (view.line.title, view.line.stage) == ("Which lock would you take?", 2)
        assert (view.line.source_id, view.line.minutes) == ("own-which-lock-would-you-take", 6)
        assert [card.note_id is not None for card in view.cards] == [True]
        session = begin(app)
        assert scored(app, session.steps[0].attempt_id, {0}).due_day > 0

    def test_undo_takes_it_away_and_redo_brings_it_back(self, app: App) -> None:
        key = write(app)
        app.undo.undo()
        assert app.practice.prompts() == ()
        app.undo.redo()
        assert [each.id for each in app.practice.prompts()] == [key]

    def test_what_is_edited_is_the_text_that_was_written(self, app: App) -> None:
        source = app.practice.source(write(app))
        assert source.own
        named = OWN.replace("{.concept", "{#own-which-lock-would-you-take .concept")
        assert source.text == named
        _key, changes = app.practice.save_prompt(source)
        assert changes.operation is None

    def test_an_edit_keeps_its_history_and_can_be_undone(self, app: App) -> None:
        source = app.practice.source(write(app))
        scored(app, begin(app).steps[0].attempt_id, {0})
        app.practice.save_prompt(replace(source, text=source.text.replace("Which", "What")))
        (changed,) = app.practice.prompts()
        assert (changed.title, changed.attempts) == ("What lock would you take?", 1)
        app.undo.undo()
        assert app.practice.prompts()[0].title == "Which lock would you take?"

    def test_a_shipped_one_that_was_edited_cannot_be_deleted(self, app: App) -> None:
        import_text(app, PROMPTS)
        own = line(app, "p-slow").id
        with app.database.write("setup", "as built in") as operation:
            operation.update("prompt", own, origin="built-in")
        source = app.practice.source(own)
        assert not source.own
        with pytest.raises(InvalidValueError, match="came with the program"):
            app.practice.delete_prompt(own)

    def test_deleting_keeps_the_attempts_and_can_be_undone(self, app: App) -> None:
        key = write(app)
        attempt = begin(app).steps[0].attempt_id
        scored(app, attempt, {0})
        app.practice.delete_prompt(key)
        assert app.practice.prompts() == ()
        assert app.practice.attempt(attempt).prompt.line.title == "Which lock would you take?"
        with pytest.raises(NotFoundError):
            app.practice.source(key)
        app.undo.undo()
        assert len(app.practice.prompts()) == 1

    def test_an_id_stays_and_belongs_to_one(self, app: App) -> None:
        source = app.practice.source(write(app))
        with pytest.raises(InvalidValueError, match="line 1: the id of a prompt stays"):
            app.practice.save_prompt(replace(source, text=source.text.replace("#own-", "#my-")))
        with pytest.raises(InvalidValueError, match="belongs to another prompt"):
            write(app, source.text)
        assert value(app, "SELECT count(*) FROM prompt") == 1

    def test_two_of_one_title_have_their_own_ids(self, app: App) -> None:
        assert write(app) != write(app)

    def test_a_broken_text_is_refused_with_its_line(self, app: App) -> None:
        with pytest.raises(InvalidValueError, match=r"line 1: .*has no rubric"):
            write(app, "### A {.concept}\n\nB\n")

    def test_they_travel_as_a_deck_of_their_own(self, app: App, tmp_path: Path) -> None:
        write(app)
        write(app, OWN.replace("Which", "What"), None)
        made = app.exporting.deck(tmp_path / "mine.md", "My prompts")
        assert made.prompts == 2
        for path in made.prompt_files:
            assert import_path(app, path).changes.operation is None

    def test_one_without_an_id_is_still_known_after_its_title_changed(
        self, app: App, tmp_path: Path
    ) -> None:
        import_text(app, PROMPTS.replace("#p-slow ", ""))
        (slow,) = (each for each in app.practice.prompts() if each.title == "A slow page")
        source = app.practice.source(slow.id)
        app.practice.save_prompt(replace(source, text=source.text.replace("slow", "late")))
        made = app.exporting.deck(tmp_path / "storage.md", "Storage")
        assert import_path(app, made.prompt_files[0]).changes.operation is None
