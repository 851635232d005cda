"""Notes and the cards that they give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MARKED_TAG = "marked"
LEECH_TAG = "leech"


class NoteKind(StrEnum):
    """The built-in kinds of note; the value is the class in a deck file."""

    BASIC = "basic"
    REVERSED = "reversed"
    CLOZE = "cloze"
    TYPED = "typed"
    CHOICE = "choice"
    PREDICT = "predict"
    STEPS = "steps"
    CUSTOM = "custom"


@dataclass(frozen=True, slots=True)
class NoteFields:
    """The texts of a note, each in Markdown.

    ``question``: its first line is the heading, what follows a blank line stands below it.
    ``answer``: what is asked for. ``extra``: shown small under the answer.
    ``source``: where the fact is stated, one Markdown line or more.
    """

    question: str
    answer: str = ""
    extra: str = ""
    source: str = ""

    @property
    def heading(self) -> str:
        """The first line of the question."""
        return self.question.split("\n", 1)[0]

    @property
    def question_body(self) -> str:
        """What stands below the heading, without the blank lines around it."""
        _, _, body = self.question.partition("\n")
        return body.strip("\n")


@dataclass(frozen=True, slots=True)
class ClozeDeletion:
    """One ``{{c1::text::hint}}`` of a cloze text; ``start`` and ``end`` bound it in the text."""

    number: int
    text: str
    hint: str
    start: int
    end: int


_CLOZE = re.compile(r"\{\{c(\d{1,3})::(.+?)(?:::(.*?))?\}\}", re.DOTALL)


def cloze_deletions(text: str) -> Iterator[ClozeDeletion]:
    """The deletions of a cloze text, in the order in which they stand."""
    # an unclosed deletion would be looked for to the end of the text again and again
    text = text[: text.rfind("}}") + 2]
    for match in _CLOZE.finditer(text):
        yield ClozeDeletion(
            number=int(match[1]),
            text=match[2],
            hint=match[3] or "",
            start=match.start(),
            end=match.end(),
        )


def card_keys(kind: NoteKind, fields: NoteFields) -> tuple[str, ...]:
    """The keys of the cards that a note gives: ``forward``, ``reverse``, or ``c1``, ``c2`` …

    A cloze note without a deletion gives no card; the deck parser warns of it.
    """
    if kind is NoteKind.CLOZE:
        numbers = sorted({deletion.number for deletion in cloze_deletions(fields.question)})
        return tuple(f"c{number}" for number in numbers)
    if kind is NoteKind.REVERSED:
        return ("forward", "reverse")
    return ("forward",)
