"""Some cards of a large library that stand for all of it, so that a simulation answers at once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from flashcards.domain.memory import Integers
from flashcards.domain.simulation_terms import Cards, Learner, Way


@dataclass(frozen=True)
class Sample:
    """Every n-th card; each stands for ``weight`` cards and takes their time.

    ``kept``: the places of these cards among all. ``place``: the other way round, -1 for a card
    that is left out.
    """

    cards: Cards
    learner: Learner
    kept: Integers
    place: Integers
    weight: int


def sample_of(cards: Cards, learner: Learner, most: int) -> Sample:
    """About ``most`` cards: new ones by every n-th of the order in which they come."""
    weight = max(1, math.ceil(len(cards) / most))
    if weight == 1:
        kept = np.arange(len(cards))
        return Sample(cards, learner, kept, kept, 1)
    met = np.flatnonzero(~np.isnan(cards.stability))[::weight]
    order = cards.order[::weight]
    kept = np.union1d(met, order)
    place = np.full(len(cards), -1)
    place[kept] = np.arange(len(kept))
    small = Cards(
        cards.stability[kept], cards.difficulty[kept], cards.last_day[kept],
        cards.due_day[kept], place[order], cards.stage[kept], cards.seed[kept],
        None if cards.way is None else cards.way[kept], tuple(_slower(cards.ways, weight)),
    )  # fmt: skip
    slow = replace(
        learner,
        recalled_s=learner.recalled_s * weight,
        forgotten_s=learner.forgotten_s * weight,
        new_s=learner.new_s * weight,
    )
    return Sample(small, slow, kept, place, weight)


def _slower(ways: Iterable[Way], weight: int) -> Iterator[Way]:
    """The same ways with limits for so many fewer cards, one at least."""
    for way in ways:
        yield replace(
            way,
            new_a_day=_share(way.new_a_day, weight),
            reviews_a_day=_share(way.reviews_a_day, weight),
        )


def _share(limit: int | None, weight: int) -> int | None:
    return limit if not limit else max(1, round(limit / weight))
