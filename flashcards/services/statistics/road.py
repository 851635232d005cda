"""Which new cards a forecast meets on which day: in the order of the road, as its stages open."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from flashcards.domain.queue import StageProgress, open_stages
from flashcards.services.statistics.cards import CardTable
from flashcards.services.statistics.log import Floats, Integers, Mask
from flashcards.storage.card_rows import Queue
from flashcards.storage.roadmap_rows import StoredStage

_OFF_ROAD = -1


class NewCards:
    """The new cards of a library that were not met yet; ``gated``: whether stages have to open."""

    def __init__(self, table: CardTable, stages: Sequence[StoredStage], *, gated: bool) -> None:
        self._stages = stages
        self._gated = gated
        self._stage = _stage_of(table, stages)
        on_road = self._stage > _OFF_ROAD
        self._cards = np.bincount(self._stage[on_road], minlength=len(stages))
        waiting = np.flatnonzero(table.queue == int(Queue.NEW))
        self._road = _in_road_order(table, waiting[on_road[waiting]], stages)
        own = waiting[~on_road[waiting]]
        self._own = own[np.argsort(table.position[own], kind="stable")]
        self._open = [not gated or stage.opened_ms is not None for stage in stages]

    def take(self, most: int, mastered: Callable[[], Floats]) -> Integers:
        """The next cards, one of the road and one of the learner's own by turns.

        ``mastered`` gives for each card the share of cases in which it counts as mastered now; it
        is asked while a stage is locked.
        """
        if most <= 0 or not len(self._road) + len(self._own):
            return np.empty(0, dtype=np.int64)
        if not all(self._open):
            self._open_reached(mastered())
        open_now = np.array(self._open, dtype=bool)
        road = self._road[open_now[self._stage[self._road]]][:most]
        own = self._own[:most]
        turns = np.concatenate([2 * np.arange(len(road)), 2 * np.arange(len(own)) + 1])
        taken = np.concatenate([road, own])[np.argsort(turns)][:most]
        self._road = self._road[~np.isin(self._road, taken)]
        self._own = self._own[~np.isin(self._own, taken)]
        return taken

    def _open_reached(self, mastered: Floats) -> None:
        """Open the stages that the cards before them have opened; they stay open."""
        on_road = self._stage > _OFF_ROAD
        reached = np.bincount(
            self._stage[on_road], weights=mastered[on_road], minlength=len(self._stages)
        )
        progress = [
            StageProgress(
                number=stage.number,
                title=stage.title,
                optional=stage.optional or not self._cards[place],
                mastery=reached[place] / max(1, self._cards[place]),
                opened=self._open[place],
                placed_out=stage.placed_out_ms is not None,
            )
            for place, stage in enumerate(self._stages)
        ]
        self._open = [gate.unlocked for gate in open_stages(progress)]


def _stage_of(table: CardTable, stages: Sequence[StoredStage]) -> Integers:
    """The place of each card's stage on the road, of several the first."""
    found = np.full(len(table), _OFF_ROAD, dtype=np.int64)
    for place, stage in enumerate(stages):
        inside: Mask = np.isin(table.topic, np.array(stage.topic_ids, dtype=np.int64))
        found[inside & (found == _OFF_ROAD)] = place
    return found


def _in_road_order(table: CardTable, cards: Integers, stages: Sequence[StoredStage]) -> Integers:
    """These cards by stage and topic, and then as they stand in their deck."""
    places: dict[int, int] = {}
    for stage in stages:
        for topic in stage.topic_ids:
            places.setdefault(topic, len(places))
    place = np.array([places[topic] for topic in table.topic[cards].tolist()], dtype=np.int64)
    order: Integers = cards[np.lexsort((table.position[cards], place))]
    return order
