"""FSRS-6 numbers: against a plain implementation, stored golden numbers and a reference backend."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest

from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.review import Rating
from flashcards.domain.scheduler import Scheduler
from flashcards.domain.scheduling import (
    DEFAULT_PARAMETERS,
    CardSchedule,
    SchedulerConfig,
    with_due_day,
)

GOLDEN = Path(__file__).parents[1] / "data" / "fsrs_golden.json"
PARITY = Path(__file__).parents[3] / "shared" / "data" / "fsrs-parity.json"
HOUR_MS = 3_600_000
MINUTE_MS = 60_000
LONGEST = 36_500  # days: a century bounds stability and interval
CALENDAR = StudyCalendar(UTC, 4)

OTHER_PARAMETERS = (
    0.3, 1.1, 3.2, 10.5, 6.9, 0.7, 2.6, 0.02, 1.6, 0.12, 0.9, 1.7, 0.09, 0.3, 1.9, 0.45, 2.3,
    0.6, 0.2, 0.1, 0.25,
)  # fmt: skip


class PlainFsrs:
    """FSRS-6 as its formulas are published, one line each, for one card; shares no code."""

    def __init__(self, parameters: tuple[float, ...], retention: float) -> None:
        self.w = parameters
        self.retention = retention
        self.factor = 0.9 ** (-1 / parameters[20]) - 1
        self.stability = 0.0
        self.difficulty = 0.0
        self.step: int | None = 0  # None: in review
        self.steps: tuple[int, ...] = (60, 600)
        self.last_day: int | None = None
        self.interval = 0

    def memory_after(self, rating: int, day: int) -> tuple[float, float]:
        w, s, d = self.w, self.stability, self.difficulty
        easy = w[4] - math.exp(w[5] * 3) + 1
        if self.last_day is None:
            first = w[4] - math.exp(w[5] * (rating - 1)) + 1
            return w[rating - 1], min(max(first, 1), 10)
        elapsed = day - self.last_day
        if elapsed == 0:
            change = math.exp(w[17] * (rating - 3 + w[18])) * s ** -w[19]
            new = s * (change if rating == 1 else max(1, change))
        else:
            recall = (1 + self.factor * elapsed / s) ** -w[20]
            if rating == 1:
                new = w[11] * d ** -w[12] * ((s + 1) ** w[13] - 1) * math.exp(w[14] * (1 - recall))
                new = min(new, s / math.exp(w[17] * w[18]))
            else:
                growth = math.exp(w[8]) * (11 - d) * s ** -w[9]
                growth *= math.exp(w[10] * (1 - recall)) - 1
                new = s * (1 + growth * {2: w[15], 3: 1.0, 4: w[16]}[rating])
        harder = d - w[6] * (rating - 3) * (10 - d) / 9
        new = min(max(new, 0.001), LONGEST)
        return new, min(max(w[7] * easy + (1 - w[7]) * harder, 1), 10)

    def days(self, stability: float) -> int:
        wanted: float = stability / self.factor * (self.retention ** (-1 / self.w[20]) - 1)
        return min(max(round(wanted), 1), LONGEST)

    def review_days(self, day: int) -> tuple[int, int, int]:
        """The intervals of Hard, Good and Easy for a card in review."""
        assert self.last_day is not None
        on_time = day >= self.last_day + self.interval and self.stability >= 0.5
        hard, good, easy = (self.days(self.memory_after(rating, day)[0]) for rating in (2, 3, 4))
        hard = max(hard, self.interval if on_time else 1)
        good = min(max(good, hard + 1), LONGEST)
        return hard, good, min(max(easy, good + 1), LONGEST)

    def answer(self, rating: int, day: int) -> None:
        memory = self.memory_after(rating, day)
        if self.step is None:
            if rating == 1:
                self.step, self.steps = 0, (600,)
            else:
                self.interval = self.review_days(day)[rating - 2]
        elif rating == 1:
            self.step = 0
        elif rating == 4 or (rating == 3 and self.step + 1 == len(self.steps)):
            finishes = rating == 3 or self.step + 1 == len(self.steps)
            good = self.days(self.memory_after(3, day)[0]) if finishes else 0
            least = good + 1 if rating == 4 else 1
            self.interval = min(max(self.days(memory[0]), least), LONGEST)
            self.step = None
        elif rating == 3:
            self.step += 1
        self.stability, self.difficulty = memory
        self.last_day = day


def plain_days(time_ms: int) -> int:
    """The study day in UTC with the rollover at four."""
    return (time_ms - 4 * HOUR_MS) // MS_PER_DAY


def random_history(seed: int) -> tuple[list[tuple[int, int]], int]:
    """Answers (ms, rating) at random hours of a card that ends in review, and a later moment."""
    rng = random.Random(seed)
    now = 1_790_000_000_000 + rng.randrange(400 * MS_PER_DAY)
    card = PlainFsrs(DEFAULT_PARAMETERS, 0.9)
    answers: list[tuple[int, int]] = []
    length = rng.randint(2, 24)
    while len(answers) < length or card.step is not None:
        rating = rng.choices((1, 2, 3, 4), (2, 2, 6, 1))[0]
        answers.append((now, rating))
        card.answer(rating, plain_days(now))
        if card.step is not None:
            now += rng.randint(1, 25) * MINUTE_MS
        elif rng.random() < 0.1:
            now += rng.randint(1, 5) * HOUR_MS
        else:
            days = card.interval * rng.choice((0.5, 1.0, 1.0, 1.0, 1.4, 3.0))
            now += max(MINUTE_MS, round(days * MS_PER_DAY) + rng.randint(-9, 9) * HOUR_MS)
    return answers, now + rng.randint(1, 30) * MS_PER_DAY


def scheduler_for(parameters: tuple[float, ...], retention: float) -> Scheduler:
    config = SchedulerConfig(parameters=parameters, desired_retention=retention, fuzz=False)
    return Scheduler(config, CALENDAR)


def answered(scheduler: Scheduler, answers: list[tuple[int, int]]) -> CardSchedule:
    schedule = CardSchedule(card_id=1)
    for time_ms, rating in answers:
        schedule = scheduler.answer(schedule, Rating(rating), time_ms).schedule
    return schedule


def shown_days(scheduler: Scheduler, schedule: CardSchedule, now_ms: int) -> tuple[int, ...]:
    preview = scheduler.preview(schedule, now_ms)
    return tuple(preview[rating].interval_s // 86_400 for rating in list(Rating)[1:])


@pytest.mark.parametrize("retention", [0.9, 0.8, 0.95])
@pytest.mark.parametrize("parameters", [DEFAULT_PARAMETERS, OTHER_PARAMETERS])
@pytest.mark.parametrize("seed", range(60))
def test_random_histories_agree_with_the_published_formulas(
    seed: int, parameters: tuple[float, ...], retention: float
) -> None:
    answers, later = random_history(seed)
    plain = PlainFsrs(parameters, retention)
    for time_ms, rating in answers:
        plain.answer(rating, plain_days(time_ms))
    scheduler = scheduler_for(parameters, retention)
    schedule = answered(scheduler, answers)
    assert schedule.stability == pytest.approx(plain.stability, rel=1e-9)
    assert schedule.difficulty == pytest.approx(plain.difficulty, rel=1e-9)
    assert schedule.due_day == plain_days(answers[-1][0]) + plain.interval
    assert shown_days(scheduler, schedule, later) == plain.review_days(plain_days(later))


def golden_histories() -> Iterator[Any]:
    for group in json.loads(GOLDEN.read_text("utf-8"))["groups"]:
        for number, history in enumerate(group["histories"]):
            yield pytest.param(group, history, id=f"{group['name']}-{number}")


@pytest.mark.parametrize(("group", "history"), [*golden_histories()])
def test_golden_histories_keep_their_numbers(
    group: dict[str, Any], history: dict[str, Any]
) -> None:
    scheduler = scheduler_for(tuple(group["parameters"]), group["desired_retention"])
    schedule = answered(scheduler, history["reviews"])
    assert schedule.stability == pytest.approx(history["stability"], rel=1e-9)
    assert schedule.difficulty == pytest.approx(history["difficulty"], rel=1e-9)
    expected = history["interval_days"]
    assert shown_days(scheduler, schedule, history["answered_at"]) == (
        expected["hard"],
        expected["good"],
        expected["easy"],
    )


@pytest.fixture(scope="module")
def parity() -> dict[str, Any]:
    if not PARITY.exists():
        pytest.skip("the reference backend's numbers (../shared/data) are not on this computer")
    numbers: dict[str, Any] = json.loads(PARITY.read_text("utf-8"))
    return numbers


def parity_scheduler(parity: dict[str, Any]) -> Scheduler:
    config = SchedulerConfig(
        parameters=tuple(parity["parameters"]),
        desired_retention=parity["desired_retention"],
        learning_steps=tuple(parity["learning_steps_s"]),
        relearning_steps=tuple(parity["relearning_steps_s"]),
        fuzz=parity["fuzz"],
    )
    return Scheduler(config, StudyCalendar(UTC, parity["rollover_hour"]))


def test_the_reference_backend_gives_the_same_memory(parity: dict[str, Any]) -> None:
    scheduler = parity_scheduler(parity)
    for history in parity["histories"]:
        schedule = answered(scheduler, history["reviews"])
        assert schedule.stability == pytest.approx(history["stability"], rel=1e-5)
        assert schedule.difficulty == pytest.approx(history["difficulty"], rel=1e-5)


@pytest.mark.parametrize("previous", ["as answered", "as the backend had it"])
def test_the_reference_backend_gives_the_same_300_intervals(
    parity: dict[str, Any], previous: str
) -> None:
    scheduler = parity_scheduler(parity)
    for history in parity["histories"]:
        schedule = answered(scheduler, history["reviews"])
        if previous == "as the backend had it":
            assert schedule.last_study_day is not None
            due_day = schedule.last_study_day + history["previous_interval_days"]
            schedule = with_due_day(schedule, due_day)
        days = shown_days(scheduler, schedule, history["answered_at"])
        assert days == tuple(history["interval_days"][name] for name in ("hard", "good", "easy"))


def test_the_plain_formulas_are_those_of_the_reference_backend(parity: dict[str, Any]) -> None:
    for history in parity["histories"]:
        plain = PlainFsrs(tuple(parity["parameters"]), parity["desired_retention"])
        for time_ms, rating in history["reviews"]:
            plain.answer(rating, plain_days(time_ms))
        assert plain.stability == pytest.approx(history["stability"], rel=1e-5)
        assert plain.difficulty == pytest.approx(history["difficulty"], rel=1e-5)
        assert plain.review_days(plain_days(history["answered_at"])) == tuple(
            history["interval_days"][name] for name in ("hard", "good", "easy")
        )
