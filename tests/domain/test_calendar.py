"""Study days: the rollover hour, time zones, daylight saving, and clocks that are wrong."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.calendar import (
    MS_PER_DAY,
    MS_PER_MINUTE,
    ClockFault,
    StudyCalendar,
    clock_faults,
    date_of,
    day_of,
    iso_utc,
)

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
MOMENTS = st.integers(946_684_800_000, 2_208_988_800_000)  # 2000 to 2040
ROLLOVERS = st.integers(0, 23)


def zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        pytest.skip("this computer has no time zone database (on Windows: the package tzdata)")


def ms(moment: datetime) -> int:
    return round(moment.timestamp() * 1_000)


@cache
def changes_of_offset(name: str) -> tuple[int, ...]:
    """The moments of 2026 at which daylight saving begins or ends, to the minute."""
    return tuple(_changes_of_offset(name))


def _changes_of_offset(name: str) -> Iterator[int]:
    here = zone(name)
    minute = datetime(2026, 1, 1, tzinfo=UTC)
    while minute.year == 2026:
        later = minute + timedelta(days=1)
        if minute.astimezone(here).utcoffset() != later.astimezone(here).utcoffset():
            while minute.astimezone(here).utcoffset() == (
                (minute + timedelta(minutes=1)).astimezone(here).utcoffset()
            ):
                minute += timedelta(minutes=1)
            yield ms(minute + timedelta(minutes=1))
        minute = later


def test_a_day_turns_at_four_unless_told_otherwise() -> None:
    calendar = StudyCalendar(UTC)
    today = day_of(date(2026, 11, 24))
    assert calendar.day(ms(datetime(2026, 11, 24, 3, 59, 59, tzinfo=UTC))) == today - 1
    assert calendar.day(ms(datetime(2026, 11, 24, 4, tzinfo=UTC))) == today
    assert calendar.day(ms(datetime(2026, 11, 25, 3, 59, tzinfo=UTC))) == today


def test_study_days_count_from_1970() -> None:
    assert day_of(date(1970, 1, 1)) == 0
    assert date_of(day_of(date(2026, 2, 28)) + 1) == date(2026, 3, 1)


def test_the_same_moment_is_another_study_day_elsewhere() -> None:
    moment = ms(datetime(2026, 11, 24, 12, tzinfo=UTC))
    east = StudyCalendar(timezone(timedelta(hours=14)))
    west = StudyCalendar(timezone(timedelta(hours=-10)))
    assert east.day(moment) - west.day(moment) == 2 - 1
    assert east.day(moment + 2 * 3_600_000) - west.day(moment + 2 * 3_600_000) == 1


@pytest.mark.parametrize("name", ZONES)
@given(time_ms=MOMENTS, rollover=ROLLOVERS)
def test_a_moment_lies_in_its_study_day(name: str, time_ms: int, rollover: int) -> None:
    calendar = StudyCalendar(zone(name), rollover)
    day = calendar.day(time_ms)
    assert calendar.start_ms(day) <= time_ms < calendar.start_ms(day + 1)


@pytest.mark.parametrize("name", ZONES[:3])
@given(rollover=ROLLOVERS, minutes=st.integers(-360, 360))
def test_daylight_saving_neither_skips_nor_repeats_a_study_day(
    name: str, rollover: int, minutes: int
) -> None:
    calendar = StudyCalendar(zone(name), rollover)
    changes = changes_of_offset(name)
    assert len(changes) == 2
    for change in changes:
        moment = change + minutes * MS_PER_MINUTE
        day = calendar.day(moment)
        assert calendar.start_ms(day) <= moment < calendar.start_ms(day + 1)
        assert calendar.day(moment + MS_PER_MINUTE) - day in (0, 1)
        assert calendar.day(moment + 25 * 3_600_000) - day in (1, 2)


@pytest.mark.parametrize(
    ("name", "rollover", "night", "utc"),
    [
        # Berlin: 02:00 to 03:00 does not exist on 29 March, happens twice on 25 October.
        ("Europe/Berlin", 2, date(2026, 3, 29), datetime(2026, 3, 29, 1, tzinfo=UTC)),
        ("Europe/Berlin", 2, date(2026, 10, 25), datetime(2026, 10, 25, 0, tzinfo=UTC)),
        ("Europe/Berlin", 4, date(2026, 3, 29), datetime(2026, 3, 29, 2, tzinfo=UTC)),
        # New York: the same at 02:00 on 8 March and at 01:00 on 1 November.
        ("America/New_York", 2, date(2026, 3, 8), datetime(2026, 3, 8, 7, tzinfo=UTC)),
        ("America/New_York", 1, date(2026, 11, 1), datetime(2026, 11, 1, 5, tzinfo=UTC)),
        # Lord Howe Island moves its clocks by half an hour.
        ("Australia/Lord_Howe", 2, date(2026, 4, 5), datetime(2026, 4, 4, 15, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", 2, date(2026, 10, 4), datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    ],
)
def test_a_rollover_that_is_skipped_or_doubled_comes_once(
    name: str, rollover: int, night: date, utc: datetime
) -> None:
    calendar = StudyCalendar(zone(name), rollover)
    day = day_of(night)
    assert calendar.start_ms(day) == ms(utc)
    assert calendar.day(ms(utc) - 1) == day - 1
    assert calendar.day(ms(utc)) == day


@pytest.fixture
def berlin_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("this system cannot change its time zone for one process")
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin_clock")
def test_without_a_zone_the_computer_decides() -> None:
    calendar = StudyCalendar()
    summer, winter = day_of(date(2026, 7, 1)), day_of(date(2026, 12, 1))
    assert calendar.start_ms(summer) == ms(datetime(2026, 7, 1, 2, tzinfo=UTC))
    assert calendar.start_ms(winter) == ms(datetime(2026, 12, 1, 3, tzinfo=UTC))
    for day in (summer, winter):
        assert calendar.day(calendar.start_ms(day)) == day
        assert calendar.day(calendar.start_ms(day) - 1) == day - 1


def test_a_moment_is_written_in_utc_with_milliseconds() -> None:
    assert iso_utc(1_795_509_000_000) == "2026-11-24T08:30:00.000Z"
    assert iso_utc(1_795_509_000_007) == "2026-11-24T08:30:00.007Z"


def test_a_clock_that_was_set_back_is_noticed_once() -> None:
    rows = [(1, 0), (2, MS_PER_DAY), (3, 0), (4, 1_000)]
    assert clock_faults(rows, now_ms=2 * MS_PER_DAY) == {3: ClockFault.BACKWARDS}


def test_a_review_from_the_future_is_noticed() -> None:
    rows = [(1, 0), (2, 5 * MS_PER_DAY), (3, 1_000)]
    assert clock_faults(rows, now_ms=MS_PER_DAY) == {
        2: ClockFault.FUTURE,
        3: ClockFault.BACKWARDS,
    }


def test_clocks_that_differ_by_seconds_are_not_wrong() -> None:
    assert clock_faults([(1, 30_000), (2, 0), (3, 90_000)], now_ms=40_000) == {}


@given(
    st.sampled_from(ZONES), ROLLOVERS, st.lists(MOMENTS, max_size=40), st.integers(1, 40 * 24 * 60)
)
def test_many_moments_at_once_have_the_days_that_each_has(
    name: str, rollover: int, moments: list[int], spread: int
) -> None:
    calendar = StudyCalendar(zone(name), rollover)
    near = [moments[0] + (ms % (spread * MS_PER_MINUTE)) for ms in moments] if moments else []
    for times in (moments, near):
        assert calendar.days(times) == [calendar.day(time_ms) for time_ms in times]


@pytest.mark.parametrize("name", ZONES)
def test_many_moments_around_a_change_of_offset(name: str) -> None:
    for change in changes_of_offset(name):
        times = [change + minutes * MS_PER_MINUTE for minutes in range(-3_000, 3_000, 7)]
        for rollover in range(24):
            calendar = StudyCalendar(zone(name), rollover)
            assert calendar.days(times) == [calendar.day(time_ms) for time_ms in times]
