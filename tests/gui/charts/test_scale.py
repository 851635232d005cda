"""Axes: a few lines at round numbers, whatever the values."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.gui.charts.scale import MOST_LINES, Scale, value_axis

NUMBERS = st.floats(0, 1e9, allow_nan=False)


def labels(*values: float, **options: object) -> list[str]:
    return [tick.label for tick in value_axis(values, **options).ticks]


@pytest.mark.parametrize(
    ("highest", "wanted"),
    [
        (58, ["0", "20", "40", "60"]),
        (118, ["0", "40", "80", "120"]),
        (3, ["0", "1", "2", "3"]),
        (60_000, ["0", "20,000", "40,000", "60,000"]),
    ],
)
def test_bars_start_at_zero(highest: float, wanted: list[str]) -> None:
    assert labels(1, highest) == wanted


def test_lines_need_not() -> None:
    assert labels(0.83, 0.928, from_zero=False) == ["0.8", "0.85", "0.9", "0.95"]


def test_counts_have_whole_lines() -> None:
    assert labels(1, whole=True) == ["0", "1"]
    assert labels(7, whole=True) == ["0", "4", "8"]
    assert labels(whole=True) == ["0", "1"]


def test_a_share_never_leaves_its_bounds() -> None:
    axis = value_axis((0.97, 1.0), from_zero=False, least=0.1, bounds=(0, 1))
    assert axis.high == 1.0
    assert axis.low < 0.97


def test_a_flat_line_has_room_around_it() -> None:
    axis = value_axis((0.9, 0.9), from_zero=False, least=0.1)
    assert axis.low <= 0.9 < axis.high


@given(st.lists(NUMBERS, min_size=1, max_size=5), st.booleans(), st.booleans())
def test_there_are_two_to_four_lines_around_all_values(
    values: list[float], from_zero: bool, whole: bool
) -> None:
    axis = value_axis(values, from_zero=from_zero, whole=whole)
    assert 2 <= len(axis.ticks) <= MOST_LINES
    assert axis.low <= min(values) * (1 + 1e-8)
    assert axis.high >= max(values) * (1 - 1e-8)
    steps = {
        round((after.at - before.at) / axis.high, 6)
        for before, after in zip(axis.ticks, axis.ticks[1:], strict=False)
    }
    assert len(steps) == 1
    if whole:
        assert all(tick.at == round(tick.at) for tick in axis.ticks)


def test_values_that_are_none_or_infinite_are_passed_by() -> None:
    assert value_axis((None, 6.0, math.inf)) == value_axis((6.0,))


def test_a_scale_runs_either_way_and_stays_within_its_bounds() -> None:
    scale = Scale(0, 10, 100, 0)
    assert [scale.to_pixel(value) for value in (0, 5, 10, 12, -1)] == [100, 50, 0, 0, 100]
    assert Scale(1, 1, 7, 9).to_pixel(1) == 7
