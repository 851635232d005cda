"""A library with a past, for the tests of statistics: a fallible learner's six weeks, taken fast.

Two answers were taken back, a stage placed out. What it holds is read back by plain SQL, so that
the statistics can be compared with numbers that were counted another way.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from typing import Any

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating, State
from tests.services.factories import import_text, own_deck, rows

DAYS = 42
_CHANCES = {State.NEW: (3, 1, 5, 1), State.REVIEW: (2, 1, 6, 1)}
_IN_STEPS = (1, 1, 7, 1)


@dataclass(frozen=True)
class LoggedAnswer:
    """An answer that stands, as its row has it."""

    id: int
    card_id: int
    rating: int
    time_ms: int
    study_day: int
    duration_ms: int
    state: int
    elapsed: int


def study(app: App, clock: FixedClock, days: int = DAYS, *, cards: int = 30, seed: int = 3) -> None:
    """Study for so many days, each evening at another hour, with days missed now and then."""
    chance = random.Random(seed)
    import_text(app, own_deck(cards))
    app.library.set("new_per_day", "4")
    app.library.set("gates", "off")
    for _ in range(days):
        clock.advance(days=1)
        if chance.random() < 0.8:
            _evening(app, clock, chance)


def _evening(app: App, clock: FixedClock, chance: random.Random) -> None:
    session = app.study.start()
    while True:
        following = app.study.next_card(session)
        if following.card is None:
            if following.waits_until_ms is None:
                return
            clock.time_ms = max(clock.time_ms, following.waits_until_ms)
            continue
        clock.advance(seconds=chance.randint(20, 400))
        weights = _CHANCES.get(following.card.state, _IN_STEPS)
        rating = chance.choices(list(Rating), weights)[0]
        duration = chance.randint(2_000, 40_000)
        app.study.answer(following.card.card_id, rating, duration, session=session)
        if chance.random() < 0.01:
            app.undo.undo()
            app.study.refresh(session)


def logged(app: App) -> list[LoggedAnswer]:
    """All answers that stand, in their order."""
    taken_back = {row[0] for row in rows(app, "SELECT target FROM review WHERE target > 0")}
    found = rows(
        app,
        "SELECT id, card_id, rating, time_ms, study_day, duration_ms, payload FROM review "
        "WHERE kind = 'review' ORDER BY id",
    )
    return [_answer(row) for row in found if row[0] not in taken_back]


def _answer(row: tuple[Any, ...]) -> LoggedAnswer:
    payload = json.loads(row[-1])
    return LoggedAnswer(*row[:-1], payload["state"], payload.get("elapsed", -1))
