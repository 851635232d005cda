"""Notes and the cards that they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from flashcards.domain.cloze import ClozeDeletion, cloze_deletions, cloze_numbers
from flashcards.domain.note_type import NoteType
from flashcards.domain.templates import template_keys

__all__ = [
    "BUILT_IN_KINDS",
    "LEECH_TAG",
    "MARKED_TAG",
    "ClozeDeletion",
    "NoteFields",
    "NoteKind",
    "card_keys",
    "cloze_deletions",
]

MARKED_TAG = "marked"
LEECH_TAG = "leech"


class NoteKind(StrEnum):
    """The kinds of note; the value is the class in a deck file.

    ``CUSTOM``: of a note type that another program brought, which a deck file cannot have.
    """

    BASIC = "basic"
    REVERSED = "reversed"
    CLOZE = "cloze"
    TYPED = "typed"
    CHOICE = "choice"
    PREDICT = "predict"
    STEPS = "steps"
    CUSTOM = "custom"


BUILT_IN_KINDS: tuple[NoteKind, ...] = tuple(
    kind for kind in NoteKind if kind is not NoteKind.CUSTOM
)
"""The kinds whose fields and cards the program itself knows."""


@dataclass(frozen=True, slots=True)
class NoteFields:
    """The texts of a note, each in Markdown.

    ``question``: its first line is the heading, what follows a blank line stands below it.
    ``answer``: what is asked for. ``extra``: shown small under the answer.
    ``source``: where the fact is stated, one Markdown line or more. ``more``: what a custom note
    has beyond four fields; its note type names them all, and these four names mean nothing there.
    """

    question: str
    answer: str = ""
    extra: str = ""
    source: str = ""
    more: tuple[str, ...] = ()

    @classmethod
    def of(cls, texts: Sequence[str]) -> NoteFields:
        """The fields that have these texts, in their order; missing ones are empty."""
        question, answer, extra, source, *more = (*texts, *[""] * (4 - len(texts)))
        return cls(question, answer, extra, source, tuple(more))

    @property
    def texts(self) -> tuple[str, ...]:
        """All texts in their order, at least four."""
        return (self.question, self.answer, self.extra, self.source, *self.more)

    @property
    def heading(self) -> str:
        """The first line of the question."""
        return self.question.split("\n", 1)[0]

    @property
    def question_body(self) -> str:
        """What stands below the heading, without the blank lines around it."""
        _, _, body = self.question.partition("\n")
        return body.strip("\n")


def card_keys(
    kind: NoteKind, fields: NoteFields, note_type: NoteType | None = None
) -> tuple[str, ...]:
    """The keys of the cards that a note gives: ``forward``, ``reverse``, or ``c1``, ``c2`` …

    A cloze note without a deletion gives no card; the deck parser warns of it. The cards of a
    custom note are those of its note type: ``t1``, ``t2`` … by its templates, or by deletions.
    """
    if kind is NoteKind.CUSTOM:
        if note_type is None:
            return ("t1",) if any(text.strip() for text in fields.texts) else ()
        return template_keys(note_type, note_type.values(fields.texts))
    if kind is NoteKind.CLOZE:
        return tuple(f"c{number}" for number in sorted(cloze_numbers(fields.question)))
    if kind is NoteKind.REVERSED:
        return ("forward", "reverse")
    return ("forward",)
