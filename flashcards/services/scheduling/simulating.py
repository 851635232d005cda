"""What studying on leads to: the library simulated day by day, and what each retention costs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.domain.scheduler import RETENTION_MAX, RETENTION_MIN
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage import statistics_sql
from flashcards.storage.unit_of_work import Database

if TYPE_CHECKING:
    # numpy, which nothing at the start has to wait for
    from flashcards.domain.simulation_terms import Course, Scenario
    from flashcards.services.studying.cards import StudyCards

MOST_DAYS = 3_650
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class SimulationRequest:
    """What is tried; None is as set. ``minutes_a_day``: new cards get what reviews leave of it."""

    days: int = 365
    retention: float | None = None
    new_per_day: int | None = None
    reviews_per_day: int | None = None
    minutes_a_day: float | None = None


@dataclass(frozen=True, slots=True)
class SimulatedDay:
    """A study day. ``knowledge``: the sum of recall of all cards at its end."""

    day: int
    reviews: float
    new: float
    minutes: float
    knowledge: float


@dataclass(frozen=True, slots=True)
class StageReached:
    """A stage of the road. ``day``: the study day on which it opens, None: not in this time."""

    stage_id: int
    number: int
    title: str
    day: int | None


@dataclass(frozen=True, slots=True)
class Simulation:
    """The days from today on.

    ``cards``: how many there are; ``known``: the sum of their recall today. The seconds are the
    pace that minutes come from.
    """

    days: tuple[SimulatedDay, ...]
    stages: tuple[StageReached, ...]
    cards: int
    known: float
    retention: float
    seconds_per_review: float
    seconds_per_new: float


class SimulatingService:
    """Simulates the library. Cards are read once and kept while nothing changes."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers
        self._kept: tuple[tuple[int, int], StudyCards] | None = None

    def study_cards(self) -> StudyCards:
        """The library as it stands."""
        from flashcards.services.studying.cards import load_study_cards

        with self._database.read() as reader:
            now_ms = self._database.clock.now_ms()
            today = self._schedulers.calendar(reader).day(now_ms)
            key = (statistics_sql.newest_operation(reader), today)
            if self._kept is None or self._kept[0] != key:
                settings = self._schedulers.settings(reader)
                self._kept = (key, load_study_cards(reader, settings, today, now_ms))
        return self._kept[1]

    def simulate(self, request: SimulationRequest | None = None) -> Simulation:
        """The days from today on. Raises InvalidValueError for what is out of bounds."""
        from flashcards.domain.simulation import simulate
        from flashcards.services.studying.cards import runs_for

        request = request or SimulationRequest()
        study = self.study_cards()
        scenario = scenario_of(study, request)
        runs = runs_for(study.cards)
        (course,) = simulate(
            study.cards,
            study.learner,
            [scenario],
            today=study.today,
            days=request.days,
            runs=runs,
            breaks=study.settings.breaks,
        )
        return Simulation(
            days=_days(course, study.today),
            stages=_stages(study, course),
            cards=len(study.cards),
            known=_known_now(study),
            retention=scenario.retention,
            seconds_per_review=study.pace.review_s,
            seconds_per_new=study.pace.new_s,
        )


def scenario_of(study: StudyCards, request: SimulationRequest) -> Scenario:
    """What is tried of a library. Raises InvalidValueError for what is out of bounds."""
    from flashcards.domain.simulation_terms import Scenario

    settings = study.settings
    if not 1 <= request.days <= MOST_DAYS:
        raise InvalidValueError(
            _("{days} days are out of bounds: 1 to {most_days}.").format(
                days=request.days, most_days=MOST_DAYS
            )
        )
    retention = settings.retention if request.retention is None else request.retention
    if not RETENTION_MIN <= retention <= RETENTION_MAX:
        raise InvalidValueError(
            _(
                "a retention of {retention:g} is out of bounds: {retention_min} to {retention_max}."
            ).format(retention=retention, retention_min=RETENTION_MIN, retention_max=RETENTION_MAX)
        )
    new = settings.new_per_day if request.new_per_day is None else request.new_per_day
    reviews = (
        settings.reviews_per_day if request.reviews_per_day is None else request.reviews_per_day
    )
    seconds = None
    if request.minutes_a_day is not None:
        budget = request.minutes_a_day * _SECONDS
        seconds = (max(0.0, budget - study.seconds_done), budget)
    return Scenario(
        retention=retention,
        new_a_day=(max(0, new - study.new_done), new),
        reviews_a_day=(max(0, reviews - study.reviews_done), reviews),
        seconds_a_day=seconds,
        gates=study.gates if settings.gates and study.roadmap.stages else None,
    )


def _days(course: Course, today: int) -> tuple[SimulatedDay, ...]:
    columns = (course.reviews, course.new, course.seconds / _SECONDS, course.knowledge)
    means = [column.mean(axis=0).tolist() for column in columns]
    return tuple(
        SimulatedDay(today + number, *values)
        for number, values in enumerate(zip(*means, strict=True))
    )


def _stages(study: StudyCards, course: Course) -> tuple[StageReached, ...]:
    import numpy as np

    from flashcards.domain.simulation_terms import NEVER

    stages = study.roadmap.stages
    if not course.opens.shape[1]:
        return tuple(StageReached(each.id, each.number, each.title, study.today) for each in stages)
    opens = np.median(course.opens, axis=0)
    return tuple(
        StageReached(
            each.id, each.number, each.title, None if day >= NEVER else study.today + round(day)
        )
        for each, day in zip(stages, opens.tolist(), strict=True)
    )


def _known_now(study: StudyCards) -> float:
    import numpy as np

    from flashcards.domain.simulation_ways import Ways

    cards = study.cards
    met = np.flatnonzero(~np.isnan(cards.stability))
    elapsed = study.today - cards.last_day[met]
    ways = Ways.by(cards, study.learner)
    return float(ways.recall(met, cards.stability[met], elapsed).sum())
