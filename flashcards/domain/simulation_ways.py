"""The formulas of a simulation by the way in which each card is scheduled.

As a rule there is one way for all cards, the learner's; presets bring further ones. Every method
takes the cards by their places in all rows and goes through the ways that occur.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from flashcards.domain.forgetting import DECAY, MASTERED_RECALL, curve_factor
from flashcards.domain.memory import Floats, Integers, initial, retrievability, step
from flashcards.domain.simulation_terms import Cards, Learner, Scenario, Way

_AGAIN, _GOOD, _EASY = 1, 3, 4
_ALL = slice(None)


@dataclass(frozen=True)
class Ways:
    """How cards are scheduled; ``of`` None: all by the first of ``ways``."""

    ways: tuple[Way, ...]
    of: Integers | None
    size: int

    @classmethod
    def by(cls, cards: Cards, learner: Learner) -> Ways:
        """The learner's own way, which is the first, and those that the cards bring."""
        own = Way(
            parameters=learner.parameters,
            maximum_interval=learner.maximum_interval,
            learning_steps=learner.learning_steps,
            relearning_steps=learner.relearning_steps,
        )
        return cls((own, *cards.ways), cards.way if cards.ways else None, max(1, len(cards)))

    def recall(self, cards: Integers, stability: Floats, elapsed: Integers) -> Floats:
        """The recall of each card after so many days."""
        recall = np.empty(len(cards))
        for way, at in self._each(cards):
            recall[at] = retrievability(stability[at], elapsed[at], way.parameters[DECAY])
        return recall

    def answered(
        self,
        cards: Integers,
        memory: tuple[Floats, Floats],
        rating: Integers,
        elapsed: Integers,
    ) -> tuple[Floats, Floats]:
        """Stability and difficulty after a review and, where it was forgotten, its steps."""
        stability, difficulty = np.empty(len(cards)), np.empty(len(cards))
        for way, at in self._each(cards):
            after = step(memory[0][at], memory[1][at], rating[at], elapsed[at], way.parameters)
            left = np.where(rating[at] != _AGAIN, 0, way.relearning_steps)
            answer_steps(*after, left, way.parameters)
            stability[at], difficulty[at] = after
        return stability, difficulty

    def met(self, cards: Integers, rating: Integers) -> tuple[Floats, Floats]:
        """Stability and difficulty after the first answer and its steps."""
        stability, difficulty = np.empty(len(cards)), np.empty(len(cards))
        for way, at in self._each(cards):
            after = initial(rating[at], way.parameters)
            steps = np.where(rating[at] == _GOOD, way.learning_steps - 1, way.learning_steps)
            left = np.where(rating[at] == _EASY, 0, np.maximum(steps, 0))
            answer_steps(*after, left, way.parameters)
            stability[at], difficulty[at] = after
        return stability, difficulty

    def days(self, cards: Integers, row: Integers, stability: Floats, stretches: Floats) -> Floats:
        """The interval of each card; ``stretches`` as of ``stretches``, by way and row."""
        days = np.empty(len(cards))
        for number, (way, at) in self._numbered(cards):
            wanted = np.rint(stability[at] * stretches[number][row[at]])
            days[at] = np.clip(wanted, 1, way.maximum_interval)
        return days

    def stretches(self, scenarios: Sequence[Scenario], runs: int) -> Floats:
        """For how many days a stability of one day lasts, of (way, row)."""
        found = []
        for way in self.ways:
            asked = [way.retention or scenario.retention for scenario in scenarios]
            decay = way.parameters[DECAY]
            stretch = (np.array(asked) ** (-1 / decay) - 1) / curve_factor(decay)
            found.append(np.repeat(stretch, runs))
        return np.array(found)

    def of_cards(self, values: Sequence[float]) -> Floats | float:
        """One value a way as one a card; a plain number where all cards are of one way."""
        return values[0] if self.of is None else np.asarray(values)[self.of]

    @property
    def factors(self) -> Floats | float:
        """The factor of the forgetting curve of each card."""
        return self.of_cards([curve_factor(way.parameters[DECAY]) for way in self.ways])

    @property
    def decays(self) -> Floats | float:
        """The decay of the forgetting curve of each card."""
        return self.of_cards([way.parameters[DECAY] for way in self.ways])

    @property
    def mastered_stretches(self) -> Floats | float:
        """How long a stability of one day is enough to count as mastered, of each card."""
        return self.of_cards(
            [
                (MASTERED_RECALL ** (-1 / way.parameters[DECAY]) - 1)
                / curve_factor(way.parameters[DECAY])
                for way in self.ways
            ]
        )

    def capped(self, cards: Integers) -> Iterator[tuple[Way, Integers]]:
        """The ways with limits of their own that occur, with the places of their cards."""
        if self.of is None:
            return
        own = self.of[cards % self.size]
        for number, way in enumerate(self.ways):
            if way.new_a_day is not None or way.reviews_a_day is not None:
                yield way, np.flatnonzero(own == number)

    def _each(self, cards: Integers) -> Iterator[tuple[Way, Integers | slice]]:
        return (found for _, found in self._numbered(cards))

    def _numbered(self, cards: Integers) -> Iterator[tuple[int, tuple[Way, Integers | slice]]]:
        if self.of is None:
            yield 0, (self.ways[0], _ALL)
            return
        own = self.of[cards % self.size]
        for number, way in enumerate(self.ways):
            at = np.flatnonzero(own == number)
            if len(at):
                yield number, (way, at)


def answer_steps(
    stability: Floats, difficulty: Floats, left: Integers, parameters: Sequence[float]
) -> None:
    """Answer so many more steps of each card with Good, on the same day; in place."""
    for number in range(int(left.max(initial=0))):
        some = np.flatnonzero(left > number)
        good = np.full(len(some), _GOOD)
        same_day = np.zeros(len(some), dtype=np.int64)
        stability[some], difficulty[some] = step(
            stability[some], difficulty[some], good, same_day, parameters
        )
