"""The scheduler's rules: study days, steps, order of the buttons, leeches."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import flashcards
from flashcards.domain.calendar import MS_PER_DAY, MS_PER_MINUTE, StudyCalendar
from flashcards.domain.review import Rating, State
from flashcards.domain.scheduler import (
    LOWER_BOUNDS_PARAMETERS,
    UPPER_BOUNDS_PARAMETERS,
    Scheduler,
    is_leech,
)
from flashcards.domain.scheduling import (
    DEFAULT_PARAMETERS,
    CardSchedule,
    DayLoad,
    Outcome,
    SchedulerConfig,
    with_due_day,
)
from flashcards.errors import InvalidValueError

CALENDAR = StudyCalendar(UTC, 4)
TODAY = 20_781
NOON = CALENDAR.start_ms(TODAY) + 8 * 3_600_000
AGAIN, HARD, GOOD, EASY = Rating
PASSED = (HARD, GOOD, EASY)

ratings = st.sampled_from(Rating)
configs = st.builds(
    SchedulerConfig,
    parameters=st.one_of(
        st.just(DEFAULT_PARAMETERS),
        st.tuples(
            *(
                st.floats(low, high)
                for low, high in zip(LOWER_BOUNDS_PARAMETERS, UPPER_BOUNDS_PARAMETERS, strict=True)
            )
        ),
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


class TestSettings:
    @pytest.mark.parametrize(
        "wrong",
        [
            {"parameters": DEFAULT_PARAMETERS[:-1]},
            {"parameters": (*DEFAULT_PARAMETERS, 0.5)},
            {"parameters": (-1.0, *DEFAULT_PARAMETERS[1:])},
            {"parameters": (*DEFAULT_PARAMETERS[:-1], 0.9)},
            {"parameters": (float("nan"), *DEFAULT_PARAMETERS[1:])},
            {"desired_retention": 0.699},
            {"desired_retention": 0.995},
            {"desired_retention": 0.0},
            {"desired_retention": float("nan")},
            {"learning_steps": (0,)},
            {"learning_steps": (60, 86_400)},
            {"relearning_steps": (-60,)},
            {"maximum_interval": 0},
            {"maximum_interval": 36_501},
            {"leech_threshold": -1},
            {"easy_days": (1.0,) * 6},
            {"easy_days": (1.0,) * 6 + (1.5,)},
        ],
        ids=str,
    )
    def test_what_is_out_of_bounds_is_refused(self, wrong: dict[str, object]) -> None:
        with pytest.raises(InvalidValueError):
            scheduler(**wrong)

    def test_the_message_says_what_is_allowed(self) -> None:
        with pytest.raises(InvalidValueError, match=r"Desired retention is 0\.5.*0\.7 to 0\.99"):
            scheduler(desired_retention=0.5)

    @pytest.mark.parametrize("number", range(21))
    def test_rounding_errors_of_a_fit_are_cut_to_the_bounds(self, number: int) -> None:
        low, high = LOWER_BOUNDS_PARAMETERS[number], UPPER_BOUNDS_PARAMETERS[number]
        for value, expected in ((low - 1e-8, low), (high + 1e-8, high)):
            parameters = list(DEFAULT_PARAMETERS)
            parameters[number] = value
            assert scheduler(parameters=tuple(parameters)).config.parameters[number] == expected


class TestSteps:
    def test_a_new_card_goes_through_its_steps(self) -> None:
        preview = scheduler().preview(new_card(), NOON)
        assert [preview[rating].interval_s for rating in (AGAIN, HARD, GOOD)] == [60, 330, 600]
        assert preview[GOOD].schedule.due_ms == NOON + 10 * MS_PER_MINUTE
        assert preview[GOOD].schedule.state is State.LEARNING
        assert preview[GOOD].schedule.due_day is None
        assert preview[GOOD].retrievability is None

    def test_easy_on_a_new_card_skips_the_steps(self) -> None:
        easy = scheduler().preview(new_card(), NOON)[EASY]
        assert easy.schedule.state is State.REVIEW
        assert days(easy) == 8
        assert easy.schedule.due_day == TODAY + 8

    def test_a_learned_card_waits_for_another_day_as_a_review_card(self) -> None:
        first = scheduler().answer(new_card(), GOOD, NOON).schedule
        second = scheduler().answer(first, GOOD, NOON + 10 * MS_PER_MINUTE).schedule
        assert second.state is State.REVIEW
        assert second.step is None
        assert second.due_ms is None
        assert second.due_day == TODAY + 2
        assert second.reps == 2

    def test_a_forgotten_card_is_relearned(self) -> None:
        outcome = scheduler().answer(review_card(), AGAIN, NOON + 20 * MS_PER_DAY)
        assert outcome.interval_s == 600
        assert outcome.lapsed
        assert outcome.schedule.state is State.RELEARNING
        assert outcome.schedule.lapses == 1

    def test_only_a_review_card_lapses(self) -> None:
        learning = scheduler().answer(new_card(), GOOD, NOON)
        forgotten = scheduler().answer(learning.schedule, AGAIN, NOON)
        assert not learning.lapsed
        assert not forgotten.lapsed
        assert forgotten.schedule.lapses == 0

    def test_without_steps_everything_is_whole_days_in_order(self) -> None:
        without = scheduler(learning_steps=(), relearning_steps=())
        for card in (new_card(), review_card()):
            preview = without.preview(card, NOON + 20 * MS_PER_DAY)
            intervals = [days(preview[rating]) for rating in Rating]
            assert intervals == sorted(intervals)
            assert all(outcome.schedule.state is State.REVIEW for outcome in preview.values())

    def test_a_card_in_a_step_that_the_settings_lost_graduates(self) -> None:
        card = scheduler(learning_steps=(60, 600, 3_600)).answer(new_card(), GOOD, NOON).schedule
        card = scheduler(learning_steps=(60, 600, 3_600)).answer(card, GOOD, NOON).schedule
        assert card.step == 2
        assert scheduler().answer(card, GOOD, NOON).schedule.state is State.REVIEW


class TestStudyDays:
    def test_late_at_night_is_still_the_same_day(self) -> None:
        evening = CALENDAR.start_ms(TODAY) + 19 * 3_600_000
        before_rollover, after_rollover = evening + 4 * 3_600_000, evening + 6 * 3_600_000
        card = replace(review_card(), last_review_ms=evening)
        same_day = scheduler().answer(card, GOOD, before_rollover).schedule
        next_day = scheduler().answer(card, GOOD, after_rollover).schedule
        noon_next_day = scheduler().answer(card, GOOD, NOON + MS_PER_DAY).schedule
        assert same_day.last_study_day == TODAY
        assert next_day.last_study_day == TODAY + 1
        assert next_day.stability == noon_next_day.stability
        assert same_day.stability != next_day.stability

    @given(hour=st.integers(0, 23), rating=ratings, absence=st.integers(0, 500))
    def test_the_hour_of_the_day_changes_no_memory(
        self, hour: int, rating: Rating, absence: int
    ) -> None:
        start = CALENDAR.start_ms(TODAY + absence)
        at_hour = scheduler().answer(review_card(), rating, start + hour * 3_600_000).schedule
        at_start = scheduler().answer(review_card(), rating, start).schedule
        assert at_hour.stability == at_start.stability
        assert at_hour.difficulty == at_start.difficulty
        assert at_hour.due_day == at_start.due_day

    def test_predicted_recall_uses_fractional_days(self) -> None:
        chances = [
            scheduler().retrievability(review_card(), NOON + hours * 3_600_000) or 0.0
            for hours in (0, 6, 12, 18, 24)
        ]
        assert chances[0] == 1.0
        assert chances == sorted(chances, reverse=True)
        assert len(set(chances)) == 5
        at_stability = scheduler().retrievability(review_card(), NOON + 20 * MS_PER_DAY)
        assert at_stability == pytest.approx(0.9)

    def test_a_new_card_has_no_predicted_recall(self) -> None:
        assert scheduler().retrievability(new_card(), NOON) is None

    @given(rating=ratings, back=st.integers(1, 5_000 * MS_PER_DAY))
    def test_a_clock_that_went_back_counts_as_the_same_day(self, rating: Rating, back: int) -> None:
        outcome = scheduler().answer(review_card(), rating, NOON - back)
        same_day = scheduler().answer(review_card(), rating, NOON)
        assert outcome.interval_s > 0
        assert outcome.schedule.stability == same_day.schedule.stability
        assert outcome.retrievability == 1.0

    def test_a_review_millennia_ahead_does_no_harm(self) -> None:
        far = scheduler().answer(review_card(), GOOD, NOON + 2_000_000 * MS_PER_DAY)
        assert far.schedule.stability == 36_500


class TestButtons:
    @given(config=configs, card=schedules, late=st.integers(-400, 4_000), load=loads)
    def test_each_better_answer_comes_back_at_least_a_day_later(
        self, config: SchedulerConfig, card: CardSchedule, late: int, load: DayLoad | None
    ) -> None:
        assert card.due_day is not None
        now_ms = NOON + (card.due_day - TODAY + late) * MS_PER_DAY
        preview = Scheduler(config, CALENDAR).preview(card, now_ms, load)
        hard, good, easy = (days(preview[rating]) for rating in PASSED)
        longest = config.maximum_interval
        assert 1 <= hard <= longest
        assert good >= min(hard + 1, longest)
        assert easy >= min(good + 1, longest)
        if preview[AGAIN].schedule.state is State.REVIEW:
            assert days(preview[AGAIN]) <= hard

    @given(config=configs, card=schedules, now_ms=st.integers(NOON, 2 * NOON), load=loads)
    def test_preview_and_answer_agree(
        self, config: SchedulerConfig, card: CardSchedule, now_ms: int, load: DayLoad | None
    ) -> None:
        preview = Scheduler(config, CALENDAR).preview(card, now_ms, load)
        assert list(preview) == list(Rating)
        for rating, outcome in preview.items():
            assert Scheduler(config, CALENDAR).answer(card, rating, now_ms, load) == outcome

    @given(
        config=configs,
        first=st.lists(ratings, max_size=4),
        late=st.lists(st.tuples(st.sampled_from(PASSED), st.integers(0, 60)), min_size=2),
        card_id=st.integers(1, 2**63 - 1),
        load=loads,
    )
    def test_passing_on_time_or_late_never_shortens_the_interval(
        self,
        config: SchedulerConfig,
        first: list[Rating],
        late: list[tuple[Rating, int]],
        card_id: int,
        load: DayLoad | None,
    ) -> None:
        schedules = Scheduler(config, CALENDAR)
        card = CardSchedule(card_id)
        for rating in (*first, EASY):
            card = schedules.answer(card, rating, NOON, load).schedule
        for rating, days_late in late:
            assert card.due_day is not None
            assert card.last_study_day is not None
            assert card.stability is not None
            assume(card.stability >= 0.5)
            had = card.due_day - card.last_study_day
            now_ms = CALENDAR.start_ms(card.due_day + days_late)
            outcome = schedules.answer(card, rating, now_ms, load)
            assert days(outcome) >= had
            card = outcome.schedule

    def test_an_early_review_may_come_back_sooner(self) -> None:
        outcome = scheduler().answer(review_card(20, 5, 60), HARD, NOON + MS_PER_DAY)
        assert days(outcome) < 60

    def test_an_interval_from_a_lower_retention_is_no_promise(self) -> None:
        card = review_card(stability=300, difficulty=9.5, interval=300)
        outcome = scheduler(desired_retention=0.97).answer(card, HARD, NOON + 300 * MS_PER_DAY)
        assert days(outcome) < 150

    @given(
        stability=st.floats(0.1, 3_000),
        difficulty=st.floats(1, 10),
        absence=st.integers(1, 4_000),
    )
    def test_a_longer_absence_that_is_passed_gives_a_longer_interval(
        self, stability: float, difficulty: float, absence: int
    ) -> None:
        card = review_card(stability, difficulty, 1)
        sooner = scheduler().preview(card, NOON + absence * MS_PER_DAY)
        later = scheduler().preview(card, NOON + (absence + 30) * MS_PER_DAY)
        for rating in PASSED:
            assert days(later[rating]) >= days(sooner[rating])

    @given(stability=st.floats(0.1, 3_000), rating=st.sampled_from(PASSED))
    def test_higher_retention_gives_shorter_intervals(
        self, stability: float, rating: Rating
    ) -> None:
        card = review_card(stability, 5, 1)
        intervals = [
            days(scheduler(desired_retention=goal).answer(card, rating, NOON + 9 * MS_PER_DAY))
            for goal in (0.7, 0.8, 0.9, 0.97, 0.99)
        ]
        assert intervals == sorted(intervals, reverse=True)


class TestFuzz:
    def test_the_same_card_falls_on_the_same_day_whenever_it_is_asked(self) -> None:
        fuzzy = scheduler(fuzz=True)
        shown = [fuzzy.preview(review_card(60), NOON + 60 * MS_PER_DAY) for _ in range(3)]
        assert shown[0] == shown[1] == shown[2]

    def test_cards_learned_together_drift_apart(self) -> None:
        fuzzy = scheduler(fuzz=True)
        due = {
            fuzzy.answer(
                replace(review_card(), card_id=card), GOOD, NOON + 20 * MS_PER_DAY
            ).schedule.due_day
            for card in range(1, 40)
        }
        assert len(due) > 5

    def test_without_fuzz_nothing_is_moved(self) -> None:
        now_ms = NOON + 20 * MS_PER_DAY
        crowded = DayLoad({TODAY + day: 500 for day in range(100)} | {TODAY + 70: 0})
        assert scheduler().preview(review_card(), now_ms) == (
            scheduler().preview(review_card(), now_ms, crowded)
        )

    def test_the_lighter_day_is_taken_up_to_ninety_days(self) -> None:
        now_ms = NOON + 20 * MS_PER_DAY
        plain = days(scheduler().answer(review_card(), GOOD, now_ms))
        assert plain < 90
        day = TODAY + 20 + plain - 2
        crowded = DayLoad({TODAY + day: 90 for day in range(200)} | {day: 3})
        assert (
            scheduler(fuzz=True).answer(review_card(), GOOD, now_ms, crowded).schedule.due_day
            == day
        )
        unbalanced = scheduler(fuzz=True, load_balance=False)
        assert unbalanced.answer(review_card(), GOOD, now_ms, crowded) == (
            unbalanced.answer(review_card(), GOOD, now_ms)
        )

    def test_longer_intervals_are_spread_by_the_seed_alone(self) -> None:
        far = review_card(stability=400, interval=400)
        now_ms = NOON + 400 * MS_PER_DAY
        crowded = DayLoad({TODAY + day: day for day in range(3_000)})
        fuzzy = scheduler(fuzz=True)
        assert fuzzy.preview(far, now_ms) == fuzzy.preview(far, now_ms, crowded)


class TestLeeches:
    @pytest.mark.parametrize(
        ("threshold", "leeches"),
        [
            (8, [8, 12, 16, 20, 24]),
            (5, [5, 8, 11, 14, 17, 20, 23]),
            (1, [*range(1, 25)]),
            (0, []),
        ],
    )
    def test_a_leech_is_told_at_the_threshold_and_every_half_of_it(
        self, threshold: int, leeches: list[int]
    ) -> None:
        assert [lapses for lapses in range(25) if is_leech(lapses, threshold)] == leeches

    def test_the_eighth_lapse_makes_a_leech(self) -> None:
        for lapses, expected in ((6, False), (7, True), (8, False), (11, True)):
            card = replace(review_card(), lapses=lapses)
            assert scheduler().answer(card, AGAIN, NOON + MS_PER_DAY).leech is expected

    def test_passing_makes_no_leech(self) -> None:
        card = replace(review_card(), lapses=8)
        assert not scheduler().answer(card, HARD, NOON + MS_PER_DAY).leech


class TestRescheduling:
    def test_a_review_card_gets_the_day_that_its_memory_asks_for(self) -> None:
        card = with_due_day(review_card(stability=20), TODAY + 99)
        assert scheduler().rescheduled_day(card) == TODAY + 20

    def test_it_falls_where_the_answer_would_have_put_it(self) -> None:
        fuzzy = scheduler(fuzz=True)
        for card_id in range(1, 30):
            card = fuzzy.answer(CardSchedule(card_id), EASY, NOON).schedule
            assert fuzzy.rescheduled_day(card) == card.due_day

    def test_new_and_learning_cards_keep_what_they_have(self) -> None:
        learning = scheduler().answer(new_card(), GOOD, NOON).schedule
        assert scheduler().rescheduled_day(new_card()) is None
        assert scheduler().rescheduled_day(learning) is None


class TestBoundaries:
    def test_nothing_else_imports_fsrs(self) -> None:
        package = Path(flashcards.__file__).parent
        importers = [
            path.relative_to(package).as_posix()
            for path in package.rglob("*.py")
            if re.search(r"^\s*(import|from) fsrs\b", path.read_text("utf-8"), re.MULTILINE)
        ]
        assert importers == ["domain/scheduler.py"]

    @pytest.mark.parametrize("module", ["scheduler", "queue"])
    def test_answering_needs_no_numpy(self, module: str) -> None:
        code = f"import sys, flashcards.domain.{module}; print('numpy' in sys.modules)"
        root = Path(flashcards.__file__).parents[1]
        finished = subprocess.run(
            [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
        )
        assert finished.stdout.strip() == "False"
