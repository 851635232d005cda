"""Thousands of notes in one go: the full-text index takes them all at once.

FTS5 writes out what it holds in memory whenever a statement with triggers begins, so that the
trigger of the index costs ten times as much as the row that it follows. For a large insert the
trigger is therefore taken away, the index filled by a few statements, and the trigger put back, all
in the caller's transaction: no other connection ever sees the table without it, and if anything
fails it was never gone. SQLite fills the index without Python's lock; what Python has to prepare
for the next table is done beside it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from flashcards.storage.unit_of_work import Operation

_T = TypeVar("_T")
_FEW = 64
_TRIGGER = "note_text_insert"
_CHUNK = 10_000
_PATIENCE_S = 0.1
# While the index is filled: how many bytes it gathers before it writes a segment, and no merging of
# segments in between. Then what FTS5 has by default.
_GATHERED, _USUALLY_GATHERED = 8 << 20, 1 << 20
_NEVER_MERGED, _USUALLY_MERGED = 0, 4
_FILL = """
INSERT INTO note_text (rowid, fields)
SELECT id, fields FROM note WHERE created_by = :operation AND id > :last AND id <= :until
AND id NOT IN (SELECT id FROM note_text_docsize) ORDER BY id
"""
_CHUNK_END = """
SELECT max(id) FROM (SELECT id FROM note WHERE created_by = :operation AND id > :last
                     ORDER BY id LIMIT :chunk)
"""


def insert_notes(
    operation: Operation,
    count: int,
    insert: Callable[[], object],
    meanwhile: Callable[[], _T],
    indexed: Callable[[int], object] = lambda _: None,
) -> _T:
    """Call ``insert``, which inserts ``count`` notes, and index them; what ``meanwhile`` gives.

    ``meanwhile`` runs while they are indexed and must not touch the database. ``indexed`` is told
    how many can be found; what it raises stops the work.
    """
    if count < _FEW:
        insert()
        return meanwhile()
    trigger = operation.value(
        "SELECT sql FROM sqlite_schema WHERE type = 'trigger' AND name = :name", name=_TRIGGER
    )
    operation.execute(f"DROP TRIGGER {_TRIGGER}")
    insert()
    _configure(operation, _GATHERED, _NEVER_MERGED)
    prepared = _Filling(operation, count).beside(meanwhile, indexed)
    _configure(operation, _USUALLY_GATHERED, _USUALLY_MERGED)
    operation.execute(trigger)
    return prepared


class _Filling:
    """Fills the index with the notes that an operation has made and that are not in it yet."""

    def __init__(self, operation: Operation, count: int) -> None:
        self._operation = operation
        self._count = count
        self._done = 0
        self._stopped = threading.Event()

    def beside(self, work: Callable[[], _T], indexed: Callable[[int], object]) -> _T:
        """Fill it in a thread of its own while ``work`` is done in this one."""
        with ThreadPoolExecutor(max_workers=1) as executor:
            filling = executor.submit(self._fill)
            try:
                prepared = work()
                self._watch(filling, indexed)
            except BaseException:
                self._stopped.set()
                raise
        return prepared

    def _watch(self, filling: Future[None], indexed: Callable[[int], object]) -> None:
        while wait((filling,), _PATIENCE_S).not_done:
            indexed(self._done)
        filling.result()
        indexed(self._count)

    def _fill(self) -> None:
        last = -1
        while not self._stopped.is_set():
            until = self._operation.value(
                _CHUNK_END, operation=self._operation.id, last=last, chunk=_CHUNK
            )
            if until is None:
                return
            self._operation.execute(_FILL, operation=self._operation.id, last=last, until=until)
            last = until
            self._done = min(self._count, self._done + _CHUNK)


def _configure(operation: Operation, gathered: int, merged_at: int) -> None:
    for option, value in (("hashsize", gathered), ("automerge", merged_at)):
        operation.execute(
            "INSERT INTO note_text (note_text, rank) VALUES (:option, :value)",
            option=option,
            value=value,
        )
