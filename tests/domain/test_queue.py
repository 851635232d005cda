"""Today's queue: order, limits, siblings; and the gates of the stages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.calendar import MS_PER_MINUTE
from flashcards.domain.queue import (
    DailyLimits,
    DoneToday,
    GateState,
    QueueItem,
    StageProgress,
    apart,
    in_review_order,
    merge,
    mix,
    open_stages,
    plan,
    remaining,
    shuffle_key,
)
from flashcards.domain.review import State

NOW = 1_795_509_000_000
DAY = 20_781
NOTHING = DoneToday()


def reviews(count: int, first_id: int = 1) -> list[QueueItem]:
    return [QueueItem(card, card, State.REVIEW) for card in range(first_id, first_id + count)]


def new(count: int, first_id: int = 1_001) -> list[QueueItem]:
    return [QueueItem(card, card, State.NEW) for card in range(first_id, first_id + count)]


def learning(card: int, minutes: int, state: State = State.LEARNING) -> QueueItem:
    return QueueItem(card, card, state, due_ms=NOW + minutes * MS_PER_MINUTE)


def ids(items: list[QueueItem]) -> list[int]:
    return [item.card_id for item in items]


def kinds(items: list[QueueItem]) -> str:
    return "".join("n" if item.state is State.NEW else "r" for item in items)


class TestMixing:
    def test_new_cards_are_spread_evenly_through_the_reviews(self) -> None:
        assert kinds(mix(reviews(9), new(3), NOTHING)) == "rrnrrrnrrrnr"

    def test_with_one_kind_there_is_nothing_to_mix(self) -> None:
        assert mix([], new(3), NOTHING) == new(3)
        assert mix(reviews(3), [], NOTHING) == reviews(3)

    @given(review_count=st.integers(0, 60), new_count=st.integers(0, 60))
    def test_each_kind_keeps_its_order_and_no_card_is_lost(
        self, review_count: int, new_count: int
    ) -> None:
        mixed = mix(reviews(review_count), new(new_count), NOTHING)
        assert [item for item in mixed if item.state is State.REVIEW] == reviews(review_count)
        assert [item for item in mixed if item.state is State.NEW] == new(new_count)

    @given(review_count=st.integers(1, 60), new_count=st.integers(1, 60))
    def test_any_part_of_the_session_has_its_share_of_new_cards(
        self, review_count: int, new_count: int
    ) -> None:
        mixed = mix(reviews(review_count), new(new_count), NOTHING)
        for length in range(len(mixed) + 1):
            share = length * new_count / len(mixed)
            assert abs(kinds(mixed[:length]).count("n") - share) <= 1

    @given(
        review_count=st.integers(0, 40), new_count=st.integers(0, 40), answered=st.integers(0, 80)
    )
    def test_mixing_the_rest_again_changes_nothing(
        self, review_count: int, new_count: int, answered: int
    ) -> None:
        mixed = mix(reviews(review_count), new(new_count), NOTHING)
        done = DoneToday(
            new=kinds(mixed[:answered]).count("n"), reviews=kinds(mixed[:answered]).count("r")
        )
        rest = mix(reviews(review_count)[done.reviews :], new(new_count)[done.new :], done)
        assert rest == mixed[answered:]


class TestLearning:
    def test_a_step_that_is_due_comes_first_the_longest_due_before_the_others(self) -> None:
        steps = [learning(1, 0), learning(2, -5, State.RELEARNING), learning(3, 4)]
        assert ids(merge(steps, reviews(1, 50), NOW)) == [2, 1, 50, 3]

    def test_a_step_within_twenty_minutes_comes_when_nothing_else_is_left(self) -> None:
        steps = [learning(1, 20), learning(2, 21), learning(3, 7)]
        assert ids(merge(steps, [], NOW)) == [3, 1]

    def test_steps_count_towards_no_limit(self) -> None:
        steps = [learning(card, -1) for card in range(30)]
        assert len(plan(steps, NOW, DAY, DailyLimits(0, 0), NOTHING)) == 30


class TestLimits:
    def test_what_is_done_today_is_taken_off(self) -> None:
        assert remaining(DailyLimits(), DoneToday(new=5, reviews=30)) == DailyLimits(7, 170)

    def test_more_than_the_limit_leaves_nothing(self) -> None:
        assert remaining(DailyLimits(), DoneToday(new=50, reviews=300)) == DailyLimits(0, 0)

    def test_a_day_has_twelve_new_cards_and_two_hundred_reviews(self) -> None:
        queue = plan([*reviews(500), *new(90)], NOW, DAY, DailyLimits(), NOTHING)
        assert kinds(queue).count("n") == 12
        assert kinds(queue).count("r") == 200

    def test_new_cards_come_in_the_given_order(self) -> None:
        queue = plan(new(90), NOW, DAY, DailyLimits(), DoneToday(new=2))
        assert ids(queue) == list(range(1_001, 1_011))


class TestReviewOrder:
    def test_it_is_shuffled_and_the_same_all_day(self) -> None:
        order = ids(in_review_order(reviews(50), 200, DAY))
        assert order != sorted(order)
        assert order == ids(in_review_order(reviews(50)[::-1], 200, DAY))
        assert order != ids(in_review_order(reviews(50), 200, DAY + 1))

    def test_answering_a_card_leaves_the_order_of_the_others(self) -> None:
        order = ids(in_review_order(reviews(50), 200, DAY))
        without_20 = [item for item in reviews(50) if item.card_id != 20]
        assert ids(in_review_order(without_20, 200, DAY)) == [card for card in order if card != 20]

    def test_a_backlog_begins_with_the_lowest_recall(self) -> None:
        overdue = [replace(item, retrievability=item.card_id / 100) for item in reviews(50)][::-1]
        assert ids(in_review_order(overdue, 49, DAY)) == list(range(1, 51))
        queue = plan(overdue, NOW, DAY, DailyLimits(reviews=10), NOTHING)
        assert ids(queue) == list(range(1, 11))

    def test_no_two_cards_have_the_same_key(self) -> None:
        keys = {shuffle_key(card, day) for card in range(1_000) for day in (DAY, DAY + 1)}
        assert len(keys) == 2_000


class TestSiblings:
    def test_the_first_card_of_a_note_stays(self) -> None:
        cards = [QueueItem(1, 7, State.REVIEW), QueueItem(2, 7, State.REVIEW), *reviews(1, 8)]
        assert ids(apart(cards, set())) == [1, 8]

    def test_once_one_was_answered_the_others_wait_until_tomorrow(self) -> None:
        cards = [QueueItem(2, 7, State.REVIEW), QueueItem(3, 7, State.NEW), *reviews(1, 8)]
        done = DoneToday(reviews=1, notes=frozenset({7}))
        assert ids(plan(cards, NOW, DAY, DailyLimits(), done)) == [8]

    def test_reviews_go_before_their_new_siblings(self) -> None:
        cards = [QueueItem(2, 7, State.NEW), QueueItem(3, 7, State.REVIEW)]
        assert ids(plan(cards, NOW, DAY, DailyLimits(), NOTHING)) == [3]

    def test_a_card_in_its_steps_keeps_its_siblings_away_but_not_itself(self) -> None:
        step = replace(learning(1, -1), note_id=7)
        cards = [QueueItem(2, 7, State.REVIEW), QueueItem(3, 7, State.NEW), step]
        done = DoneToday(new=1, notes=frozenset({7}))
        assert ids(plan(cards, NOW, DAY, DailyLimits(), done)) == [1]

    def test_waiting_siblings_use_up_no_limit(self) -> None:
        cards = [
            QueueItem(card, card // 3, State.NEW) for card in range(3, 36)
        ]  # three cards a note
        queue = plan(cards, NOW, DAY, DailyLimits(new=5), NOTHING)
        assert ids(queue) == [3, 6, 9, 12, 15]

    @given(
        cards=st.lists(
            st.builds(
                QueueItem,
                card_id=st.integers(1, 60),
                note_id=st.integers(1, 12),
                state=st.sampled_from([State.NEW, State.REVIEW]),
            ),
            unique_by=lambda item: item.card_id,
        ),
        notes=st.frozensets(st.integers(1, 12)),
    )
    def test_a_session_never_has_two_cards_of_a_note(
        self, cards: list[QueueItem], notes: frozenset[int]
    ) -> None:
        queue = plan(cards, NOW, DAY, DailyLimits(5, 9), DoneToday(notes=notes))
        shown = [item.note_id for item in queue]
        assert len(shown) == len(set(shown))
        assert not notes & set(shown)


def stage(number: int, mastery: float = 0.0, **values: object) -> StageProgress:
    titles = {1: "Language", 2: "Algorithms", 3: "Databases", 4: "Frameworks", 5: "System Design"}
    plain = StageProgress(number, titles.get(number, f"Stage {number}"), mastery=mastery)
    return replace(plain, **values)  # type: ignore[arg-type]


def unlocked(*stages: StageProgress) -> list[bool]:
    return [gate.unlocked for gate in open_stages(stages)]


class TestGates:
    def test_a_new_road_has_its_first_stage_open(self) -> None:
        assert unlocked(stage(1), stage(2), stage(3)) == [True, False, False]

    def test_a_stage_opens_when_all_earlier_ones_have_half_their_mastery(self) -> None:
        assert unlocked(stage(1, 0.5), stage(2, 0.49), stage(3, 0.9)) == [True, True, False]
        assert unlocked(stage(1, 0.5), stage(2, 0.5), stage(3)) == [True, True, True]

    def test_an_optional_stage_holds_nobody_up(self) -> None:
        assert unlocked(stage(1, 0.5), stage(2, optional=True), stage(3)) == [True, True, True]

    def test_a_stage_that_was_placed_out_holds_nobody_up(self) -> None:
        assert unlocked(stage(1, placed_out=True), stage(2), stage(3)) == [True, True, False]
        assert unlocked(stage(1), stage(2, placed_out=True), stage(3)) == [True, True, False]

    def test_once_open_it_stays_open(self) -> None:
        assert unlocked(stage(1, 0.3), stage(2, opened=True), stage(3)) == [True, True, False]

    def test_no_stages_have_no_gates(self) -> None:
        assert open_stages([]) == []

    @pytest.mark.parametrize(
        ("stages", "reason"),
        [
            (
                [stage(5, 0.2), stage(6)],
                "opens when System Design reaches 50\u202f% (now 20\u202f%)",
            ),
            (
                [stage(1, 0.4999), stage(2)],
                "opens when Language reaches 50\u202f% (now 49\u202f%)",
            ),
            (
                [stage(1, 0.29), stage(2, 0.0), stage(3)],
                "opens when Language (now 29\u202f%) and Algorithms (now 0\u202f%) reach 50\u202f%",
            ),
            (
                [stage(1, 0.1), stage(2, 0.2), stage(3), stage(4)],
                (
                    "opens when Language (now 10\u202f%), Algorithms (now 20\u202f%) and "
                    "Databases (now 0\u202f%) reach 50\u202f%"
                ),
            ),
            (
                [stage(1, 0.1), *(stage(number) for number in range(2, 6))],
                (
                    "opens when Language (now 10\u202f%), Algorithms (now 0\u202f%) and "
                    "2 more stages reach 50\u202f%"
                ),
            ),
            ([stage(1, 0.6), stage(2)], "the stages before it have reached 50\u202f%"),
            ([stage(1), stage(2, placed_out=True)], "placed out"),
            ([stage(1), stage(2, opened=True)], "opened before"),
            ([stage(1)], "the road starts here"),
        ],
    )
    def test_each_gate_has_its_reason_in_words(
        self, stages: list[StageProgress], reason: str
    ) -> None:
        gate = open_stages(stages)[-1]
        assert gate == GateState(stages[-1].number, not reason.startswith("opens"), reason)
