"""What a simulation is told and what it answers; the day loop itself is in ``simulation``."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from flashcards.domain.forgetting import DECAY
from flashcards.domain.memory import Floats, Integers, retrievability
from flashcards.domain.scheduling import DEFAULT_PARAMETERS

Mask = npt.NDArray[np.bool_]

NEVER = 1 << 30
"""A due day that does not come: that of a card which was never met."""
NO_LIMIT = 1 << 30


@dataclass(frozen=True, slots=True)
class Way:
    """How some of the cards are scheduled, as a preset says.

    ``retention`` None: what the scenario tries. ``new_a_day`` and ``reviews_a_day`` None: no limit
    but the scenario's.
    """

    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    maximum_interval: int = 36_500
    learning_steps: int = 2
    relearning_steps: int = 1
    retention: float | None = None
    new_a_day: int | None = None
    reviews_a_day: int | None = None


@dataclass(frozen=True)
class Cards:
    """The cards that a simulation starts from; one item a card.

    ``stability`` NaN: never met. ``due_day`` of a card in its steps is today. ``order``: the new
    cards, by place, in the order in which they are met; those that it leaves out never are.
    ``stage``: the place of its stage on the road, -1 without one. ``seed``: what chance goes by,
    such as the card's id. ``way``: 0 for a card that is scheduled as the learner is, n for one
    that goes by the n-th of ``ways``.
    """

    stability: Floats
    difficulty: Floats
    last_day: Integers
    due_day: Integers
    order: Integers
    stage: Integers
    seed: Integers
    way: Integers | None = None
    ways: tuple[Way, ...] = ()

    def __len__(self) -> int:
        return len(self.stability)


@dataclass(frozen=True, slots=True)
class Learner:
    """How somebody remembers and answers.

    ``first``: how often a new card is graded Again, Hard, Good, Easy; ``passed``: how often a
    recalled one is graded Hard, Good, Easy. Seconds are those of a whole day with the card, its
    steps included.
    """

    parameters: tuple[float, ...] = DEFAULT_PARAMETERS
    maximum_interval: int = 36_500
    learning_steps: int = 2
    relearning_steps: int = 1
    recalled_s: float = 18.0
    forgotten_s: float = 36.0
    new_s: float = 30.0
    first: tuple[float, float, float, float] = (0.2, 0.1, 0.6, 0.1)
    passed: tuple[float, float, float] = (0.1, 0.8, 0.1)


@dataclass(frozen=True, slots=True)
class Gates:
    """Which stages of the road are open; one item a stage.

    ``passes``: it never holds a later one back. ``cards``: how many it has in all.
    """

    opened: tuple[bool, ...]
    passes: tuple[bool, ...]
    cards: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is tried.

    ``new_a_day`` and ``seconds_a_day`` have one item a day, the last of which stands for all days
    after it. Without ``seconds_a_day`` a day takes the time that it takes; with it reviews come
    first and new cards get what they leave. What was done today already is left out of both by the
    caller. ``gates`` None: all stages are open.
    """

    retention: float = 0.9
    new_a_day: tuple[float, ...] = (12,)
    reviews_a_day: tuple[int, ...] = (NO_LIMIT,)
    seconds_a_day: tuple[float, ...] | None = None
    gates: Gates | None = None


@dataclass(frozen=True)
class Course:
    """How a scenario went: arrays of (run, day), and how the cards stand at its end.

    ``knowledge``: the sum of the recall of all cards at the end of the day. ``opens``: of (run,
    stage), the day on which the stage opened, counted from 0; NEVER where it did not.
    ``stability`` (NaN: not met) and ``last_day`` of (run, card). ``decay``: of all cards or each.
    """

    reviews: Integers
    new: Integers
    seconds: Floats
    knowledge: Floats
    opens: Integers
    stability: Floats
    last_day: Integers
    decay: float | Floats = field(default=DEFAULT_PARAMETERS[DECAY])

    def recall(self, day: int) -> Floats:
        """The recall of each card on a day at or after the last one, of (run, card)."""
        elapsed = np.maximum(day - self.last_day, 0)
        known = retrievability(self.stability, elapsed, self.decay)
        recall: Floats = np.where(np.isnan(known), 0.0, known)
        return recall
