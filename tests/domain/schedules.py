"""Schedulers and cards that several tests of the domain start from."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from hypothesis import strategies as st

from flashcards.domain.calendar import StudyCalendar
from flashcards.domain.review import Rating, State
from flashcards.domain.scheduler import PARAMETER_BOUNDS, Scheduler
from flashcards.domain.scheduling import (
    DEFAULT_PARAMETERS,
    CardSchedule,
    DayLoad,
    Outcome,
    SchedulerConfig,
)

CALENDAR = StudyCalendar(UTC, 4)
TODAY = 20_781
NOON = CALENDAR.start_ms(TODAY) + 8 * 3_600_000
AGAIN, HARD, GOOD, EASY = Rating
PASSED = (HARD, GOOD, EASY)

ratings = st.sampled_from(Rating)
# A better first answer gives no lower stability, as in every fit.
parameter_sets = st.tuples(*(st.floats(low, high) for low, high in PARAMETER_BOUNDS)).map(
    lambda values: (*sorted(values[:4]), *values[4:])
)
configs = st.builds(
    SchedulerConfig,
    parameters=st.one_of(
        st.just(DEFAULT_PARAMETERS),
        parameter_sets,
    ),
    desired_retention=st.floats(0.70, 0.99),
    learning_steps=st.sampled_from([(60, 600), (600,), (), (60, 600, 3_600)]),
    relearning_steps=st.sampled_from([(600,), (), (60, 600)]),
    maximum_interval=st.sampled_from([36_500, 365, 30]),
    fuzz=st.booleans(),
    load_balance=st.booleans(),
)
schedules = st.builds(
    CardSchedule,
    card_id=st.integers(1, 2**63 - 1),
    state=st.just(State.REVIEW),
    stability=st.floats(0.01, 30_000),
    difficulty=st.floats(1, 10),
    last_review_ms=st.just(NOON),
    last_study_day=st.just(TODAY),
    due_day=st.integers(TODAY + 1, TODAY + 400),
    reps=st.integers(1, 60),
    lapses=st.integers(0, 9),
)
loads = st.one_of(
    st.none(),
    st.builds(
        DayLoad,
        counts=st.dictionaries(st.integers(TODAY, TODAY + 100), st.integers(0, 200)),
        sibling_days=st.frozensets(st.integers(TODAY, TODAY + 100), max_size=5),
    ),
)


def scheduler(**changes: object) -> Scheduler:
    return Scheduler(replace(SchedulerConfig(fuzz=False), **changes), CALENDAR)  # type: ignore[arg-type]


def new_card() -> CardSchedule:
    return CardSchedule(card_id=42)


def review_card(
    stability: float = 20.0, difficulty: float = 5.0, interval: int = 20
) -> CardSchedule:
    return CardSchedule(
        card_id=42,
        state=State.REVIEW,
        stability=stability,
        difficulty=difficulty,
        last_review_ms=NOON,
        last_study_day=TODAY,
        due_day=TODAY + interval,
        reps=5,
    )


def days(outcome: Outcome) -> int:
    """The interval in days of an outcome that is no step."""
    assert outcome.schedule.due_ms is None
    return outcome.interval_s // 86_400
