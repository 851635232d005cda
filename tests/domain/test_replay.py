"""Replaying the log: what a card's rows amount to."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.calendar import MS_PER_DAY, MS_PER_MINUTE, StudyCalendar
from flashcards.domain.review import Rating, Review, ReviewKind, State, payload_text
from flashcards.domain.scheduler import Scheduler
from flashcards.domain.scheduling import CardSchedule, SchedulerConfig

CARD = 42
CALENDAR = StudyCalendar(UTC, 4)
SCHEDULER = Scheduler(SchedulerConfig(), CALENDAR)
TODAY = 20_781
NOON = CALENDAR.start_ms(TODAY) + 8 * 3_600_000
AGAIN, HARD, GOOD, EASY = Rating

gaps = st.one_of(
    st.integers(1, 30 * MS_PER_MINUTE),
    st.integers(1, 30).map(lambda days: days * MS_PER_DAY),
    st.integers(1, 2_000 * MS_PER_DAY),
    st.integers(-400 * MS_PER_DAY, -1),  # the clock was set back
)
histories = st.lists(st.tuples(st.sampled_from(Rating), gaps), max_size=25)


def answer_all(
    answers: Iterable[tuple[Rating, int]], scheduler: Scheduler = SCHEDULER
) -> tuple[CardSchedule, list[Review]]:
    """Answers one by one, after such gaps, and the rows of the log that this leaves."""
    schedule = CardSchedule(CARD)
    rows: list[Review] = []
    now_ms = NOON
    for rating, gap in answers:
        now_ms += gap
        schedule = scheduler.answer(schedule, rating, now_ms).schedule
        rows.append(
            Review(
                id=len(rows) + 1,
                card_id=CARD,
                device_id=1,
                kind=ReviewKind.REVIEW,
                time_ms=now_ms,
                study_day=scheduler.calendar.day(now_ms),
                rating=rating,
                due_day=schedule.due_day,
                due_ms=schedule.due_ms,
            )
        )
    return schedule, rows


def row(kind: ReviewKind, number: int = 1_000, **values: object) -> Review:
    plain = Review(id=number, card_id=CARD, device_id=1, kind=kind, time_ms=NOON, study_day=TODAY)
    return replace(plain, **values)  # type: ignore[arg-type]


def learned() -> tuple[CardSchedule, list[Review]]:
    day = MS_PER_DAY
    return answer_all([(GOOD, 0), (GOOD, 600_000), (GOOD, 2 * day), (HARD, 12 * day)])


@given(answers=histories)
def test_replaying_gives_exactly_what_answering_gave(answers: list[tuple[Rating, int]]) -> None:
    schedule, rows = answer_all(answers)
    assert SCHEDULER.replay(CARD, rows) == schedule


@given(answers=histories, seed=st.integers())
def test_rows_may_arrive_in_any_order_and_twice(
    answers: list[tuple[Rating, int]], seed: int
) -> None:
    schedule, rows = answer_all(answers)
    arrived = rows + rows[::2]
    random.Random(seed).shuffle(arrived)
    assert SCHEDULER.replay(CARD, arrived) == schedule


@given(answers=histories, more=st.tuples(st.sampled_from(Rating), gaps))
def test_undo_by_retraction_gives_back_what_was(
    answers: list[tuple[Rating, int]], more: tuple[Rating, int]
) -> None:
    before, rows = answer_all(answers)
    _, rows = answer_all([*answers, more])
    retraction = row(ReviewKind.RETRACTION, target=rows[-1].id)
    assert SCHEDULER.replay(CARD, [*rows, retraction]) == before


@given(answers=histories)
def test_redo_appends_the_review_again(answers: list[tuple[Rating, int]]) -> None:
    after, rows = answer_all([*answers, (GOOD, 3 * MS_PER_DAY)])
    again = replace(rows[-1], id=1_001)
    log = [*rows, row(ReviewKind.RETRACTION, 1_000, target=rows[-1].id), again]
    assert SCHEDULER.replay(CARD, log) == after


@given(answers=histories)
def test_logs_without_due_dates_are_scheduled_anew(answers: list[tuple[Rating, int]]) -> None:
    schedule, rows = answer_all(answers)
    without_due = [replace(review, due_day=None, due_ms=None) for review in rows]
    assert SCHEDULER.replay(CARD, without_due) == schedule


@given(answers=histories, hours=st.integers(-12, 14))
def test_another_time_zone_does_not_change_the_past(
    answers: list[tuple[Rating, int]], hours: int
) -> None:
    schedule, rows = answer_all(answers)
    elsewhere = Scheduler(SchedulerConfig(), StudyCalendar(timezone(timedelta(hours=hours)), 7))
    assert elsewhere.replay(CARD, rows) == schedule
    next_answer = elsewhere.answer(schedule, GOOD, NOON)
    assert next_answer.interval_s > 0


@given(answers=histories)
def test_no_interval_is_negative_whatever_the_clock_did(
    answers: list[tuple[Rating, int]],
) -> None:
    _, rows = answer_all(answers)
    for review in rows:
        if review.due_day is not None:
            assert review.due_day > review.study_day
        else:
            assert review.due_ms is not None
            assert review.due_ms > review.time_ms


def test_an_empty_log_is_a_new_card() -> None:
    assert SCHEDULER.replay(CARD, []) == CardSchedule(CARD)


def test_a_reset_starts_anew() -> None:
    _, rows = learned()
    assert SCHEDULER.replay(CARD, [*rows, row(ReviewKind.RESET)]) == CardSchedule(CARD)
    later, later_rows = answer_all([(EASY, 50 * MS_PER_DAY)])
    log = [*rows, row(ReviewKind.RESET), replace(later_rows[0], id=1_001)]
    replayed = SCHEDULER.replay(CARD, log)
    assert (replayed.stability, replayed.reps) == (later.stability, 1)


def test_a_retracted_reset_gives_the_history_back() -> None:
    schedule, rows = learned()
    log = [*rows, row(ReviewKind.RESET), row(ReviewKind.RETRACTION, 1_001, target=1_000)]
    assert SCHEDULER.replay(CARD, log) == schedule


def test_cramming_changes_nothing() -> None:
    schedule, rows = learned()
    cram = row(ReviewKind.CRAM, rating=AGAIN, due_day=TODAY)
    assert SCHEDULER.replay(CARD, [*rows, cram]) == schedule


@pytest.mark.parametrize("kind", [ReviewKind.MANUAL, ReviewKind.RESCHEDULE, ReviewKind.PLACEMENT])
def test_rows_that_are_no_answer_move_only_the_due_date(kind: ReviewKind) -> None:
    schedule, rows = learned()
    moved = SCHEDULER.replay(CARD, [*rows, row(kind, due_day=TODAY + 77)])
    assert moved == replace(schedule, due_day=TODAY + 77)


def test_the_last_row_decides_when_a_card_is_due() -> None:
    schedule, rows = learned()
    log = [
        *rows,
        row(ReviewKind.MANUAL, 1_000, due_day=TODAY + 5),
        row(ReviewKind.RESCHEDULE, 1_001, due_day=TODAY + 9),
    ]
    assert SCHEDULER.replay(CARD, log).due_day == TODAY + 9
    log.append(row(ReviewKind.RETRACTION, 1_002, target=1_001))
    assert SCHEDULER.replay(CARD, log).due_day == TODAY + 5
    log.append(row(ReviewKind.RETRACTION, 1_003, target=1_000))
    assert SCHEDULER.replay(CARD, log) == schedule


def test_a_due_date_is_not_computed_anew_when_parameters_change() -> None:
    schedule, rows = learned()
    other = Scheduler(SchedulerConfig(desired_retention=0.8), CALENDAR)
    assert other.replay(CARD, rows) == schedule


def test_a_placement_can_bring_a_memory() -> None:
    placed = SCHEDULER.replay(
        CARD,
        [
            row(
                ReviewKind.PLACEMENT,
                due_day=TODAY + 30,
                payload=payload_text({"stability": 30.5, "difficulty": 4.25}),
            )
        ],
    )
    assert placed == CardSchedule(
        CARD,
        state=State.REVIEW,
        stability=30.5,
        difficulty=4.25,
        last_review_ms=NOON,
        last_study_day=TODAY,
        due_day=TODAY + 30,
    )
    outcome = SCHEDULER.answer(placed, GOOD, NOON + 30 * MS_PER_DAY)
    assert outcome.retrievability == pytest.approx(0.9, abs=0.01)
    assert outcome.schedule.stability is not None
    assert outcome.schedule.stability > 30.5


def test_a_placement_without_a_due_date_is_due_when_its_memory_says() -> None:
    payload = payload_text({"stability": 30, "difficulty": 4})
    placed = SCHEDULER.replay(CARD, [row(ReviewKind.PLACEMENT, payload=payload)])
    assert placed.due_day == SCHEDULER.rescheduled_day(placed)
    assert placed.due_day is not None
    assert abs(placed.due_day - TODAY - 30) <= 4


@pytest.mark.parametrize(
    "payload",
    [
        "{}",
        "no JSON",
        "[]",
        "null",
        '{"stability":5}',
        '{"stability":"x","difficulty":5}',
        '{"stability":NaN,"difficulty":5}',
        '{"stability":null,"difficulty":null}',
    ],
)
def test_a_payload_without_a_memory_gives_none(payload: str) -> None:
    moved = SCHEDULER.replay(CARD, [row(ReviewKind.PLACEMENT, due_day=TODAY + 9, payload=payload)])
    assert moved == CardSchedule(CARD, due_day=TODAY + 9)


def test_a_memory_is_kept_within_its_bounds() -> None:
    payload = payload_text({"stability": -3, "difficulty": 99})
    placed = SCHEDULER.replay(CARD, [row(ReviewKind.PLACEMENT, payload=payload)])
    assert (placed.stability, placed.difficulty) == (0.001, 10)


def test_whoever_moves_a_learning_card_by_days_ends_its_steps() -> None:
    _, rows = answer_all([(GOOD, 0)])
    moved = SCHEDULER.replay(CARD, [*rows, row(ReviewKind.MANUAL, due_day=TODAY + 3)])
    assert (moved.state, moved.step, moved.due_ms) == (State.REVIEW, None, None)


def test_a_moment_moves_a_learning_card_to_it_and_a_review_card_to_its_day() -> None:
    moment = NOON + 3 * MS_PER_DAY
    _, rows = answer_all([(GOOD, 0)])
    moved = SCHEDULER.replay(CARD, [*rows, row(ReviewKind.MANUAL, due_ms=moment)])
    assert (moved.state, moved.due_ms) == (State.LEARNING, moment)
    _, rows = learned()
    moved = SCHEDULER.replay(CARD, [*rows, row(ReviewKind.MANUAL, due_ms=moment)])
    assert (moved.state, moved.due_day, moved.due_ms) == (State.REVIEW, TODAY + 3, None)


def test_steps_of_other_settings_are_believed() -> None:
    long_steps = Scheduler(SchedulerConfig(learning_steps=(60, 600, 3_600)), CALENDAR)
    _, rows = answer_all([(GOOD, 0), (GOOD, 600_000)], long_steps)
    replayed = SCHEDULER.replay(CARD, rows)
    assert (replayed.state, replayed.due_ms) == (State.LEARNING, rows[-1].due_ms)
    _, rows = answer_all([(GOOD, 0)], Scheduler(SchedulerConfig(learning_steps=()), CALENDAR))
    replayed = SCHEDULER.replay(CARD, rows)
    assert (replayed.state, replayed.step, replayed.due_day) == (
        State.REVIEW,
        None,
        rows[-1].due_day,
    )


def test_a_lapse_with_steps_that_are_gone_is_relearned() -> None:
    _, rows = answer_all([(EASY, 0), (AGAIN, 9 * MS_PER_DAY)])
    without_steps = Scheduler(SchedulerConfig(relearning_steps=()), CALENDAR)
    replayed = without_steps.replay(CARD, rows)
    assert (replayed.state, replayed.due_ms) == (State.RELEARNING, rows[-1].due_ms)


def test_a_review_without_a_rating_changes_nothing() -> None:
    schedule, rows = learned()
    assert SCHEDULER.replay(CARD, [*rows, row(ReviewKind.REVIEW)]) == schedule


def test_two_computers_logs_are_one_history() -> None:
    _, all_rows = learned()
    here, there = all_rows[::2], all_rows[1::2]
    assert SCHEDULER.replay(CARD, here + there) == SCHEDULER.replay(CARD, there + here)
    assert SCHEDULER.replay(CARD, there + here).reps == 4
