"""Thousands of cards replayed together amount to what each amounts to alone."""

from __future__ import annotations

import random

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.services.bulk_replay import bulk_replay
from flashcards.services.scheduling import SchedulerSource
from tests.services.brought import FORGOTTEN, LEARNED, a_deck, a_note, bring, past
from tests.services.factories import answer, assert_caches_agree, content, rows

FORGET = (
    "UPDATE card SET state = 0, step = 7, stability = 1, difficulty = NULL, due_day = 5, "
    "due_ms = 6, last_review_ms = NULL, last_study_day = NULL, reps = 9, lapses = 8, "
    "mastered_until_ms = 3, queue = CASE WHEN queue < 0 THEN queue ELSE 1 END"
)


def forgotten_and_replayed(app: App) -> None:
    with app.database.write("setup", "Forget") as operation:
        operation.execute(FORGET)
        cards = [row[0] for row in operation.rows("SELECT id FROM card ORDER BY id")]
        bulk_replay(operation, SchedulerSource(), cards)


@pytest.mark.parametrize("seed", range(3))
def test_after_weeks_of_study(app: App, clock: FixedClock, seed: int) -> None:
    dice = random.Random(seed)
    bring(app, a_deck(*(a_note(f"n{n}") for n in range(30))))
    cards = [row[0] for row in rows(app, "SELECT id FROM card ORDER BY id")]
    for _ in range(150):
        answer(app, dice.choice(cards[:25]), dice.choice(list(Rating)), dice.randint(1, 30))
        if dice.random() < 0.15:
            app.undo.undo()
        clock.advance(minutes=dice.choice([0.5, 12, 60 * 24, 60 * 24 * 6]))
    app.study.suspend(cards[0])
    before = content(app)
    forgotten_and_replayed(app)
    assert content(app) == before
    assert_caches_agree(app)


def test_after_an_import(app: App) -> None:
    cards = (past(), past(FORGOTTEN, 24), past((), 40, interval_days=30), past(due_day=None))
    bring(app, a_deck(*(a_note(f"n{n}", "", "", cards[n % 4]) for n in range(60))))
    before = content(app)
    forgotten_and_replayed(app)
    assert content(app) == before


def test_a_few_cards_are_replayed_one_by_one(app: App) -> None:
    bring(app, a_deck(a_note("a", "", "", past(LEARNED))))
    before = content(app)
    with app.database.write("setup", "Forget") as operation:
        operation.execute(FORGET + " WHERE reps > 0")
        cards = [row[0] for row in operation.rows("SELECT id FROM card WHERE reps > 0")]
        bulk_replay(operation, SchedulerSource(), cards)
    assert content(app) == before
