"""What every piece of the statistics has to know, and which days and answers it is of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.domain.calendar import MS_PER_MINUTE, StudyCalendar
from flashcards.domain.forgetting import DECAY
from flashcards.services.statistics.view import Request, StudiedDay, stretches
from flashcards.settings import StudySettings
from flashcards.storage import statistics_sql
from flashcards.storage.reading import Reader, Row
from flashcards.storage.search_sql import Condition

if TYPE_CHECKING:
    from flashcards.services.statistics.log import Integers, Mask, ReviewLog

_DAILY = 31


@dataclass(frozen=True, slots=True)
class Moment:
    """A transaction, and what all pieces have to know in it.

    ``condition`` None: all cards.
    """

    reader: Reader
    request: Request
    settings: StudySettings
    calendar: StudyCalendar
    now_ms: int
    today: int
    first: int
    began: int
    condition: Condition | None

    @property
    def decay(self) -> float:
        """The power of forgetting, of the library's own parameters."""
        return self.settings.parameters[DECAY]


def matching(moment: Moment, cards: Integers) -> Mask:
    """Which of these cards, given by id, are asked for."""
    import numpy as np

    from flashcards.services.statistics.log import numbers

    if moment.condition is None:
        return np.ones(len(cards), dtype=bool)
    return np.isin(cards, numbers(statistics_sql.card_ids(moment.reader, moment.condition)))


def of_scope(moment: Moment, log: ReviewLog) -> Mask:
    """Which answers are of the cards that are asked for."""
    chosen: Mask = matching(moment, log.cards)[log.card]
    return chosen


def of_period(moment: Moment, log: ReviewLog) -> Mask:
    """Which answers are of the cards and the days that are asked for."""
    return of_scope(moment, log) & (log.day >= moment.first) & (log.day <= moment.today)


def spans_of(moment: Moment) -> list[tuple[int, int]]:
    """The stretches of days that the period is shown in, the first and the last day of each."""
    return stretches(moment.first, moment.today, moment.began)


def sample_days(moment: Moment) -> Sequence[int]:
    """The days of a short period, the ends of the weeks of a longer one."""
    first = max(moment.first, moment.today - _DAILY + 1)
    if moment.first == first:
        return range(first, moment.today + 1)
    return [last for _, last in spans_of(moment)]


def counted_days(moment: Moment, first: int | None = None) -> tuple[StudiedDay, ...]:
    """The days from ``first`` on, else those of the period, as they were counted when answered."""
    rows = statistics_sql.study_days(moment.reader, moment.first if first is None else first)
    return tuple(_studied_day(row) for row in rows if row[0] <= moment.today)


def _studied_day(row: Row) -> StudiedDay:
    day, reviews, new, due, recalled, forgotten, total_ms, new_ms = row
    return StudiedDay(
        day,
        reviews,
        new,
        due,
        recalled,
        forgotten,
        total_ms / MS_PER_MINUTE,
        new_ms / MS_PER_MINUTE,
    )


def total_of(day: int, days: Sequence[StudiedDay]) -> StudiedDay:
    """All days together, as that day."""
    return sum(days, StudiedDay(day))
