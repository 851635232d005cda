"""Fitting: the slope is the true one, true parameters are found again, bounds hold."""

from __future__ import annotations

import numpy as np
import pytest

from flashcards.domain import memory
from flashcards.domain.fitting import (
    PARAMETER_SPREAD,
    History,
    Loss,
    fit,
    held_out_from,
    recency_weights,
)
from flashcards.domain.forgetting import DECAY
from flashcards.domain.scheduler import PARAMETER_BOUNDS
from flashcards.domain.scheduling import DEFAULT_PARAMETERS

OTHER = tuple(
    value * factor
    for value, factor in zip(
        DEFAULT_PARAMETERS,
        (3, 2, 1.8, 1.4, 1, 1, 1, 1, 0.85, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1.6),
        strict=True,
    )
)


def log_of(cards: int, reviews: int, parameters: tuple[float, ...], seed: int = 1) -> History:
    """A learner who remembers by these parameters, with same-day answers now and then."""
    rng = np.random.default_rng(seed)
    rating = rng.choice(4, cards, p=[0.25, 0.1, 0.55, 0.1]) + 1
    stability, difficulty = memory.initial(rating, parameters)
    day = rng.integers(20_000, 20_300, cards)
    ratings, days = [rating], [day]
    for _ in range(reviews - 1):
        gap = np.maximum(1, np.rint(stability * rng.uniform(0.4, 2.0, cards))).astype(np.int64)
        gap = np.where(rng.random(cards) < 0.15, 0, np.minimum(gap, 200))
        recall = memory.retrievability(stability, gap, parameters[DECAY])
        passed = rng.random(cards) < recall
        rating = np.where(passed, rng.choice([2, 3, 4], cards, p=[0.2, 0.65, 0.15]), 1)
        stability, difficulty = memory.step(stability, difficulty, rating, gap, parameters)
        day = day + gap
        ratings.append(rating)
        days.append(day)
    day_of_each = np.array(days).T.ravel()
    return History(
        card=np.repeat(np.arange(cards), reviews),
        rating=np.array(ratings).T.ravel(),
        day=day_of_each,
        time=day_of_each * 1_000_000 + np.arange(cards * reviews),
    )


def log_loss(history: History, parameters: tuple[float, ...]) -> float:
    items = history.items()
    predicted = memory.predict_all(history.card, history.rating, history.day, parameters)[items]
    given = np.where(history.rating[items] > 1, predicted, 1 - predicted)
    return float(-np.log(given).mean())


def test_the_slope_is_that_of_finite_differences() -> None:
    loss = Loss(log_of(150, 7, OTHER))
    place = np.array(DEFAULT_PARAMETERS) * 1.03
    _, slope = loss(place)
    for number, value in enumerate(place):
        step = 1e-6 * max(1.0, abs(value))
        above, below = place.copy(), place.copy()
        above[number] += step
        below[number] -= step
        expected = (loss(above)[0] - loss(below)[0]) / (2 * step)
        assert slope[number] == pytest.approx(expected, abs=2e-6, rel=1e-4), number


def test_a_fit_comes_as_near_as_the_parameters_that_made_the_log() -> None:
    history = log_of(900, 8, OTHER)
    fitted = fit(history, PARAMETER_BOUNDS)
    assert log_loss(history, fitted) <= log_loss(history, OTHER) + 5e-4
    assert log_loss(history, fitted) < log_loss(history, DEFAULT_PARAMETERS) - 2e-3


def test_parameters_stay_within_their_bounds() -> None:
    rng = np.random.default_rng(3)
    log = log_of(200, 6, DEFAULT_PARAMETERS)
    nonsense = History(log.card, rng.integers(1, 5, len(log)), log.day, log.time)
    for value, (low, high) in zip(fit(nonsense, PARAMETER_BOUNDS), PARAMETER_BOUNDS, strict=True):
        assert low <= value <= high


def test_few_reviews_leave_what_they_hardly_tell_of_as_it_was() -> None:
    few = np.array(fit(log_of(4, 3, OTHER), PARAMETER_BOUNDS))
    moved = np.abs(few - DEFAULT_PARAMETERS) / PARAMETER_SPREAD
    assert moved.max() < 0.5
    assert moved[4:].max() < 0.1


def test_nothing_to_learn_from_changes_nothing() -> None:
    empty = History(*(np.empty(0, dtype=np.int64) for _ in range(4)))
    assert fit(empty, PARAMETER_BOUNDS) == DEFAULT_PARAMETERS


def test_items_are_the_reviews_on_later_days_in_the_order_of_time() -> None:
    history = History(
        card=np.array([0, 0, 0, 1, 1]),
        rating=np.array([3, 3, 1, 3, 3]),
        day=np.array([10, 10, 14, 9, 12]),
        time=np.array([100, 101, 140, 90, 120]),
    )
    assert history.items().tolist() == [4, 2]
    assert len(history.before(120)) == 3
    assert history.before(120).card.tolist() == [0, 0, 1]


def test_what_is_held_out_is_the_newest() -> None:
    history = log_of(50, 5, DEFAULT_PARAMETERS)
    cut = held_out_from(history, 0.2)
    assert cut is not None
    items = history.items()
    assert (history.time[items] >= cut).sum() == round(0.2 * len(items))


def test_newer_reviews_count_more() -> None:
    weights = recency_weights(100)
    assert weights[0] == 0.25
    assert (np.diff(weights) > 0).all()
    assert weights[-1] == pytest.approx(1, abs=0.03)
