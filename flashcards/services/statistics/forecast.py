"""What the next days will probably bring: the library studied day by day, in numpy.

Each day the due cards are answered, of which as many are recalled as the forgetting curve says, and
new cards are met in the order of the road as its stages open, as many as the daily limit allows.
Chance is drawn from a fixed seed: the same library gives the same forecast. A small library is
studied many times over and the mean taken, so that a single card does not make a wall.

A card takes one answer a day here: its steps within a day move no day. New cards are answered Good,
due days are not spread.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from flashcards.domain.forgetting import DECAY, MASTERED_RECALL, MASTERY_HORIZON_DAYS
from flashcards.domain.memory import elapsed_at_recall, initial, retrievability, step
from flashcards.domain.review import Rating
from flashcards.services.statistics.cards import CardTable
from flashcards.services.statistics.log import Floats, Integers, Mask
from flashcards.services.statistics.road import NewCards
from flashcards.services.statistics.view import Forecast, ForecastDay
from flashcards.settings import StudySettings
from flashcards.storage.card_rows import Queue
from flashcards.storage.roadmap_rows import StoredStage

DAYS = 30
_ENOUGH_CARDS = 4_000
_MOST_RUNS = 16
_SEED = 20_101
_FAR = 1 << 30


@dataclass(frozen=True, slots=True)
class StudyToday:
    """The day that it is, and what was done on it already."""

    day: int
    new_done: int
    reviews_done: int


def forecast_of(
    table: CardTable,
    wanted: Mask,
    stages: Sequence[StoredStage],
    settings: StudySettings,
    today: StudyToday,
    *,
    days: int = DAYS,
) -> Forecast:
    """The days from today on; only ``wanted`` cards are counted, though all are studied.

    ``stages``: those of the road, in order.
    """
    runs = int(np.clip(_ENOUGH_CARDS // max(1, len(table)), 1, _MOST_RUNS))
    learner = _Learner(table, runs, settings, today.day)
    fresh = NewCards(table, stages, gated=settings.gates)
    counts = np.tile(wanted, runs)
    found = []
    for number in range(days):
        day = today.day + number
        reviews_done, new_done = (0, 0) if number else (today.reviews_done, today.new_done)
        reviewed = learner.review(day, max(0, settings.reviews_per_day - reviews_done))
        wait = partial(learner.mastered, day)
        met = learner.meet(day, fresh.take(settings.new_per_day - new_done, wait))
        reviews, new = counts[reviewed].sum() / runs, counts[met].sum() / runs
        found.append(ForecastDay(day, round(float(reviews), 1), round(float(new), 1)))
    late = (table.queue == int(Queue.REVIEW)) & (table.due_day < today.day) & wanted
    return Forecast(tuple(found), int(late.sum()))


class _Learner:
    """Cards as they are studied from day to day, the whole library ``runs`` times over."""

    def __init__(self, table: CardTable, runs: int, settings: StudySettings, today: int) -> None:
        due = np.where(table.queue == int(Queue.REVIEW), table.due_day, today)
        self._due = np.tile(np.where(table.seen, due, _FAR), runs)
        self._last = np.tile(table.last_day, runs)
        self._stability = np.tile(table.stability, runs)
        self._difficulty = np.tile(table.difficulty, runs)
        self._run = np.repeat(np.arange(runs), len(table))
        self._runs = runs
        self._settings = settings
        self._parameters = settings.parameters
        self._chance = np.random.default_rng(_SEED)

    def mastered(self, day: int) -> Floats:
        """For each card of the library the share of runs in which it counts as mastered."""
        decay = self._parameters[DECAY]
        lasts = elapsed_at_recall(self._stability, MASTERED_RECALL, decay) - MASTERY_HORIZON_DAYS
        share: Floats = (lasts >= day - self._last).reshape(self._runs, -1).mean(axis=0)
        return share

    def review(self, day: int, most: int) -> Integers:
        """Answer what is due, in each run the ``most`` that are remembered worst; the cards."""
        due = np.flatnonzero(self._due <= day)
        elapsed = np.maximum(day - self._last[due], 0)
        recall = retrievability(self._stability[due], elapsed, self._parameters[DECAY])
        recall = np.where(np.isnan(recall), 1.0, recall)
        if len(due) > most:
            kept = _first_of_each(self._run[due], recall, most)
            due, elapsed, recall = due[kept], elapsed[kept], recall[kept]
        passed = self._chance.random(len(due)) < recall
        rating = np.where(passed, int(Rating.GOOD), int(Rating.AGAIN))
        known = ~np.isnan(self._stability[due])
        after = step(self._stability[due], self._difficulty[due], rating, elapsed, self._parameters)
        fresh = initial(rating, self._parameters)
        self._keep(due, day, *(np.where(known, *pair) for pair in zip(after, fresh, strict=True)))
        return due

    def meet(self, day: int, cards: Integers) -> Integers:
        """Answer new cards, given by their places in the library, for the first time."""
        size = len(self._due) // self._runs
        everywhere = (cards + size * np.arange(self._runs)[:, None]).ravel()
        good = np.full(len(everywhere), int(Rating.GOOD))
        self._keep(everywhere, day, *initial(good, self._parameters))
        return everywhere

    def _keep(self, cards: Integers, day: int, stability: Floats, difficulty: Floats) -> None:
        days = elapsed_at_recall(stability, self._settings.retention, self._parameters[DECAY])
        interval = np.clip(np.rint(days), 1, self._settings.maximum_interval).astype(np.int64)
        self._stability[cards], self._difficulty[cards] = stability, difficulty
        self._last[cards], self._due[cards] = day, day + interval


def _first_of_each(run: Integers, recall: Floats, most: int) -> Integers:
    """The places of the ``most`` with the lowest recall in each run."""
    order = np.argsort(run + np.minimum(recall, 0.999999))
    runs = run[order]
    rank = np.arange(len(runs)) - np.searchsorted(runs, np.arange(runs[-1] + 1))[runs]
    return np.sort(order[rank < most])
