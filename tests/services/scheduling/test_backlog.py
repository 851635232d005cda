"""Ways out of a backlog: what is previewed is what happens, and undo takes it back."""

from __future__ import annotations

from collections import Counter

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.domain.worth import Cost, Worth
from flashcards.errors import InvalidValueError
from flashcards.services.studying.comeback import CATCH_UP, SPREAD, VALUE
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

CARDS = 30


def due_by_day(app: App, clock: FixedClock) -> Counter[int]:
    """Cards by day from today on, the overdue counted for today."""
    days = rows(app, "SELECT due_day FROM card WHERE queue = 2")
    return Counter(max(today(clock), day) for (day,) in days)


@pytest.fixture
def late(app: App, clock: FixedClock) -> App:
    """A library of thirty cards, learned over ten days, and left alone for a month."""
    import_text(app, own_deck(CARDS))
    for number in range(1, CARDS + 1):
        learn(app, clock, own(number))
        if number % 3 == 0:
            clock.advance(days=1)
    clock.advance(days=30)
    app.library.set("reviews_per_day", "8")
    app.library.set("new_per_day", "0")
    return app


def test_what_waits(late: App) -> None:
    found = late.backlog.look()
    assert (found.waiting, found.away, found.limit) == (CARDS, 30, 8)
    shown = late.library.today()
    assert shown.comeback is not None
    assert (shown.comeback.waiting, shown.comeback.away) == (CARDS, 30)
    assert (shown.backlog, shown.due) == (CARDS, 8)


def test_nothing_is_offered_without_a_backlog(app: App) -> None:
    assert app.library.today().comeback is None


class TestSpreading:
    """Over as many days as wanted."""

    @pytest.mark.parametrize("days", [2, 4, 7, 30])
    def test_the_preview_is_what_happens(self, late: App, clock: FixedClock, days: int) -> None:
        preview = late.backlog.preview(SPREAD, days)
        before = content(late)
        late.backlog.apply(SPREAD, days)
        counted = due_by_day(late, clock)
        assert {day.day: day.cards for day in preview.after if day.cards} == dict(counted)
        assert sum(day.cards for day in preview.before) == CARDS
        assert_caches_agree(late)
        late.undo.undo()
        assert content(late) == before
        assert late.library.today().comeback is not None

    def test_the_days_are_level(self, late: App, clock: FixedClock) -> None:
        late.backlog.apply(SPREAD, 7)
        counts = due_by_day(late, clock)
        assert sorted(counts.values()) == [4, 4, 4, 4, 4, 5, 5]
        assert late.library.today().comeback is None

    def test_not_on_days_of_a_break(self, late: App, clock: FixedClock) -> None:
        from flashcards.domain.calendar import date_of

        first = today(clock) + 2
        late.breaks.announce(date_of(first), date_of(first + 2))
        late.backlog.apply(SPREAD, 6)
        counts = due_by_day(late, clock)
        assert set(counts) == {first - 2, first - 1, first + 3}
        assert set(counts.values()) == {10}


class TestMostValuableFirst:
    """The order by recall gained for a minute, against working it out for each card."""

    def test_as_brute_force_orders(self, late: App, clock: FixedClock) -> None:
        late.backlog.apply(VALUE)
        worth = Worth(DEFAULT_PARAMETERS, Cost(8.0, 16.0))
        gain = {
            card_id: worth.per_minute(stability, difficulty, (clock.now_ms() - last) / MS_PER_DAY)
            for card_id, stability, difficulty, last in rows(
                late, "SELECT id, stability, difficulty, last_review_ms FROM card WHERE queue = 2"
            )
        }
        best = sorted(gain, key=lambda card_id: (-gain[card_id], card_id))
        assert session_cards(late) == best[:8]
        answer(late, best[0])
        assert session_cards(late) == best[1:8]

    def test_moves_nothing_and_lasts_until_nothing_waits(
        self, late: App, clock: FixedClock
    ) -> None:
        before = due_by_day(late, clock)
        late.backlog.apply(VALUE)
        assert due_by_day(late, clock) == before
        shown = late.library.today()
        assert (shown.comeback, shown.backlog_way, shown.due) == (None, VALUE, 8)
        clock.advance(days=1)
        assert late.library.today().backlog_way == VALUE
        late.library.set("reviews_per_day", "200")
        assert late.library.today().backlog_way == ""

    def test_the_preview_is_a_queue(self, late: App, clock: FixedClock) -> None:
        preview = late.backlog.preview(VALUE)
        assert [day.cards for day in preview.after[:5]] == [8, 8, 8, 6, 0]
        assert preview.moved == 0
        assert preview.clear_day == today(clock) + 3


class TestCatchingUp:
    """All at once, today."""

    def test_the_limit_is_off_for_a_day(self, late: App, clock: FixedClock) -> None:
        assert late.backlog.preview(CATCH_UP).after[0].cards == CARDS
        late.backlog.apply(CATCH_UP)
        shown = late.library.today()
        assert (shown.due, shown.backlog, shown.backlog_way) == (CARDS, 0, CATCH_UP)
        clock.advance(days=1)
        shown = late.library.today()
        assert (shown.due, shown.comeback is not None) == (8, True)

    def test_undone(self, late: App) -> None:
        late.backlog.apply(CATCH_UP)
        late.undo.undo()
        assert late.library.today().due == 8
        late.undo.redo()
        assert late.library.today().due == CARDS


@pytest.mark.parametrize(("way", "days"), [("sleep", 3), (SPREAD, 1), (SPREAD, 61)])
def test_out_of_bounds(late: App, way: str, days: int) -> None:
    with pytest.raises(InvalidValueError):
        late.backlog.apply(way, days)
    assert columns(late, own(1), "due_day")[0] > 0


def test_as_few_days_are_proposed_as_keep_them_usual(late: App, clock: FixedClock) -> None:
    days = late.backlog.look().days
    most = max(day.cards for day in late.backlog.preview(SPREAD, days).after)
    assert 2 <= days <= 60
    assert most <= 20
