"""A card as it is asked, and what is known of it, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType
from flashcards.domain.review import Rating, ReviewKind, State


@dataclass(frozen=True, slots=True)
class ChoiceOption:
    """An option of a choice card; options come shuffled, the same way for the same showing."""

    text: str
    right: bool


@dataclass(frozen=True, slots=True)
class CardView:
    """A card to be shown.

    ``question`` and ``answer`` are Markdown for this very card: a reverse card has them swapped, a
    cloze card has its deletions resolved (the asked one as ``[…]`` or ``[hint]`` in the question
    and in bold in the answer). ``code`` (predict) is in the question. ``expected`` is the text
    that what is typed or predicted is compared with, else None. ``language``: for a predict card,
    in words. ``options``: choice cards. ``steps``: steps cards, Markdown each. ``remainder``: what
    of the answer is left to show where expected text, options or steps are shown already.
    ``last_seen_days``: study days since the last review, None for a new card.
    ``intervals``: seconds until due for each grade.
    """

    card_id: int
    note_id: int
    key: str
    kind: NoteKind
    deck: str
    state: State
    question: str
    answer: str
    extra: str
    source: str
    stage_number: int | None = None
    stage_title: str = ""
    topic_title: str = ""
    language: str = ""
    expected: str | None = None
    remainder: str = ""
    options: tuple[ChoiceOption, ...] = ()
    steps: tuple[str, ...] = ()
    hint: str = ""
    tags: tuple[str, ...] = ()
    flag: int = 0
    marked: bool = False
    leech: bool = False
    last_seen_days: int | None = None
    intervals: Mapping[Rating, int] | None = None


@dataclass(frozen=True, slots=True)
class SessionProgress:
    """How far a session is; ``left_seconds`` by the learner's own seconds per card."""

    done: int
    left: int
    left_seconds: float


@dataclass(frozen=True, slots=True)
class NoteEdit:
    """A note as the editor holds it; ``note_type`` names the fields of a custom one."""

    note_id: int
    kind: NoteKind
    fields: NoteFields
    tags: tuple[str, ...]
    note_type: NoteType | None = None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A line of a card's history. ``interval_s``: as given by this row, None if it gave none."""

    time_ms: int
    kind: ReviewKind
    rating: Rating | None
    interval_s: int | None
    duration_ms: int
    retracted: bool


@dataclass(frozen=True, slots=True)
class CardInformation:
    """All that is known of a card; times in milliseconds UTC, recall 0 to 1."""

    card_id: int
    note_id: int
    deck: str
    stage_title: str
    topic_title: str
    kind: NoteKind
    state: State
    suspended: bool
    created_ms: int
    due_day: int | None
    due_ms: int | None
    stability: float | None
    difficulty: float | None
    recall: float | None
    reps: int
    lapses: int
    average_seconds: float | None
    source_id: str | None
    tags: tuple[str, ...]
    history: tuple[ReviewLine, ...]
    forgetting: tuple[tuple[float, float], ...] = ()
    """(days from now, recall) since its last review and on from now; empty without a memory."""
    target: float | None = None
    """The recall at which it comes back, 0 to 1."""
