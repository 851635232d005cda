"""A backlog and what can be done about it, as plain values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DayCards:
    """How many of the known reviews a day takes, and the seconds for them."""

    day: int
    cards: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits, as of ``day``.

    ``away``: whole days without an answer before today. ``usual``: the reviews of a usual day
    of study. ``limit``: reviews a day at most. ``days``: over how many days a spread is proposed.
    """

    day: int
    waiting: int
    away: int
    usual: float
    limit: int
    days: int
    review_seconds: float


@dataclass(frozen=True, slots=True)
class BacklogPreview:
    """What a way leads to: ``before`` and ``after`` have the same days.

    ``before``: as cards are due now. ``after``: as they would be asked. ``moved``: cards whose due
    day changes. ``clear_day``: the first day on which nothing waits any more, None beyond them.
    """

    way: str
    before: tuple[DayCards, ...]
    after: tuple[DayCards, ...]
    moved: int
    clear_day: int | None


@dataclass(frozen=True, slots=True)
class BreakPreview:
    """What a planned break does: ``before`` and ``after`` are the days around it and in it.

    ``sooner`` and ``later``: the cards that come before it and after it instead.
    """

    first: int
    last: int
    sooner: int
    later: int
    before: tuple[DayCards, ...]
    after: tuple[DayCards, ...]

    @property
    def moved(self) -> int:
        """How many cards move."""
        return self.sooner + self.later
