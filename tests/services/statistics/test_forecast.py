"""The forecast: a library studied day by day, against the same done card by card."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.calendar import date_of
from flashcards.domain.forgetting import DECAY, retrievability, whole_interval
from flashcards.domain.memory import step
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.domain.simulation_terms import Cards, Learner, Scenario
from flashcards.services.planning.view import PlanRequest
from flashcards.services.statistics.forecast import forecast_of
from flashcards.services.statistics.view import Forecast
from tests.services.factories import today

TODAY = 20_000
Seen = tuple[float, int, int]
"""Stability, last study day and due day of a card."""

PLAIN = Learner(learning_steps=0, relearning_steps=0, first=(0, 0, 1, 0), passed=(0, 1, 0))
"""Answers Again or Good, and no card twice a day."""


def cards_of(*seen: Seen, new: int = 0) -> Cards:
    """Cards that were seen, and new ones behind them."""
    rows = [*seen, *[(float("nan"), 0, TODAY)] * new]
    stability, last, due = zip(*rows, strict=True) if rows else ((), (), ())
    count = len(rows)
    return Cards(
        stability=np.array(stability, dtype=np.float64),
        difficulty=np.full(count, 5.0),
        last_day=np.array(last, dtype=np.int64),
        due_day=np.array(due, dtype=np.int64),
        order=np.arange(len(seen), count),
        stage=np.full(count, -1),
        seed=np.arange(count) + 1,
    )


def forecast(
    cards: Cards,
    scenario: Scenario | None = None,
    *,
    wanted: Sequence[bool] | None = None,
    days: int = 30,
    runs: int = 1,
) -> Forecast:
    counted = np.ones(len(cards), dtype=bool) if wanted is None else np.array(wanted)
    scenario = scenario or Scenario(new_a_day=(0,))
    return forecast_of(cards, PLAIN, scenario, counted, today=TODAY, days=days, runs=runs)


def test_an_empty_library_has_nothing_to_do() -> None:
    found = forecast(cards_of())
    assert len(found.days) == 30
    assert found.total == 0
    assert found.interview_day is None


def test_it_knows_the_day_of_the_interview_while_there_is_a_plan(
    app: App, clock: FixedClock
) -> None:
    interview = date_of(today(clock) + 14)
    app.planning.save(app.planning.plan(PlanRequest(interview, 30)))
    assert app.statistics.forecast().interview_day == today(clock) + 14
    app.planning.remove()
    assert app.statistics.forecast().interview_day is None


def test_a_card_comes_on_its_day_and_an_overdue_one_today() -> None:
    sure = 36_500.0
    found = forecast(
        cards_of(
            (sure, TODAY - 5, TODAY - 2),
            (sure, TODAY - 5, TODAY),
            (sure, TODAY - 5, TODAY + 3),
            (sure, TODAY - 5, TODAY + 30),
        ),
        days=5,
    )
    assert found.days[0].reviews == 2
    assert found.days[3].reviews >= 1
    assert found.overdue == 1


def test_new_cards_come_as_many_a_day_as_wanted_and_come_back() -> None:
    found = forecast(cards_of(new=25), Scenario(new_a_day=(3, 10)))
    assert [day.new for day in found.days[:5]] == [3, 10, 10, 2, 0]
    assert sum(day.new for day in found.days) == 25
    assert found.days[2].reviews + found.days[3].reviews > 0


def test_no_day_has_more_reviews_than_wanted() -> None:
    cards = cards_of(*[(10.0, TODAY - 20, TODAY - 10)] * 300)
    found = forecast(cards, Scenario(new_a_day=(0,), reviews_a_day=(60, 100)))
    assert [day.reviews for day in found.days[:3]] == [60, 100, 100]
    assert max(day.reviews for day in found.days) <= 100


def test_of_a_backlog_what_is_remembered_worst_comes_first() -> None:
    strong, weak = (500.0, TODAY - 20, TODAY - 1), (2.0, TODAY - 20, TODAY - 1)
    found = forecast(
        cards_of(*[strong] * 50, *[weak] * 50),
        Scenario(new_a_day=(0,), reviews_a_day=(50,)),
        wanted=[False] * 50 + [True] * 50,
        days=1,
    )
    assert found.days[0].reviews == 50


def test_only_what_is_wanted_is_counted() -> None:
    cards = cards_of(*[(10.0, TODAY - 9, TODAY - 1)] * 10)
    found = forecast(cards, wanted=[True] * 4 + [False] * 6)
    assert (found.days[0].reviews, found.overdue) == (4, 4)


@pytest.mark.parametrize("count", [40, 1_500])
def test_it_agrees_with_a_learner_who_goes_card_by_card(count: int) -> None:
    chance = random.Random(1)
    cards: list[Seen] = []
    for _ in range(count):
        stability = chance.lognormvariate(2.2, 1.0)
        last = TODAY - chance.randint(0, max(1, round(stability)))
        due = last + whole_interval(stability, 0.9, DEFAULT_PARAMETERS[DECAY], 36_500)
        cards.append((stability, last, max(due, TODAY)))
    found = forecast(cards_of(*cards), runs=max(1, 12_000 // count))
    wanted = np.mean([_one_by_one(cards, seed) for seed in range(6_000 // count)], axis=0)
    assert sum(day.reviews for day in found.days) == pytest.approx(wanted.sum(), rel=0.03)
    for week in range(4):
        ours = sum(day.reviews for day in found.days[7 * week : 7 * week + 7])
        assert ours == pytest.approx(wanted[7 * week : 7 * week + 7].sum(), rel=0.08)


def _one_by_one(cards: list[Seen], seed: int) -> list[int]:
    """How many answers each of 30 days takes, each card for itself."""
    chance = random.Random(seed)
    counts = [0] * 30
    decay = DEFAULT_PARAMETERS[DECAY]
    for first_stability, first_last, first_due in cards:
        stability, difficulty, last, due = first_stability, 5.0, first_last, first_due
        while due < TODAY + 30:
            counts[due - TODAY] += 1
            passed = chance.random() < retrievability(stability, due - last, decay)
            after = step(
                np.array([stability]),
                np.array([difficulty]),
                np.array([3 if passed else 1]),
                np.array([due - last]),
                DEFAULT_PARAMETERS,
            )
            stability, difficulty = float(after[0][0]), float(after[1][0])
            last, due = due, due + whole_interval(stability, 0.9, decay, 36_500)
    return counts
