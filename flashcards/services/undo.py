"""Undo and redo of every operation, from the change log; it works across processes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from flashcards.errors import NotFoundError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.importing.history import IMPORTED
from flashcards.services.importing.undo import bring_imported_again, retract_imported
from flashcards.services.scheduling.following import followed
from flashcards.services.scheduling.rebuild import TRUE_QUEUE, follow_settings
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.undo_reviews import repeat_reviews, retract_reviews
from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import Reader, Row
from flashcards.storage.unit_of_work import Database, Operation

UNDO, REDO = "undo", "redo"
_LIVING_TABLES = (
    "roadmap", "stage", "stage_topic", "topic_link", "topic", "deck", "note", "card", "media",
    "prompt", "story", "preset",
)  # fmt: skip
# What of the change log tells of rows of the review log, which are retracted instead of set.
_LOGGED = frozenset({"review", IMPORTED})
_STACK = "kind NOT IN ('undo', 'redo', 'setup')"


@dataclass(frozen=True, slots=True)
class Undoable:
    """An operation that can be undone or redone."""

    id: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class Undone:
    """What was undone or redone; ``card_id``: the card of a review that came back."""

    label: str
    kind: str
    changes: Changes
    card_id: int | None = None


class UndoService:
    """Takes operations back, the last one first, and brings them again."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers

    def undoable(self) -> Undoable | None:
        """What undo would take back."""
        with self._database.read() as reader:
            return _last_applied(reader)

    def redoable(self) -> Undoable | None:
        """What redo would bring again: the operation undone last, if nothing was done since."""
        with self._database.read() as reader:
            return _next_redoable(reader)

    def undo(self, origin: str = "") -> Undone:
        """Take the last operation back. Raises NotFoundError when there is none."""
        with self._database.lock.held_for():
            found = self.undoable()
            if found is None:
                raise NotFoundError(_("there is nothing to undo."))
            with self._database.write(UNDO, found.label, origin, target=found.id) as operation:
                with followed(operation, self._schedulers, found.id):
                    card_id = self._take_back(operation, found)
                operation.execute("UPDATE operation SET undone = 1 WHERE id = :id", id=found.id)
                operation.touched.add("operation")
                changes = _changes(operation, found, origin)
        return Undone(found.label, found.kind, changes, card_id)

    def redo(self, origin: str = "") -> Undone:
        """Bring the operation undone last again. Raises NotFoundError when there is none."""
        with self._database.lock.held_for():
            found = self.redoable()
            if found is None:
                raise NotFoundError(_("there is nothing to redo."))
            with self._database.write(REDO, found.label, origin, target=found.id) as operation:
                with followed(operation, self._schedulers, found.id):
                    card_id = self._bring_again(operation, found)
                operation.execute("UPDATE operation SET undone = 0 WHERE id = :id", id=found.id)
                operation.touched.add("operation")
                changes = _changes(operation, found, origin)
        return Undone(found.label, found.kind, changes, card_id)

    def _take_back(self, operation: Operation, found: Undoable) -> int | None:
        rows = operation.rows(
            "SELECT entity, entity_id, field, old FROM change WHERE operation_id = :id "
            "ORDER BY id DESC",
            id=found.id,
        )
        _set(operation, rows)
        card_id = retract_reviews(operation, self._schedulers, _reviews_in(rows))
        retract_imported(operation, self._schedulers, found.id)
        for table in reversed(_LIVING_TABLES):
            queue = f", queue = {Queue.DELETED:d}" if table == "card" else ""
            operation.execute(
                f"UPDATE {table} SET deleted_by = :undo{queue} "
                "WHERE created_by = :id AND deleted_by IS NULL",
                undo=operation.id,
                id=found.id,
            )
        follow_settings(operation, self._schedulers, _settings_in(rows))
        return card_id

    def _bring_again(self, operation: Operation, found: Undoable) -> int | None:
        undo_id = operation.value(
            "SELECT max(id) FROM operation WHERE kind = :undo AND target = :id",
            undo=UNDO,
            id=found.id,
        )
        for table in _LIVING_TABLES:
            operation.execute(
                f"UPDATE {table} SET deleted_by = NULL "
                "WHERE created_by = :id AND deleted_by = :undo",
                undo=undo_id,
                id=found.id,
            )
        operation.execute(
            f"UPDATE card SET queue = (SELECT {TRUE_QUEUE} FROM note WHERE note.id = note_id) "
            "WHERE created_by = :id AND deleted_by IS NULL",
            id=found.id,
        )
        rows = operation.rows(
            "SELECT entity, entity_id, field, new FROM change WHERE operation_id = :id ORDER BY id",
            id=found.id,
        )
        _set(operation, rows)
        card_id = repeat_reviews(operation, self._schedulers, _reviews_in(rows), found.id)
        bring_imported_again(operation, self._schedulers, found.id, undo_id)
        follow_settings(operation, self._schedulers, _settings_in(rows))
        return card_id


def _set(operation: Operation, changes: Sequence[Row]) -> None:
    """Set (entity, key, field, value as JSON) one after another, a run of one field at once."""
    for (entity, field), run in groupby(changes, key=itemgetter(0, 2)):
        if entity in _LOGGED:
            continue
        rows = [
            {"value": json.loads(value), **operation.recorded_key(entity, key)}
            for _, key, _, value in run
        ]
        where = " AND ".join(f"{column} = :{column}" for column in rows[0] if column != "value")
        operation.execute_many(f"UPDATE {entity} SET {field} = :value WHERE {where}", rows)
        operation.touched.add(entity)


def _reviews_in(changes: Sequence[Row]) -> list[int]:
    """The rows of the log among the rows of a change log."""
    return [int(row[1]) for row in changes if row[0] == "review"]


def _settings_in(changes: Sequence[Row]) -> set[str]:
    """The settings among the rows of a change log."""
    return {str(row[1]) for row in changes if row[0] == "setting"}


def _last_applied(reader: Reader) -> Undoable | None:
    row = reader.row(
        f"SELECT id, kind, label FROM operation WHERE undone = 0 AND {_STACK} "
        "ORDER BY id DESC LIMIT 1"
    )
    return None if row is None else Undoable(*row)


def _next_redoable(reader: Reader) -> Undoable | None:
    """Of the operations that were undone since the last one was done, the first."""
    newest = reader.value(f"SELECT coalesce(max(id), 0) FROM operation WHERE {_STACK}")
    row = reader.row(
        f"SELECT o.id, o.kind, o.label FROM operation o WHERE o.undone = 1 AND {_STACK} AND o.id > "
        f"(SELECT coalesce(max(id), 0) FROM operation WHERE undone = 0 AND {_STACK}) "
        "AND EXISTS (SELECT 1 FROM operation u WHERE u.id > :newest AND u.kind = :undo "
        "AND u.target = o.id) ORDER BY o.id LIMIT 1",
        newest=newest,
        undo=UNDO,
    )
    return None if row is None else Undoable(*row)


def _changes(operation: Operation, found: Undoable, origin: str) -> Changes:
    if found.kind != "review":
        return Changes.everything(operation.id, found.label, origin)
    entities = {
        row[0]
        for row in operation.rows(
            "SELECT DISTINCT entity FROM change WHERE operation_id = :id", id=found.id
        )
    }
    return Changes(
        operation.id,
        found.label,
        cards=True,
        notes="note_tag" in entities,
        roadmaps="stage" in entities,
        reviews=True,
        origin=origin,
    )
