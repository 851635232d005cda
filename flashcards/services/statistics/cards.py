"""How the cards stand now: by stability, difficulty, recall and interval, and stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields

import numpy as np

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.memory import retrievability
from flashcards.services.statistics.log import Floats, Integers, Mask, numbers, reals
from flashcards.services.statistics.view import Bin, Cards, Histogram, StageLine
from flashcards.storage.card_rows import Queue
from flashcards.storage.roadmap_rows import StoredStage
from flashcards.storage.statistics_sql import Columns

_DAYS = (1.0, 3.0, 7.0, 14.0, 28.0, 60.0, 120.0)
_YEAR = 365.0
_DIFFICULTIES = tuple(float(bound) for bound in range(2, 10))
_RECALL_BINS = 20
_Bounds = Callable[[Floats], tuple[float, ...]]
"""The inner bounds of the bins for these values."""


@dataclass(frozen=True)
class CardTable:
    """The cards that can be studied; one item a card."""

    id: Integers
    topic: Integers
    queue: Integers
    stability: Floats
    difficulty: Floats
    last_ms: Integers
    last_day: Integers
    due_day: Integers
    mastered_until_ms: Integers
    position: Integers

    @classmethod
    def of(cls, columns: Columns) -> CardTable:
        """From the columns of ``card_columns``."""
        card_id, topic, queue, stability, difficulty, *rest = columns
        return cls(
            numbers(card_id),
            numbers(topic),
            numbers(queue),
            reals(stability),
            reals(difficulty),
            *map(numbers, rest),
        )

    def __len__(self) -> int:
        return len(self.id)

    def only(self, cards: Mask) -> CardTable:
        """Some of the cards."""
        return CardTable(*(getattr(self, column.name)[cards] for column in fields(self)))

    @property
    def seen(self) -> Mask:
        """Which cards were ever answered."""
        found: Mask = self.queue > int(Queue.NEW)
        return found

    def recall(self, now_ms: int, decay: float) -> Floats:
        """The recall of each card at a moment, NaN for one without a memory."""
        elapsed = np.maximum(now_ms - self.last_ms, 0) / MS_PER_DAY
        return retrievability(self.stability, elapsed, decay)


def cards_of(table: CardTable, stages: Sequence[StoredStage], now_ms: int, decay: float) -> Cards:
    """How these cards stand at a moment."""
    recall = table.recall(now_ms, decay)
    remembered = table.seen & ~np.isnan(table.stability)
    in_review = table.queue == int(Queue.REVIEW)
    mastered = in_review & (table.mastered_until_ms >= now_ms)
    interval = (table.due_day - table.last_day)[in_review].astype(np.float64)
    return Cards(
        stages=tuple(_stage(stage, table, recall, mastered) for stage in stages),
        stability=_histogram("stability", table.stability[remembered], _lengths),
        difficulty=_histogram("difficulty", table.difficulty[remembered], _difficulties),
        recall=_histogram("recall", recall[remembered], _recalls),
        interval=_histogram("interval", np.maximum(interval, 0), _lengths),
    )


def _stage(stage: StoredStage, table: CardTable, recall: Floats, mastered: Mask) -> StageLine:
    inside = np.isin(table.topic, np.array(stage.topic_ids, dtype=np.int64))
    known = recall[inside & table.seen]
    known = known[~np.isnan(known)]
    cards = int(inside.sum())
    return StageLine(
        number=stage.number,
        title=stage.title,
        short_title=stage.short_title,
        cards=cards,
        seen=int((inside & table.seen).sum()),
        mastery=float(mastered[inside].sum()) / cards if cards else 0.0,
        recall=float(known.mean()) if len(known) else None,
    )


def _histogram(name: str, values: Floats, bounds_for: _Bounds) -> Histogram:
    bounds = bounds_for(values)
    counts = np.bincount(np.searchsorted(bounds, values, side="right"), minlength=len(bounds) + 1)
    edges = (None, *bounds, None)
    return Histogram(
        name=name,
        bins=tuple(
            Bin(edges[place], edges[place + 1], count)
            for place, count in enumerate(counts.tolist())
        ),
        cards=len(values),
        median=float(np.median(values)) if len(values) else None,
        mean=float(values.mean()) if len(values) else None,
    )


def _lengths(days: Floats) -> tuple[float, ...]:
    """Days to months; a bin for more than a year where there are such cards."""
    return (*_DAYS, _YEAR) if (days >= _YEAR).any() else _DAYS


def _difficulties(_: Floats) -> tuple[float, ...]:
    return _DIFFICULTIES


def _recalls(recall: Floats) -> tuple[float, ...]:
    """Steps of five points, from a half up or from where the lowest is."""
    lowest = float(recall.min()) if len(recall) else 1.0
    first = min(int(lowest * _RECALL_BINS), _RECALL_BINS // 2)
    return tuple(step / _RECALL_BINS for step in range(first + 1, _RECALL_BINS))
