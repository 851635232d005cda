"""What the first page asks, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

MINUTES = (10, 15, 20, 30, 45)
USUAL_MINUTES = 20
_NEW_A_MINUTE = 0.6  # a new card costs its first day and, in time, some reviews on each day


@dataclass(frozen=True, slots=True)
class FirstRun:
    """What the first page shows: the road's size, and the study day for its calendar."""

    stages: int
    topics: int
    cards: int
    first_stage: str
    last_stage: str
    today: int


def new_cards_for(minutes: int) -> int:
    """How many new cards a day fit in so many minutes, reviews included."""
    return max(1, round(minutes * _NEW_A_MINUTE))
