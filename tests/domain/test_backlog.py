"""A backlog spread over days, against what trying everything finds."""

from __future__ import annotations

from collections import Counter
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.backlog import Horizon, Waiting, by_limit, level, spread

MONDAY = 20_052
NORMAL = (1.0,) * 7


class TestLevel:
    """Days as level as they can be."""

    @given(
        st.integers(0, 7),
        st.lists(st.integers(0, 6), min_size=1, max_size=4),
    )
    def test_as_level_as_any_way_to_share(self, backlog: int, fixed: list[int]) -> None:
        given_ = level(backlog, fixed, [1.0] * len(fixed))
        assert sum(given_) == backlog
        best = min(
            sum((due + more) ** 2 for due, more in zip(fixed, way, strict=True))
            for way in product(range(backlog + 1), repeat=len(fixed))
            if sum(way) == backlog
        )
        assert sum((due + more) ** 2 for due, more in zip(fixed, given_, strict=True)) == best

    @given(
        st.integers(0, 3_000),
        st.lists(
            st.tuples(st.integers(0, 80), st.sampled_from([0.0, 0.5, 1.0])), min_size=1, max_size=40
        ),
    )
    def test_nothing_is_lost_and_closed_days_get_none(
        self, backlog: int, days: list[tuple[int, float]]
    ) -> None:
        fixed, shares = [due for due, _ in days], [share for _, share in days]
        found = level(backlog, fixed, shares)
        assert sum(found) == backlog
        assert min(found) >= 0
        if any(shares):
            assert all(not more for more, share in zip(found, shares, strict=True) if not share)

    def test_an_easy_day_takes_half(self) -> None:
        assert level(150, [0, 0], [1.0, 0.5]) == [100, 50]

    def test_full_days_take_none(self) -> None:
        assert level(60, [0, 100, 0], [1.0] * 3) == [30, 0, 30]


class TestSpread:
    """Cards on days, in the order in which they matter."""

    def horizon(self, days: int, **changes: object) -> Horizon:
        usual: dict[str, object] = {"counts": {}, "easy_days": NORMAL}
        return Horizon(MONDAY, days, **(usual | changes))  # type: ignore[arg-type]

    def test_the_first_come_first(self) -> None:
        placed = spread([Waiting(n, n) for n in range(30)], self.horizon(3))
        assert [placed[n] for n in range(30)] == [MONDAY] * 10 + [MONDAY + 1] * 10 + [
            MONDAY + 2
        ] * 10

    def test_what_is_due_anyway_is_counted(self) -> None:
        horizon = self.horizon(3, counts={MONDAY + 1: 15})
        placed = spread([Waiting(n, n) for n in range(30)], horizon)
        assert Counter(placed.values()) == {MONDAY: 15, MONDAY + 2: 15}

    def test_days_of_a_break_get_none(self) -> None:
        horizon = self.horizon(4, closed=frozenset({MONDAY + 1, MONDAY + 2}))
        placed = spread([Waiting(n, n) for n in range(10)], horizon)
        assert Counter(placed.values()) == {MONDAY: 5, MONDAY + 3: 5}

    def test_siblings_on_different_days(self) -> None:
        placed = spread([Waiting(n, n // 2) for n in range(20)], self.horizon(4))
        for note in range(10):
            assert placed[2 * note] != placed[2 * note + 1]

    @given(st.integers(0, 300), st.integers(1, 60))
    def test_each_card_once_within_the_days(self, cards: int, days: int) -> None:
        placed = spread([Waiting(n, n // 3) for n in range(cards)], self.horizon(days))
        assert set(placed) == set(range(cards))
        assert all(MONDAY <= day < MONDAY + days for day in placed.values())


def test_by_limit_is_a_queue_that_is_walked_through() -> None:
    coming, limit, waiting = [10, 0, 30, 5, 0, 0], 20, 70
    taken, left = [], 70
    for number, due in enumerate(coming):
        left += due if number else 0
        today = min(left, limit)
        taken.append(today)
        left -= today
    assert by_limit(waiting, coming, [limit] * 6) == taken == [20, 20, 20, 20, 20, 5]
