"""Which prompts are drawn: what has to come, what comes first, and that it can be repeated."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.practice.draw import Candidate, Drawn, Reason, draw, priority
from flashcards.domain.practice.prompt import PromptKind
from flashcards.domain.practice.setup import PRESET_SHARES, Order, PracticeOptions, Preset

CONCEPT, DESIGN = PromptKind.CONCEPT, PromptKind.SYSTEM_DESIGN
MINUTES = {
    PromptKind.CONCEPT: 4,
    PromptKind.CODING: 10,
    PromptKind.SYSTEM_DESIGN: 30,
    PromptKind.DEBUGGING: 8,
    PromptKind.BEHAVIOURAL: 5,
}


def shelf(per_stage: int = 2, stages: int = 10) -> list[Candidate]:
    """Prompts of all kinds in all stages, none of them practised."""
    kinds = list(PromptKind)
    return [
        Candidate(1 + at, kind, stage, MINUTES[kind])
        for at, (stage, kind, _) in enumerate(
            (stage, kind, n)
            for stage in range(1, stages + 1)
            for kind in kinds
            for n in range(per_stage)
        )
    ]


def one(identifier: int, minutes: int = 5) -> Candidate:
    """A concept that was never asked."""
    return Candidate(identifier, CONCEPT, 1, minutes)


def ids(drawn: Drawn) -> list[int]:
    """The prompts of a draw."""
    return [pick.candidate.id for pick in drawn.picks]


class TestTime:
    """Minutes add up."""

    @pytest.mark.parametrize("minutes", [15, 30, 45, 60, 90])
    def test_a_session_takes_as_long_as_it_was_asked_to(self, minutes: int) -> None:
        assert draw(shelf(), PracticeOptions(minutes), 1).minutes == minutes

    @pytest.mark.parametrize("preset", [preset for preset in Preset if preset])
    def test_a_preset_has_its_kinds_and_its_time(self, preset: Preset) -> None:
        options = PracticeOptions(minutes=15, preset=preset)
        drawn = draw(shelf(), options, 3)
        assert drawn.minutes == options.wanted_minutes
        assert {pick.candidate.kind for pick in drawn.picks} == set(PRESET_SHARES[preset])

    def test_a_long_prompt_in_a_mix_is_asked_short_but_never_under_half(self) -> None:
        drawn = draw(shelf(), PracticeOptions(45), 1)
        (pick,) = [pick for pick in drawn.picks if pick.candidate.kind is DESIGN]
        assert 15 <= pick.minutes < 30
        assert pick in drawn.cut

    def test_a_kind_that_does_not_fit_is_left_out_and_named(self) -> None:
        drawn = draw(shelf(), PracticeOptions(15), 1)
        assert drawn.too_long[0] == (DESIGN, 15)
        assert DESIGN not in {pick.candidate.kind for pick in drawn.picks}

    def test_a_kind_alone_that_does_not_fit_leaves_nothing(self) -> None:
        drawn = draw(shelf(), PracticeOptions(10, kinds=frozenset({DESIGN})), 1)
        assert (drawn.picks, drawn.too_long) == ((), ((DESIGN, 15),))

    def test_too_few_prompts_fill_what_they_can(self) -> None:
        drawn = draw([one(1), one(2)], PracticeOptions(60), 1)
        assert (len(drawn.picks), drawn.minutes) == (2, 16)

    def test_kinds_without_a_prompt_are_named(self) -> None:
        drawn = draw([one(1)], PracticeOptions(5), 1)
        assert set(drawn.none) == set(PromptKind) - {CONCEPT}


class TestOrder:
    """What comes first."""

    def test_what_was_missed_comes_before_what_went_well(self) -> None:
        weak = replace(one(1), last_share=0.3, seen_days=20)
        strong = replace(one(2), last_share=0.95, seen_days=20)
        for seed in range(20):
            assert ids(draw([weak, strong], PracticeOptions(5), seed)) == [1]

    def test_weak_cards_come_before_strong_ones(self) -> None:
        weak, strong = replace(one(1), recall=0.4), replace(one(2), recall=0.95)
        for seed in range(20):
            assert ids(draw([weak, strong], PracticeOptions(5), seed)) == [1]

    def test_what_is_due_comes_before_what_is_not(self) -> None:
        due = replace(one(1), last_share=0.8, seen_days=12, due=True)
        later = replace(one(2), last_share=0.8, seen_days=12)
        for seed in range(20):
            assert ids(draw([due, later], PracticeOptions(5), seed)) == [1]

    def test_what_was_asked_yesterday_waits_however_weak_it_is(self) -> None:
        fresh = replace(one(1), last_share=0.0, seen_days=1)
        other = replace(one(2), last_share=1.0, seen_days=30)
        for order in Order:
            assert ids(draw([fresh, other], PracticeOptions(5, order=order), 1)) == [2]

    def test_evenly_the_oldest_come_whatever_they_scored(self) -> None:
        old = replace(one(1), last_share=1.0, seen_days=60)
        weak = replace(one(2), last_share=0.0, seen_days=3)
        assert ids(draw([old, weak], PracticeOptions(5, order=Order.EVEN), 1)) == [1]

    def test_stages_take_turns(self) -> None:
        options = PracticeOptions(20, kinds=frozenset({CONCEPT}), order=Order.EVEN)
        drawn = draw(shelf(), options, 5)
        stages = [pick.candidate.stage for pick in drawn.picks]
        assert len(stages) == len(set(stages)) == 5

    def test_they_are_asked_in_the_order_of_an_interview(self) -> None:
        kinds = [pick.candidate.kind for pick in draw(shelf(), PracticeOptions(60), 1).picks]
        assert kinds == sorted(kinds, key=list(PromptKind).index)

    @pytest.mark.parametrize(
        ("candidate", "reason"),
        [
            (replace(one(1), due=True, last_share=0.1), Reason.DUE),
            (replace(one(1), last_share=0.5, seen_days=9), Reason.MISSED),
            (replace(one(1), recall=0.5), Reason.WEAK_CARDS),
            (one(1), Reason.NEW),
            (replace(one(1), last_share=0.9, seen_days=9), Reason.NOT_LATELY),
        ],
    )
    def test_each_has_a_reason(self, candidate: Candidate, reason: Reason) -> None:
        assert candidate.reason is reason


class TestRepeating:
    """The same seed gives the same draw."""

    def test_the_same_whatever_order_the_prompts_come_in(self) -> None:
        options = PracticeOptions(45)
        assert ids(draw(shelf(), options, 9)) == ids(draw(reversed(shelf()), options, 9))

    def test_another_seed_gives_another_draw(self) -> None:
        drawn = {tuple(ids(draw(shelf(), PracticeOptions(30), seed))) for seed in range(10)}
        assert len(drawn) > 5


_CANDIDATES = st.lists(
    st.builds(
        Candidate,
        id=st.integers(1, 10_000),
        kind=st.sampled_from(PromptKind),
        stage=st.none() | st.integers(1, 4),
        minutes=st.integers(1, 60),
        last_share=st.none() | st.floats(0, 1),
        seen_days=st.none() | st.integers(0, 400),
        recall=st.none() | st.floats(0, 1),
        due=st.booleans(),
    ),
    unique_by=lambda candidate: candidate.id,
    max_size=30,
)
_OPTIONS = st.builds(
    PracticeOptions,
    minutes=st.integers(3, 180),
    kinds=st.frozensets(st.sampled_from(PromptKind)),
    order=st.sampled_from(Order),
    preset=st.sampled_from(Preset),
)


@settings(max_examples=200, deadline=None)
@given(_CANDIDATES, _OPTIONS, st.integers(0, 1 << 31))
def test_any_draw_keeps_the_rules(
    candidates: list[Candidate], options: PracticeOptions, seed: int
) -> None:
    drawn = draw(candidates, options, seed)
    assert drawn == draw(candidates, options, seed)
    assert drawn.minutes <= options.wanted_minutes
    assert len(set(ids(drawn))) == len(drawn.picks)
    assert {pick.candidate.kind for pick in drawn.picks} <= set(options.wanted_kinds)
    for pick in drawn.picks:
        assert pick.candidate.shortest <= pick.minutes <= 1.5 * pick.candidate.minutes + 1
    left_out = {*drawn.none, *(kind for kind, _ in drawn.too_long)}
    asked = {pick.candidate.kind for pick in drawn.picks}
    assert asked | left_out == set(options.wanted_kinds)


@given(st.integers(1, 10**6), st.integers(0, 1 << 31))
def test_chance_decides_only_between_equals(identifier: int, seed: int) -> None:
    assert 0 <= priority(one(identifier), Order.WEAKEST, seed) - (0.5 * 0.5 + 0.2) < 0.1 + 1e-9
