"""The built-in kinds of note as rows of ``note_type``, so that foreign ones fit beside them."""

from __future__ import annotations

import json

from flashcards.domain import ids
from flashcards.domain.note import NoteKind
from flashcards.storage.unit_of_work import Operation

FIELDS = ("question", "answer", "extra", "source")


def note_type_id(kind: NoteKind) -> int:
    """The id of a built-in note type."""
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
            for kind in NoteKind
        ],
    )
