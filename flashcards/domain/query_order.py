"""The order of found cards."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SortColumn(StrEnum):
    """What found cards are sorted by."""

    DECK = "deck"
    STAGE = "stage"
    TOPIC = "topic"
    QUESTION = "question"
    KIND = "kind"
    STATE = "state"
    TAGS = "tags"
    FLAG = "flag"
    ADDED = "added"
    EDITED = "edited"
    DUE = "due"
    LAST_REVIEW = "last_review"
    RECALL = "recall"
    STABILITY = "stability"
    DIFFICULTY = "difficulty"
    INTERVAL = "interval"
    LAPSES = "lapses"
    REPS = "reps"


@dataclass(frozen=True, slots=True)
class SortOrder:
    """The order of found cards; those that have no such value come last either way."""

    column: SortColumn = SortColumn.DECK
    descending: bool = False


BY_DECK = SortOrder()
