"""The full-text index while many notes change: it takes them all at once.

FTS5 writes out what it holds in memory whenever a statement with triggers begins, so that the
trigger of the index costs many times as much as the row that it follows. For many notes it is
therefore taken away, the index brought up to date by two statements, and the trigger put back, all
in the caller's transaction: no other connection ever sees the table without it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flashcards.storage.unit_of_work import Operation

_FEW = 64
_TRIGGER = "note_text_update"
_THESE = "FROM note WHERE id IN (SELECT value FROM json_each(:ids)) ORDER BY id"


@contextmanager
def texts_in_bulk(operation: Operation, note_ids: Sequence[int]) -> Iterator[None]:
    """Within it the texts of these notes may change, and those of no others."""
    if len(note_ids) < _FEW:
        yield
        return
    ids = json.dumps(list(note_ids))
    trigger = operation.value(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = :name", name=_TRIGGER
    )
    operation.execute(f"DROP TRIGGER {_TRIGGER}")
    operation.execute(
        f"INSERT INTO note_text (note_text, rowid, fields) SELECT 'delete', id, fields {_THESE}",
        ids=ids,
    )
    yield
    operation.execute(f"INSERT INTO note_text (rowid, fields) SELECT id, fields {_THESE}", ids=ids)
    operation.execute(trigger)
