"""What each target recall costs: more minutes for more knowledge, as the full simulation has it."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.services.scheduling.recall_cost import DAYS, TARGETS
from flashcards.services.scheduling.simulating import SimulationRequest
from tests.services.studied import study


def test_a_higher_target_takes_more_time_and_knows_more(app: App, clock: FixedClock) -> None:
    study(app, clock, 25)
    curve = app.recall_cost.curve()
    assert [point.retention for point in curve] == list(TARGETS)
    minutes = [point.minutes for point in curve]
    assert minutes[-1] > 2 * minutes[0]
    assert minutes[-4:] == sorted(minutes[-4:])
    assert curve[-1].knowledge > curve[0].knowledge


def test_it_agrees_with_the_simulation_of_the_whole_library(app: App, clock: FixedClock) -> None:
    study(app, clock, 25)
    app.library.set("gates", "off")
    quick = {point.retention: point for point in app.recall_cost.curve()}
    for target in (0.80, 0.90, 0.96):
        whole = app.simulating.simulate(SimulationRequest(days=DAYS, retention=target))
        minutes = sum(day.minutes for day in whole.days) / DAYS
        assert quick[target].minutes == pytest.approx(minutes, rel=0.1)
        assert quick[target].knowledge == pytest.approx(whole.days[-1].knowledge, rel=0.1)


def test_it_is_counted_once_while_nothing_changes(app: App, clock: FixedClock) -> None:
    study(app, clock, 10)
    assert app.recall_cost.curve() is app.recall_cost.curve()
    before = app.recall_cost.curve()
    app.library.set("new_per_day", "9")
    assert app.recall_cost.curve() is not before
