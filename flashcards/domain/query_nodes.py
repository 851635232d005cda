"""What a search query can say, as a tree of plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from flashcards.domain.note import NoteKind
from flashcards.domain.query_tokens import Pattern
from flashcards.domain.review import Rating

FLAGS = range(8)
FLAG_NAMES = ("none", "red", "orange", "green", "blue", "pink", "turquoise", "purple")
"""What flags are called in a query, by their numbers."""


class Name(StrEnum):
    """What a card can be found by that has a name; nested names are found with their parent."""

    DECK = "deck"
    STAGE = "stage"
    TOPIC = "topic"
    TAG = "tag"
    TRACK = "track"


class Property(StrEnum):
    """A number of a card. ``due`` and ``interval`` are days, the first from today on."""

    RECALL = "recall"
    STABILITY = "stability"
    DIFFICULTY = "difficulty"
    LAPSES = "lapses"
    REPS = "reps"
    DUE = "due"
    INTERVAL = "interval"


class Operator(StrEnum):
    """How a property is compared."""

    LESS = "<"
    AT_MOST = "<="
    MORE = ">"
    AT_LEAST = ">="
    EQUAL = "="
    UNEQUAL = "!="


class Standing(StrEnum):
    """What a card can be."""

    DUE = "due"
    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    SUSPENDED = "suspended"
    BURIED = "buried"
    MARKED = "marked"
    FLAGGED = "flagged"
    LEECH = "leech"
    DRAFT = "draft"


class IdOf(StrEnum):
    """Whose ids are meant."""

    EITHER = "id"
    NOTE = "note"
    CARD = "card"


class Change(StrEnum):
    """What happened to a note."""

    ADDED = "added"
    EDITED = "edited"


class Part(StrEnum):
    """What a note can contain."""

    CODE = "code"
    IMAGE = "image"
    SOUND = "sound"
    SOURCE = "source"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the note begins like this, or, with stars, its texts contain this."""

    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words stand one after the other in the note."""

    text: str


@dataclass(frozen=True, slots=True)
class Named:
    """The card's deck, stage, topic, tag or track has this name."""

    name: Name
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Is:
    """The card is that."""

    standing: Standing


@dataclass(frozen=True, slots=True)
class OfKind:
    """The note is of that kind."""

    kind: NoteKind


@dataclass(frozen=True, slots=True)
class Flagged:
    """The card has that flag: 1 to 7, or 0 for none."""

    flag: int


@dataclass(frozen=True, slots=True)
class Has:
    """The note contains that."""

    part: Part


@dataclass(frozen=True, slots=True)
class Rated:
    """The card was answered in the last ``days`` study days, with that grade if one is given."""

    days: int
    rating: Rating | None = None


@dataclass(frozen=True, slots=True)
class Since:
    """That happened in the last ``days`` study days."""

    change: Change
    days: int


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression is found in a text of the note; it was checked and can be compiled.

    ``start`` and ``end`` bound it in the query.
    """

    pattern: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Ids:
    """The card, or its note, is one of these."""

    of: IdOf
    ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A number of the card compares like this; a card that has none never does.

    ``decimals``: how many were written. Equal means equal when rounded to that many.
    """

    compared: Property
    operator: Operator
    number: float
    decimals: int = 0

    @property
    def tolerance(self) -> float:
        """Half a unit of the last decimal that was written."""
        return 0.5 * 10.0**-self.decimals


@dataclass(frozen=True, slots=True)
class Not:
    """What does not match the node."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """What matches all the nodes: everything, if there are none."""

    nodes: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class Or:
    """What matches at least one of the nodes."""

    nodes: tuple[Node, ...]


Node = (
    Word | Phrase | Named | Is | OfKind | Flagged | Has | Rated | Since | Expression | Ids
    | Comparison | Not | And | Or
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood."""

    root: Node = And()
