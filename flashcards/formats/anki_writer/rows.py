"""What a package holds, in the numbers that Anki's tables have."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class PackedTemplate:
    """The two sides of a card of a note type, in HTML with ``{{Field}}`` placeholders."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class PackedType:
    """A note type. ``cloze``: its cards come from the deletions of the first field."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[PackedTemplate, ...]
    css: str = ""
    cloze: bool = False


@dataclass(frozen=True, slots=True)
class PackedReview:
    """A row of the review log.

    ``interval``: days, or negative seconds. ``kind``: 0 learning, 1 review, 2 relearning, 3 cram,
    4 set by hand, 5 rescheduled. ``ease``: the button, 0 for a row that is no answer.
    """

    time_ms: int
    ease: int
    interval: int
    kind: int
    duration_ms: int


@dataclass(frozen=True, slots=True)
class PackedCard:
    """A card. ``ordinal``: of its template, or of its deletion less one.

    ``type``: 0 new, 1 learning, 2 review, 3 relearning; ``queue`` the same, or -1 suspended.
    ``due``: of a review card the day from the package's first one, of a learning card the second
    of the epoch, of a new card its place. ``interval``: days.
    """

    ordinal: int
    deck: str
    type: int = 0
    queue: int = 0
    due: int = 0
    interval: int = 0
    reps: int = 0
    lapses: int = 0
    flag: int = 0
    stability: float | None = None
    difficulty: float | None = None
    last_review_s: int | None = None
    reviews: tuple[PackedReview, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedNote:
    """A note; ``fields`` in HTML, in the order of its type's fields."""

    guid: str
    type: PackedType
    fields: tuple[str, ...]
    created_ms: int
    modified_s: int
    tags: tuple[str, ...] = ()
    cards: tuple[PackedCard, ...] = ()


@dataclass(frozen=True, slots=True)
class Package:
    """A whole package.

    ``first_day_s``: when the day 0 of the due numbers begins, in seconds UTC. ``media``: the names
    that the fields use and the files. ``decay``: of the forgetting curve, positive.
    """

    notes: Iterable[PackedNote]
    first_day_s: int
    rollover_hour: int
    retention: float
    decay: float
    now_ms: int
    media: Callable[[], Mapping[str, Path]] = field(default=dict)
