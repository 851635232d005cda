"""Study simulated day by day: what a pace of new cards, a retention and a limit lead to.

Each day the due cards are answered, those that are remembered worst first where a limit cuts them,
and new cards are met in their order. A card is recalled as often as the forgetting curve says, and
its memory follows the formulas of ``memory``; its learning steps of the day are answered Good. Due
days are not spread. Chance is a function of card, number of the review and run: the same question
gives the same answer, and two settings differ by what they do and not by luck.

All *rows* (a scenario, once a run) are computed together. Days are study days, times are seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from flashcards.domain.breaks import Span, interval_around, merged, new_cards_rest, span_of
from flashcards.domain.forgetting import MASTERY_HORIZON_DAYS
from flashcards.domain.memory import Floats, Integers
from flashcards.domain.queue import GATE_MASTERY
from flashcards.domain.simulation_terms import (
    NEVER,
    Cards,
    Course,
    Gates,
    Learner,
    Mask,
    Scenario,
)
from flashcards.domain.simulation_ways import Ways

Seeds = npt.NDArray[np.uint64]

_MASK_64 = (1 << 64) - 1
_AGAIN, _HARD = 1, 2
# Rows that are computed together: more of them than this many cards leave the processor's cache.
_CARDS_TOGETHER = 300_000
# Knowledge changes slowly: it is summed on each of the first days, then once a week, and what lies
# between is interpolated.
_SUMMED_DAILY = 28
_SUMMED_EVERY = 7


def simulate(
    cards: Cards,
    learner: Learner,
    scenarios: Sequence[Scenario],
    *,
    today: int,
    days: int,
    runs: int = 1,
    seed: int = 0,
    counted: Mask | None = None,
    breaks: Sequence[Span] = (),
) -> list[Course]:
    """Play each scenario ``runs`` times over ``days`` days, of which ``today`` is the first.

    ``counted``: whose reviews, first answers and knowledge the courses tell of, though all cards
    are studied; None: of all. ``breaks``: days off; nothing is studied and no card falls due on
    them, and the day before brings no new card.
    """
    together = max(1, _CARDS_TOGETHER // max(1, len(cards) * runs))
    courses: list[Course] = []
    for start in range(0, len(scenarios), together):
        block = scenarios[start : start + together]
        rows = _Rows(
            cards,
            learner,
            block,
            today=today,
            days=days,
            runs=runs,
            number=seed,
            counted=counted,
            breaks=breaks,
        )
        courses += rows.play()
    return courses


def card_seeds(seed: Integers, run: int, number: int) -> Seeds:
    """What the chances of each card start from in a run of the simulation ``number``."""
    salt = ((run + 1) * 0x9E3779B97F4A7C15 + number) & _MASK_64
    return _mixed(seed.astype(np.uint64) + np.uint64(salt))


def chances(seeds: Seeds, visit: Integers) -> tuple[Floats, Floats]:
    """Two numbers from 0 to just under 1 for each card on its n-th day of answers.

    The first decides about recall, the second about the grade.
    """
    mixed = _mixed(seeds + visit.astype(np.uint64) * np.uint64(0xD1B54A32D192ED03))
    high = (mixed >> np.uint64(32)).astype(np.float64)
    low = (mixed & np.uint64(0xFFFFFFFF)).astype(np.float64)
    return high / 4_294_967_296.0, low / 4_294_967_296.0


def _mixed(value: Seeds) -> Seeds:
    """The finaliser of SplitMix64, by Steele, Lea and Flood."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Seeds = value ^ (value >> np.uint64(31))
    return mixed


class _Rows:
    """The cards of some scenarios, once a run, as they are studied from day to day."""

    def __init__(
        self,
        cards: Cards,
        learner: Learner,
        scenarios: Sequence[Scenario],
        *,
        today: int,
        days: int,
        runs: int,
        number: int,
        counted: Mask | None,
        breaks: Sequence[Span],
    ) -> None:
        self._cards, self._learner, self._scenarios = cards, learner, scenarios
        self._today, self._days, self._runs = today, days, runs
        self._breaks = merged(breaks)
        self._size, self._rows = len(cards), len(scenarios) * runs
        self._stability = np.tile(cards.stability, self._rows)
        self._difficulty = np.tile(cards.difficulty, self._rows)
        met = ~np.isnan(cards.stability)
        self._last = np.tile(np.where(met, cards.last_day, 0).astype(np.int32), self._rows)
        due = np.where(met, np.maximum(cards.due_day, 0), NEVER).astype(np.int32)
        self._due = np.tile(due, self._rows)
        self._visit = np.zeros(len(self._due), dtype=np.int32)
        self._ways = Ways.by(cards, learner)
        self._factors = self._ways.factors
        self._decays = np.float32(self._ways.decays)
        self._counted = None if counted is None else np.tile(counted, self._rows)
        forgets = np.where(met, self._factors / cards.stability, np.inf).astype(np.float32)
        self._forgets = np.tile(forgets, self._rows)  # how fast; a card never met is not known
        seeds = [card_seeds(cards.seed, run, number) for run in range(runs)]
        self._seed = np.concatenate(seeds * len(scenarios)) if seeds else np.empty(0, np.uint64)
        self._stretches = self._ways.stretches(scenarios, runs)
        self._mastered_stretches = self._ways.mastered_stretches
        self._next_new = np.zeros(self._rows, dtype=np.int64)
        held_back = any(s.gates for s in scenarios) or any(
            way.new_a_day is not None for way in cards.ways
        )
        self._road = _Road(cards, self._ways, scenarios, runs) if held_back else None
        shape = (self._rows, days)
        self.reviews, self.new = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
        self.seconds, self.knowledge = np.zeros(shape), np.zeros(shape)

    def play(self) -> list[Course]:
        """Study all days; a course a scenario."""
        new = self._daily([scenario.new_a_day for scenario in self._scenarios])
        reviews = self._daily([scenario.reviews_a_day for scenario in self._scenarios])
        budgets = [scenario.seconds_a_day or (np.inf,) for scenario in self._scenarios]
        seconds = self._daily(budgets)
        for number in range(self._days if self._breaks else 0):
            if new_cards_rest(self._breaks, self._today + number):
                new[:, number] = 0
            if span_of(self._breaks, self._today + number) is not None:
                reviews[:, number] = 0
        new = np.diff(np.floor(np.cumsum(new, axis=1) + 1e-9), axis=1, prepend=0)
        summed = sorted(
            {*range(min(self._days, _SUMMED_DAILY)), *range(0, self._days, _SUMMED_EVERY)}
            | ({self._days - 1} if self._days else set())
        )
        to_sum = frozenset(summed)
        for number in range(self._days):
            self._study(number, reviews[:, number], new[:, number], seconds[:, number])
            if number in to_sum:
                self.knowledge[:, number] = self._known(self._today + number)
        for row in self.knowledge:
            row[:] = np.interp(np.arange(self._days), summed, row[summed])
        return list(self._courses())

    def _study(self, number: int, reviews: Floats, new: Floats, seconds: Floats) -> None:
        """One day: so many reviews, new cards and seconds at most in each row."""
        day = self._today + number
        spent = self._review(number, day, reviews, seconds)
        learner = self._learner
        time_for = np.floor((seconds - spent) / learner.new_s + 1e-9) if learner.new_s else np.inf
        count = np.maximum(np.minimum(new, time_for), 0)
        met = self._to_meet(day, count)
        self._meet(day, met)
        rows = met // max(1, self._size)
        count = np.bincount(rows, minlength=self._rows)
        self.new[:, number] = count if self._counted is None else self._count(met, rows)
        self.seconds[:, number] = spent + count * learner.new_s

    def _review(self, number: int, day: int, most: Floats, seconds: Floats) -> Floats:
        """Answer what is due, as far as the limits go; the seconds that it took in each row."""
        due: Integers = np.flatnonzero(self._due <= day)
        if not len(due):
            return np.zeros(self._rows)
        learner = self._learner
        elapsed: Integers = day - self._last[due]
        recall = self._ways.recall(due, self._stability[due], elapsed)
        due, elapsed, recall = self._within_limits(due, elapsed, recall)
        row = due // self._size
        counts = np.bincount(row, minlength=self._rows)
        slower = learner.forgotten_s - learner.recalled_s
        forgotten = np.bincount(row, weights=1 - recall, minlength=self._rows)
        each = learner.recalled_s + slower * forgotten / np.maximum(counts, 1)
        most = np.minimum(most, np.floor(seconds / np.maximum(each, 1e-9) + 1e-9))
        if (counts > most).any():
            kept = _lowest_of_each(row, recall, counts, most)
            due, row, elapsed, recall = due[kept], row[kept], elapsed[kept], recall[kept]
        luck, taste = chances(self._seed[due], self._visit[due])
        passed = luck < recall
        rating = np.where(passed, _grade(taste, learner.passed, _HARD), _AGAIN)
        memory = (self._stability[due], self._difficulty[due])
        stability, difficulty = self._ways.answered(due, memory, rating, elapsed)
        self._keep(due, row, day, stability, difficulty)
        answered = np.bincount(row, minlength=self._rows)
        lapses = answered - np.bincount(row, weights=passed, minlength=self._rows)
        self.reviews[:, number] = answered if self._counted is None else self._count(due, row)
        spent: Floats = answered * learner.recalled_s + lapses * slower
        return spent

    def _meet(self, day: int, cards: Integers) -> None:
        """Answer new cards for the first time, and their steps."""
        _, taste = chances(self._seed[cards], self._visit[cards])
        rating = _grade(taste, self._learner.first, _AGAIN)
        stability, difficulty = self._ways.met(cards, rating)
        self._keep(cards, cards // max(1, self._size), day, stability, difficulty)

    def _keep(
        self, cards: Integers, row: Integers, day: int, stability: Floats, difficulty: Floats
    ) -> None:
        days = self._ways.days(cards, row, stability, self._stretches)
        self._stability[cards], self._difficulty[cards] = stability, difficulty
        factors = self._factors
        if isinstance(factors, np.ndarray):
            factors = factors[cards % self._size]
        self._forgets[cards] = factors / stability
        self._last[cards] = day
        self._due[cards] = self._around_breaks(day, days)
        self._visit[cards] += 1

    def _around_breaks(self, day: int, days: Floats) -> Floats:
        """The due days of cards answered on a day; as ``breaks.interval_around`` moves them."""
        due = day + days
        found = {
            each: day + interval_around(int(each) - day, 1, day, self._breaks)
            for first, last in self._breaks
            for each in np.unique(due[(due >= first) & (due <= last)]).tolist()
        }
        for inside, outside in found.items():
            due = np.where(due == inside, outside, due)
        return due

    def _to_meet(self, day: int, count: Floats) -> Integers:
        """The next so many new cards of each row."""
        order = self._cards.order
        if self._road is not None:
            mastered = self._mastered(day)
            return self._road.to_meet(day - self._today, count, mastered, self._size)
        taken = np.minimum(count, len(order) - self._next_new).astype(np.int64)
        rows = np.repeat(np.arange(self._rows), taken)
        before = np.repeat(np.cumsum(taken) - taken, taken)
        places = np.repeat(self._next_new, taken) + np.arange(len(rows)) - before
        self._next_new += taken
        cards: Integers = rows * self._size + order[places]
        return cards

    def _mastered(self, day: int) -> Integers:
        """How many cards of each stage are mastered, of (row, stage)."""
        assert self._road is not None
        road = self._road
        if not road.stages:
            return np.zeros((self._rows, 0), dtype=np.int64)
        stability = self._stability.reshape(self._rows, -1)[:, road.cards]
        last = self._last.reshape(self._rows, -1)[:, road.cards]
        stretches = self._mastered_stretches
        if isinstance(stretches, np.ndarray):
            stretches = stretches[road.cards]
        until = last + stability * stretches - MASTERY_HORIZON_DAYS
        row, place = np.nonzero(until >= day)
        key = row * road.stages + road.stage[place]
        found: Integers = np.bincount(key, minlength=self._rows * road.stages)
        return found.reshape(self._rows, road.stages)

    def _known(self, day: int) -> Floats:
        """The sum of recall of each row; single precision is twice as fast and exact enough."""
        faded = np.log1p(self._forgets * (day - self._last)).reshape(self._rows, self._size)
        recall = np.exp(faded * -self._decays)
        if self._counted is not None:
            recall = recall * self._counted.reshape(self._rows, self._size)
        known: Floats = recall.sum(axis=1, dtype=np.float64)
        return known

    def _count(self, cards: Integers, row: Integers) -> Integers:
        """How many of these cards count, in each row."""
        assert self._counted is not None
        found: Integers = np.bincount(row[self._counted[cards]], minlength=self._rows)
        return found

    def _within_limits(
        self, due: Integers, elapsed: Integers, recall: Floats
    ) -> tuple[Integers, Integers, Floats]:
        """What is due without what the limits of single ways put off."""
        kept = np.ones(len(due), dtype=bool)
        for way, at in self._ways.capped(due):
            if way.reviews_a_day is None:
                continue
            row = due[at] // self._size
            counts = np.bincount(row, minlength=self._rows)
            if (counts > way.reviews_a_day).any():
                most = np.full(self._rows, float(way.reviews_a_day))
                kept[at] = False
                kept[at[_lowest_of_each(row, recall[at], counts, most)]] = True
        return (due, elapsed, recall) if kept.all() else (due[kept], elapsed[kept], recall[kept])

    def _courses(self) -> Iterator[Course]:
        stability = self._stability.reshape(self._rows, self._size)
        last = self._last.reshape(self._rows, self._size)
        opens = np.zeros((self._rows, 0), np.int64) if self._road is None else self._road.opens
        for number in range(len(self._scenarios)):
            mine = slice(number * self._runs, (number + 1) * self._runs)
            yield Course(
                reviews=self.reviews[mine],
                new=self.new[mine],
                seconds=self.seconds[mine],
                knowledge=self.knowledge[mine],
                opens=opens[mine],
                stability=stability[mine],
                last_day=last[mine],
                decay=self._ways.decays,
            )

    def _by_row(self, values: Floats) -> Floats:
        return np.repeat(values, self._runs, axis=0)

    def _daily(self, values: Sequence[Sequence[float]]) -> Floats:
        """Of (row, day), from what each scenario says of its first days and of all others."""
        days = np.arange(self._days)
        full = [np.asarray(of, float)[np.minimum(days, len(of) - 1)] for of in values]
        return self._by_row(np.array(full).reshape(len(values), self._days))


class _Road:
    """New cards behind the gates of a road, and within the limits of single ways."""

    def __init__(self, cards: Cards, ways: Ways, scenarios: Sequence[Scenario], runs: int) -> None:
        self.cards = np.flatnonzero(cards.stage >= 0)
        self.stage = cards.stage[self.cards]
        given = [scenario.gates for scenario in scenarios for _ in range(runs)]
        self.stages = max((len(gates.opened) for gates in given if gates), default=0)
        free = Gates((True,) * self.stages, (True,) * self.stages, (0,) * self.stages)
        gates = [each or free for each in given]
        shape = (len(gates), self.stages)
        self._passes = np.array([each.passes for each in gates], dtype=bool).reshape(shape)
        self._size = np.array([each.cards for each in gates], dtype=np.int64).reshape(shape)
        opened = np.array([each.opened for each in gates], dtype=bool).reshape(shape)
        self.opens = np.where(opened, 0, NEVER)
        self._order = cards.order
        # -1 is the column behind all stages, which is always open
        self._stage_of = cards.stage[cards.order] if self.stages else np.full(len(cards.order), -1)
        self._limits = [
            (way.new_a_day, at)
            for way, at in ways.capped(cards.order)
            if way.new_a_day is not None and len(at)
        ]
        self._waits = np.ones((len(given), len(cards.order)), dtype=bool)

    def to_meet(self, number: int, count: Floats, mastered: Integers, size: int) -> Integers:
        """The next new cards of each row that are behind no closed gate."""
        reached = self._passes | (mastered >= GATE_MASTERY * self._size)
        follows = np.ones_like(reached)
        follows[:, 1:] = np.logical_and.accumulate(reached, axis=1)[:, :-1]
        self.opens = np.where(follows, np.minimum(self.opens, number), self.opens)
        is_open = np.ones((len(count), self.stages + 1), dtype=bool)
        is_open[:, :-1] = self.opens <= number
        free = self._waits & is_open[:, self._stage_of]
        for most, places in self._limits:
            free[:, places] &= np.cumsum(free[:, places], axis=1) <= most
        row, place = np.nonzero(free & (np.cumsum(free, axis=1) <= count[:, None]))
        self._waits[row, place] = False
        cards: Integers = row * size + self._order[place]
        return cards


def _lowest_of_each(row: Integers, recall: Floats, counts: Integers, most: Floats) -> Integers:
    """The places of the ``most`` with the lowest recall in each row."""
    order = np.lexsort((recall, row))
    first = np.cumsum(counts) - counts
    rank = np.arange(len(order)) - first[row[order]]
    return np.sort(order[rank < most[row[order]]])


def _grade(taste: Floats, shares: Sequence[float], lowest: int) -> Integers:
    """A grade from ``lowest`` up for each number from 0 to 1, as often as the shares say."""
    bounds = np.cumsum(shares)[:-1] / sum(shares)
    return lowest + np.searchsorted(bounds, taste, side="right")
