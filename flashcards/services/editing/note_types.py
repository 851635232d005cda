"""The built-in kinds of note as rows of ``note_type``, beside those of other programs."""

from __future__ import annotations

import json

from flashcards.domain import ids
from flashcards.domain.note import BUILT_IN_KINDS, NoteKind
from flashcards.storage.unit_of_work import Operation

FIELDS = ("question", "answer", "extra", "source")


def note_type_id(kind: NoteKind) -> int:
    """The id of a built-in note type.

    Raises:
        KeyError: a custom note has a type of its own, which ``save_note_type`` keeps.
    """
    if kind not in BUILT_IN_KINDS:
        raise KeyError(kind)
    return ids.hashed_id("note-type", kind.value)


def add_note_types(operation: Operation) -> None:
    """Add the built-in note types to a fresh library."""
    operation.insert(
        "note_type",
        [
            {
                "id": note_type_id(kind),
                "name": kind.value.capitalize(),
                "kind": kind.value,
                "fields": json.dumps(FIELDS),
                "origin": "built-in",
            }
            for kind in BUILT_IN_KINDS
        ],
    )
