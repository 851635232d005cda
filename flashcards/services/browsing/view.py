"""What Browse shows, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.domain.note import NoteKind
from flashcards.domain.query_order import SortOrder
from flashcards.domain.review import State

PAGE = 200
"""Rows that are read together."""

LONGEST_NAME = 60
"""Characters that the name of a saved search may have."""


@dataclass(frozen=True, slots=True)
class BrowseRow:
    """A card in the table.

    ``key``: which of its note's cards it is. ``question``: plain text on one line, as this very
    card asks it. ``due_day`` and ``due_ms``: a review card has the first, one in its steps the
    second, a new one neither. ``recall``: 0 to 1, now. Times in milliseconds UTC; None where the
    card has no such value.
    """

    card_id: int
    note_id: int
    key: str
    question: str
    kind: NoteKind
    deck: str
    topic: str
    stage: str
    state: State
    suspended: bool
    draft: bool
    buried: bool
    due_day: int | None
    due_ms: int | None
    last_review_ms: int | None
    recall: float | None
    stability: float | None
    difficulty: float | None
    lapses: int
    reps: int
    interval_days: float | None
    flag: int
    tags: tuple[str, ...]
    added_ms: int
    edited_ms: int | None


@dataclass(frozen=True, slots=True)
class Listing:
    """What a search found.

    ``ids``: of the first cards in order, all of them where that is as many as ``count``. ``rows``:
    the first page. ``today``: the study day that due days are to be compared with.
    """

    query: str
    order: SortOrder
    count: int
    ids: tuple[int, ...]
    rows: tuple[BrowseRow, ...]
    today: int

    @property
    def complete(self) -> bool:
        """Whether the ids of all cards are known."""
        return len(self.ids) >= self.count


@dataclass(frozen=True, slots=True)
class SideLine:
    """A line of the sidebar: a name, how many cards or notes have it, and how far it is nested."""

    name: str
    count: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Sidebar:
    """What cards can be told apart by; only what there is. ``flags`` are counted by number."""

    decks: tuple[SideLine, ...]
    stages: tuple[SideLine, ...]
    tags: tuple[SideLine, ...]
    flags: Mapping[int, int]
    new: int
    learning: int
    review: int
    suspended: int
    drafts: int


@dataclass(frozen=True, slots=True)
class TopicChoice:
    """A topic that a note can be put under."""

    id: int
    title: str


@dataclass(frozen=True, slots=True)
class DeckChoice:
    """A deck that a note can be put in, with its topics."""

    id: int
    name: str
    topics: tuple[TopicChoice, ...]


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search by its name."""

    id: int
    name: str
    query: str
