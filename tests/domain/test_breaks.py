"""Planned breaks: what moves around them, what does not fall into them, and streaks across them."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.breaks import (
    DueCard,
    breaks_text,
    interval_around,
    merged,
    moved_around,
    new_cards_rest,
    parse_breaks,
    span_of,
    streaks,
)
from flashcards.errors import InvalidValueError

TODAY = 20_000
spans = st.tuples(st.integers(0, 400), st.integers(0, 20)).map(
    lambda pair: (TODAY + pair[0], TODAY + pair[0] + pair[1])
)


class TestTyping:
    """Breaks as a person writes them."""

    def test_days_and_single_days(self) -> None:
        breaks = parse_breaks("2026-12-20..2027-01-03, 2026-12-01")
        assert breaks_text(breaks) == "2026-12-01..2026-12-01 2026-12-20..2027-01-03"
        assert parse_breaks("") == ()

    @pytest.mark.parametrize(
        "text", ["soon", "2026-12-20..", "2026-12-20..x", "2027-01-03..2026-12-20"]
    )
    def test_what_is_none(self, text: str) -> None:
        if text.endswith(".."):
            assert parse_breaks(text) == parse_breaks("2026-12-20")
            return
        with pytest.raises(InvalidValueError):
            parse_breaks(text)

    @given(st.lists(spans, max_size=6))
    def test_merged_breaks_cover_the_same_days(self, breaks: list[tuple[int, int]]) -> None:
        one = merged(breaks)
        days = {day for first, last in breaks for day in range(first, last + 1)}
        assert {day for first, last in one for day in range(first, last + 1)} == days
        assert all(after[0] > before[1] + 1 for before, after in pairwise(one))


class TestIntervals:
    """A new interval never ends in a break."""

    @given(st.integers(1, 400), st.integers(1, 60), st.lists(spans, max_size=5).map(merged))
    def test_out_of_every_break_and_never_below_the_least(
        self, days: int, minimum: int, breaks: tuple[tuple[int, int], ...]
    ) -> None:
        days = max(days, minimum)
        found = interval_around(days, minimum, TODAY, breaks)
        assert span_of(breaks, TODAY + found) is None
        assert found >= minimum
        assert found >= days * 0.8
        if span_of(breaks, TODAY + days) is None:
            assert found == days

    def test_the_nearer_end(self) -> None:
        assert interval_around(31, 1, TODAY, [(TODAY + 30, TODAY + 39)]) == 29
        assert interval_around(38, 1, TODAY, [(TODAY + 30, TODAY + 39)]) == 40
        assert interval_around(5, 1, TODAY, [(TODAY + 2, TODAY + 39)]) == 40


class TestMoving:
    """Cards that are due in a break come before or after it."""

    @given(
        st.lists(st.tuples(st.integers(0, 40), st.integers(0, 60)), max_size=30),
        st.integers(0, 20),
        st.integers(0, 15),
    )
    def test_each_leaves_the_break_on_days_that_make_sense(
        self, cards: list[tuple[int, int]], starts_in: int, length: int
    ) -> None:
        span = TODAY + starts_in, TODAY + starts_in + length
        due = [
            DueCard(number, TODAY - ago, TODAY + ahead) for number, (ago, ahead) in enumerate(cards)
        ]
        moved = moved_around(due, span, TODAY, {})
        inside = {card.card_id for card in due if span[0] <= card.due_day <= span[1]}
        assert set(moved) == inside
        for card in due:
            if card.card_id in moved:
                day = moved[card.card_id]
                assert span_of([span], day) is None
                assert TODAY <= day <= span[1] + 7
                half = round((card.due_day - card.last_day) / 2)
                assert day > span[1] or day >= card.last_day + half

    def test_a_short_interval_rather_comes_early(self) -> None:
        span = (TODAY + 4, TODAY + 10)
        cards = [DueCard(1, TODAY - 2, TODAY + 5), DueCard(2, TODAY - 200, TODAY + 9)]
        moved = moved_around(cards, span, TODAY, {})
        assert moved[1] < span[0]
        assert moved[2] > span[1]

    def test_the_lightest_day_takes_them(self) -> None:
        span = (TODAY + 5, TODAY + 11)
        cards = [DueCard(n, TODAY - 300, TODAY + 11) for n in range(60)]
        moved = moved_around(cards, span, TODAY, {TODAY + 12: 10})
        assert Counter(moved.values()) == dict.fromkeys(range(TODAY + 13, TODAY + 19), 10)


class TestStreaks:
    """A break ends no streak and lengthens none."""

    def test_across_a_break(self) -> None:
        days = [TODAY - 9, TODAY - 8, TODAY - 3, TODAY - 2, TODAY - 1]
        rest = (TODAY - 7, TODAY - 4)
        assert streaks(days, TODAY) == (3, 3)
        assert streaks(days, TODAY, [rest]) == (5, 5)

    def test_in_the_middle_of_a_break(self) -> None:
        assert streaks([TODAY - 5, TODAY - 4], TODAY, [(TODAY - 3, TODAY + 3)]) == (2, 2)
        assert streaks([TODAY - 5, TODAY - 4], TODAY) == (0, 2)

    def test_a_day_studied_in_a_break_counts(self) -> None:
        assert streaks([TODAY - 3, TODAY - 2, TODAY], TODAY, [(TODAY - 2, TODAY - 1)]) == (3, 3)

    def test_today_is_still_to_come(self) -> None:
        assert streaks([TODAY - 1], TODAY) == (1, 1)
        assert streaks([], TODAY) == (0, 0)


def test_new_cards_rest_from_the_day_before_on() -> None:
    rest = [(TODAY + 3, TODAY + 5)]
    assert [new_cards_rest(rest, TODAY + n) for n in range(7)] == [
        False, False, True, True, True, True, False,
    ]  # fmt: skip
