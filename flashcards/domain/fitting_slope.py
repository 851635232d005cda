"""How the loss of a log changes with each parameter, by running through FSRS-6 backwards.

``forwards`` is ``memory.step`` that remembers what it came by; ``Backwards`` differentiates it by
the chain rule. Formulas as in ``memory``.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from flashcards.domain.forgetting import DECAY, STABILITY_MAX, STABILITY_MIN, curve_factor
from flashcards.domain.memory import (
    DIFFICULTY_MAX,
    DIFFICULTY_MIN,
    Floats,
    Integers,
    initial,
    retrievability,
    step,
)

Mask = npt.NDArray[np.bool_]
_AGAIN, _HARD, _EASY = 1, 2, 4
_LEAST = 1e-7  # a probability that is never quite 0 or 1


@dataclass(frozen=True)
class Turn:
    """The same number of review of many cards; one item a card that has so many.

    ``weight`` 0: it tells nothing of recall. The other fields are places among the cards.
    """

    rating: Integers
    elapsed: Integers
    weight: Floats
    first: bool
    told: Integers
    same_day: Integers
    forgotten: Integers
    passed: Integers

    @classmethod
    def of(cls, rating: Integers, elapsed: Integers, weight: Floats, *, first: bool) -> Turn:
        """A turn, its cards sorted by what becomes of them."""
        later = elapsed > 0
        return cls(
            rating=rating.astype(np.int64),
            elapsed=elapsed.astype(np.int64),
            weight=weight,
            first=first,
            told=np.flatnonzero(weight > 0),
            same_day=np.flatnonzero(~later),
            forgotten=np.flatnonzero(later & (rating == _AGAIN)),
            passed=np.flatnonzero(later & (rating != _AGAIN)),
        )


@dataclass(frozen=True)
class Run:
    """The weighted sum of the losses, and the states before and after each turn."""

    loss: float
    before: tuple[tuple[Floats, Floats], ...]
    after: tuple[tuple[Floats, Floats], ...]


def forwards(turns: Sequence[Turn], w: Floats) -> Run:
    """Replay all turns."""
    parameters = w.tolist()
    total = 0.0
    before: list[tuple[Floats, Floats]] = []
    after: list[tuple[Floats, Floats]] = []
    stability = difficulty = np.empty(0)
    for turn in turns:
        count = len(turn.rating)
        stability, difficulty = stability[:count], difficulty[:count]
        before.append((stability, difficulty))
        if turn.first:
            stability, difficulty = initial(turn.rating, parameters)
        else:
            total += _loss(turn, stability, parameters[DECAY])
            stability, difficulty = step(
                stability, difficulty, turn.rating, turn.elapsed, parameters
            )
        after.append((stability, difficulty))
    return Run(total, tuple(before), tuple(after))


def _loss(turn: Turn, stability: Floats, decay: float) -> float:
    told = turn.told
    recall = retrievability(stability[told], turn.elapsed[told], decay)
    given = np.where(turn.rating[told] != _AGAIN, recall, 1 - recall)
    return float(-(turn.weight[told] * np.log(np.maximum(given, _LEAST))).sum())


class Backwards:
    """Runs back through the turns and gathers the slope."""

    def __init__(self, turns: Sequence[Turn], run: Run, w: Floats) -> None:
        self._turns, self._run, self._w = turns, run, w
        self._slope = np.zeros(len(w))

    def slope(self) -> Floats:
        """How the weighted sum of the losses changes with each parameter."""
        to_stability = to_difficulty = np.empty(0)
        for turn, before, after in zip(
            reversed(self._turns), reversed(self._run.before), reversed(self._run.after),
            strict=True,
        ):  # fmt: skip
            # of the cards of this turn, those that have a further one stand in front
            missing = len(turn.rating) - len(to_stability)
            to_stability = np.concatenate([to_stability, np.zeros(missing)])
            to_difficulty = np.concatenate([to_difficulty, np.zeros(missing)])
            if turn.first:
                self._initial(turn, to_stability, to_difficulty)
            else:
                to_stability, to_difficulty = self._step(
                    turn, before, after, to_stability, to_difficulty
                )
        return self._slope

    def _initial(self, turn: Turn, to_stability: Floats, to_difficulty: Floats) -> None:
        w, slope = self._w, self._slope
        slope[:4] += np.bincount(turn.rating - 1, weights=to_stability, minlength=4)
        power = np.exp(w[5] * (turn.rating - 1.0))
        unclipped = w[4] - power + 1
        to_difficulty = np.where(
            (unclipped >= DIFFICULTY_MIN) & (unclipped <= DIFFICULTY_MAX), to_difficulty, 0.0
        )
        slope[4] += to_difficulty.sum()
        slope[5] -= (to_difficulty * (turn.rating - 1.0) * power).sum()

    def _step(
        self,
        turn: Turn,
        before: tuple[Floats, Floats],
        after: tuple[Floats, Floats],
        to_stability: Floats,
        to_difficulty: Floats,
    ) -> tuple[Floats, Floats]:
        """The slopes by the state before the turn, from those by the state after it."""
        stability, difficulty = before
        inside = (after[0] > STABILITY_MIN) & (after[0] < STABILITY_MAX)
        to_stability = np.where(inside, to_stability, 0.0)
        recall = retrievability(stability, turn.elapsed, self._w[DECAY])
        by_stability, by_difficulty = np.zeros_like(stability), np.zeros_like(stability)
        by_recall = np.zeros_like(stability)
        some = turn.same_day
        by_stability[some] = self._same_day(stability[some], turn.rating[some], to_stability[some])
        for some, way in ((turn.forgotten, self._forgotten), (turn.passed, self._passed)):
            by_stability[some], by_difficulty[some], by_recall[some] = way(
                stability[some], difficulty[some], recall[some], turn.rating[some],
                to_stability[some],
            )  # fmt: skip
        by_difficulty += self._difficulty(difficulty, turn.rating, to_difficulty)
        by_recall[turn.told] += _slope_of_loss(turn, recall)
        by_stability += self._recall(stability, turn.elapsed, recall, by_recall)
        return by_stability, by_difficulty

    def _recall(
        self, stability: Floats, elapsed: Integers, recall: Floats, by_recall: Floats
    ) -> Floats:
        decay = float(self._w[DECAY])
        factor = curve_factor(decay)
        share = np.maximum(elapsed, 0) / stability
        inner = 1 + factor * share
        factor_by_decay = (factor + 1) * math.log(0.9) / decay**2
        by_decay = recall * (-np.log(inner) - decay * share * factor_by_decay / inner)
        self._slope[DECAY] += (by_recall * by_decay).sum()
        by_stability: Floats = by_recall * recall * decay * factor * share / (inner * stability)
        return by_stability

    def _same_day(self, stability: Floats, rating: Integers, given: Floats) -> Floats:
        w, slope = self._w, self._slope
        change = np.exp(w[17] * (rating - 3.0 + w[18])) * stability ** -w[19]
        held = (rating != _AGAIN) & (change < 1)
        moved = np.where(held, 0.0, given) * stability * change
        slope[17] += (moved * (rating - 3.0 + w[18])).sum()
        slope[18] += moved.sum() * w[17]
        slope[19] -= (moved * np.log(stability)).sum()
        by_stability: Floats = given * np.where(held, 1.0, change * (1 - w[19]))
        return by_stability

    def _forgotten(
        self,
        stability: Floats,
        difficulty: Floats,
        recall: Floats,
        _rating: Integers,
        given: Floats,
    ) -> tuple[Floats, Floats, Floats]:
        w, slope = self._w, self._slope
        surprise = np.exp((1 - recall) * w[14])
        power = (stability + 1) ** w[13]
        scale = w[11] * difficulty ** -w[12] * surprise
        long_term = scale * (power - 1)
        short_term = stability / math.exp(w[17] * w[18])
        is_long = long_term <= short_term
        far, near = np.where(is_long, given, 0.0), np.where(is_long, 0.0, given)
        slope[11] += (far * long_term).sum() / w[11]
        slope[12] -= (far * long_term * np.log(difficulty)).sum()
        slope[13] += (far * scale * power * np.log1p(stability)).sum()
        slope[14] += (far * long_term * (1 - recall)).sum()
        slope[17] -= (near * short_term).sum() * w[18]
        slope[18] -= (near * short_term).sum() * w[17]
        by_stability = far * scale * w[13] * power / (stability + 1) + near * (
            short_term / stability
        )
        return by_stability, -far * w[12] * long_term / difficulty, -far * w[14] * long_term

    def _passed(
        self,
        stability: Floats,
        difficulty: Floats,
        recall: Floats,
        rating: Integers,
        given: Floats,
    ) -> tuple[Floats, Floats, Floats]:
        w, slope = self._w, self._slope
        grade = np.array([np.nan, np.nan, w[15], 1.0, w[16]])[rating]
        growth = np.exp(w[8]) * (11 - difficulty) * stability ** -w[9]
        surprise = np.exp((1 - recall) * w[10])
        plain = given * stability * growth * (surprise - 1)
        gained = plain * grade
        slope[8] += gained.sum()
        slope[9] -= (gained * np.log(stability)).sum()
        grown = given * stability * growth * grade * surprise
        slope[10] += (grown * (1 - recall)).sum()
        slope[15] += plain[rating == _HARD].sum()
        slope[16] += plain[rating == _EASY].sum()
        by_stability = given + gained * (1 - w[9]) / stability
        return by_stability, -gained / (11 - difficulty), -grown * w[10]

    def _difficulty(self, difficulty: Floats, rating: Integers, given: Floats) -> Floats:
        w, slope = self._w, self._slope
        cubed = math.exp(w[5] * 3)
        easiest = w[4] - cubed + 1
        away = (rating - 3.0) / 9
        moved = difficulty - (10 - difficulty) * w[6] * away
        unclipped = w[7] * easiest + (1 - w[7]) * moved
        inside = (unclipped >= DIFFICULTY_MIN) & (unclipped <= DIFFICULTY_MAX)
        given = np.where(inside, given, 0.0)
        slope[4] += given.sum() * w[7]
        slope[5] -= given.sum() * w[7] * 3 * cubed
        slope[6] -= (1 - w[7]) * (given * (10 - difficulty) * away).sum()
        slope[7] += (given * (easiest - moved)).sum()
        by_difficulty: Floats = given * (1 - w[7]) * (1 + w[6] * away)
        return by_difficulty


def _slope_of_loss(turn: Turn, recall: Floats) -> Floats:
    told = turn.told
    known = recall[told]
    passed = turn.rating[told] != _AGAIN
    slope: Floats = turn.weight[told] * np.where(
        passed, -1 / np.maximum(known, _LEAST), 1 / np.maximum(1 - known, _LEAST)
    )
    return slope
