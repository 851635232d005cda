"""What a plan is asked for and what it tells, for screens and the terminal alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

MOST_DAYS = 730
"""How far ahead an interview can be planned for, in days."""


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """What the learner asks for.

    ``minutes`` a day; ``week`` the minutes of Monday to Sunday where they differ. ``leave_out``:
    ids of stages. ``retention`` None: the best one.
    """

    date: date
    minutes: float
    week: tuple[float, ...] | None = None
    leave_out: frozenset[int] = frozenset()
    retention: float | None = None


@dataclass(frozen=True, slots=True)
class StageName:
    """A stage of the road, by its shorter name where it has one."""

    id: int
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What a planner opens with.

    ``today``: the study day; ``last``: the last one that can be planned for. ``day``, ``week``
    (minutes of Monday to Sunday) and ``left_out`` are those of the plan that is on, ``week`` None
    without one. ``easy_days``: what the settings make of Monday to Sunday, 0 to 1.
    """

    today: int
    last: int
    stages: tuple[StageName, ...]
    easy_days: tuple[float, ...]
    day: int | None = None
    week: tuple[float, ...] | None = None
    left_out: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PlanDay:
    """A day of the plan. ``easy``: less time than on the longest day of the week."""

    day: int
    reviews: float
    new: float
    minutes: float
    easy: bool


def whole_new(days: Iterable[PlanDay]) -> tuple[int, ...]:
    """The new cards of each day as whole ones whose sum stays right."""
    total, found = 0.0, []
    for day in days:
        before, total = round(total), total + day.new
        found.append(round(total) - before)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class StageFit:
    """A stage in the plan. ``met``: how many of its cards will have been learned by the date.

    ``fits``: all of them. ``ready``: the share of its cards that is recalled on the day.
    """

    stage_id: int
    number: int
    title: str
    cards: int
    met: int
    ready: float
    fits: bool
    left_out: bool


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """How much is ready on the day with so many minutes a day, four times in five within a band."""

    minutes: float
    ready: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Plan:
    """What becomes of a request.

    ``ready``: the share of the ``planned`` cards recalled on the day, four times in five between
    ``low`` and ``high``. ``new_per_day`` on the longest day of the week. ``new_ends``: the study
    day on which the last new card comes, None where time is too short for all; ``by_importance``:
    what is asked most then comes first. ``enough_minutes`` and ``enough_without``: the smallest
    changes that make it feasible (minutes a day; ids of stages to leave out), where there are any.
    ``recent_minutes``: those of the last fortnight, smoothed; ``recent_ready``: what they lead to.
    ``review_seconds`` and ``new_seconds``: the learner's pace.
    ``headline`` and ``reason`` say it in words.
    """

    request: PlanRequest
    feasible: bool
    ready: float
    low: float
    high: float
    new_per_day: int
    retention: float
    planned: int
    new_left: int
    new_ends: int | None
    by_importance: bool
    days: tuple[PlanDay, ...]
    stages: tuple[StageFit, ...]
    enough_minutes: int | None
    enough_without: tuple[int, ...]
    recent_minutes: float | None
    recent_ready: float | None
    review_seconds: float
    new_seconds: float
    headline: str
    reason: str
