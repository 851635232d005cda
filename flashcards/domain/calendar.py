"""Study days: a day turns at the rollover hour of the learner's own time zone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

MS_PER_SECOND = 1_000
MS_PER_MINUTE = 60_000
MS_PER_DAY = 86_400_000
_EPOCH = date(1970, 1, 1)
_CLOCK_TOLERANCE_MS = MS_PER_MINUTE


@dataclass(frozen=True, slots=True)
class StudyCalendar:
    """Turns moments into study days.

    A study day is a number of days since 1970-01-01. ``zone`` None means the computer's own time
    zone, with its daylight saving. ``rollover_hour`` is 0 to 23.
    """

    zone: tzinfo | None = None
    rollover_hour: int = 4

    def day(self, time_ms: int) -> int:
        """The study day of a moment in milliseconds UTC."""
        local = self.local(time_ms)
        return (local.date() - _EPOCH).days - (1 if local.hour < self.rollover_hour else 0)

    def days(self, times_ms: Sequence[int]) -> list[int]:
        """The study day of each of many moments, looked up between the beginnings of all days."""
        if not times_ms:
            return []
        first, last = self.day(min(times_ms)), self.day(max(times_ms))
        if last - first > len(times_ms):
            return [self.day(time_ms) for time_ms in times_ms]
        starts = [self.start_ms(day) for day in range(first + 1, last + 1)]
        return [first + bisect_right(starts, time_ms) for time_ms in times_ms]

    def start_ms(self, day: int) -> int:
        """The moment at which a study day begins, in milliseconds UTC."""
        start = datetime.combine(date_of(day), time(self.rollover_hour), tzinfo=self.zone)
        return round(start.timestamp() * MS_PER_SECOND)

    def local(self, time_ms: int) -> datetime:
        """A moment in the learner's own time, aware of its zone."""
        moment = datetime.fromtimestamp(time_ms / MS_PER_SECOND, UTC)
        return moment.astimezone(self.zone)


def date_of(day: int) -> date:
    """The calendar date of a study day."""
    return _EPOCH + timedelta(days=day)


def day_of(day: date) -> int:
    """The study day of a calendar date."""
    return (day - _EPOCH).days


def iso_utc(time_ms: int) -> str:
    """A moment as ISO 8601 in UTC with milliseconds: ``2026-11-24T08:30:00.000Z``."""
    moment = datetime.fromtimestamp(time_ms / MS_PER_SECOND, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


class ClockFault(StrEnum):
    """What is wrong with the time of a row of the log."""

    FUTURE = "future"
    BACKWARDS = "backwards"


def clock_faults(rows: Iterable[tuple[int, int]], now_ms: int) -> dict[int, ClockFault]:
    """The ids of the rows whose clock was wrong, given (id, ``time_ms``) in the order of ids.

    A row is faulty if it lies more than a minute after ``now_ms``, or more than a minute before
    the row written before it: there the clock was set back. Such rows count all the same.
    """
    faults: dict[int, ClockFault] = {}
    last_ms: int | None = None
    for identifier, time_ms in rows:
        if time_ms > now_ms + _CLOCK_TOLERANCE_MS:
            faults[identifier] = ClockFault.FUTURE
        elif last_ms is not None and time_ms < last_ms - _CLOCK_TOLERANCE_MS:
            faults[identifier] = ClockFault.BACKWARDS
        last_ms = time_ms
    return faults
