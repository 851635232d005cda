"""Comparisons in SQL agree with the forgetting curve and the calendar."""

from __future__ import annotations

import sqlite3
from datetime import UTC, timedelta, timezone
from operator import eq, ge, gt, le, lt, ne

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flashcards.clock import parse_moment
from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.forgetting import STABILITY_MAX, STABILITY_MIN, retrievability
from flashcards.domain.query_nodes import Comparison, Operator, Property
from flashcards.storage.reading import Value
from flashcards.storage.search_numbers import SearchMoment, comparison_sql

NOW_MS = parse_moment("2026-11-24T09:00:00Z")
COLUMNS = (
    "queue", "stability", "difficulty", "lapses", "reps",
    "due_day", "due_ms", "last_study_day", "last_review_ms",
)  # fmt: skip
SIGNS = {
    Operator.LESS: lt, Operator.AT_MOST: le, Operator.MORE: gt,
    Operator.AT_LEAST: ge, Operator.EQUAL: eq, Operator.UNEQUAL: ne,
}  # fmt: skip
INEQUALITIES = [operator for operator in Operator if operator not in ("=", "!=")]


def holds(comparison: Comparison, moment: SearchMoment, **card: Value) -> bool:
    """Whether a card with these columns, the others NULL, matches."""
    values: dict[str, Value] = {}

    def bind(value: Value) -> str:
        values[f"q{len(values)}"] = value
        return f":q{len(values) - 1}"

    sql = comparison_sql(comparison, moment, bind, "c.queue")
    columns = ", ".join(f":{name} AS {name}" for name in COLUMNS)
    database = sqlite3.connect(":memory:")
    try:
        row = database.execute(
            f"SELECT ({sql}) IS TRUE FROM (SELECT {columns}) c",
            {**dict.fromkeys(COLUMNS), **card, **values},
        ).fetchone()
    finally:
        database.close()
    return bool(row[0])


def at(now_ms: int = NOW_MS, *, decay: float = 0.1542, hours: int = 0) -> SearchMoment:
    zone = timezone(timedelta(hours=hours)) if hours else UTC
    return SearchMoment(now_ms, StudyCalendar(zone), decay)


@given(
    stability=st.floats(STABILITY_MIN, STABILITY_MAX),
    elapsed_days=st.floats(-1, 40_000),
    recall=st.floats(0, 1),
    decay=st.floats(0.1, 0.8),
    operator=st.sampled_from(INEQUALITIES),
)
def test_recall_is_compared_as_the_forgetting_curve_has_it(
    stability: float, elapsed_days: float, recall: float, decay: float, operator: Operator
) -> None:
    last_ms = NOW_MS - round(elapsed_days * MS_PER_DAY)
    actual = retrievability(stability, (NOW_MS - last_ms) / MS_PER_DAY, decay)
    assume(abs(actual - recall) > 1e-9)
    comparison = Comparison(Property.RECALL, operator, recall)
    assert holds(comparison, at(decay=decay), stability=stability, last_review_ms=last_ms) == SIGNS[
        operator
    ](actual, recall)


@given(recall=st.integers(0, 100), stability=st.floats(0.01, 1_000), days=st.floats(0, 5_000))
def test_equal_recall_is_recall_that_reads_the_same(
    recall: int, stability: float, days: float
) -> None:
    last_ms = NOW_MS - round(days * MS_PER_DAY)
    actual = retrievability(stability, (NOW_MS - last_ms) / MS_PER_DAY, 0.1542)
    assume(abs((actual * 100) % 1 - 0.5) > 1e-6)
    card = {"stability": stability, "last_review_ms": last_ms}
    equal = Comparison(Property.RECALL, Operator.EQUAL, recall / 100, 2)
    unequal = Comparison(Property.RECALL, Operator.UNEQUAL, recall / 100, 2)
    assert holds(equal, at(), **card) == (round(actual * 100) == recall)
    assert holds(unequal, at(), **card) != holds(equal, at(), **card)


@given(
    days=st.integers(-400, 400),
    number=st.integers(-400, 400) | st.floats(-400, 400),
    operator=st.sampled_from(INEQUALITIES),
    queue=st.sampled_from([-2, -1, 2]),
)
def test_a_due_day_is_compared_in_days_from_today(
    days: int, number: float, operator: Operator, queue: int
) -> None:
    moment = at()
    comparison = Comparison(Property.DUE, operator, number)
    assert holds(comparison, moment, queue=queue, due_day=moment.today + days) == SIGNS[operator](
        days, number
    )


@given(
    minutes=st.integers(-3 * 1_440, 3 * 1_440),
    number=st.integers(-5, 5),
    operator=st.sampled_from(list(Operator)),
    hours=st.integers(-11, 13),
)
def test_a_learning_card_is_due_on_the_study_day_of_its_moment(
    minutes: int, number: int, operator: Operator, hours: int
) -> None:
    moment = at(hours=hours)
    due_ms = NOW_MS + minutes * 60_000
    days = moment.calendar.day(due_ms) - moment.today
    comparison = Comparison(Property.DUE, operator, number)
    assert holds(comparison, moment, queue=1, due_ms=due_ms) == SIGNS[operator](days, number)


@given(
    value=st.integers(0, 50),
    number=st.integers(0, 50),
    operator=st.sampled_from(list(Operator)),
    compared=st.sampled_from(["stability", "difficulty", "lapses", "reps"]),
)
def test_other_numbers_are_compared_as_they_are(
    value: int, number: int, operator: Operator, compared: str
) -> None:
    comparison = Comparison(Property(compared), operator, number)
    assert holds(comparison, at(), **{compared: value}) == SIGNS[operator](value, number)


@pytest.mark.parametrize("compared", list(Property))
@pytest.mark.parametrize("operator", list(Operator))
def test_a_card_without_the_number_never_matches(compared: Property, operator: Operator) -> None:
    comparison = Comparison(compared, operator, 0.5)
    assert not holds(comparison, at(), queue=0)


def test_the_smallest_recall_is_below_what_any_card_has() -> None:
    comparison = Comparison(Property.RECALL, Operator.LESS, 1e-300)
    assert not holds(comparison, at(), stability=0.001, last_review_ms=0)
