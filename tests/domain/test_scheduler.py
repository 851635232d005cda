"""The scheduler's rules: settings, steps, study days, leeches."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

import flashcards
from flashcards.domain.calendar import MS_PER_DAY, MS_PER_MINUTE, StudyCalendar, day_of
from flashcards.domain.review import Rating, State
from flashcards.domain.scheduler import PARAMETER_BOUNDS, Scheduler, is_leech
from flashcards.domain.scheduling import DEFAULT_PARAMETERS, SchedulerConfig
from flashcards.errors import InvalidValueError
from tests.domain.schedules import (
    AGAIN,
    CALENDAR,
    EASY,
    GOOD,
    HARD,
    NOON,
    TODAY,
    days,
    new_card,
    ratings,
    review_card,
    scheduler,
)


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
        low, high = PARAMETER_BOUNDS[number]
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

    @pytest.mark.parametrize("name", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
    def test_daylight_saving_at_the_rollover_loses_no_day(self, name: str) -> None:
        try:
            calendar = StudyCalendar(ZoneInfo(name), rollover_hour=2)
        except ZoneInfoNotFoundError:
            pytest.skip("this computer has no time zone database (on Windows: the package tzdata)")
        there = Scheduler(SchedulerConfig(fuzz=False), calendar)
        for changes in (date(2026, 3, 6), date(2026, 3, 27), date(2026, 10, 2), date(2026, 10, 23)):
            first = day_of(changes)
            card = replace(review_card(), last_study_day=first - 1)
            for day in range(first, first + 12):
                just_begun = there.answer(card, GOOD, calendar.start_ms(day)).schedule
                nearly_over = there.answer(card, GOOD, calendar.start_ms(day + 1) - 1).schedule
                assert just_begun.last_study_day == nearly_over.last_study_day == day
                assert just_begun.stability == nearly_over.stability
                assert just_begun.due_day == nearly_over.due_day

    def test_a_review_millennia_ahead_does_no_harm(self) -> None:
        century = scheduler().answer(review_card(), GOOD, NOON + 36_500 * MS_PER_DAY)
        far = scheduler().answer(review_card(), GOOD, NOON + 2_000_000 * MS_PER_DAY)
        assert days(century) < days(far) <= 36_500


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
