"""Numbers to pixels, and where the lines of a grid lie."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from flashcards.gui.charts.data import Axis, Show, Tick, plain

MOST_LINES = 4
_LEAST_RANGE = 1e-9
_STEPS = (1.0, 2.0, 2.5, 4.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Scale:
    """Maps ``low`` … ``high`` to the pixels ``start`` … ``end``, which may run backwards."""

    low: float
    high: float
    start: float
    end: float

    def to_pixel(self, value: float) -> float:
        """Where a value lies; one out of bounds lies at the bound."""
        if self.high <= self.low:
            return self.start
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)


def value_axis(
    values: Iterable[float | None],
    show: Show = plain,
    *,
    from_zero: bool = True,
    whole: bool = False,
    least: float = 0.0,
    bounds: tuple[float, float] | None = None,
) -> Axis:
    """An axis for these values with at most four lines at round numbers.

    ``from_zero``: it begins at zero, as that of bars has to. ``whole``: only whole numbers have a
    line. ``least``: it covers at least so much. ``bounds``: what it never leaves.
    """
    known = [value for value in values if value is not None and math.isfinite(value)] or [0.0]
    low = 0.0 if from_zero else min(known)
    high = max(*known, low + least)
    if whole or high - low < _LEAST_RANGE:
        high = max(high, low + 1.0)
    step = _step(low, high, whole=whole)
    first, last = math.floor(_exact(low / step)), math.ceil(_exact(high / step))
    lines = [step * number for number in range(first, last + 1)]
    if bounds is not None:
        lines = [line for line in lines if bounds[0] <= _exact(line) <= bounds[1]]
    ticks = tuple(Tick(_exact(line), show(_exact(line))) for line in lines)
    return Axis(ticks[0].at, ticks[-1].at, ticks)


def _step(low: float, high: float, *, whole: bool) -> float:
    """The smallest round step that needs no more than four lines from low to high."""
    power = 10.0 ** math.floor(math.log10((high - low) / MOST_LINES))
    for factor in (*_STEPS, *(10 * step for step in _STEPS)):
        step = factor * power
        if whole and step != round(step):
            continue
        if math.ceil(_exact(high / step)) - math.floor(_exact(low / step)) < MOST_LINES:
            return step
    return 1000 * power


def _exact(number: float) -> float:
    """Without the rounding errors of a few multiplications: 0.30000000000000004 is 0.3."""
    return float(f"{number:.12g}")
