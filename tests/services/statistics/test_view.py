"""The plain values of the statistics: shares with their intervals, and days put together."""

from __future__ import annotations

from datetime import date

import pytest

from flashcards.domain.calendar import day_of
from flashcards.domain.query import parse_query
from flashcards.services.statistics.view import (
    Bin,
    Histogram,
    Share,
    StudiedDay,
    deck_query,
    stage_query,
    stretches,
    together,
)

TUESDAY = day_of(date(2026, 11, 24))
MONDAY = TUESDAY - 1


# Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 17
# (1998), table I: the score method without continuity correction.
@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (29, 29, 0.8830, 1.0),
    ],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    interval = Share(hits, of).interval
    assert interval == pytest.approx((low, high), abs=6e-5)


def test_of_nothing_there_is_no_share() -> None:
    assert Share().value is None
    assert Share().interval is None
    assert (Share(1, 2) + Share(2, 2)).value == 0.75


def test_days_add_up() -> None:
    first = StudiedDay(5, 10, 2, 6, 4, 1, 3.0, 1.0)
    both = first + StudiedDay(6, 1, 0, 1, 0, 1, 0.5, 0.0)
    assert both == StudiedDay(5, 11, 2, 7, 4, 2, 3.5, 1.0)
    assert both.retention == pytest.approx(4 / 6)


def test_a_period_is_cut_into_weeks_that_begin_on_monday() -> None:
    spans = stretches(TUESDAY - 89, TUESDAY, TUESDAY - 400)
    assert spans[0] == (day_of(date(2026, 8, 31)), day_of(date(2026, 9, 6)))
    assert spans[-1] == (MONDAY, TUESDAY)
    assert len(spans) == 13


def test_the_week_in_which_study_began_is_the_first() -> None:
    began = [first for first, _ in stretches(TUESDAY - 89, TUESDAY, TUESDAY - 10)]
    assert began == [MONDAY - 14, MONDAY - 7, MONDAY]
    ever = [first for first, _ in stretches(TUESDAY - 10, TUESDAY, TUESDAY - 10)]
    assert ever == began
    before = [first for first, _ in stretches(TUESDAY - 10, TUESDAY, TUESDAY - 11)]
    assert before == [MONDAY - 7, MONDAY]


def test_a_single_day_is_a_week_too() -> None:
    assert stretches(TUESDAY, TUESDAY, TUESDAY) == [(MONDAY, TUESDAY)]
    assert stretches(TUESDAY, TUESDAY, TUESDAY - 50) == [(MONDAY, TUESDAY)]


def test_years_are_cut_into_four_weeks() -> None:
    spans = stretches(TUESDAY - 800, TUESDAY, TUESDAY - 900)
    assert {last - first + 1 for first, last in spans[:-1]} == {28}
    assert len(spans) == 29


def test_days_are_put_together_by_stretch() -> None:
    days = tuple(StudiedDay(day, reviews=1) for day in (MONDAY - 9, MONDAY - 7, MONDAY - 1, MONDAY))
    spans = [(MONDAY - 7, MONDAY - 1), (MONDAY, TUESDAY)]
    assert [day.reviews for day in together(days, spans)] == [2, 1]
    assert [day.day for day in together((), spans)] == [MONDAY - 7, MONDAY]


def test_queries_are_ones_that_can_be_read() -> None:
    bins = (Bin(None, 0.5, 3), Bin(0.5, 0.55, 4), Bin(0.55, None, 1))
    recall = Histogram("recall", bins, 8, 0.5, 0.5)
    queries = [recall.query(place) for place in range(3)]
    assert queries[1] == "recall>=0.5 recall<0.55 -is:suspended"
    assert queries[2] == "recall>=0.55 -is:suspended"
    for query in (*queries, deck_query('A "quoted" deck*'), stage_query("Data: bases")):
        parse_query(query)
