"""What the learner chose for a backlog, and the order that the choice gives.

Read before the first paint, so that nothing here needs numpy or SQLAlchemy.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from heapq import nsmallest

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.worth import Cost, Worth
from flashcards.services.studying.pace import learner_pace
from flashcards.storage.queue_sql import Scope, Waiting, due_with_difficulty
from flashcards.storage.reading import Reader

BACKLOG_KEY = "backlog"
SPREAD, VALUE, CATCH_UP = "spread", "value", "catch_up"
NO_CHOICE = "null"
_TWICE = 2.0  # a forgotten card is asked again on the same day


@dataclass(frozen=True, slots=True)
class BacklogChoice:
    """How a backlog is worked off, and the study day on which that was chosen."""

    way: str
    day: int

    def text(self) -> str:
        """As it is kept."""
        return json.dumps({"way": self.way, "day": self.day}, sort_keys=True)


def stored_choice(reader: Reader) -> BacklogChoice | None:
    """The choice that is kept, None where there is none."""
    found = reader.value("SELECT value FROM setting WHERE key = :key", key=BACKLOG_KEY)
    values = json.loads(found) if found else None
    return BacklogChoice(values["way"], values["day"]) if values else None


def days_away(reader: Reader, today: int) -> int:
    """The whole days before today without an answer; 0 where nothing was ever answered."""
    last = reader.value("SELECT max(day) FROM study_day WHERE reviews > 0")
    return 0 if last is None else max(0, today - last - 1)


def worth_of(reader: Reader, parameters: Sequence[float], day: int) -> Worth:
    """What answers are worth to this learner, by the pace of the last days."""
    seconds = learner_pace(reader, day).review_s
    return Worth(parameters, Cost(seconds, _TWICE * seconds))


def most_valuable(
    reader: Reader, scope: Scope, parameters: Sequence[float], now_ms: int, most: int
) -> list[Waiting]:
    """Up to ``most`` due reviews, those first on which a minute gains most recall."""
    worth = worth_of(reader, parameters, scope.today)
    rows = due_with_difficulty(reader, scope)

    def value(row: tuple[Waiting, float]) -> tuple[float, int]:
        card, difficulty = row
        elapsed = max(0, now_ms - card.last_review_ms) / MS_PER_DAY
        return -worth.per_minute(card.stability, difficulty, elapsed), card.card_id

    return [card for card, _ in nsmallest(most, rows, key=value)]
