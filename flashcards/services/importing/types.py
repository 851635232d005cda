"""The note types of a file's notes."""

from __future__ import annotations

from functools import lru_cache

from flashcards.domain.note import BUILT_IN_KINDS, NoteKind
from flashcards.domain.note_type import NoteType
from flashcards.formats.rows import NoteRow
from flashcards.services.editing.note_types import note_type_id
from flashcards.storage.note_type_rows import note_type_key, save_note_type
from flashcards.storage.unit_of_work import Operation

_BUILT_IN = {kind: note_type_id(kind) for kind in BUILT_IN_KINDS}


def type_of(row: NoteRow) -> int:
    """The id of a note's type; a custom note that comes without its type is taken as basic."""
    if row.note_type is not None:
        return _key(row.note_type)
    return _BUILT_IN.get(row.kind) or _BUILT_IN[NoteKind.BASIC]


@lru_cache(maxsize=256)
def _key(note_type: NoteType) -> int:
    return note_type_key(note_type)


class NoteTypes:
    """Writes the types of an import's notes, each once."""

    def __init__(self, operation: Operation, origin: str) -> None:
        self._operation = operation
        self._origin = origin
        self._saved: set[int] = set()

    def save(self, row: NoteRow) -> int:
        """The id of a note's type, which is in the library from now on."""
        if row.note_type is None:
            return type_of(row)
        identifier = type_of(row)
        if identifier not in self._saved:
            save_note_type(self._operation, row.note_type, self._origin)
            self._saved.add(identifier)
        return identifier
