"""Whole-day intervals: the order of the buttons, no shortening, fuzz and load balance."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.review import Rating, State
from flashcards.domain.scheduler import Scheduler
from flashcards.domain.scheduling import CardSchedule, DayLoad, SchedulerConfig, with_due_day
from tests.domain.schedules import (
    AGAIN,
    CALENDAR,
    EASY,
    GOOD,
    HARD,
    NOON,
    PASSED,
    TODAY,
    configs,
    days,
    loads,
    new_card,
    ratings,
    review_card,
    scheduler,
    schedules,
)


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
