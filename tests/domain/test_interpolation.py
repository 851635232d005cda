"""A curve through points: it meets them, never overshoots, and is flat beyond its ends."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.interpolation import interpolated

STEPS = st.lists(
    st.tuples(st.floats(0.1, 10), st.floats(0, 5)), min_size=1, max_size=12
)  # fmt: skip


def test_it_goes_through_its_points() -> None:
    xs, ys = (0.0, 1.0, 4.0, 6.0), (2.0, 3.0, 3.5, 9.0)
    assert interpolated(xs, ys, xs) == pytest.approx(ys)


def test_a_line_stays_a_line() -> None:
    assert interpolated((0, 2, 3), (0, 4, 6), (0.5, 1, 2.5)) == pytest.approx((1, 2, 5))


def test_beyond_the_ends_it_is_flat() -> None:
    assert interpolated((0, 1), (3, 5), (-2, 8)) == (3, 5)


def test_one_point_is_a_level() -> None:
    assert interpolated((4,), (7,), (0, 4, 9)) == (7, 7, 7)


@given(STEPS, st.lists(st.floats(-5, 200), max_size=30))
def test_where_points_rise_the_curve_never_falls(
    steps: list[tuple[float, float]], at: list[float]
) -> None:
    xs, ys = [0.0], [0.0]
    for width, rise in steps:
        xs.append(xs[-1] + width)
        ys.append(ys[-1] + rise)
    found = interpolated(xs, ys, sorted(at))
    assert all(before <= after + 1e-9 for before, after in pairwise(found))
    assert all(-1e-9 <= value <= ys[-1] + 1e-9 for value in found)
