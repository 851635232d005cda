"""What answering a card now is worth: the recall that it gains for each minute that it takes.

Plain arithmetic for one card at a time, without numpy: it puts a backlog in order before the first
paint. Formulas of stability: the FSRS-6 algorithm as its authors publish it (open-spaced-repetition
wiki, "The Algorithm"); ``memory`` has them for whole libraries.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.domain.forgetting import (
    DECAY,
    STABILITY_MAX,
    STABILITY_MIN,
    curve_factor,
    retrievability,
)

HORIZON_DAYS = 30.0
"""Over how many days from now the recall is compared."""
_SECONDS_PER_MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Cost:
    """The seconds that a card takes where it is recalled, and where it was forgotten."""

    recalled_s: float = 20.0
    forgotten_s: float = 40.0


class Worth:
    """Judges cards by one set of parameters and one learner's pace."""

    def __init__(self, parameters: Sequence[float], cost: Cost) -> None:
        self._w = tuple(parameters)
        self._cost = cost
        self._decay = self._w[DECAY]
        self._factor = curve_factor(self._decay)

    def per_minute(self, stability: float, difficulty: float, elapsed_days: float) -> float:
        """The recall gained for a minute, as a mean over the days of the horizon; from 0 up.

        What is gained: the mean recall of the next days after an answer, which the card passes as
        often as it is recalled, less that without an answer.
        """
        recall = retrievability(stability, elapsed_days, self._decay)
        passed = self._mean_recall(self._passed(stability, difficulty, recall), 0.0)
        forgotten = self._mean_recall(self._forgotten(stability, difficulty, recall), 0.0)
        after = recall * passed + (1 - recall) * forgotten
        gained = max(0.0, after - self._mean_recall(stability, elapsed_days))
        cost = recall * self._cost.recalled_s + (1 - recall) * self._cost.forgotten_s
        return gained / max(cost, 1e-9) * _SECONDS_PER_MINUTE

    def _mean_recall(self, stability: float, elapsed_days: float) -> float:
        """The mean of the forgetting curve over the horizon: its integral has a closed form."""
        slope = self._factor / stability
        power = 1 - self._decay
        begin = 1 + slope * elapsed_days
        end = 1 + slope * (elapsed_days + HORIZON_DAYS)
        return float((end**power - begin**power) / (slope * power * HORIZON_DAYS))

    def _passed(self, stability: float, difficulty: float, recall: float) -> float:
        """Stability after Good on a later day."""
        w = self._w
        growth = math.exp(w[8]) * (11 - difficulty) * stability ** -w[9]
        return _bounded(stability * (1 + growth * math.expm1((1 - recall) * w[10])))

    def _forgotten(self, stability: float, difficulty: float, recall: float) -> float:
        """Stability after Again on a later day."""
        w = self._w
        kept: float = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1)
        long_term = kept * math.exp((1 - recall) * w[14])
        return _bounded(min(long_term, stability / math.exp(w[17] * w[18])))


def _bounded(stability: float) -> float:
    return min(max(stability, STABILITY_MIN), STABILITY_MAX)
