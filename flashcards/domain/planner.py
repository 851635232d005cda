"""From a date and some minutes a day to a pace: how many new cards, and how much will be known.

*Ready* is the share of the planned cards that is expected to be recalled on the day, without any
study on it. For each pace and retention that could be kept up the library is simulated until then
(``simulation``), reviews first and new cards in what time they leave; the best is the plan. A
large library is planned on a sample of its cards, each of which then takes the time of several.

Days are study days, times are seconds; the days of a week begin with Monday.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from flashcards.domain.breaks import Span, span_of
from flashcards.domain.calendar import date_of
from flashcards.domain.memory import Floats, Integers
from flashcards.domain.sampling import sample_of
from flashcards.domain.simulation import simulate
from flashcards.domain.simulation_terms import Cards, Course, Learner, Mask, Scenario

READY = 0.8
MOST_MINUTES = 240
RETENTIONS = (0.80, 0.85, 0.90, 0.95)
_MINUTE = 60.0
_PACES = 8
_CURVE_PACES = 4
_RUNS = 6
# How much better than the present retention another has to be, and a quicker pace than a slower.
_WORTH_CHANGING, _WORTH_HURRYING = 0.01, 0.004
# A control of a screen is answered by a plan: cards times days are what takes time.
_SAMPLE, _LEAST_SAMPLE, _CARD_DAYS = 2_500, 500, 100_000
_ALL = 0.98  # of the planned cards: what is missing then is no reason to change their order
# What the model itself is off by: RMSE over bins of like reviews, as srs-benchmark finds for fitted
# parameters, rounded up since a plan looks further ahead.
_MODEL_ERROR = 0.04
_BAND = 1.2816  # standard deviations on either side: four times in five it is within


@dataclass(frozen=True)
class Question:
    """What is to be planned.

    ``cards.order``: the planned new cards first. ``planned``: which cards count. ``important``: the
    same order by importance, for when time is short. ``week``: seconds for each weekday.
    ``seconds_done``: what of today's is used up. ``days``: so many days of study, today the first;
    the day after them is the one that counts. ``retention``: the present one. ``fixed``: no other
    is to be tried. ``breaks``: planned days off, without any time.
    """

    cards: Cards
    important: Integers
    planned: Mask
    learner: Learner
    week: tuple[float, ...]
    today: int
    days: int
    retention: float
    seconds_done: float = 0.0
    fixed: bool = False
    breaks: tuple[Span, ...] = ()

    @property
    def new_planned(self) -> int:
        """How many of the planned cards are new."""
        return int((self.planned & np.isnan(self.cards.stability)).sum())

    def with_minutes(self, minutes: float) -> Question:
        """The same with so many minutes on the longest day; the others in proportion."""
        most = max(self.week) or 1.0
        return replace(self, week=tuple(minutes * _MINUTE * day / most for day in self.week))

    def seconds(self) -> Floats:
        """The seconds of each day."""
        weekdays = [date_of(self.today + number).weekday() for number in range(self.days)]
        found = np.array([self.week[weekday] for weekday in weekdays], dtype=np.float64)
        if self.days:
            found[0] = max(0.0, found[0] - self.seconds_done)
        off = [number for number in range(self.days) if span_of(self.breaks, self.today + number)]
        found[off] = 0.0
        return found


@dataclass(frozen=True, slots=True)
class Pace:
    """New cards on the longest day of the week, and the retention."""

    new_a_day: float
    retention: float


@dataclass(frozen=True)
class Outlook:
    """How a pace turns out: ready and its band; means of each day; shares of each card.

    ``met`` and ``recalled``: of each card, the share of the runs in which it was met, and its
    recall on the day. ``scale``: how many cards of the library one card stands for, one item a
    card in ``kept``, the places of the cards that were simulated.
    """

    pace: Pace
    ready: float
    low: float
    high: float
    reviews: Floats
    new: Floats
    seconds: Floats
    kept: Integers
    met: Floats
    recalled: Floats
    by_importance: bool

    @property
    def reaches(self) -> bool:
        """Whether enough will be known on the day."""
        return self.ready >= READY


@dataclass(frozen=True, slots=True)
class Ready:
    """A share that will be known, four times in five between ``low`` and ``high``."""

    share: float
    low: float
    high: float


def best_outlook(question: Question) -> Outlook:
    """The pace that leads to most, and how it turns out."""
    sample = _Sample.of(question)
    paces = [Pace(new, question.retention) for new in _paces(question, _PACES)]
    ready = sample.ready(question, paces)
    if not question.fixed and max(ready) < READY:
        # what is enough needs no other retention, which all cards would follow for long;
        # another retention changes the best pace little: only the paces near it are tried
        best = int(np.argmax(ready))
        near = [paces[place].new_a_day for place in {max(0, best - 1), best}]
        others = [each for each in RETENTIONS if abs(each - question.retention) > 0.005]
        further = [Pace(new, each) for each in others for new in near]
        paces, ready = [*paces, *further], [*ready, *sample.ready(question, further)]
    return sample.outlook(question, _chosen(paces, ready, question.retention), runs=_RUNS)


def outlook_of(question: Question, pace: Pace) -> Outlook:
    """How a given pace turns out."""
    return _Sample.of(question).outlook(question, pace, runs=_RUNS)


def ready_by_minutes(
    question: Question, minutes: Sequence[float], retention: float
) -> tuple[float, ...]:
    """How much will be known with so many minutes a day, each at its best pace; never falling."""
    return tuple(each.share for each in curve_by_minutes(question, minutes, retention))


def curve_by_minutes(
    question: Question, minutes: Sequence[float], retention: float
) -> tuple[Ready, ...]:
    """As ``ready_by_minutes``, each with its band."""
    sample = _Sample.of(question)
    tried = [
        (place, question.with_minutes(each), Pace(new, retention))
        for place, each in enumerate(minutes)
        for new in _paces(question.with_minutes(each), _CURVE_PACES)
    ]
    scenarios = [_scenario(asked, pace, sample.weight) for _, asked, pace in tried]
    best = [Ready(0.0, 0.0, 0.0)] * len(minutes)
    for (place, _, _), found in zip(tried, sample.play(question, scenarios), strict=True):
        if found.share >= best[place].share:
            best[place] = found
    columns = [(each.share, each.low, each.high) for each in best]
    # none of the three falls, and so each share stays within its band
    return tuple(Ready(*row) for row in np.maximum.accumulate(columns, axis=0).tolist())


def fewest_minutes(question: Question, retention: float) -> int | None:
    """The whole minutes a day with which enough is known; None if no time is enough."""
    coarse = [*range(5, 61, 5), *range(75, MOST_MINUTES + 1, 15)]
    ready = ready_by_minutes(question, coarse, retention)
    enough = [place for place, share in enumerate(ready) if share >= READY]
    if not enough:
        return None
    last: int = coarse[enough[0]]
    first = coarse[enough[0] - 1] + 1 if enough[0] else 1
    fine: list[int] = list(range(first, last + 1))
    between = ready_by_minutes(question, fine, retention)
    for each, share in zip(fine, between, strict=True):
        if share >= READY:
            return each
    return last


@dataclass(frozen=True)
class _Sample:
    """Every n-th card; each stands for ``weight`` cards and takes their time."""

    cards: Cards
    important: Integers
    planned: Mask
    learner: Learner
    kept: Integers
    weight: int

    @classmethod
    def of(cls, question: Question) -> _Sample:
        most = min(_SAMPLE, max(_LEAST_SAMPLE, _CARD_DAYS // max(1, question.days)))
        taken = sample_of(question.cards, question.learner, most)
        important = taken.place[question.important]
        return cls(
            cards=taken.cards,
            important=important[important >= 0],
            planned=question.planned[taken.kept],
            learner=taken.learner,
            kept=taken.kept,
            weight=taken.weight,
        )

    def play(self, question: Question, scenarios: Sequence[Scenario]) -> list[Ready]:
        """How much is known after each scenario."""
        courses = self._courses(question, scenarios, self.cards, runs=1)
        return [self._ready(course.recall(question.today + question.days)) for course in courses]

    def ready(self, question: Question, paces: Sequence[Pace]) -> list[float]:
        """How much is known at each pace."""
        scenarios = [_scenario(question, pace, self.weight) for pace in paces]
        return [each.share for each in self.play(question, scenarios)]

    def outlook(self, question: Question, pace: Pace, *, runs: int) -> Outlook:
        """How a pace turns out; by importance where time is too short for all planned cards."""
        scenario = _scenario(question, pace, self.weight)
        (course,) = self._courses(question, [scenario], self.cards, runs)
        by_importance = not self._meets_all(course)
        if by_importance:
            sorted_cards = replace(self.cards, order=self.important)
            (course,) = self._courses(question, [scenario], sorted_cards, runs)
        recall = course.recall(question.today + question.days)
        ready = self._ready(recall)
        return Outlook(
            pace=pace,
            ready=ready.share,
            low=ready.low,
            high=ready.high,
            reviews=course.reviews.mean(axis=0) * self.weight,
            new=course.new.mean(axis=0) * self.weight,
            seconds=course.seconds.mean(axis=0),
            kept=self.kept,
            met=(~np.isnan(course.stability)).mean(axis=0),
            recalled=recall.mean(axis=0),
            by_importance=by_importance,
        )

    def _courses(
        self, question: Question, scenarios: Sequence[Scenario], cards: Cards, runs: int
    ) -> list[Course]:
        return simulate(
            cards,
            self.learner,
            scenarios,
            today=question.today,
            days=question.days,
            runs=runs,
            breaks=question.breaks,
        )

    def _ready(self, recall: Floats) -> Ready:
        """What recall of (run, card) comes to: runs, cards and the model itself each vary."""
        if not self.planned.any():
            return Ready(1.0, 1.0, 1.0)
        planned = recall[:, self.planned]
        each = planned.mean(axis=1)
        share = float(each.mean())
        chance = float((planned * (1 - planned)).sum(axis=1).mean())
        varied = float(each.var()) + chance / planned.shape[1] ** 2 / self.weight
        spread = _BAND * math.sqrt(varied + _MODEL_ERROR**2)
        return Ready(share, max(0.0, share - spread), min(1.0, share + spread))

    def _meets_all(self, course: Course) -> bool:
        met = ~np.isnan(course.stability[:, self.planned])
        return bool(met.mean() >= _ALL) if met.size else True


def _scenario(question: Question, pace: Pace, weight: int) -> Scenario:
    seconds = question.seconds()
    share = seconds / (max(question.week) or 1.0)
    return Scenario(
        retention=pace.retention,
        new_a_day=tuple((pace.new_a_day * share / weight).tolist()),
        seconds_a_day=tuple(seconds.tolist()),
    )


def _paces(question: Question, count: int) -> list[float]:
    """New cards a day that could be kept up, from few to as many as the time allows."""
    left = question.new_planned
    if not left or not question.days:
        return [0.0]
    week = sum(question.week) / max(*question.week, 1.0)
    needed = left / max(1.0, question.days * week / 7)
    most = max(question.week) / max(question.learner.new_s, 1e-9)
    quickest = max(1.0, min(most, needed * 3))
    slowest = min(quickest, max(1.0, min(needed, most / 8)))
    steps = np.geomspace(slowest, quickest, count)
    return sorted({float(round(pace, 1)) for pace in steps})


def _chosen(paces: Sequence[Pace], ready: Sequence[float], present: float) -> Pace:
    """The best; a calmer pace and the present retention where they do nearly as well."""
    pairs = list(zip(paces, ready, strict=True))
    best = max(ready)
    mine = [pair for pair in pairs if pair[0].retention == present]
    if mine and max(share for _, share in mine) >= best - _WORTH_CHANGING:
        pairs, best = mine, max(share for _, share in mine)
    good = [pace for pace, share in pairs if share >= best - _WORTH_HURRYING]
    return min(good, key=lambda pace: (pace.new_a_day, abs(pace.retention - present)))
