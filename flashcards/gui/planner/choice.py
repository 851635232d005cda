"""What the controls of the planner say."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from flashcards.services.planning.view import PlanRequest

LEAST, USUAL, MOST = 5, 30, 240
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """A day, minutes and what is left out.

    ``minutes`` of the longest day; ``shares`` of it that Monday to Sunday have, 1.0 for a whole
    day. ``date`` None: no interview yet.
    """

    date: date | None = None
    minutes: int = USUAL
    shares: tuple[float, ...] = (1.0,) * _WEEK
    left_out: frozenset[int] = frozenset()

    @classmethod
    def of_week(cls, day: date | None, week: tuple[float, ...], left_out: frozenset[int]) -> Choice:
        """From the minutes of each day of the week, of which one at least has some."""
        most = max(week)
        shares = tuple(each / most for each in week)
        return cls(day, max(1, round(most)), shares, left_out)

    @property
    def week(self) -> tuple[int, ...]:
        """The minutes of Monday to Sunday."""
        return tuple(round(self.minutes * share) for share in self.shares)

    def with_minutes(self, minutes: int) -> Choice:
        """Other minutes a day; easier days stay as much easier as they are."""
        return replace(self, minutes=minutes)

    def with_day(self, weekday: int, minutes: int) -> Choice:
        """Other minutes for one day (0 is Monday); the others keep theirs.

        A week without any minutes is no week: the choice then stays as it is.
        """
        week = list(self.week)
        week[weekday] = minutes
        if not any(week):
            return self
        return Choice.of_week(self.date, tuple(map(float, week)), self.left_out)

    def request(self) -> PlanRequest | None:
        """What is to be planned; None without a day."""
        if self.date is None:
            return None
        week = tuple(map(float, self.week))
        return PlanRequest(self.date, float(max(week)), week, self.left_out)
