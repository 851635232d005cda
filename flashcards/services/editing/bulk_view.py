"""What is done to many cards, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flashcards.services.changes import Changes


@dataclass(frozen=True, slots=True)
class BulkDone:
    """What was done: how many cards it changed, and of how many notes."""

    cards: int
    notes: int
    changes: Changes


class Where(StrEnum):
    """Which texts of a note are looked at."""

    EVERYWHERE = "everywhere"
    QUESTION = "question"
    ANSWER = "answer"
    EXTRA = "extra"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class ReplaceRequest:
    """What is looked for and what stands in its place.

    ``expression``: a regular expression, whose groups the new text may name as ``\\1``. ``case``:
    whether capitals count.
    """

    find: str
    replace: str
    expression: bool = False
    case: bool = False
    where: Where = Where.EVERYWHERE


@dataclass(frozen=True, slots=True)
class Replacement:
    """A change in a line: what stands before it, what goes, what comes, what stands behind."""

    note_id: int
    question: str
    before: str
    old: str
    new: str
    after: str


@dataclass(frozen=True, slots=True)
class ReplacePlan:
    """What replacing would change.

    ``shown``: the first of the changes. ``refused``: notes that would ask nothing afterwards and
    are left as they are.
    """

    request: ReplaceRequest
    note_ids: tuple[int, ...]
    matches: int
    shown: tuple[Replacement, ...]
    refused: int = 0
