"""Cards that are taken for each other: notes forgotten one after the other, again and again.

Whoever mixes two things up forgets both in one sitting. That two unrelated notes are forgotten side
by side happens as well, but hardly twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from flashcards.domain.calendar import MS_PER_MINUTE

NEAR_MS = 5 * MS_PER_MINUTE
"""How far apart two failures of one sitting may be."""

LEAST_TIMES, LEAST_TIMES_APART = 2, 3
"""How often a pair is forgotten together before it is offered: within a topic, and beyond it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A card in review that was forgotten; failures come in the order of the log."""

    note_id: int
    time_ms: int


@dataclass(frozen=True, slots=True)
class NotePair:
    """Two notes, the one with the lower id first, forgotten together so many times."""

    first: int
    second: int
    times: int


def confusable(failures: Iterable[Failure], least: int = LEAST_TIMES) -> list[NotePair]:
    """The pairs forgotten one directly after the other at least so often, in either order.

    The most often forgotten first.
    """
    counts: Counter[tuple[int, int]] = Counter()
    for one, other in pairwise(failures):
        near = 0 <= other.time_ms - one.time_ms <= NEAR_MS
        if near and one.note_id != other.note_id:
            low, high = sorted((one.note_id, other.note_id))
            counts[low, high] += 1
    pairs = [NotePair(*pair, times) for pair, times in counts.items() if times >= least]
    return sorted(pairs, key=lambda pair: (-pair.times, pair.first, pair.second))


def is_offered(pair: NotePair, *, same_topic: bool) -> bool:
    """Whether a pair is worth being told of."""
    return pair.times >= (LEAST_TIMES if same_topic else LEAST_TIMES_APART)
