"""Estimates are in the learner's own time once twenty answers tell it."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from tests.services.factories import answer, card, import_text, own_deck


def test_before_that_a_default_counts(app: App) -> None:
    found = app.library.today()
    assert found.new_seconds == found.new * 30.0
    assert found.stages[0].seconds == found.stages[0].new * 30.0


def test_afterwards_the_last_thirty_days_count(app: App, clock: FixedClock) -> None:
    import_text(app, own_deck(40))
    for number in range(1, 21):
        answer(app, card(f"n{number}", namespace="own"), Rating.EASY, seconds=6)
    clock.advance(days=60)
    assert app.library.today().new_seconds == app.library.today().new * 30.0
    clock.advance(days=-35)
    found = app.library.today()
    assert found.new_seconds == pytest.approx(found.new * 6.0)
    assert found.due_seconds == found.due * 20.0


def test_steps_are_part_of_a_new_card(app: App, clock: FixedClock) -> None:
    import_text(app, own_deck(40))
    for number in range(1, 21):
        for _ in range(2):
            answer(app, card(f"n{number}", namespace="own"), seconds=6)
    clock.advance(days=1)
    found = app.library.today()
    assert found.new_seconds == pytest.approx(found.new * 12.0)
