"""Fuzz, load balance, easy days and siblings."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.calendar import date_of, day_of
from flashcards.domain.fuzz import (
    balanced_interval,
    bounded_window,
    fuzz_window,
    seeded_interval,
    seeded_share,
)
from flashcards.domain.scheduling import DayLoad

MONDAY = day_of(date(2026, 11, 23))
NORMAL = (1.0,) * 7
NO_SUNDAYS = (1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 0.0)

intervals = st.integers(1, 90)
shares = st.floats(0, 1, exclude_max=True)
loads = st.builds(
    DayLoad,
    counts=st.dictionaries(st.integers(MONDAY, MONDAY + 100), st.integers(0, 300)),
    sibling_days=st.frozensets(st.integers(MONDAY, MONDAY + 100)),
)


def balanced(
    interval: int,
    load: DayLoad,
    share: float = 0.5,
    easy_days: tuple[float, ...] = NORMAL,
    window: tuple[int, int] | None = None,
) -> int:
    window = window or fuzz_window(interval)
    return balanced_interval(interval, window, share, today=MONDAY, load=load, easy_days=easy_days)


@pytest.mark.parametrize(
    ("interval", "window"),
    [
        (1, (1, 1)),
        (2, (2, 2)),
        (3, (2, 4)),
        (7, (5, 9)),
        (10, (8, 12)),
        (20, (17, 23)),
        (100, (93, 107)),
    ],
)
def test_the_window_is_a_day_and_a_share_of_the_interval(
    interval: int, window: tuple[int, int]
) -> None:
    assert fuzz_window(interval) == window


@given(interval=st.integers(1, 36_500))
def test_a_longer_interval_never_has_an_earlier_window(interval: int) -> None:
    low, high = fuzz_window(interval)
    next_low, next_high = fuzz_window(interval + 1)
    assert 1 <= low <= interval <= high
    assert low <= next_low
    assert high <= next_high


@given(
    interval=st.integers(1, 36_500), minimum=st.integers(1, 40_000), maximum=st.integers(1, 36_500)
)
def test_the_order_of_the_buttons_and_the_longest_interval_cut_the_window(
    interval: int, minimum: int, maximum: int
) -> None:
    low, high = bounded_window(interval, minimum, maximum)
    assert min(minimum, maximum) <= low <= high <= maximum


def test_the_seed_is_the_card_and_its_number_of_reviews() -> None:
    assert seeded_share(7, 3) == seeded_share(7, 3)
    assert seeded_share(7, 3) != seeded_share(7, 4)
    assert seeded_share(7, 3) != seeded_share(8, 3)


def test_the_seed_is_the_same_on_every_computer() -> None:
    assert seeded_share(1_234_567_890_123, 5) == pytest.approx(0.19508325409749808, abs=1e-15)


def test_every_day_of_the_window_is_as_likely() -> None:
    days = Counter(seeded_interval((8, 12), seeded_share(card, 1)) for card in range(10_000))
    assert set(days) == {8, 9, 10, 11, 12}
    assert all(1_850 < count < 2_150 for count in days.values())


@given(interval=intervals, share=shares, load=loads)
def test_balancing_stays_within_the_window(interval: int, share: float, load: DayLoad) -> None:
    low, high = fuzz_window(interval)
    assert low <= balanced(interval, load, share) <= high


@given(interval=intervals, share=shares)
def test_without_other_cards_the_seed_decides(interval: int, share: float) -> None:
    assert balanced(interval, DayLoad(), share) == seeded_interval(fuzz_window(interval), share)


@given(share=shares)
def test_the_lightest_day_is_taken(share: float) -> None:
    counts = {MONDAY + days: 40 for days in range(8, 13)} | {MONDAY + 9: 12}
    assert balanced(10, DayLoad(counts), share) == 9


def test_a_later_day_has_to_be_lighter_in_proportion() -> None:
    counts = {MONDAY + days: 100 for days in range(8, 13)}
    assert balanced(10, DayLoad(counts | {MONDAY + 12: 90}), share=0.0) == 8
    assert balanced(10, DayLoad(counts | {MONDAY + 12: 70}), share=0.0) == 12


@given(share=shares)
def test_siblings_are_kept_apart(share: float) -> None:
    counts = {MONDAY + days: 50 for days in range(8, 13)} | {MONDAY + 11: 0}
    siblings = frozenset({MONDAY + 11, MONDAY + 8})
    assert balanced(10, DayLoad(counts, siblings), share) in (9, 10, 12)


def test_siblings_meet_when_the_window_has_no_other_day() -> None:
    everywhere = frozenset(range(MONDAY, MONDAY + 30))
    assert balanced(10, DayLoad({}, everywhere)) in range(8, 13)
    assert balanced(1, DayLoad({}, everywhere)) == 1


@given(interval=st.integers(3, 90), share=shares, load=loads)
def test_a_day_kept_to_the_minimum_gets_nothing_that_can_go_elsewhere(
    interval: int, share: float, load: DayLoad
) -> None:
    days = balanced(interval, load, share, NO_SUNDAYS)
    assert date_of(MONDAY + days).weekday() != 6


@given(share=shares)
def test_a_reduced_day_counts_as_twice_as_full(share: float) -> None:
    reduced_wednesday = (1.0, 1.0, 0.5, 1.0, 1.0, 1.0, 1.0)
    counts = {MONDAY + days: 30 for days in range(8, 13)}
    wednesday = 9
    assert balanced(10, DayLoad(counts), share, reduced_wednesday) != wednesday
    nearly_empty = DayLoad(counts | {MONDAY + wednesday: 10})
    assert balanced(10, nearly_empty, share, reduced_wednesday) == wednesday


def test_if_every_day_is_kept_to_the_minimum_the_lightest_is_taken() -> None:
    counts = {MONDAY + days: 5 for days in range(8, 13)} | {MONDAY + 9: 1}
    assert balanced(10, DayLoad(counts), easy_days=(0.0,) * 7) == 9
