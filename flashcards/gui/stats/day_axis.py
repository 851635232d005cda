"""Axes of days: a label every few of them."""

from __future__ import annotations

from collections.abc import Sequence

from flashcards.gui.charts.data import Axis, Tick
from flashcards.gui.stats import texts

_MOST_TICKS = 5
_YEAR_DAYS = 371
_TICK_STEPS = (1, 2, 4, 8, 13, 26, 52)


def days_axis(days: Sequence[int]) -> Axis:
    """An axis of days with a label every few of them."""
    ticks = tuple(Tick(days[round(tick.at)], tick.label) for tick in span_ticks(days))
    return Axis(days[0], max(days[-1], days[0] + 1), ticks)


def span_ticks(days: Sequence[int]) -> tuple[Tick, ...]:
    """Labels at the first of these days and every few ones, at their numbers."""
    years = days[-1] - days[0] > _YEAR_DAYS
    step = next((step for step in _TICK_STEPS if (len(days) - 1) // step < _MOST_TICKS), len(days))
    return tuple(
        Tick(place, texts.date_tick(days[place], years=years))
        for place in range(0, len(days), step)
    )
