"""The library simulated: from its own cards, its settings and its learner's pace."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.errors import InvalidValueError
from flashcards.services.scheduling.simulating import SimulationRequest
from tests.services.factories import answer, card, learn, today


def test_the_days_begin_today_with_what_is_left_of_it(app: App, clock: FixedClock) -> None:
    app.library.set("new_per_day", "3")
    learn(app, clock, card("variable"))
    found = app.simulating.simulate(SimulationRequest(days=5))
    assert [day.day for day in found.days] == list(range(today(clock), today(clock) + 5))
    assert found.days[0].new == 2
    assert found.days[1].new == 3
    assert found.known == pytest.approx(1.0)


def test_all_new_cards_of_the_road_and_their_own_come_once(app: App) -> None:
    app.library.set("gates", "off")
    found = app.simulating.simulate(SimulationRequest(days=60, new_per_day=5))
    assert sum(day.new for day in found.days) == found.cards
    assert found.days[-1].knowledge > 0.8 * found.cards


def test_stages_open_in_their_order(app: App) -> None:
    found = app.simulating.simulate(SimulationRequest(days=90))
    days = [stage.day for stage in found.stages]
    assert all(day is not None for day in days)
    assert days == sorted(days, key=lambda day: day or 0)
    assert days[0] == found.days[0].day


def test_minutes_a_day_slow_new_cards(app: App) -> None:
    app.library.set("gates", "off")
    free, short = (
        app.simulating.simulate(SimulationRequest(days=4, new_per_day=9, minutes_a_day=minutes))
        for minutes in (None, 1.0)
    )
    assert free.days[0].new == 9
    assert short.days[0].new == 2
    assert short.days[0].minutes <= 1.0


def test_the_library_is_read_again_when_it_changed(app: App, clock: FixedClock) -> None:
    before = app.simulating.simulate(SimulationRequest(days=3))
    learn(app, clock, card("variable"))
    assert app.simulating.simulate(SimulationRequest(days=3)).known > before.known


def test_the_learners_own_way_to_answer_counts(app: App, clock: FixedClock) -> None:
    usual = app.simulating.study_cards().learner
    for number in ("variable", "constant", "while", "break", "index-purpose", "index-cost"):
        answer(app, card(number), seconds=50)
    own = app.simulating.study_cards().learner
    assert own.first[2] / sum(own.first) > usual.first[2] / sum(usual.first)


@pytest.mark.parametrize("wrong", [{"days": 0}, {"retention": 0.5}])
def test_what_is_out_of_bounds_is_refused(app: App, wrong: dict[str, float]) -> None:
    with pytest.raises(InvalidValueError, match="out of bounds"):
        app.simulating.simulate(SimulationRequest(**wrong))  # type: ignore[arg-type]
