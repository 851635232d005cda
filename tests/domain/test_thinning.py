"""Which backups stay: many new ones, few old ones, and never none."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.thinning import DAYS, MONTHS, RECENT, WEEKS, worth_keeping

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
MOMENTS = st.lists(st.integers(min_value=0, max_value=4_000_000_000_000), max_size=120)


def ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)


def kept_of(moments: list[datetime]) -> list[datetime]:
    kept = worth_keeping(ms(moment) for moment in moments)
    return sorted((moment for moment in moments if ms(moment) in kept), reverse=True)


def test_what_was_made_within_the_hour_stays() -> None:
    moments = [NOW - timedelta(minutes=10 * number) for number in range(RECENT)]
    assert kept_of(moments) == moments


def test_of_a_busy_day_the_last_one_stays_when_the_day_is_past() -> None:
    yesterday = [NOW - timedelta(days=1, minutes=30 * number) for number in range(10)]
    today = [NOW - timedelta(minutes=number) for number in range(RECENT)]
    assert kept_of(yesterday + today) == [*today, yesterday[0]]


def test_a_year_of_evenings_becomes_days_weeks_and_months() -> None:
    evenings = [NOW - timedelta(days=day) for day in range(365)]
    kept = kept_of(evenings)
    assert kept[:DAYS] == evenings[:DAYS]
    assert [f"{moment:%a %d %b}" for moment in kept[DAYS:9]] == ["Sun 15 Nov", "Sun 08 Nov"]
    assert {(moment.year, moment.month) for moment in kept[9:]} == {
        (2026, month) for month in range(1, 11)
    } | {(2025, 12)}


def test_a_pause_costs_nothing() -> None:
    before = [NOW - timedelta(days=900 + day) for day in range(3)]
    assert kept_of([NOW, *before]) == [NOW, *before]


@given(MOMENTS)
def test_the_newest_is_among_them_and_there_are_never_more_than_a_few(moments: list[int]) -> None:
    kept = worth_keeping(moments)
    assert kept <= set(moments)
    assert len(kept) <= RECENT + DAYS + WEEKS + MONTHS
    assert not moments or max(moments) in kept


@given(MOMENTS)
def test_thinning_twice_is_thinning_once(moments: list[int]) -> None:
    kept = worth_keeping(moments)
    assert worth_keeping(kept) == kept
