"""A library in use: eight weeks of a diligent, fallible learner, made by the services themselves.

Screenshots and trials need cards with a past. Nothing here is written into tables by hand: each
answer goes through the study service, so that log, memory states and gates are what they would be.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from flashcards.domain.calendar import MS_PER_SECOND
from flashcards.domain.review import Rating, State
from flashcards.services.card_view import CardView
from flashcards.services.studying.service import NextCard

DAYS = 56
NEW_A_DAY = "16"
_START_HOUR = 18
_SKIP_EVERY = 9
_CUT_SHORT = 0.12
_FIRST_TIME = (0.22, 0.10, 0.56, 0.12)
_STEP = (0.08, 0.10, 0.76, 0.06)
_KNOWN = (0.08, 0.82, 0.10)


@dataclass(frozen=True, slots=True)
class Demo:
    """What was made: the clock stands at the end, in the morning of the last day."""

    clock: FixedClock
    answers: int


def make_demo(library: Path, now: datetime, *, days: int = DAYS, seed: int = 7) -> Demo:
    """Make a library that was studied for ``days`` days up to the evening before ``now``."""
    rng = random.Random(seed)  # noqa: S311 - a learner, not a secret
    clock = FixedClock(0)
    clock.time_ms = _evening(now, days)
    app = bootstrap(library, clock=clock)
    try:
        app.library.set("new_per_day", NEW_A_DAY)
        answers = 0
        for ago in range(days, 0, -1):
            if ago > _SKIP_EVERY and rng.randrange(_SKIP_EVERY) == 0:
                continue
            clock.time_ms = _evening(now, ago)
            answers += _study(app, clock, rng)
        clock.time_ms = round(now.timestamp() * MS_PER_SECOND)
    finally:
        app.close()
    return Demo(clock, answers)


def _evening(now: datetime, ago: int) -> int:
    day = now - timedelta(days=ago)
    return round(day.replace(hour=_START_HOUR, minute=0).timestamp() * MS_PER_SECOND)


def _study(app: App, clock: FixedClock, rng: random.Random) -> int:
    session = app.study.start()
    enough = session.progress(clock.now_ms()).left
    if rng.random() < _CUT_SHORT:
        enough //= 3
    answers = 0
    while answers < 3 * enough:
        following: NextCard = app.study.next_card(session)
        if following.card is None:
            if following.waits_until_ms is None:
                break
            clock.time_ms = max(clock.time_ms, following.waits_until_ms)
            continue
        seconds = min(120.0, rng.lognormvariate(2.6, 0.6))
        clock.advance(seconds=seconds)
        rating = _rate(app, following.card, rng)
        app.study.answer(
            following.card.card_id, rating, round(seconds * MS_PER_SECOND), session=session
        )
        answers += 1
    return answers


def _rate(app: App, card: CardView, rng: random.Random) -> Rating:
    """As a learner would, who recalls as often as the forgetting curve says."""
    if card.state is State.NEW:
        return rng.choices(list(Rating), _FIRST_TIME)[0]
    if card.state is not State.REVIEW:
        return rng.choices(list(Rating), _STEP)[0]
    recall = app.study.information(card.card_id).recall or 0.0
    if rng.random() > recall:
        return Rating.AGAIN
    return rng.choices([Rating.HARD, Rating.GOOD, Rating.EASY], _KNOWN)[0]
