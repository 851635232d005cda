"""What a progress report says, as plain values: nothing here needs a library.

Days are study days (days since 1970-01-01), shares and recalls 0 to 1, times minutes.
"""

from __future__ import annotations

from dataclasses import dataclass

from flashcards.domain.calendar import date_of
from flashcards.domain.wording import MONTHS
from flashcards.services.statistics.view import StudiedDay


@dataclass(frozen=True, slots=True)
class Period:
    """Study days from ``first`` to ``last``, both among them; None: without that bound."""

    first: int | None = None
    last: int | None = None

    def __contains__(self, day: int) -> bool:
        return (self.first is None or day >= self.first) and (self.last is None or day <= self.last)


ALWAYS = Period()


@dataclass(frozen=True, slots=True)
class StageFigures:
    """A stage of the active roadmap; ``recall``: the mean of its seen cards, None without one."""

    number: int
    title: str
    cards: int
    seen: int
    mastery: float
    recall: float | None
    locked: bool


@dataclass(frozen=True, slots=True)
class WeakTopic:
    """A topic below the target; ``seen``: how many of its cards were met."""

    title: str
    stage: str
    recall: float
    seen: int


@dataclass(frozen=True, slots=True)
class Calendar:
    """Whole weeks from Monday to Sunday that end with the period.

    ``levels``: a shade for each day from ``first`` on, 0 for nothing answered and 1 to 4 for the
    quartiles of the other days; None for a day after the period.
    """

    first: int
    levels: tuple[int | None, ...]

    @property
    def weeks(self) -> int:
        """How many columns it has."""
        return -(-len(self.levels) // 7)

    @property
    def months(self) -> list[tuple[int, str]]:
        """(column, short name) of each month that begins in it."""
        found: list[tuple[int, str]] = []
        for column in range(self.weeks):
            month = MONTHS[date_of(self.first + 7 * column + 6).month - 1][:3]
            if not found or found[-1][1] != month:
                found.append((column, month))
        if len(found) > 1 and found[1][0] - found[0][0] < 2:
            del found[0]  # its name would run into the next one
        return found


@dataclass(frozen=True, slots=True)
class ProgressReport:
    """Where a learner stands, and what the days of a period were like.

    ``title``: of the roadmap, "" without one. ``made``: the day of the report. ``total``: all
    answers of the period. ``longest_streak``: days in a row within it. ``forecast``: sentences.
    """

    title: str
    made: int
    first: int
    last: int
    total: StudiedDay
    days_studied: int
    longest_streak: int
    target: float
    cards: int
    seen: int
    mastery: float
    stages: tuple[StageFigures, ...]
    calendar: Calendar
    weakest: tuple[WeakTopic, ...]
    forecast: tuple[str, ...]

    @property
    def days(self) -> int:
        """How long the period is."""
        return self.last - self.first + 1

    @property
    def minutes_a_day(self) -> float:
        """The mean over the days on which something was answered."""
        return self.total.minutes / self.days_studied if self.days_studied else 0.0
