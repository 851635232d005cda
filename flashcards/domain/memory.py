"""FSRS-6 for whole libraries: the formulas of ``fsrs`` on numpy arrays.

Formulas: the FSRS-6 algorithm as its authors publish it (open-spaced-repetition wiki, "The
Algorithm"), with the stability of a century as the upper bound that the reference backend has.
Stabilities and elapsed times are days, difficulties 1 to 10, ratings 1 to 4 (Again to Easy).
The one module of the domain that imports numpy.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.forgetting import (
    DECAY,
    MASTERED_RECALL,
    MASTERY_HORIZON_DAYS,
    STABILITY_MAX,
    STABILITY_MIN,
    curve_factor,
)

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.integer]

DIFFICULTY_MIN = 1.0
DIFFICULTY_MAX = 10.0
_AGAIN = 1


@dataclass(frozen=True, slots=True)
class Start:
    """What cards remember before their first review, as after a placement; one item a card.

    ``stability`` NaN: nothing, the card is new.
    """

    stability: Floats
    difficulty: Floats
    study_day: Integers


def retrievability(
    stability: Floats, elapsed_days: Floats | Integers, decay: float | Floats
) -> Floats:
    """The recall of each card after so many (fractional) days, 0 to 1.

    ``decay``: of all cards, or of each where presets have parameters of their own.
    """
    elapsed = np.maximum(elapsed_days, 0.0)
    factor = np.power(0.9, -1 / decay) - 1 if isinstance(decay, np.ndarray) else curve_factor(decay)
    recall: Floats = (1 + factor * elapsed / stability) ** -decay
    return recall


def elapsed_at_recall(stability: Floats, recall: float | Floats, decay: float) -> Floats:
    """The days until the recall of each card has fallen to ``recall`` (above 0, at most 1)."""
    days: Floats = stability / curve_factor(decay) * (np.power(recall, -1 / decay) - 1)
    return days


def mastered_until_ms(
    stability: Floats,
    last_review_ms: Integers,
    parameters: Sequence[float],
    recall: float = MASTERED_RECALL,
    horizon_days: float = MASTERY_HORIZON_DAYS,
) -> npt.NDArray[np.int64]:
    """The moment until which each card counts as mastered, in milliseconds UTC; may be past.

    See ``forgetting.mastered_until_ms``.
    """
    days = elapsed_at_recall(stability, recall, parameters[DECAY]) - horizon_days
    return np.asarray(last_review_ms, dtype=np.int64) + np.rint(days * MS_PER_DAY).astype(np.int64)


def initial(rating: Integers, parameters: Sequence[float]) -> tuple[Floats, Floats]:
    """Stability and difficulty after the first answer of each card."""
    w = np.asarray(parameters)
    stability = np.maximum(w[rating - 1], STABILITY_MIN)
    difficulty = w[4] - np.exp(w[5] * (rating - 1.0)) + 1
    return stability, np.clip(difficulty, DIFFICULTY_MIN, DIFFICULTY_MAX)


def step(
    stability: Floats,
    difficulty: Floats,
    rating: Integers,
    elapsed_days: Integers,
    parameters: Sequence[float],
) -> tuple[Floats, Floats]:
    """Stability and difficulty of each card after one more answer.

    ``elapsed_days``: whole study days since the previous answer; 0 or less is the same day.
    """
    later = elapsed_days > 0
    same_day = np.flatnonzero(~later)
    forgotten = np.flatnonzero(later & (rating == _AGAIN))
    passed = np.flatnonzero(later & (rating != _AGAIN))
    recall = retrievability(stability, elapsed_days, parameters[DECAY])

    after = np.empty_like(stability)
    after[same_day] = _same_day(stability[same_day], rating[same_day], parameters)
    after[forgotten] = _forgotten(
        stability[forgotten], difficulty[forgotten], recall[forgotten], parameters
    )
    after[passed] = _passed(
        stability[passed], difficulty[passed], recall[passed], rating[passed], parameters
    )
    return (
        np.clip(after, STABILITY_MIN, STABILITY_MAX),
        _next_difficulty(difficulty, rating, parameters),
    )


def replay_all(
    card_index: Integers,
    rating: Integers,
    study_day: Integers,
    parameters: Sequence[float],
    start: Start | None = None,
) -> tuple[Floats, Floats]:
    """Stability and difficulty of every card after all its reviews.

    One item a review, each card's in the order of their ids; different cards may be mixed.
    ``card_index`` numbers the cards from 0, ``rating`` is 1 to 4. The caller has left out what
    changes no memory (cram, retracted rows, what lies before a reset); ``start`` holds what cards
    remember without a review. The results have one item a card, NaN for one without any memory.
    """
    stability, difficulty, _ = _start_arrays(_card_count(card_index, start), start)
    for turn in _turns(card_index, rating, study_day, parameters, start):
        stability[turn.cards] = turn.stability
        difficulty[turn.cards] = turn.difficulty
    return stability, difficulty


def predict_all(
    card_index: Integers,
    rating: Integers,
    study_day: Integers,
    parameters: Sequence[float],
    start: Start | None = None,
) -> Floats:
    """The recall that was predicted just before each review, by whole study days.

    Arguments as of ``replay_all``; one item a review, NaN for the first of a new card and for
    those on the same study day as the previous one: they tell nothing about forgetting.
    """
    recall = np.full(len(card_index), np.nan)
    for turn in _turns(card_index, rating, study_day, parameters, start):
        later = np.flatnonzero(turn.elapsed_days > 0)
        recall[turn.rows[later]] = retrievability(
            turn.stability_before[later], turn.elapsed_days[later], parameters[DECAY]
        )
    return recall


@dataclass(frozen=True, slots=True)
class _Turn:
    """One more review of every card that has one. ``cards`` and ``rows`` index the input."""

    cards: Integers
    rows: Integers
    elapsed_days: Integers
    stability_before: Floats
    stability: Floats
    difficulty: Floats


def _turns(
    card_index: Integers,
    rating: Integers,
    study_day: Integers,
    parameters: Sequence[float],
    start: Start | None,
) -> Iterator[_Turn]:
    """The first review of every card at once, then the second of those that have one, and so on.

    The cards with most reviews come first, so that those still going on are always the front
    part of the arrays.
    """
    if not len(card_index):
        return
    card_count = _card_count(card_index, start)
    study_day = np.asarray(study_day, dtype=np.int64)
    by_card = _rows_by_card(card_index)
    counts = np.bincount(card_index, minlength=card_count)
    busiest = np.argsort(-counts, kind="stable")
    first_row = (np.cumsum(counts) - counts)[busiest]
    fewest_first = counts[busiest][::-1]
    stability, difficulty, day = _start_arrays(card_count, start)
    stability, difficulty, day = stability[busiest], difficulty[busiest], day[busiest]
    for turn in range(int(fewest_first[-1])):
        going_on = card_count - int(np.searchsorted(fewest_first, turn, side="right"))
        rows = by_card[first_row[:going_on] + turn]
        grades, today = rating[rows], study_day[rows]
        before, elapsed = stability[:going_on], today - day[:going_on]
        advance = _first_answers if turn == 0 else step
        stability, difficulty = advance(before, difficulty[:going_on], grades, elapsed, parameters)
        day = today
        yield _Turn(busiest[:going_on], rows, elapsed, before, stability, difficulty)


def _first_answers(
    stability: Floats,
    difficulty: Floats,
    rating: Integers,
    elapsed_days: Integers,
    parameters: Sequence[float],
) -> tuple[Floats, Floats]:
    """The memory after the first answer of cards of which some remember something already."""
    after_stability, after_difficulty = initial(rating, parameters)
    known = np.flatnonzero(~np.isnan(stability))
    after_stability[known], after_difficulty[known] = step(
        stability[known], difficulty[known], rating[known], elapsed_days[known], parameters
    )
    return after_stability, after_difficulty


def _start_arrays(cards: int, start: Start | None) -> tuple[Floats, Floats, Integers]:
    """Stability, difficulty and study day of each card before its first review."""
    if start is None:
        nothing = np.full(cards, np.nan)
        return nothing, nothing.copy(), np.zeros(cards, dtype=np.int64)
    return start.stability.copy(), start.difficulty.copy(), start.study_day.copy()


def _card_count(card_index: Integers, start: Start | None) -> int:
    if start is not None:
        return len(start.stability)
    return int(card_index.max()) + 1 if len(card_index) else 0


def _rows_by_card(card_index: Integers) -> Integers:
    """The row numbers, grouped by card, each card's in their order.

    Card and row packed into one integer sort four times as fast as a stable argsort.
    """
    row_bits = np.int64(len(card_index)).item().bit_length()
    packed = (card_index.astype(np.int64) << row_bits) | np.arange(len(card_index))
    packed.sort()
    rows: Integers = packed & ((1 << row_bits) - 1)
    return rows


def _same_day(stability: Floats, rating: Integers, w: Sequence[float]) -> Floats:
    """Stability after an answer on the same study day as the one before."""
    change = np.exp(w[17] * (rating - 3.0 + w[18])) * stability ** -w[19]
    # A pass, even a hard one, takes nothing away.
    change = np.where(rating == _AGAIN, change, np.maximum(change, 1.0))
    after: Floats = stability * change
    return after


def _forgotten(stability: Floats, difficulty: Floats, recall: Floats, w: Sequence[float]) -> Floats:
    """Stability after Again on a later day."""
    long_term = (
        w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * np.exp((1 - recall) * w[14])
    )
    after: Floats = np.minimum(long_term, stability / np.exp(w[17] * w[18]))
    return after


def _passed(
    stability: Floats, difficulty: Floats, recall: Floats, rating: Integers, w: Sequence[float]
) -> Floats:
    """Stability after Hard, Good or Easy on a later day."""
    grade = np.array([np.nan, np.nan, w[15], 1.0, w[16]])[rating]
    growth = np.exp(w[8]) * (11 - difficulty) * stability ** -w[9]
    after: Floats = stability * (1 + growth * np.expm1((1 - recall) * w[10]) * grade)
    return after


def _next_difficulty(difficulty: Floats, rating: Integers, w: Sequence[float]) -> Floats:
    """Difficulty after an answer: damped towards 10, then drawn a little to that of Easy."""
    easiest = w[4] - np.exp(w[5] * 3) + 1
    moved = difficulty - (10 - difficulty) * w[6] * (rating - 3.0) / 9
    after: Floats = np.clip(w[7] * easiest + (1 - w[7]) * moved, DIFFICULTY_MIN, DIFFICULTY_MAX)
    return after
