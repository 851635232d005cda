"""Parameters of FSRS-6 fitted to a review log: the loss, its slope, and the way down.

What is fitted is how well recall was predicted for each review that came at least one study day
after the one before: the mean of -ln of the probability given to what happened, newer reviews
counting more. The published defaults act as a prior, as in the reference optimiser, so that few
reviews move the parameters little.

All cards take their k-th review together, as in ``memory``; the slope comes by running backwards
through the same turns. Days are study days.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from flashcards.domain.fitting_slope import Backwards, Turn, forwards
from flashcards.domain.memory import Floats, Integers
from flashcards.domain.scheduling import DEFAULT_PARAMETERS

Mask = npt.NDArray[np.bool_]

# How far parameters lie apart from person to person: the standard deviations that the reference
# optimiser publishes (fsrs-rs, ``PARAMS_STDDEV``).
PARAMETER_SPREAD = (
    6.43, 9.66, 17.58, 27.85, 0.57, 0.28, 0.6, 0.12, 0.39, 0.18, 0.33, 0.3, 0.09, 0.16, 0.57, 0.25,
    1.03, 0.31, 0.32, 0.14, 0.27,
)  # fmt: skip
_OLDEST_WEIGHT = 0.25
_MOST_STEPS = 80
_FLAT = 1e-6  # what a step has to gain, as a share of the loss
_REMEMBERED_STEPS = 8
_SUFFICIENT = 1e-4  # of the gain that the slope promises (Armijo)

Step = Callable[[int, int], None]
"""Told of each step: how many are done, and how many there are at most."""


@dataclass(frozen=True)
class History:
    """Reviews to learn from: card by card, each card's in their order; one item a review.

    ``card`` numbers the cards from 0. ``time``: any number that puts all reviews in order.
    """

    card: Integers
    rating: Integers
    day: Integers
    time: Integers

    def __len__(self) -> int:
        return len(self.card)

    def before(self, time: int) -> History:
        """Only what came before."""
        kept = np.flatnonzero(self.time < time)
        _, card = np.unique(self.card[kept], return_inverse=True)
        return History(card, self.rating[kept], self.day[kept], self.time[kept])

    def items(self) -> Integers:
        """The places of the reviews that tell of recall, in the order of time."""
        same_card = np.diff(self.card, prepend=-1) == 0
        told = np.flatnonzero(same_card & (np.diff(self.day, prepend=0) > 0))
        return told[np.argsort(self.time[told], kind="stable")]


def held_out_from(history: History, share: float) -> int | None:
    """The time from which on the last ``share`` of what tells of recall lies; None without any."""
    items = history.items()
    first = len(items) - round(share * len(items))
    return int(history.time[items[first]]) if 0 < first < len(items) else None


def recency_weights(count: int) -> Floats:
    """What each review counts, in the order of time: the newest 1, the oldest a quarter.

    As in the reference optimiser: the weight rises with the third power of the place.
    """
    weights: Floats = (
        _OLDEST_WEIGHT + (1 - _OLDEST_WEIGHT) * (np.arange(count) / max(1, count)) ** 3
    )
    return weights


class Loss:
    """The loss of a log and its slope, for any parameters."""

    def __init__(self, history: History) -> None:
        items = history.items()
        weights = np.zeros(len(history))
        weights[items] = recency_weights(len(items))
        self.items = len(items)
        self._total = max(weights.sum(), 1.0)
        self._turns = tuple(_turns(history, weights))

    def __call__(self, parameters: Floats) -> tuple[float, Floats]:
        """The loss, and how it changes with each parameter."""
        run = forwards(self._turns, parameters)
        slope = Backwards(self._turns, run, parameters).slope()
        away = (parameters - np.array(DEFAULT_PARAMETERS)) / np.array(PARAMETER_SPREAD)
        prior = float((away**2).sum()) / max(1, self.items)
        pull = 2 * away / np.array(PARAMETER_SPREAD) / max(1, self.items)
        return run.loss / self._total + prior, slope / self._total + pull


def fit(
    history: History,
    bounds: Sequence[tuple[float, float]],
    start: Sequence[float] = DEFAULT_PARAMETERS,
    told: Step | None = None,
) -> tuple[float, ...]:
    """The parameters with the least loss; ``start`` where there is nothing to learn from.

    L-BFGS with the parameters scaled by their spread and kept within their bounds by projection
    (Nocedal and Wright, Numerical Optimization, 7.2 and 16.7).
    """
    loss = Loss(history)
    if not loss.items:
        return tuple(start)
    scale = np.array(PARAMETER_SPREAD)
    low, high = (np.array(side) / scale for side in zip(*bounds, strict=True))
    place = np.clip(np.array(start) / scale, low, high)

    def scaled(at: Floats) -> tuple[float, Floats]:
        value, slope = loss(at * scale)
        return value, slope * scale

    value, slope = scaled(place)
    memory: list[tuple[Floats, Floats]] = []
    for number in range(_MOST_STEPS):
        if told is not None:
            told(number, _MOST_STEPS)
        free = ~(((place <= low) & (slope > 0)) | ((place >= high) & (slope < 0)))
        found = _descend(
            scaled, place, value, slope, _direction(slope, free, memory), within=(low, high)
        )
        if found is None:
            if not memory:
                break
            memory.clear()
            continue
        following, lower, changed = found
        moved, bent = following - place, changed - slope
        if float(moved @ bent) > 1e-12:
            memory = [*memory[1 - _REMEMBERED_STEPS :], (moved, bent)]
        gained = value - lower
        place, value, slope = following, lower, changed
        if gained < _FLAT * value:
            break
    fitted = np.clip(place * scale, low * scale, high * scale)
    return tuple(fitted.tolist())


def _direction(slope: Floats, free: Mask, memory: Sequence[tuple[Floats, Floats]]) -> Floats:
    """Downwards, by what the last steps told of the curvature; along what may move."""
    ahead = np.where(free, slope, 0.0)
    parts = []
    for moved, bent in reversed(memory):
        share = float(moved @ ahead) / float(moved @ bent)
        ahead = ahead - share * bent
        parts.append(share)
    if memory:
        moved, bent = memory[-1]
        ahead = ahead * float(moved @ bent) / float(bent @ bent)
    else:
        ahead = ahead * 0.1 / max(float(np.abs(ahead).max()), 1e-12)
    for (moved, bent), share in zip(memory, reversed(parts), strict=True):
        ahead = ahead + moved * (share - float(bent @ ahead) / float(moved @ bent))
    return np.where(free, -ahead, 0.0)


def _descend(
    scaled: Callable[[Floats], tuple[float, Floats]],
    place: Floats,
    value: float,
    slope: Floats,
    direction: Floats,
    *,
    within: tuple[Floats, Floats],
) -> tuple[Floats, float, Floats] | None:
    """A place in this direction with a loss that is lower by enough; None if there is none."""
    length = 1.0
    for _ in range(12):
        following = np.clip(place + length * direction, *within)
        promised = float(slope @ (following - place))
        if promised < 0:
            lower, changed = scaled(following)
            if np.isfinite(lower) and lower <= value + _SUFFICIENT * promised:
                return following, lower, changed
        length /= 2
    return None


def _turns(history: History, weights: Floats) -> list[Turn]:
    """The k-th review of every card that has one, for each k; those with most reviews first."""
    cards = int(history.card.max()) + 1 if len(history) else 0
    counts = np.bincount(history.card, minlength=cards)
    first = np.cumsum(counts) - counts
    busiest = np.argsort(-counts, kind="stable")
    ordered = counts[busiest]
    turns = []
    for number in range(int(ordered[0]) if cards else 0):
        going_on = int(np.searchsorted(-ordered, -number, side="left"))
        rows = first[busiest[:going_on]] + number
        before = rows - 1 if number else rows
        elapsed = history.day[rows] - history.day[before]
        turns.append(Turn.of(history.rating[rows], elapsed, weights[rows], first=not number))
    return turns
