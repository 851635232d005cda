"""A sample of a large library: its size, its order, and that it stands for the whole."""

from __future__ import annotations

import numpy as np
import pytest

from flashcards.domain.sampling import sample_of
from flashcards.domain.simulation import simulate
from flashcards.domain.simulation_terms import Cards, Learner, Scenario


def cards(count: int, new: int) -> Cards:
    met = count - new
    stability = np.concatenate([np.linspace(3, 90, met), np.full(new, np.nan)])
    return Cards(
        stability=stability,
        difficulty=np.full(count, 5.0),
        last_day=np.full(count, 100),
        due_day=np.concatenate([100 + np.linspace(1, 90, met).astype(np.int64), np.full(new, 101)]),
        order=np.arange(met, count)[::-1],
        stage=np.zeros(count, dtype=np.int64),
        seed=np.arange(count) * 7919,
    )


def test_a_small_library_is_taken_whole() -> None:
    whole = cards(50, 10)
    sample = sample_of(whole, Learner(), 100)
    assert sample.weight == 1
    assert sample.cards is whole
    assert sample.kept.tolist() == list(range(50))


def test_each_card_of_a_sample_takes_the_time_of_those_that_it_stands_for() -> None:
    sample = sample_of(cards(1_000, 400), Learner(), 250)
    assert sample.weight == 4
    assert len(sample.cards) == 250
    assert sample.learner.new_s == 4 * Learner().new_s


def test_new_cards_keep_their_order() -> None:
    whole = cards(1_000, 400)
    sample = sample_of(whole, Learner(), 250)
    assert sample.kept[sample.cards.order].tolist() == whole.order[::4].tolist()
    assert (sample.place[sample.kept] == np.arange(250)).all()


def test_it_takes_about_as_long_as_the_whole() -> None:
    whole = cards(3_000, 1_000)
    sample = sample_of(whole, Learner(), 1_000)

    def minutes(some: Cards, learner: Learner, new: float) -> float:
        scenario = Scenario(new_a_day=(new,))
        (course,) = simulate(some, learner, [scenario], today=101, days=60, runs=4)
        return float(course.seconds.mean()) / 60

    assert minutes(sample.cards, sample.learner, 12 / sample.weight) == pytest.approx(
        minutes(whole, Learner(), 12), rel=0.05
    )
