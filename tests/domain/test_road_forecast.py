"""When the stages ahead open at the present pace, counted by hand."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.road_forecast import StageStanding, days_until_open


def test_an_open_stage_is_open_today() -> None:
    assert days_until_open([StageStanding(10, 10, unlocked=True)], 5, 7) == (0,)


def test_half_of_a_stage_is_met_at_the_pace_and_then_ripens() -> None:
    stages = [StageStanding(20, 20, unlocked=True), StageStanding(20, 20)]
    # 5 a day: the tenth card is met on day 1 and is mastered seven days later
    assert days_until_open(stages, 5, 7) == (0, 8)


def test_what_ripens_already_counts() -> None:
    first = StageStanding(10, 0, ripening=(0, 0, 0, 0, 3, 9, 9, 9, 9, 9), unlocked=True)
    assert days_until_open([first, StageStanding(10, 10)], 0, 7) == (0, 3)


def test_the_next_one_counts_from_when_its_forerunner_opened() -> None:
    stages = [StageStanding(2, 2, unlocked=True), StageStanding(2, 2), StageStanding(2, 2)]
    assert days_until_open(stages, 1, 3) == (0, 3, 6)


def test_an_optional_stage_holds_nothing_back() -> None:
    stages = [
        StageStanding(2, 0, ripening=(0, 0), unlocked=True),
        StageStanding(50, 50, passes=True),
        StageStanding(5, 5),
    ]
    assert days_until_open(stages, 0, 7) == (0, 0, 0)


def test_without_new_cards_a_stage_never_opens() -> None:
    stages = [StageStanding(20, 20, unlocked=True), StageStanding(20, 20)]
    assert days_until_open(stages, 0, 7) == (0, None)


def test_less_than_a_card_a_day_adds_up() -> None:
    stages = [StageStanding(2, 2, unlocked=True), StageStanding(1, 1)]
    assert days_until_open(stages, 0.5, 1) == (0, 2)


standings = st.builds(
    lambda met, new, unlocked, passes: StageStanding(
        len(met) + new, new, tuple(met), unlocked, passes
    ),
    st.lists(st.integers(0, 60), max_size=12),
    st.integers(0, 12),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(standings, max_size=5), st.floats(0, 10), st.integers(1, 30))
def test_a_faster_pace_opens_nothing_later(
    stages: list[StageStanding], pace: float, days: int
) -> None:
    slow = days_until_open(stages, pace, days)
    fast = days_until_open(stages, pace + 5, days)
    for later, sooner in zip(slow, fast, strict=True):
        assert later is None or (sooner is not None and sooner <= later)
