"""From the points of a rubric to a grade: the rules of a score, and their reason."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flashcards.domain.practice.prompt import RubricPoint
from flashcards.domain.review import Rating

HARD_FROM, GOOD_FROM, EASY_FROM = 0.50, 0.75, 0.90
"""The shares of the points from which an answer is Hard, Good and Easy; below it is Again."""


@dataclass(frozen=True, slots=True)
class Score:
    """What the ticks amount to.

    ``points`` of ``possible``; ``share`` 0 to 1. ``missed_musts``: the places in the rubric of
    musts that were not covered. ``missed``: those of all points that were not.
    """

    points: int
    possible: int
    musts: int
    missed_musts: tuple[int, ...]
    missed: tuple[int, ...]

    @property
    def share(self) -> float:
        """The share of the points, 0.0 for a rubric that is worth nothing."""
        return self.points / self.possible if self.possible else 0.0


def score(rubric: Sequence[RubricPoint], ticked: Collection[int]) -> Score:
    """What the ticked places of a rubric amount to; places beyond it count for nothing."""
    missed = tuple(place for place in range(len(rubric)) if place not in ticked)
    return Score(
        points=sum(point.weight for at, point in enumerate(rubric) if at in ticked),
        possible=sum(point.weight for point in rubric),
        musts=sum(point.must for point in rubric),
        missed_musts=tuple(place for place in missed if rubric[place].must),
        missed=missed,
    )


def suggested_grade(result: Score) -> Rating:
    """The grade for a score: Again under 50 % or with a missed must, 50 Hard, 75 Good, 90 Easy."""
    if result.missed_musts or result.share < HARD_FROM:
        return Rating.AGAIN
    if result.share < GOOD_FROM:
        return Rating.HARD
    return Rating.GOOD if result.share < EASY_FROM else Rating.EASY
