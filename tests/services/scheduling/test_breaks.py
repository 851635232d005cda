"""Planned breaks in a library: cards around them, no new ones in them, streaks across them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.calendar import date_of
from flashcards.domain.review import Rating
from flashcards.errors import InvalidValueError, NotFoundError
from tests.services.factories import (
    answer,
    assert_caches_agree,
    columns,
    content,
    import_text,
    learn,
    own,
    own_deck,
    rows,
    session_cards,
    today,
)

CARDS = 24


@pytest.fixture
def busy(app: App, clock: FixedClock) -> App:
    """A library whose cards fall due in the weeks to come."""
    import_text(app, own_deck(CARDS + 10))
    for number in range(1, CARDS + 1):
        learn(app, clock, own(number), rating=Rating.EASY if number % 2 else Rating.GOOD)
        if number % 4 == 0:
            clock.advance(days=1)
    return app


def due_within(app: App, first: int, last: int) -> int:
    return len(
        rows(
            app,
            "SELECT 1 FROM card WHERE queue = 2 AND due_day BETWEEN :first AND :last",
            first=first,
            last=last,
        )
    )


def test_cards_move_around_it_as_previewed(busy: App, clock: FixedClock) -> None:
    first, last = today(clock) + 1, today(clock) + 6
    inside = due_within(busy, first, last)
    assert inside > 0
    preview = busy.breaks.preview(date_of(first), date_of(last))
    assert preview.moved == inside
    before = content(busy)
    busy.breaks.announce(date_of(first), date_of(last))
    assert due_within(busy, first, last) == 0
    for day in preview.after:
        if day.day > today(clock):
            assert due_within(busy, day.day, day.day) == day.cards
    assert sum(day.cards for day in preview.after) == sum(day.cards for day in preview.before)
    assert_caches_agree(busy)
    busy.undo.undo()
    assert content(busy) == before


def test_an_answer_puts_no_card_into_it(busy: App, clock: FixedClock) -> None:
    first, last = today(clock) + 2, today(clock) + 30
    busy.breaks.announce(date_of(first), date_of(last))
    for number in range(CARDS + 1, CARDS + 5):
        view = busy.study.card(own(number))
        assert view.intervals is not None
        easy = answer(busy, own(number), Rating.EASY).outcome
        assert easy.interval_s == view.intervals[Rating.EASY]
        due = easy.schedule.due_day
        assert due is not None
        assert not first <= due <= last
    assert_caches_agree(busy)


def test_no_new_cards_on_its_days_and_the_day_before(busy: App, clock: FixedClock) -> None:
    busy.breaks.announce(date_of(today(clock) + 2), date_of(today(clock) + 3))
    seen = []
    for _ in range(5):
        seen.append(busy.library.today().new > 0)
        clock.advance(days=1)
    assert seen == [True, False, False, False, True]


def test_the_streak_goes_on_across_it(app: App, clock: FixedClock) -> None:
    import_text(app, own_deck(10))
    for number in (1, 2, 3):
        learn(app, clock, own(number))
        clock.advance(days=1)
    assert app.library.today().streak == 3
    first = today(clock)
    app.breaks.announce(date_of(first), date_of(first + 4))
    clock.advance(days=5)
    shown = app.library.today()
    assert (shown.streak, shown.longest_streak) == (3, 3)
    assert [day.rest for day in shown.days[-6:]] == [True] * 5 + [False]
    learn(app, clock, own(4))
    assert app.library.today().streak == 4
    clock.advance(days=2)
    assert app.library.today().streak == 0


def test_days_off_that_lie_behind_move_nothing(busy: App, clock: FixedClock) -> None:
    clock.advance(days=20)
    before = rows(busy, "SELECT id, due_day FROM card ORDER BY id")
    busy.breaks.announce(date_of(today(clock) - 15), date_of(today(clock) - 2))
    assert rows(busy, "SELECT id, due_day FROM card ORDER BY id") == before


def test_removed(busy: App, clock: FixedClock) -> None:
    first = date_of(today(clock) + 10)
    busy.breaks.announce(first, first + timedelta(days=3))
    assert len(busy.breaks.planned()) == 1
    busy.breaks.cancel(first)
    assert busy.breaks.planned() == ()
    with pytest.raises(NotFoundError):
        busy.breaks.cancel(first)


def test_what_is_no_break(busy: App, clock: FixedClock) -> None:
    day = date_of(today(clock))
    for first, last in (
        (day, day - timedelta(days=1)),
        (day, day + timedelta(days=400)),
        (day + timedelta(days=800), day + timedelta(days=801)),
    ):
        with pytest.raises(InvalidValueError):
            busy.breaks.announce(first, last)


def test_the_terminal_shows_and_sets_them(busy: App) -> None:
    busy.library.set("breaks", "2027-03-01..2027-03-05")
    assert busy.library.setting("breaks").value == "2027-03-01..2027-03-05"
    assert columns(busy, own(1), "state")[0] == 2
    assert session_cards(busy)


def test_a_plan_with_a_date_gives_its_days_no_time(busy: App, clock: FixedClock) -> None:
    from flashcards.services.planning.view import PlanRequest

    first = today(clock) + 5
    busy.breaks.announce(date_of(first), date_of(first + 3))
    plan = busy.planning.plan(PlanRequest(date_of(first + 20), 15))
    by_day = {day.day: day for day in plan.days}
    assert all(by_day[day].minutes == 0 for day in range(first, first + 4))
    assert any(by_day[day].minutes > 0 for day in range(first + 4, first + 10))
