"""Where a learner stands, counted from the log."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.errors import InvalidValueError
from flashcards.services.statistics.view import Request
from tests.services.factories import answer, card, learn, make_due, today


def test_a_fresh_library_has_done_nothing(app: App) -> None:
    summary = app.statistics.summary()
    assert summary.today.reviews == summary.total.reviews == 0
    assert summary.today.retention is None
    assert summary.left.new > 0
    assert len(summary.days) == 1


def test_today_counts_answers_new_cards_and_minutes(app: App, clock: FixedClock) -> None:
    answer(app, card("variable"), Rating.GOOD, seconds=30)
    clock.advance(minutes=10)
    answer(app, card("variable"), Rating.GOOD, seconds=15)
    done = app.statistics.summary().today
    assert (done.reviews, done.new, done.due_reviews, done.minutes) == (2, 1, 0, 0.75)


def test_true_retention_is_of_reviews_a_day_or_more_apart(app: App, clock: FixedClock) -> None:
    cards = [card("variable"), card("constant"), card("while")]
    learn(app, clock, *cards)
    make_due(app, cards[0], clock, days_late=9)
    for card_id, rating in zip(cards, (Rating.GOOD, Rating.AGAIN, Rating.HARD), strict=True):
        answer(app, card_id, rating)
    clock.advance(minutes=10)
    answer(app, cards[1], Rating.AGAIN)
    done = app.statistics.summary().today
    assert (done.recalled, done.forgotten) == (2, 1)
    assert done.retention == pytest.approx(2 / 3)


def test_an_answer_taken_back_does_not_count(app: App) -> None:
    answer(app, card("variable"))
    app.undo.undo()
    assert app.statistics.summary().today.reviews == 0


def test_the_days_of_a_period_are_all_there(app: App, clock: FixedClock) -> None:
    answer(app, card("variable"), Rating.EASY, seconds=60)
    clock.advance(days=2)
    answer(app, card("constant"), Rating.EASY, seconds=60)
    summary = app.statistics.summary(4)
    assert [day.day for day in summary.days] == list(range(today(clock) - 3, today(clock) + 1))
    assert [day.reviews for day in summary.days] == [0, 1, 0, 1]
    assert (summary.total.reviews, summary.total.minutes) == (2, 2.0)
    assert app.statistics.summary(2).total.reviews == 1


def test_days_in_a_row_make_a_streak(app: App, clock: FixedClock) -> None:
    for source_id in ("variable", "constant", "while"):
        answer(app, card(source_id))
        clock.advance(days=1)
    summary = app.statistics.summary(30)
    assert (summary.left.streak, summary.left.longest_streak) == (3, 3)


@pytest.mark.parametrize("days", [0, -1, 36_501])
def test_the_number_of_days_has_bounds(app: App, days: int) -> None:
    with pytest.raises(InvalidValueError):
        app.statistics.summary(days)


def test_what_is_kept_in_memory_follows_every_change(app: App, clock: FixedClock) -> None:
    def seen() -> tuple[int, int, float]:
        found = app.statistics.everything(Request(None))
        again = app.statistics.everything(Request(None))
        assert found == again
        buttons = found.answers.buttons
        return found.cards.stability.cards, sum(buttons.learning), found.memory.knowledge[-1].cards

    assert seen() == (0, 0, 0.0)
    answer(app, card("variable"), Rating.EASY)
    assert seen() == (1, 1, 1.0)
    answer(app, card("constant"), Rating.EASY)
    assert seen() == (2, 2, 2.0)
    app.undo.undo()
    assert seen() == (1, 1, 1.0)
    app.study.suspend(card("variable"))
    assert seen() == (0, 1, 0.0)
    app.undo.undo()
    clock.advance(days=3)
    stability, answers, knowledge = seen()
    assert (stability, answers) == (1, 1)
    assert 0.5 < knowledge < 1


def test_another_track_brings_its_cards(app: App) -> None:
    before = app.statistics.overview().cards
    cards = app.statistics.cards().stages[0].cards
    app.library.set("track", "python node")
    assert app.statistics.overview().cards == before + 1
    assert app.statistics.cards().stages[0].cards == cards + 1


def test_other_parameters_are_judged_anew(app: App, clock: FixedClock) -> None:
    learn(app, clock, card("variable"))
    make_due(app, card("variable"), clock, days_late=5)
    answer(app, card("variable"))
    first = app.statistics.memory().calibration
    easier = list(DEFAULT_PARAMETERS)
    easier[3] *= 2
    app.library.set("parameters", " ".join(map(str, easier)))
    second = app.statistics.memory().calibration
    assert first.reviews == second.reviews == 1
    assert second.bins[0].predicted > first.bins[0].predicted
