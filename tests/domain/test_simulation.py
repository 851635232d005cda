"""The day loop: the same as card by card, repeatable, within its limits."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC

import numpy as np
import pytest

from flashcards.domain.calendar import StudyCalendar
from flashcards.domain.forgetting import DECAY, retrievability
from flashcards.domain.review import Rating, State
from flashcards.domain.scheduler import Scheduler
from flashcards.domain.scheduling import DEFAULT_PARAMETERS, CardSchedule, SchedulerConfig
from flashcards.domain.simulation import card_seeds, chances, simulate
from flashcards.domain.simulation_terms import (
    NEVER,
    Cards,
    Course,
    Gates,
    Learner,
    Scenario,
    Way,
)

CALENDAR = StudyCalendar(UTC, 4)
TODAY = 20_000
LEARNER = Learner(recalled_s=20, forgotten_s=40, new_s=30)


def library(seen: int, new: int, *, seed: int = 1, stages: int = 0) -> Cards:
    """Cards in review, and new ones behind them."""
    rng = np.random.default_rng(seed)
    count = seen + new
    stability = np.exp(rng.normal(2.5, 1.0, count))
    interval = np.maximum(1, np.rint(stability)).astype(np.int64)
    ago = (interval * rng.uniform(0, 1.3, count)).astype(np.int64)
    stability[seen:] = np.nan
    stage = np.arange(count) * stages // count if stages else np.full(count, -1)
    return Cards(
        stability=stability,
        difficulty=rng.uniform(1, 10, count),
        last_day=TODAY - ago,
        due_day=TODAY - ago + interval,
        order=np.arange(seen, count),
        stage=stage,
        seed=np.arange(count) * 7_919 + 11,
    )


class CardByCard:
    """An independent learner: the scheduler that answers real cards, one at a time."""

    def __init__(self, cards: Cards, scenario: Scenario, chance: str) -> None:
        config = SchedulerConfig(desired_retention=scenario.retention, fuzz=False)
        self.scheduler = Scheduler(config, CALENDAR)
        self.scenario, self.cards, self.chance = scenario, cards, chance
        self.rng = random.Random(5)
        self.seeds = card_seeds(cards.seed, 0, 0)
        self.visits = [0] * len(cards)
        self.schedules = [self.schedule(place) for place in range(len(cards))]
        self.waiting = cards.order.tolist()

    def schedule(self, place: int) -> CardSchedule:
        cards = self.cards
        if np.isnan(cards.stability[place]):
            return CardSchedule(place)
        last = int(cards.last_day[place])
        return CardSchedule(
            place, State.REVIEW, None, float(cards.stability[place]),
            float(cards.difficulty[place]), CALENDAR.start_ms(last), last,
            int(cards.due_day[place]), None, 1, 0,
        )  # fmt: skip

    def luck(self, place: int) -> tuple[float, float]:
        if self.chance == "own":
            return self.rng.random(), self.rng.random()
        visit = np.array([self.visits[place]])
        luck, taste = chances(self.seeds[place : place + 1], visit)
        return float(luck[0]), float(taste[0])

    def study(self, day: int) -> int:
        """One day; how many reviews it had."""
        due = [
            schedule.card_id
            for schedule in self.schedules
            if schedule.due_day is not None and schedule.due_day <= day
        ]
        for place in due:
            self.answer(place, day)
        count = int(self.scenario.new_a_day[0])
        met, self.waiting = self.waiting[:count], self.waiting[count:]
        for place in met:
            self.answer(place, day)
        return len(due)

    def answer(self, place: int, day: int) -> None:
        schedule = self.schedules[place]
        luck, taste = self.luck(place)
        if schedule.stability is None:
            rating = graded(taste, LEARNER.first, 1)
        else:
            elapsed = day - (schedule.last_study_day or 0)
            recall = retrievability(schedule.stability, elapsed, DEFAULT_PARAMETERS[DECAY])
            rating = graded(taste, LEARNER.passed, 2) if luck < recall else 1
        moment = CALENDAR.start_ms(day)
        schedule = self.scheduler.answer(schedule, Rating(rating), moment).schedule
        while schedule.due_ms is not None:
            schedule = self.scheduler.answer(schedule, Rating.GOOD, moment).schedule
        self.schedules[place] = schedule
        self.visits[place] += 1


def graded(taste: float, shares: tuple[float, ...], lowest: int) -> int:
    reached = 0.0
    for number, share in enumerate(shares):
        reached += share / sum(shares)
        if taste < reached:
            return lowest + number
    return lowest + len(shares) - 1


def test_it_is_what_studying_card_by_card_is() -> None:
    cards, scenario = library(120, 60), Scenario(0.85, (2,))
    (course,) = simulate(cards, LEARNER, [scenario], today=TODAY, days=50)
    reference = CardByCard(cards, scenario, "shared")
    reviews = [reference.study(TODAY + number) for number in range(50)]
    # Button order adds a day now and then to the scheduler's intervals, nothing else differs.
    assert abs(sum(reviews) - course.reviews.sum()) <= 0.03 * sum(reviews)
    known = [each.stability for each in reference.schedules if each.stability is not None]
    assert len(known) == int((~np.isnan(course.stability[0])).sum())


@pytest.mark.slow
def test_reviews_a_day_agree_with_another_learners_within_three_per_cent() -> None:
    cards, scenario = library(900, 300, seed=4), Scenario(0.9, (5,))
    (course,) = simulate(cards, LEARNER, [scenario], today=TODAY, days=60, runs=8)
    reference = CardByCard(cards, scenario, "own")
    reviews = np.array([reference.study(TODAY + number) for number in range(60)])
    simulated = course.reviews.mean(axis=0)
    assert simulated.sum() == pytest.approx(reviews.sum(), rel=0.03)
    for start in range(0, 60, 20):
        part = slice(start, start + 20)
        assert simulated[part].mean() == pytest.approx(reviews[part].mean(), rel=0.06)


def test_the_same_question_gives_the_same_answer() -> None:
    cards = library(50, 30)
    first, second = (
        simulate(cards, LEARNER, [Scenario()], today=TODAY, days=30, runs=2)[0] for _ in range(2)
    )
    assert (first.reviews == second.reviews).all()
    assert (first.reviews[0] != first.reviews[1]).any()


def test_scenarios_played_together_are_what_each_is_alone() -> None:
    cards = library(60, 40)
    asked = [Scenario(0.8, (3,)), Scenario(0.95, (6,), seconds_a_day=(600.0,))]
    together = simulate(cards, LEARNER, asked, today=TODAY, days=25)
    for scenario, course in zip(asked, together, strict=True):
        (alone,) = simulate(cards, LEARNER, [scenario], today=TODAY, days=25)
        assert (alone.reviews == course.reviews).all()
        assert alone.knowledge == pytest.approx(course.knowledge)


def test_new_cards_come_at_their_pace_and_no_others() -> None:
    cards = library(0, 50)
    (course,) = simulate(cards, LEARNER, [Scenario(0.9, (4, 6))], today=TODAY, days=12)
    assert course.new[0].tolist() == [4, 6, 6, 6, 6, 6, 6, 6, 4, 0, 0, 0]
    (course,) = simulate(cards, LEARNER, [Scenario(0.9, (0.5,))], today=TODAY, days=6)
    assert course.new.sum() == 3


def test_no_day_takes_more_time_than_it_has() -> None:
    cards = library(400, 100)
    scenario = Scenario(0.9, (20,), seconds_a_day=(900.0,))
    (course,) = simulate(cards, LEARNER, [scenario], today=TODAY, days=40)
    # what a lapse costs is known when it has happened: a day may run over by one or two of them
    assert course.seconds.max() <= 900 + 8 * LEARNER.forgotten_s
    assert course.seconds.mean() < 900


def test_a_limit_takes_what_is_remembered_worst() -> None:
    cards = library(200, 0)
    scenario = Scenario(0.9, (0,), reviews_a_day=(10,))
    (course,) = simulate(cards, LEARNER, [scenario], today=TODAY, days=1)
    assert course.reviews.tolist() == [[10]]
    asked = course.last_day[0] == TODAY
    asked &= cards.last_day != TODAY
    decay = DEFAULT_PARAMETERS[DECAY]
    recall = [
        retrievability(float(stability), TODAY - int(last), decay)
        for stability, last in zip(cards.stability, cards.last_day, strict=True)
    ]
    due = cards.due_day <= TODAY
    worst = sorted(np.array(recall)[due])[:10]
    assert sorted(np.array(recall)[asked]) == pytest.approx(worst)


def test_knowledge_is_the_sum_of_recall() -> None:
    cards = library(40, 20)
    (course,) = simulate(cards, LEARNER, [Scenario(0.9, (2,))], today=TODAY, days=10)
    assert course.knowledge[0, -1] == pytest.approx(course.recall(TODAY + 9)[0].sum(), rel=1e-5)


def test_a_higher_retention_costs_more_reviews_and_knows_more() -> None:
    cards = library(500, 100)
    courses = simulate(
        cards, LEARNER, [Scenario(r, (3,)) for r in (0.7, 0.8, 0.9, 0.97)], today=TODAY, days=120
    )
    reviews = [course.reviews.sum() for course in courses]
    known = [course.knowledge[0, -1] for course in courses]
    assert reviews == sorted(reviews)
    assert known == sorted(known)


def test_gates_hold_new_cards_back_until_the_stage_before_is_half_mastered() -> None:
    cards = library(0, 60, stages=3)
    gates = Gates((True, False, False), (False, False, False), (20, 20, 20))
    free, gated = simulate(
        cards, LEARNER, [Scenario(0.9, (10,)), Scenario(0.9, (10,), gates=gates)],
        today=TODAY, days=60,
    )  # fmt: skip
    assert free.new[0, :6].tolist() == [10] * 6
    assert gated.new[0, :3].tolist() == [10, 10, 0]
    opens = gated.opens[0].tolist()
    assert opens[0] == 0 < opens[1] < opens[2] < NEVER
    assert gated.new[0, : opens[1]].sum() == 20
    assert (free.opens == 0).all()


class TestBreaks:
    REST = (TODAY + 10, TODAY + 23)

    def play(self, breaks: tuple[tuple[int, int], ...] = (REST,)) -> Course:
        scenario = Scenario(0.9, new_a_day=(5,))
        given = library(300, 300)
        (course,) = simulate(
            given, LEARNER, [scenario], today=TODAY, days=60, runs=4, breaks=breaks
        )
        return course

    def test_nothing_is_studied_in_a_break_and_nothing_new_met_before_it(self) -> None:
        course = self.play()
        assert course.reviews[:, :10].all()
        assert not course.reviews[:, 10:24].any()
        assert not course.new[:, 9:24].any()
        assert not course.seconds[:, 10:24].any()
        assert course.new[:, 24:].all()

    def test_what_would_be_due_in_it_comes_on_both_sides(self) -> None:
        usual, course = self.play(()), self.play()
        assert course.reviews[:, 3:10].sum() > usual.reviews[:, 3:10].sum()
        assert course.reviews[:, 24:31].sum() > usual.reviews[:, 24:31].sum()

    def test_days_are_as_ever_without_one_in_this_time(self) -> None:
        assert (self.play(((TODAY + 300, TODAY + 310),)).reviews[:, :30] > 0).all()


def test_an_empty_library_has_empty_days() -> None:
    (course,) = simulate(library(0, 0), LEARNER, [Scenario()], today=TODAY, days=5)
    assert course.reviews.sum() == course.new.sum() == course.knowledge.sum() == 0


class TestWays:
    """Cards that are scheduled otherwise than the learner's, as presets say."""

    def split(self, way: Way) -> Cards:
        cards = library(40, 60)
        of = np.zeros(len(cards), dtype=np.int64)
        of[::2] = 1
        return replace(cards, way=of, ways=(way,))

    def play(self, cards: Cards, learner: Learner = LEARNER, **more: object) -> Course:
        scenario = Scenario(0.9, (6,))
        (course,) = simulate(cards, learner, [scenario], today=TODAY, days=60, **more)  # type: ignore[arg-type]
        return course

    def test_a_way_as_the_learner_s_changes_nothing(self) -> None:
        same = Way(LEARNER.parameters, LEARNER.maximum_interval, 2, 1)
        plain, ways = self.play(library(40, 60)), self.play(self.split(same))
        for name in ("reviews", "new", "seconds", "stability"):
            assert np.array_equal(getattr(plain, name), getattr(ways, name), equal_nan=True)
        assert np.allclose(plain.knowledge, ways.knowledge)

    def test_all_cards_of_another_way_are_as_another_learner_s(self) -> None:
        parameters = tuple(each * 1.05 for each in LEARNER.parameters)
        way = Way(parameters, 50, 1, 0)
        cards = library(40, 60)
        others = replace(cards, way=np.ones(len(cards), dtype=np.int64), ways=(way,))
        learner = replace(
            LEARNER,
            parameters=parameters, maximum_interval=50, learning_steps=1, relearning_steps=0,
        )  # fmt: skip
        found, wanted = self.play(others), self.play(cards, learner)
        assert np.array_equal(found.reviews, wanted.reviews)
        assert np.allclose(found.knowledge, wanted.knowledge)
        assert np.allclose(found.recall(TODAY + 80), wanted.recall(TODAY + 80))

    def test_a_higher_retention_of_some_brings_more_reviews_of_those(self) -> None:
        cards = self.split(Way(LEARNER.parameters, retention=0.97))
        mine = cards.way == 1
        plain = self.play(library(40, 60), counted=mine)
        more = self.play(cards, counted=mine)
        assert more.reviews.sum() > 1.5 * plain.reviews.sum()
        assert more.knowledge[0, -1] > plain.knowledge[0, -1]

    def test_its_limits_are_kept(self) -> None:
        cards = self.split(Way(LEARNER.parameters, new_a_day=1, reviews_a_day=3))
        mine = cards.way == 1
        course = self.play(cards, counted=mine)
        assert course.new.max() == 1
        assert course.reviews.max() == 3
        others = self.play(cards, counted=~mine)
        assert others.new[0, 0] == 5

    def test_they_are_kept_on_a_road_without_gates_too(self) -> None:
        cards = self.split(Way(LEARNER.parameters, new_a_day=1))
        staged = replace(cards, stage=np.arange(len(cards)) % 4)
        course = self.play(staged, counted=staged.way == 1)
        assert course.new.max() == 1


def test_what_is_counted_adds_up_to_the_whole() -> None:
    cards = library(40, 60)
    mine = np.arange(len(cards)) % 3 == 0
    whole, part, rest = (
        simulate(cards, LEARNER, [Scenario()], today=TODAY, days=40, runs=2, counted=each)[0]
        for each in (None, mine, ~mine)
    )
    assert np.array_equal(part.reviews + rest.reviews, whole.reviews)
    assert np.array_equal(part.new + rest.new, whole.new)
    assert np.allclose(part.knowledge + rest.knowledge, whole.knowledge, rtol=1e-5)
    assert np.array_equal(part.seconds, whole.seconds)
