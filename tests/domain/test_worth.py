"""What an answer is worth, against the library's own formulas and a sum over days."""

from __future__ import annotations

import numpy as np
import pytest

from flashcards.domain import memory
from flashcards.domain.forgetting import DECAY
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.domain.worth import HORIZON_DAYS, Cost, Worth

AGAIN, GOOD = 1, 3
COST = Cost(20.0, 50.0)


def by_numbers(stability: float, difficulty: float, elapsed: int) -> float:
    """The same gain by numpy's FSRS, and the curve summed over a thousand moments a day."""
    decay = DEFAULT_PARAMETERS[DECAY]
    moments = (np.arange(30_000) + 0.5) / 30_000 * HORIZON_DAYS

    def mean(after: float, since: float) -> float:
        days = since + moments
        return float(memory.retrievability(np.full(len(days), after), days, decay).mean())

    after = {}
    for rating in (AGAIN, GOOD):
        new, _ = memory.step(
            np.array([stability]),
            np.array([difficulty]),
            np.array([rating]),
            np.array([elapsed]),
            DEFAULT_PARAMETERS,
        )
        after[rating] = mean(float(new[0]), 0.0)
    recall = float(memory.retrievability(np.array([stability]), np.array([elapsed]), decay)[0])
    gain = recall * after[GOOD] + (1 - recall) * after[AGAIN] - mean(stability, elapsed)
    seconds = recall * COST.recalled_s + (1 - recall) * COST.forgotten_s
    return max(0.0, gain) / seconds * 60


@pytest.mark.parametrize("stability", [0.4, 3.0, 25.0, 400.0])
@pytest.mark.parametrize("difficulty", [1.5, 5.0, 9.5])
@pytest.mark.parametrize("elapsed", [1, 10, 120, 1_500])
def test_the_gain_agrees_with_numbers(stability: float, difficulty: float, elapsed: int) -> None:
    worth = Worth(DEFAULT_PARAMETERS, COST)
    found = worth.per_minute(stability, difficulty, elapsed)
    assert found == pytest.approx(by_numbers(stability, difficulty, elapsed), rel=1e-4, abs=1e-6)


def test_a_card_that_was_just_asked_is_worth_least() -> None:
    worth = Worth(DEFAULT_PARAMETERS, COST)
    assert worth.per_minute(30, 5, 1) < worth.per_minute(30, 5, 30) < worth.per_minute(30, 5, 90)


def test_what_takes_twice_the_time_is_worth_half() -> None:
    quick = Worth(DEFAULT_PARAMETERS, Cost(10, 10)).per_minute(20, 5, 40)
    assert Worth(DEFAULT_PARAMETERS, Cost(20, 20)).per_minute(20, 5, 40) == pytest.approx(quick / 2)
