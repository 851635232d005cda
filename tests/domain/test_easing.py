"""Scheduled cards move to lighter days: within their windows, off easy days, never for nothing."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.calendar import date_of, day_of
from flashcards.domain.easing import DueCard, eased
from flashcards.domain.fuzz import fuzz_window

TODAY = day_of(date(2026, 11, 24))  # a Tuesday
SUNDAY = day_of(date(2026, 11, 29))
NORMAL = (1.0,) * 7
EASY_SUNDAY = (1.0,) * 6 + (0.5,)
NO_SUNDAY = (1.0,) * 6 + (0.0,)


def due(count: int, day: int, interval: int = 15, first: int = 1) -> list[DueCard]:
    return [DueCard(first + n, first + n, day - interval, day) for n in range(count)]


def ease(
    cards: list[DueCard],
    easy_days: tuple[float, ...],
    balance: bool = False,
    breaks: tuple[tuple[int, int], ...] = (),
) -> dict[int, int]:
    counts = Counter(card.due_day for card in cards)
    return eased(cards, counts, today=TODAY, easy_days=easy_days, balance=balance, breaks=breaks)


def test_a_normal_week_moves_nothing() -> None:
    assert ease(due(40, SUNDAY), NORMAL) == {}


def test_a_day_kept_to_the_minimum_is_emptied() -> None:
    moved = ease(due(40, SUNDAY), NO_SUNDAY)
    assert len(moved) == 40
    assert SUNDAY not in moved.values()


def test_a_reduced_day_keeps_about_its_share() -> None:
    cards = [card for n in range(-3, 4) for card in due(20, SUNDAY + n, first=100 * (n + 4))]
    moved = ease(cards, EASY_SUNDAY)
    after = Counter(card.due_day for card in cards)
    after.subtract(card.due_day for card in cards if card.id in moved)
    after.update(moved.values())
    assert 10 <= after[SUNDAY] <= 14
    assert max(after.values()) <= 24


def test_a_card_with_a_short_interval_has_nowhere_to_go() -> None:
    assert ease(due(5, SUNDAY, interval=1), NO_SUNDAY) == {}


def test_a_long_interval_stays_where_chance_put_it() -> None:
    assert ease(due(5, SUNDAY, interval=200), NO_SUNDAY) == {}


def test_siblings_do_not_meet() -> None:
    first = DueCard(1, 9, SUNDAY - 3, SUNDAY)
    others = [DueCard(2, 9, SUNDAY - 4, SUNDAY - 1), DueCard(3, 9, SUNDAY - 2, SUNDAY + 1)]
    moved = ease([first, *others], NO_SUNDAY)
    assert moved.get(1) not in {SUNDAY - 1, SUNDAY + 1}


def test_nothing_moves_into_a_break() -> None:
    span = (SUNDAY - 6, SUNDAY - 1)
    moved = ease(due(30, SUNDAY), NO_SUNDAY, breaks=(span,))
    assert moved
    assert not any(span[0] <= day <= span[1] for day in moved.values())


def test_balancing_levels_a_wall() -> None:
    wall = due(60, TODAY + 10, interval=20)
    moved = ease(wall, NORMAL, balance=True)
    after = Counter(wall_card.due_day for wall_card in wall if wall_card.id not in moved)
    after.update(moved.values())
    assert max(after.values()) <= 20


CARDS = st.lists(
    st.tuples(st.integers(1, 27), st.integers(2, 120), st.integers(1, 12)), max_size=60
)


@given(CARDS, st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=7, max_size=7), st.booleans())
def test_each_stays_within_its_window_and_after_today(
    rows: list[tuple[int, int, int]], week: list[float], balance: bool
) -> None:
    cards = [
        DueCard(number, note, TODAY + ahead - interval, TODAY + ahead)
        for number, (ahead, interval, note) in enumerate(rows)
    ]
    moved = ease(cards, tuple(week), balance)
    by_id = {card.id: card for card in cards}
    for identifier, day in moved.items():
        card = by_id[identifier]
        low, high = fuzz_window(card.due_day - card.last_day)
        assert day > TODAY
        assert low <= day - card.last_day <= high
        assert day != card.due_day
        if week[date_of(day).weekday()] == 0:
            assert week[date_of(card.due_day).weekday()] == 0
