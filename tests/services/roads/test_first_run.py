"""Who is asked at the start, and what the answers set."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.services.roads.first_run_view import MINUTES, new_cards_for
from tests.services.factories import answer, card


def test_a_new_learner_is_asked_with_the_size_of_the_road(app: App) -> None:
    shown = app.first_run.wanted()
    assert shown is not None
    assert (shown.stages, shown.topics) == (3, 5)
    assert shown.cards > 0
    assert shown.first_stage == "Basics"


def test_whoever_has_answered_a_card_is_not(app: App) -> None:
    answer(app, card("variable"))
    assert app.first_run.wanted() is None


def test_the_answers_are_settings_that_undo_takes_back(app: App) -> None:
    app.first_run.finish("go", 30)
    assert app.library.setting("track").value == "go"
    assert app.library.setting("new_per_day").value == "18"
    assert app.first_run.wanted() is None
    app.undo.undo()
    assert app.library.setting("track").value == "python"


def test_skipping_changes_no_setting_and_it_is_not_asked_again(app: App) -> None:
    app.first_run.skip()
    assert app.library.setting("new_per_day").value == "12"
    assert app.first_run.wanted() is None
    assert app.undo.undoable() is None


@pytest.mark.parametrize(("minutes", "cards"), list(zip(MINUTES, (6, 9, 12, 18, 27), strict=True)))
def test_more_minutes_bring_more_new_cards(minutes: int, cards: int) -> None:
    assert new_cards_for(minutes) == cards
