"""What the next days will probably bring: the library studied day by day, as ``simulation`` does.

All cards are studied, and only those that are asked about are counted. A small library is studied
several times over and the mean taken, so that a single card does not make a wall.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flashcards.domain.breaks import Span
from flashcards.domain.simulation import simulate
from flashcards.domain.simulation_terms import Cards, Learner, Mask, Scenario
from flashcards.services.statistics.view import Forecast, ForecastDay

DAYS = 30


def forecast_of(
    cards: Cards,
    learner: Learner,
    scenario: Scenario,
    wanted: Mask,
    *,
    today: int,
    days: int = DAYS,
    runs: int = 1,
    breaks: Sequence[Span] = (),
) -> Forecast:
    """The days from today on; only ``wanted`` cards are counted, though all are studied."""
    (course,) = simulate(
        cards,
        learner,
        [scenario],
        today=today,
        days=days,
        runs=runs,
        counted=wanted,
        breaks=breaks,
    )
    reviews, new = course.reviews.mean(axis=0).tolist(), course.new.mean(axis=0).tolist()
    late = ~np.isnan(cards.stability) & (cards.due_day < today) & wanted
    return Forecast(
        tuple(
            ForecastDay(today + number, round(reviews[number], 1), round(new[number], 1))
            for number in range(days)
        ),
        int(late.sum()),
    )
