"""FSRS-6 on arrays: the same numbers as the scheduler gives card by card."""

from __future__ import annotations

import csv
import random
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain import forgetting, memory
from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.review import Rating, Review, ReviewKind, payload_text
from flashcards.domain.scheduler import Scheduler
from flashcards.domain.scheduling import DEFAULT_PARAMETERS, CardSchedule, SchedulerConfig
from tests.domain.schedules import parameter_sets

CALENDAR = StudyCalendar(UTC, 4)
DECAY = DEFAULT_PARAMETERS[-1]
FIRST_DAY = 20_000
REAL_LOG = Path(__file__).parents[3] / "shared" / "data" / "review-log-12580.csv"

logs = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.sampled_from(Rating),
        st.one_of(st.integers(0, 2), st.integers(-3, 900)),
    ),
    max_size=60,
)


def as_arrays(
    log: list[tuple[int, Rating, int]],
) -> tuple[memory.Integers, memory.Integers, memory.Integers]:
    """Card, rating and study day of each review; each card's days go on from its last."""
    days: dict[int, int] = {}
    for_rows = []
    for card, _, gap in log:
        days[card] = days.get(card, FIRST_DAY) + gap
        for_rows.append(days[card])
    return (
        np.array([card for card, _, _ in log], dtype=np.int64),
        np.array([rating for _, rating, _ in log], dtype=np.int64),
        np.array(for_rows, dtype=np.int64),
    )


def one_by_one(
    parameters: tuple[float, ...],
    cards: memory.Integers,
    ratings: memory.Integers,
    days: memory.Integers,
) -> dict[int, CardSchedule]:
    scheduler = Scheduler(SchedulerConfig(parameters=parameters), CALENDAR)
    schedules: dict[int, CardSchedule] = {}
    for card, rating, day in zip(cards.tolist(), ratings.tolist(), days.tolist(), strict=True):
        schedule = schedules.get(card, CardSchedule(card))
        answer = scheduler.answer(schedule, Rating(rating), CALENDAR.start_ms(day))
        schedules[card] = answer.schedule
    return schedules


def assert_same(
    schedules: dict[int, CardSchedule], stability: memory.Floats, difficulty: memory.Floats
) -> None:
    for card, schedule in schedules.items():
        assert stability[card] == pytest.approx(schedule.stability, rel=1e-9)
        assert difficulty[card] == pytest.approx(schedule.difficulty, rel=1e-9)


@given(log=logs)
def test_a_whole_log_gives_what_answering_one_by_one_gives(
    log: list[tuple[int, Rating, int]],
) -> None:
    cards, ratings, days = as_arrays(log)
    stability, difficulty = memory.replay_all(cards, ratings, days, DEFAULT_PARAMETERS)
    assert_same(one_by_one(DEFAULT_PARAMETERS, cards, ratings, days), stability, difficulty)


@given(log=logs, parameters=parameter_sets)
def test_so_it_does_with_any_parameters(
    log: list[tuple[int, Rating, int]], parameters: tuple[float, ...]
) -> None:
    cards, ratings, days = as_arrays(log)
    stability, difficulty = memory.replay_all(cards, ratings, days, parameters)
    assert_same(one_by_one(parameters, cards, ratings, days), stability, difficulty)


def test_long_histories_stay_equal() -> None:
    rng = random.Random(7)
    log = [
        (rng.randrange(20), rng.choice(list(Rating)), rng.choice((0, 1, 1, 4, 20, 90)))
        for _ in range(4_000)
    ]
    cards, ratings, days = as_arrays(log)
    stability, difficulty = memory.replay_all(cards, ratings, days, DEFAULT_PARAMETERS)
    assert_same(one_by_one(DEFAULT_PARAMETERS, cards, ratings, days), stability, difficulty)


def real_log() -> list[Review]:
    """A person's reviews in the order of time; the ids count them."""
    if not REAL_LOG.exists():
        pytest.skip("the real review log (../shared/data) is not on this computer")
    with REAL_LOG.open(encoding="utf-8", newline="") as file:
        lines = sorted(csv.DictReader(file), key=lambda line: line["review_time"])
    log = []
    for number, line in enumerate(lines):
        time_ms = round(datetime.fromisoformat(line["review_time"]).timestamp() * 1_000)
        day = CALENDAR.day(time_ms)
        log.append(
            Review(
                id=number,
                card_id=int(line["card_id"]),
                device_id=1,
                kind=ReviewKind.REVIEW,
                time_ms=time_ms,
                study_day=day,
                rating=Rating(int(line["review_rating"])),
                due_day=day + 1,
            )
        )
    return log


def test_a_real_log_stays_equal() -> None:
    log = real_log()
    card_ids, card_index = np.unique([review.card_id for review in log], return_inverse=True)
    stability, difficulty = memory.replay_all(
        card_index,
        np.array([review.rating for review in log]),
        np.array([review.study_day for review in log]),
        DEFAULT_PARAMETERS,
    )
    rows: dict[int, list[Review]] = {}
    for card, review in zip(card_index.tolist(), log, strict=True):
        rows.setdefault(card, []).append(review)
    scheduler = Scheduler(SchedulerConfig(), CALENDAR)
    assert (len(log), len(card_ids)) == (12_580, 1_205)
    assert_same(
        {card: scheduler.replay(card, reviews) for card, reviews in rows.items()},
        stability,
        difficulty,
    )


def test_the_order_of_different_cards_does_not_matter() -> None:
    rng = random.Random(8)
    log = [(rng.randrange(9), rng.choice(list(Rating)), rng.randrange(30)) for _ in range(500)]
    cards, ratings, days = as_arrays(log)
    grouped = np.argsort(cards, kind="stable")
    mixed = memory.replay_all(cards, ratings, days, DEFAULT_PARAMETERS)
    sorted_by_card = memory.replay_all(
        cards[grouped], ratings[grouped], days[grouped], DEFAULT_PARAMETERS
    )
    assert np.array_equal(mixed, sorted_by_card)


def test_small_and_unsigned_integers_are_welcome() -> None:
    cards, ratings, days = as_arrays(
        [(0, Rating.GOOD, 0), (0, Rating.HARD, -1), (0, Rating.AGAIN, 9)]
    )
    wide = memory.replay_all(cards, ratings, days, DEFAULT_PARAMETERS)
    narrow = memory.replay_all(
        cards.astype(np.uint8), ratings.astype(np.uint8), days.astype(np.uint32), DEFAULT_PARAMETERS
    )
    assert np.array_equal(wide, narrow)


def test_an_empty_log_has_no_cards() -> None:
    nothing = np.array([], dtype=np.int64)
    stability, difficulty = memory.replay_all(nothing, nothing, nothing, DEFAULT_PARAMETERS)
    assert len(stability) == len(difficulty) == 0


def test_cards_without_a_review_have_no_memory() -> None:
    cards, ratings, days = as_arrays([(2, Rating.GOOD, 0)])
    stability, difficulty = memory.replay_all(cards, ratings, days, DEFAULT_PARAMETERS)
    assert np.isnan(stability).tolist() == [True, True, False]
    assert np.isnan(difficulty).tolist() == [True, True, False]


def test_a_placed_card_goes_on_from_what_it_was_given() -> None:
    start = memory.Start(
        stability=np.array([30.5, np.nan, 12.0]),
        difficulty=np.array([4.25, np.nan, 6.0]),
        study_day=np.array([FIRST_DAY, 0, FIRST_DAY]),
    )
    cards, ratings, days = as_arrays([(0, Rating.GOOD, 20), (1, Rating.GOOD, 3)])
    stability, difficulty = memory.replay_all(cards, ratings, days, DEFAULT_PARAMETERS, start)
    placement = Review(
        id=1,
        card_id=0,
        device_id=1,
        kind=ReviewKind.PLACEMENT,
        time_ms=CALENDAR.start_ms(FIRST_DAY),
        study_day=FIRST_DAY,
        due_day=FIRST_DAY + 30,
        payload=payload_text({"stability": 30.5, "difficulty": 4.25}),
    )
    scheduler = Scheduler(SchedulerConfig(), CALENDAR)
    placed = scheduler.replay(0, [placement])
    now_ms = CALENDAR.start_ms(FIRST_DAY + 20)
    assert_same({0: scheduler.answer(placed, Rating.GOOD, now_ms).schedule}, stability, difficulty)
    assert stability[1] == DEFAULT_PARAMETERS[2]
    assert (stability[2], difficulty[2]) == (12.0, 6.0)
    assert np.isnan(start.stability).tolist() == [False, True, False]


def test_predictions_are_the_recall_just_before_each_review() -> None:
    log = [
        (0, Rating.GOOD, 0),
        (1, Rating.EASY, 0),
        (0, Rating.GOOD, 0),
        (0, Rating.HARD, 4),
        (1, Rating.AGAIN, 30),
        (0, Rating.GOOD, 9),
    ]
    cards, ratings, days = as_arrays(log)
    recall = memory.predict_all(cards, ratings, days, DEFAULT_PARAMETERS)
    assert np.isnan(recall).tolist() == [True, True, True, False, False, False]
    for number in (3, 4, 5):
        earlier = slice(0, number)
        before = one_by_one(DEFAULT_PARAMETERS, cards[earlier], ratings[earlier], days[earlier])
        schedule = before[int(cards[number])]
        assert schedule.stability is not None
        assert schedule.last_study_day is not None
        elapsed = int(days[number]) - schedule.last_study_day
        expected = forgetting.retrievability(schedule.stability, elapsed, DECAY)
        assert recall[number] == pytest.approx(expected, rel=1e-9)


class TestCurve:
    stability = np.array([0.001, 0.5, 3.0, 80.0, 36_500.0])

    def test_arrays_and_single_cards_have_the_same_recall(self) -> None:
        elapsed = np.array([0.25, 0.0, 3.5, 400.0, -2.0])
        assert memory.retrievability(self.stability, elapsed, DECAY).tolist() == pytest.approx(
            [
                forgetting.retrievability(stability, days, DECAY)
                for stability, days in zip(self.stability, elapsed, strict=True)
            ],
            rel=1e-12,
        )

    @pytest.mark.parametrize("recall", [1.0, 0.9, 0.8, 0.5])
    def test_the_curve_can_be_read_backwards(self, recall: float) -> None:
        elapsed = memory.elapsed_at_recall(self.stability, recall, DECAY)
        assert memory.retrievability(self.stability, elapsed, DECAY) == pytest.approx(recall)
        assert elapsed.tolist() == pytest.approx(
            [forgetting.elapsed_at_recall(stability, recall, DECAY) for stability in self.stability]
        )

    def test_arrays_and_single_cards_are_mastered_until_the_same_moment(self) -> None:
        last_ms = np.full(5, 1_795_509_000_000) + np.arange(5) * MS_PER_DAY
        until = memory.mastered_until_ms(self.stability, last_ms, DEFAULT_PARAMETERS)
        assert until.dtype == np.int64
        one_at_a_time = [
            forgetting.mastered_until_ms(float(stability), int(last), DEFAULT_PARAMETERS)
            for stability, last in zip(self.stability, last_ms, strict=True)
        ]
        assert np.abs(until - np.array(one_at_a_time)).max() <= 1
