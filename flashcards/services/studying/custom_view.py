"""What can be studied beside the day's cards, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How cards are studied out of their turn.

    ``CRAM``: any cards, what is remembered worst first. ``PREVIEW``: new cards, which stay new.
    ``FORGOTTEN``: what was forgotten today. ``AHEAD``: what falls due on the next days; only these
    answers count as reviews, all others leave the schedule as it is.
    """

    CRAM = "cram"
    PREVIEW = "preview"
    AHEAD = "ahead"
    FORGOTTEN = "forgotten"

    @property
    def counts(self) -> bool:
        """Whether answers are reviews that move due dates."""
        return self is Way.AHEAD


@dataclass(frozen=True, slots=True)
class CustomStudy:
    """Cards to be studied out of their turn.

    ``query``: only what this search finds. ``card_ids``: only these cards. ``days``: of AHEAD.
    ``limit``: how many cards at most. ``goes_on``: leaves out what was passed in such a study
    earlier today, as a terminal has to that asks for one card after the other.
    """

    way: Way
    query: str = ""
    card_ids: tuple[int, ...] | None = None
    days: int = 1
    limit: int | None = None
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class CustomOffer:
    """How many cards there are for a custom study, and the time that they take."""

    cards: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Subject:
    """A stage or a topic that can be studied as a whole; ``query`` finds its ``cards``."""

    title: str
    query: str
    cards: int
    within: str = ""
