"""How ready one is for an interview: from the recall of cards and from scores of attempts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CARDS_WEIGHT = 0.6
PRACTICE_WEIGHT = 0.4
ENOUGH_PROMPTS = 5
"""So many different prompts of a stage make its practice count in full; fewer where it has fewer.
"""


@dataclass(frozen=True, slots=True)
class Tried:
    """A prompt with a scored attempt: its last score and how much of that is left, 0 to 1 each."""

    share: float
    recall: float


@dataclass(frozen=True, slots=True)
class StageEvidence:
    """What is known of a stage. ``recall``: the sum over its seen cards."""

    cards: int
    seen: int
    recall: float
    prompts: int
    tried: tuple[Tried, ...] = ()

    @property
    def enough(self) -> int:
        """How many prompts it takes to count in full."""
        return min(ENOUGH_PROMPTS, self.prompts)

    @property
    def card_part(self) -> float:
        """The recall now over all cards; one never seen counts zero."""
        return self.recall / self.cards if self.cards else 0.0

    @property
    def mean_score(self) -> float:
        """The mean of the last scores, each by what is left of it; 0.0 without attempts."""
        if not self.tried:
            return 0.0
        return sum(one.share * one.recall for one in self.tried) / len(self.tried)

    @property
    def practice_part(self) -> float | None:
        """The mean score, less where few prompts were tried; None where the stage has none."""
        if not self.prompts:
            return None
        return self.mean_score * min(1.0, len(self.tried) / self.enough)

    @property
    def share(self) -> float:
        """0.6 of the cards' part and 0.4 of the practice's; the cards' alone without prompts."""
        practice = self.practice_part
        if practice is None:
            return self.card_part
        if not self.cards:
            return practice
        return CARDS_WEIGHT * self.card_part + PRACTICE_WEIGHT * practice


def overall(stages: Sequence[StageEvidence]) -> float:
    """The mean over the stages, each weighing as much as it has cards; 0.0 without cards."""
    weights = [stage.cards or stage.prompts for stage in stages]
    total = sum(weights)
    if not total:
        return 0.0
    weighed = zip(stages, weights, strict=True)
    return sum(stage.share * weight for stage, weight in weighed) / total
