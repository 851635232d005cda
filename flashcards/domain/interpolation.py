"""A smooth curve through points that never overshoots them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise


def interpolated(
    xs: Sequence[float], ys: Sequence[float], at: Sequence[float]
) -> tuple[float, ...]:
    """The values at ``at`` of a curve through the points (``xs`` rising), flat beyond its ends.

    Piecewise cubic Hermite, monotone where the points are: F. N. Fritsch and J. Butland, "A method
    for constructing local monotone piecewise cubic interpolants", SIAM J. Sci. Stat. Comput. 5
    (1984).
    """
    if len(xs) < 2:
        return tuple(ys[0] for _ in at)
    slopes = _slopes(xs, ys)
    found = []
    for x in at:
        if x <= xs[0] or x >= xs[-1]:
            found.append(ys[0] if x <= xs[0] else ys[-1])
            continue
        left = bisect_right(xs, x) - 1
        width = xs[left + 1] - xs[left]
        t = (x - xs[left]) / width
        value = (
            ys[left] * (1 + 2 * t) * (1 - t) ** 2
            + slopes[left] * width * t * (1 - t) ** 2
            + ys[left + 1] * t * t * (3 - 2 * t)
            + slopes[left + 1] * width * t * t * (t - 1)
        )
        # it lies between the two points but for the last digits
        low, high = sorted((ys[left], ys[left + 1]))
        found.append(min(max(value, low), high))
    return tuple(found)


def _slopes(xs: Sequence[float], ys: Sequence[float]) -> list[float]:
    """The slope at each point: a weighted harmonic mean of those beside it, 0 at a turn."""
    widths = [after - before for before, after in pairwise(xs)]
    rises = [
        (after - before) / width
        for (before, after), width in zip(pairwise(ys), widths, strict=True)
    ]
    slopes = [rises[0]]
    for place in range(1, len(rises)):
        before, after = rises[place - 1], rises[place]
        if before * after <= 0:
            slopes.append(0.0)
            continue
        first = 2 * widths[place] + widths[place - 1]
        second = widths[place] + 2 * widths[place - 1]
        slopes.append((first + second) / (first / before + second / after))
    return [*slopes, rises[-1]]
