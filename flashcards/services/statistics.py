"""Where a learner stands: what was done each day, how well it was recalled, what is left."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flashcards.domain.calendar import MS_PER_MINUTE
from flashcards.errors import InvalidValueError
from flashcards.services.scheduling import SchedulerSource
from flashcards.services.today import today_view
from flashcards.services.today_view import Today
from flashcards.storage import export_sql
from flashcards.storage.reading import Row
from flashcards.storage.unit_of_work import Database

MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class StudiedDay:
    """What was done on one study day, or on several together.

    ``reviews``: all answers, learning steps included. ``new``: cards met for the first time.
    ``due_reviews``: answers to review cards. ``recalled`` and ``forgotten``: those of them that
    came at least a day after the one before.
    """

    day: int
    reviews: int = 0
    new: int = 0
    due_reviews: int = 0
    recalled: int = 0
    forgotten: int = 0
    minutes: float = 0.0

    @property
    def retention(self) -> float | None:
        """True retention, 0 to 1: the share recalled; None where nothing could be."""
        counted = self.recalled + self.forgotten
        return self.recalled / counted if counted else None


@dataclass(frozen=True, slots=True)
class Summary:
    """The last days and today.

    ``days``: each study day of the period, the oldest first, today last. ``total``: all of them
    together. ``left``: today as the Today screen has it, with what is still to be done.
    """

    days: tuple[StudiedDay, ...]
    total: StudiedDay
    left: Today

    @property
    def today(self) -> StudiedDay:
        """What was done today so far."""
        return self.days[-1]


class StatisticsService:
    """Counts what the review log has to say."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers

    def summary(self, days: int = 1) -> Summary:
        """The last ``days`` study days, today among them. Raises InvalidValueError below 1."""
        if not 1 <= days <= MOST_DAYS:
            raise InvalidValueError(f"the days are 1 to {MOST_DAYS}, not {days}.")
        with self._database.read() as reader:
            settings = self._schedulers.settings(reader)
            calendar = self._schedulers.calendar(reader)
            left = today_view(reader, settings, calendar, self._database.clock.now_ms())
            first = left.day - days + 1
            rows = export_sql.study_days(reader, first)
        studied = {row[0]: _studied(row) for row in rows if row[0] <= left.day}
        each = tuple(studied.get(day, StudiedDay(day)) for day in range(first, left.day + 1))
        return Summary(each, _total(left.day, studied.values()), left)


def _studied(row: Row) -> StudiedDay:
    day, reviews, new, due, recalled, forgotten, duration_ms, _ = row
    return StudiedDay(day, reviews, new, due, recalled, forgotten, duration_ms / MS_PER_MINUTE)


def _total(day: int, days: Iterable[StudiedDay]) -> StudiedDay:
    found = list(days)
    return StudiedDay(
        day=day,
        reviews=sum(each.reviews for each in found),
        new=sum(each.new for each in found),
        due_reviews=sum(each.due_reviews for each in found),
        recalled=sum(each.recalled for each in found),
        forgotten=sum(each.forgotten for each in found),
        minutes=sum(each.minutes for each in found),
    )
