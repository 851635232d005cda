"""The forecast: a library studied day by day, against the same done card by card."""

from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest

from flashcards.app import App
from flashcards.domain.calendar import date_of
from flashcards.domain.forgetting import DECAY, retrievability, whole_interval
from flashcards.domain.memory import initial, step
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.services.planning.view import PlanRequest
from flashcards.services.statistics.cards import CardTable
from flashcards.services.statistics.forecast import StudyToday, forecast_of
from flashcards.services.statistics.view import Forecast
from flashcards.settings import StudySettings
from flashcards.storage.card_rows import Queue
from flashcards.storage.roadmap_rows import StoredStage
from tests.services.factories import today

TODAY = 20_000


def stage(number: int, *topics: int) -> StoredStage:
    return StoredStage(number, number, f"Stage {number}", (), "", "", False, None, None, topics)


ROAD = (stage(1, 11, 12), stage(2, 13))


def table(*cards: tuple[Queue, float, int, int], topics: Sequence[int] = ()) -> CardTable:
    """Cards as (queue, stability, last study day, due day); NaN for those that are new."""
    queue, stability, last, due = zip(*cards, strict=True) if cards else ((), (), (), ())
    count = len(cards)
    whole = np.arange(count, dtype=np.int64)
    stabilities = np.array(stability, dtype=np.float64)
    return CardTable(
        id=whole + 1,
        topic=np.array(topics or [0] * count, dtype=np.int64),
        queue=np.array([int(each) for each in queue], dtype=np.int64),
        stability=stabilities,
        difficulty=np.where(np.isnan(stabilities), np.nan, 5.0),
        last_ms=whole * 0,
        last_day=np.array(last, dtype=np.int64),
        due_day=np.array(due, dtype=np.int64),
        mastered_until_ms=whole * 0,
        position=whole,
    )


def new(count: int) -> tuple[tuple[Queue, float, int, int], ...]:
    return ((Queue.NEW, float("nan"), 0, 0),) * count


def forecast(
    cards: CardTable,
    *,
    wanted: Sequence[bool] | None = None,
    new_done: int = 0,
    reviews_done: int = 0,
    days: int = 30,
    gates: bool = False,
    **settings: int,
) -> Forecast:
    counted = np.ones(len(cards), dtype=bool) if wanted is None else np.array(wanted)
    done = StudyToday(TODAY, new_done, reviews_done)
    return forecast_of(
        cards, counted, ROAD, StudySettings(gates=gates, **settings), done, days=days
    )


def test_an_empty_library_has_nothing_to_do() -> None:
    found = forecast(table())
    assert len(found.days) == 30
    assert found.total == 0
    assert found.interview_day is None


def test_it_knows_the_day_of_the_interview_while_there_is_a_plan(app: App) -> None:
    interview = date_of(today(app.clock) + 14)
    app.planning.save(app.planning.plan(PlanRequest(interview, 30)))
    assert app.statistics.forecast().interview_day == today(app.clock) + 14
    app.planning.remove()
    assert app.statistics.forecast().interview_day is None


def test_a_card_comes_on_its_day_and_an_overdue_one_today() -> None:
    sure = 36_500.0
    found = forecast(
        table(
            (Queue.REVIEW, sure, TODAY - 5, TODAY - 2),
            (Queue.REVIEW, sure, TODAY - 5, TODAY),
            (Queue.LEARNING, 1.0, TODAY, 0),
            (Queue.REVIEW, sure, TODAY - 5, TODAY + 3),
            (Queue.REVIEW, sure, TODAY - 5, TODAY + 30),
        ),
        days=5,
    )
    assert found.days[0].reviews == 3
    assert found.days[3].reviews >= 1
    assert found.overdue == 1


def test_new_cards_come_as_many_a_day_as_wanted() -> None:
    found = forecast(table(*new(25)), new_per_day=10, new_done=7)
    assert [day.new for day in found.days[:5]] == [3, 10, 10, 2, 0]
    assert sum(day.new for day in found.days) == 25
    assert found.days[2].reviews + found.days[3].reviews > 0, "what was met comes back"


def test_without_new_cards_a_day_none_come() -> None:
    assert forecast(table(*new(25)), new_per_day=0).total == 0


def test_new_cards_come_in_the_order_of_the_road_by_turns_with_ones_own() -> None:
    cards = table(*new(6), topics=[13, 99, 11, 12, 99, 11])
    met = {}
    for place in range(6):
        chosen = [other == place for other in range(6)]
        days = forecast(cards, wanted=chosen, new_per_day=2).days
        met[place] = next(number for number, day in enumerate(days) if day.new)
    assert met == {2: 0, 1: 0, 5: 1, 4: 1, 3: 2, 0: 2}


def test_a_locked_stage_waits_until_the_one_before_it_is_half_mastered() -> None:
    strong = [(Queue.REVIEW, 900.0, TODAY - 1, TODAY + 90)] * 5
    weak = [(Queue.REVIEW, 8.0, TODAY - 1, TODAY + 7)] * 6
    cards = table(*strong, *weak, *new(4), topics=[11] * 11 + [13] * 4)
    days = forecast(cards, gates=True).days
    met = next(number for number, day in enumerate(days) if day.new)
    assert 7 <= met <= 15, "the weak ones have to be recalled once more"
    assert forecast(cards, gates=False).days[0].new == 4
    ready = table(*strong, *strong, *weak, *new(4), topics=[11] * 16 + [13] * 4)
    assert forecast(ready, gates=True).days[0].new == 4


def test_no_day_has_more_reviews_than_wanted() -> None:
    cards = [(Queue.REVIEW, 10.0, TODAY - 20, TODAY - 10)] * 300
    found = forecast(table(*cards), reviews_per_day=100, reviews_done=40)
    assert [day.reviews for day in found.days[:3]] == [60, 100, 100]
    assert max(day.reviews for day in found.days) <= 100


def test_of_a_backlog_what_is_remembered_worst_comes_first() -> None:
    strong = [(Queue.REVIEW, 500.0, TODAY - 20, TODAY - 1)] * 50
    weak = [(Queue.REVIEW, 2.0, TODAY - 20, TODAY - 1)] * 50
    wanted = [False] * 50 + [True] * 50
    found = forecast(table(*strong, *weak), wanted=wanted, reviews_per_day=50, days=1)
    assert found.days[0].reviews == 50


def test_only_what_is_wanted_is_counted() -> None:
    cards = [(Queue.REVIEW, 10.0, TODAY - 9, TODAY)] * 10
    assert forecast(table(*cards), wanted=[True] * 4 + [False] * 6).days[0].reviews == 4


@pytest.mark.parametrize("count", [40, 1_500])
def test_it_agrees_with_a_learner_who_goes_card_by_card(count: int) -> None:
    chance = random.Random(1)
    cards = []
    for _ in range(count):
        stability = chance.lognormvariate(2.2, 1.0)
        last = TODAY - chance.randint(0, max(1, round(stability)))
        due = last + whole_interval(stability, 0.9, DEFAULT_PARAMETERS[DECAY], 36_500)
        cards.append((Queue.REVIEW, stability, last, max(due, TODAY)))
    found = forecast(table(*cards), reviews_per_day=9_999)
    wanted = np.mean([_one_by_one(cards, seed) for seed in range(6_000 // count)], axis=0)
    assert sum(day.reviews for day in found.days) == pytest.approx(wanted.sum(), rel=0.03)
    for week in range(4):
        ours = sum(day.reviews for day in found.days[7 * week : 7 * week + 7])
        assert ours == pytest.approx(wanted[7 * week : 7 * week + 7].sum(), rel=0.08)


def _one_by_one(cards: list[tuple[Queue, float, int, int]], seed: int) -> list[int]:
    """How many answers each of 30 days takes, each card for itself."""
    chance = random.Random(seed)
    counts = [0] * 30
    decay = DEFAULT_PARAMETERS[DECAY]
    for _, first_stability, first_last, first_due in cards:
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


def test_what_comes_again_was_met_for_the_first_time_by_good() -> None:
    days = forecast(table(*new(100)), new_per_day=100).days
    stability, _ = initial(np.array([3]), DEFAULT_PARAMETERS)
    back = whole_interval(float(stability[0]), 0.9, DEFAULT_PARAMETERS[DECAY], 36_500)
    assert days[back].reviews == 100
