"""Thousands of cards replayed together amount to what each amounts to alone."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.review import Rating, Review, ReviewKind
from flashcards.domain.scheduler import Scheduler
from flashcards.domain.scheduling import CardSchedule, SchedulerConfig
from flashcards.services.scheduling.rebuild import agree, replay_cards
from flashcards.services.scheduling.replay import replay_rows
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.reading import Row
from flashcards.storage.review_log import review_of, review_values
from tests.services.brought import FORGOTTEN, LEARNED, a_deck, a_note, bring, past
from tests.services.factories import answer, assert_caches_agree, content, rows

FORGET = (
    "UPDATE card SET state = 0, step = 7, stability = 1, difficulty = NULL, due_day = 5, "
    "due_ms = 6, last_review_ms = NULL, last_study_day = NULL, reps = 9, lapses = 8, "
    "mastered_until_ms = 3, queue = CASE WHEN queue < 0 THEN queue ELSE 1 END"
)

SCHEDULER = Scheduler(SchedulerConfig(), StudyCalendar())
FIRST_DAY = 20_000
MEMORY = '{"difficulty":4.5,"stability":30.0}'


def log_row(card: int, number: int, day: int, kind: ReviewKind, **facts: Any) -> Row:
    review = Review(
        id=card * 1_000 + number,
        card_id=card,
        device_id=1,
        kind=kind,
        time_ms=day * MS_PER_DAY + number * 1_000,
        study_day=day,
        **facts,
    )
    return review_values(review)[:-1]


@st.composite
def logs(draw: st.DrawFn) -> list[tuple[ReviewKind, int, dict[str, Any]]]:
    """(kind, days since the row before, other facts) of the rows of one card."""
    made = []
    for _ in range(draw(st.integers(1, 7))):
        kind = draw(st.sampled_from([ReviewKind.REVIEW] * 8 + list(ReviewKind)[:-1]))
        facts: dict[str, Any] = {}
        if kind in (ReviewKind.REVIEW, ReviewKind.CRAM):
            facts["rating"] = draw(st.sampled_from(list(Rating)))
        if kind not in (ReviewKind.RESET, ReviewKind.CRAM):
            due = draw(st.sampled_from(["day", "day", "day", "moment", "none"]))
            if due == "day":
                facts["due_day"] = FIRST_DAY + draw(st.integers(1, 400))
            elif due == "moment":
                facts["due_ms"] = FIRST_DAY * MS_PER_DAY + draw(st.integers(1, 10**9))
            if kind is not ReviewKind.REVIEW:
                facts["payload"] = draw(st.sampled_from(["{}", "{}", MEMORY]))
        made.append((kind, draw(st.sampled_from([-1, 0, 0, 1, 9, 80])), facts))
    return made


@given(st.lists(logs(), min_size=1, max_size=4), st.integers(0, 1))
def test_whatever_the_logs_hold(drawn: list[Any], alone: int) -> None:
    """Repeated until they are many, each log amounts to what the scheduler makes of it."""
    rows, expected = [], []
    for card in range(1, 2 if alone else 41):
        day, own = FIRST_DAY, []
        for number, (kind, days, facts) in enumerate(drawn[card % len(drawn)]):
            day += days
            own.append(log_row(card, number, day, kind, **facts))
        rows += own
        expected.append(SCHEDULER.replay(card, map(review_of, own)))
    found = list(replay_rows(SCHEDULER, rows))
    assert len(found) == len(expected)
    assert [pair for pair in zip(found, expected, strict=True) if not agree(*pair)] == []


def test_a_log_of_nothing_that_counts_leaves_a_new_card() -> None:
    rows = [log_row(1, 0, FIRST_DAY, ReviewKind.CRAM, rating=Rating.GOOD)]
    assert list(replay_rows(SCHEDULER, rows)) == [CardSchedule(1)]


def forgotten_and_replayed(app: App) -> None:
    with app.database.write("setup", "Forget") as operation:
        operation.execute(FORGET)
        cards = [row[0] for row in operation.rows("SELECT id FROM card ORDER BY id")]
        replay_cards(operation, SchedulerSource(), cards)


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
        replay_cards(operation, SchedulerSource(), cards)
    assert content(app) == before
