"""The plan: no pace does better, more time never does worse, few cards stand for many."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from flashcards.domain.planner import (
    READY,
    Pace,
    Question,
    best_outlook,
    fewest_minutes,
    outlook_of,
    ready_by_minutes,
)
from flashcards.domain.simulation_terms import Learner
from tests.domain.test_simulation import TODAY, library

LEARNER = Learner(recalled_s=18, forgotten_s=36, new_s=30)


def question(seen: int = 30, new: int = 120, minutes: float = 20, days: int = 30) -> Question:
    cards = library(seen, new)
    return Question(
        cards=cards,
        important=cards.order,
        planned=np.ones(seen + new, dtype=bool),
        learner=LEARNER,
        week=(minutes * 60.0,) * 7,
        today=TODAY,
        days=days,
        retention=0.9,
    )


@pytest.mark.parametrize("minutes", [4, 8, 20])
def test_no_pace_does_better_at_this_retention(minutes: float) -> None:
    asked = replace(question(minutes=minutes), fixed=True)
    found = best_outlook(asked)
    tried = [outlook_of(asked, Pace(new, 0.9)).ready for new in np.arange(0.5, 40, 2.5)]
    assert found.ready >= max(tried) - 0.02


def test_the_retention_stays_where_it_is_enough() -> None:
    assert best_outlook(question(minutes=40)).pace.retention == 0.9


def test_more_minutes_never_make_less_ready() -> None:
    ready = ready_by_minutes(question(), range(2, 40, 3), 0.9)
    assert list(ready) == sorted(ready)
    assert ready[0] < 0.5
    assert ready[-1] > 0.9


def test_the_fewest_minutes_are_just_enough() -> None:
    asked = question()
    minutes = fewest_minutes(asked, 0.9)
    assert minutes is not None
    enough, less = ready_by_minutes(asked, (minutes, minutes - 1), 0.9)
    assert enough >= READY
    assert less <= enough
    assert best_outlook(asked.with_minutes(minutes)).ready >= READY - 0.02
    assert best_outlook(asked.with_minutes(max(1, minutes - 3))).ready < READY + 0.02


def test_days_of_a_break_have_no_time_and_no_cards() -> None:
    asked = replace(question(), breaks=((TODAY + 5, TODAY + 11),))
    outlook = outlook_of(asked, Pace(4.0, 0.9))
    assert not asked.seconds()[5:12].any()
    assert not outlook.reviews[5:12].any()
    assert not outlook.new[4:12].any()
    assert outlook.reviews[12:].all()


def test_no_time_is_enough_for_too_many_cards_too_soon() -> None:
    assert fewest_minutes(question(new=2_400, days=2), 0.9) is None


def test_short_of_time_what_matters_most_comes_first() -> None:
    asked = question(seen=0, new=200, minutes=5)
    backwards = replace(asked, important=asked.cards.order[::-1])
    found = best_outlook(backwards)
    assert found.by_importance
    met = found.met
    assert met[150:].mean() > 0.9
    assert met[:50].mean() < 0.1


def test_the_days_of_a_week_have_their_own_time() -> None:
    week = (1_200.0,) * 5 + (0.0, 600.0)
    found = best_outlook(replace(question(), week=week))
    seconds = replace(question(), week=week).seconds()
    assert (found.seconds <= seconds + 200).all()
    assert found.new[seconds == 0].sum() == found.reviews[seconds == 0].sum() == 0


def test_time_used_up_today_is_not_planned_again() -> None:
    asked = replace(question(), seconds_done=1_100.0)
    assert asked.seconds()[0] == 100.0
    assert best_outlook(asked).seconds[0] <= 140


def test_the_band_holds_what_is_promised() -> None:
    found = best_outlook(question())
    assert 0 <= found.low < found.ready < found.high <= 1


def test_a_sample_tells_what_the_whole_library_does() -> None:
    small = question(seen=200, new=400, minutes=30, days=40)
    large = question(seen=2_000, new=4_000, minutes=300, days=40)
    few, many = best_outlook(small), best_outlook(large)
    assert len(many.kept) < 3_000
    assert many.ready == pytest.approx(few.ready, abs=0.05)


def test_without_new_cards_only_reviews_are_planned() -> None:
    found = best_outlook(question(new=0))
    assert found.new.sum() == 0
    assert found.ready > 0.8
