"""What each target recall costs in minutes a day and brings in knowledge, quickly enough to drag.

A large library is simulated on a sample of its cards, since the question is which target to take
and not how many minutes to the second.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.services.scheduling.simulating import SimulatingService

if TYPE_CHECKING:
    # numpy, which nothing at the start has to wait for
    from flashcards.domain.simulation_terms import Scenario
    from flashcards.services.studying.cards import StudyCards

DAYS = 180
TARGETS = (0.70, 0.75, 0.80, 0.84, 0.87, 0.90, 0.92, 0.94, 0.96, 0.97, 0.98, 0.99)
_SAMPLE = 2_000
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class RetentionPoint:
    """What a desired retention costs and brings, over the whole span.

    ``minutes`` and ``reviews`` are means a day, new cards' time included in ``minutes`` and alone
    in ``new_minutes``; ``knowledge`` is at the end.
    """

    retention: float
    minutes: float
    new_minutes: float
    reviews: float
    knowledge: float


class RecallCostService:
    """The curve beside the target recall."""

    def __init__(self, simulating: SimulatingService) -> None:
        self._simulating = simulating
        self._known_of: StudyCards | None = None
        self._curve: tuple[RetentionPoint, ...] = ()

    def curve(self) -> tuple[RetentionPoint, ...]:
        """Minutes a day and knowledge at the end of half a year, for each target.

        All stages count as open, lest a gate and not the target decide what is learned.
        Empty where there is no card to simulate.
        """
        from flashcards.domain.sampling import sample_of
        from flashcards.domain.simulation import simulate
        from flashcards.services.studying.cards import runs_for

        study = self._simulating.study_cards()
        if study is self._known_of:
            return self._curve
        if not len(study.cards):
            return ()
        sample = sample_of(study.cards, study.learner, _SAMPLE)
        courses = simulate(
            sample.cards,
            sample.learner,
            [_scenario(study, target, sample.weight) for target in TARGETS],
            today=study.today,
            days=DAYS,
            runs=min(3, runs_for(sample.cards)),
            breaks=study.settings.breaks,
        )
        self._known_of = study
        self._curve = tuple(
            RetentionPoint(
                retention=target,
                minutes=float(course.seconds.mean()) / _SECONDS,
                new_minutes=float(course.new.mean()) * sample.learner.new_s / _SECONDS,
                reviews=float(course.reviews.mean()) * sample.weight,
                knowledge=float(course.knowledge[:, -1].mean()) * sample.weight,
            )
            for target, course in zip(TARGETS, courses, strict=True)
        )
        return self._curve


def _scenario(study: StudyCards, target: float, weight: int) -> Scenario:
    """The library's own pace of new cards, without its limit of reviews: what they would take."""
    from flashcards.domain.simulation_terms import Scenario

    new = study.settings.new_per_day
    return Scenario(
        retention=target,
        new_a_day=(max(0, new - study.new_done) / weight, new / weight),
    )
