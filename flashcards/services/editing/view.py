"""What the note editor works with, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType
from flashcards.services.changes import Changes


@dataclass(frozen=True, slots=True)
class NoteDocument:
    """A note as the editor has it.

    ``note_id`` None: it is not in the library yet. ``note_type``: of a custom note. ``media``: the
    files of the pictures that the text names. ``deck``: its full name; ``topic``: its title.
    """

    note_id: int | None
    text: str
    kind: NoteKind
    deck_id: int
    topic_id: int | None
    note_type: NoteType | None = None
    media: Mapping[str, str] | None = None
    deck: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note that is written field by field, not as one text."""

    kind: NoteKind
    fields: NoteFields
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Saved:
    """A note that was kept, with its cards in their order."""

    note_id: int
    card_ids: tuple[int, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """A picture that is in the library: its name for the text, and its file."""

    name: str
    file: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class TextProblem:
    """What is wrong in a line of a text, from 1; ``stops``: it cannot be saved like this."""

    line: int
    message: str
    stops: bool = True


@dataclass(frozen=True, slots=True)
class AlikeNote:
    """A note that asks the same, or nearly; ``likeness`` is 0 to 100."""

    note_id: int
    question: str
    deck: str
    likeness: float

    @property
    def is_same(self) -> bool:
        """Whether its question is the same but for case and marks."""
        return self.likeness >= 100


@dataclass(frozen=True, slots=True)
class Advice:
    """A rule of good cards that the note breaks: what is so, and how to mend it."""

    rule: str
    message: str
    mend: str


@dataclass(frozen=True, slots=True)
class Hints:
    """What could be better about a note."""

    alike: tuple[AlikeNote, ...] = ()
    advice: tuple[Advice, ...] = ()
