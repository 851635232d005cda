"""What the review page is doing."""

from __future__ import annotations

from enum import Enum, auto


class Phase(Enum):
    """From the question to the saved grade, and what stands in place of a card."""

    EMPTY = auto()
    QUESTION = auto()
    STEPS = auto()
    ANSWER = auto()
    SAVING = auto()
    EDITING = auto()
    MESSAGE = auto()


ASKS = frozenset({Phase.QUESTION, Phase.STEPS})
"""Phases in which there is something to show yet."""

SHOWS_CARD = ASKS | {Phase.ANSWER}
"""Phases in which a card can be flagged, buried, edited and so on."""
