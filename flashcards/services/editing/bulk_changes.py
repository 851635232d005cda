"""Changes of many rows at once, each recorded so that undo finds it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from flashcards.domain.note import NoteFields
from flashcards.domain.wording import count_text
from flashcards.render.faces import note_heading
from flashcards.storage.card_rows import Queue
from flashcards.storage.note_rows import StoredNote, join_fields
from flashcards.storage.reading import Reader, Value
from flashcards.storage.search_index import texts_in_bulk
from flashcards.storage.unit_of_work import KEY_SEPARATOR, Operation

_RECORD = (
    "INSERT INTO change (operation_id, entity, entity_id, field, old, new) "
    "SELECT :operation, '{table}', CAST(id AS TEXT), '{column}', "
    "json_quote({column}), json_quote({value}) FROM {table} WHERE {where}"
)


class Rows:
    """Rows of a table by their ids, bound as one JSON text however many they are."""

    def __init__(self, table: str, ids: Sequence[int]) -> None:
        self.table = table
        self._ids = json.dumps(list(ids))

    def change(self, operation: Operation, column: str, value: str, **values: Value) -> int:
        """Set a column to an SQL expression where it is not that already; how many changed."""
        where = f"id IN (SELECT value FROM json_each(:ids)) AND {column} IS NOT ({value})"
        record = _RECORD.format(table=self.table, column=column, value=value, where=where)
        operation.execute(record, operation=operation.id, ids=self._ids, **values)
        update = f"UPDATE {self.table} SET {column} = {value} WHERE {where}"
        changed = operation.execute(update, ids=self._ids, **values)
        if changed:
            operation.touched.add(self.table)
        return changed


def living_cards(reader: Reader, card_ids: Sequence[int]) -> list[int]:
    """Those of the cards that are not deleted."""
    return _first_columns(
        reader,
        f"SELECT id FROM card WHERE queue > {Queue.DELETED:d} "
        "AND id IN (SELECT value FROM json_each(:ids)) ORDER BY id",
        card_ids,
    )


def notes_of(reader: Reader, card_ids: Sequence[int]) -> list[int]:
    """The notes of the cards that are not deleted."""
    return _first_columns(
        reader,
        f"SELECT DISTINCT note_id FROM card WHERE queue > {Queue.DELETED:d} "
        "AND id IN (SELECT value FROM json_each(:ids)) ORDER BY note_id",
        card_ids,
    )


def cards_of(reader: Reader, note_ids: Sequence[int]) -> list[int]:
    """The cards of the notes that are not deleted."""
    return _first_columns(
        reader,
        f"SELECT id FROM card WHERE queue > {Queue.DELETED:d} "
        "AND note_id IN (SELECT value FROM json_each(:ids)) ORDER BY id",
        note_ids,
    )


def add_tag(operation: Operation, note_ids: Sequence[int], tag: str) -> int:
    """Give a tag to the notes that lack it; how many did."""
    ids = json.dumps(list(note_ids))
    # a tag that a note never had stands there as taken off, so that giving it is a change as any
    operation.execute(
        "INSERT OR IGNORE INTO note_tag (note_id, tag, added, removed) "
        "SELECT value, :tag, :operation, :operation FROM json_each(:ids)",
        tag=tag,
        operation=operation.id,
        ids=ids,
    )
    return _set_removed(operation, ids, tag, "NULL", "removed IS NOT NULL")


def remove_tag(operation: Operation, note_ids: Sequence[int], tag: str) -> int:
    """Take a tag off the notes that have it; how many had."""
    ids = json.dumps(list(note_ids))
    return _set_removed(operation, ids, tag, f"{operation.id:d}", "removed IS NULL")


def _set_removed(operation: Operation, ids: str, tag: str, removed: str, where: str) -> int:
    where = f"tag = :tag AND note_id IN (SELECT value FROM json_each(:ids)) AND {where}"
    operation.execute(
        "INSERT INTO change (operation_id, entity, entity_id, field, old, new) "
        "SELECT :operation, 'note_tag', note_id || :separator || tag, 'removed', "
        f"json_quote(removed), json_quote({removed}) FROM note_tag WHERE {where}",
        operation=operation.id,
        separator=KEY_SEPARATOR,
        tag=tag,
        ids=ids,
    )
    changed = operation.execute(
        f"UPDATE note_tag SET removed = {removed} WHERE {where}", tag=tag, ids=ids
    )
    if changed:
        operation.touched.add("note_tag")
    return changed


def write_texts(operation: Operation, texts: Mapping[StoredNote, NoteFields]) -> None:
    """Give notes other texts; their cards are left as they are."""
    if not texts:
        return
    rows: list[dict[str, Value]] = [
        {
            "id": note.id,
            "fields": join_fields(fields),
            "heading": note_heading(note.kind, fields),
            "old_fields": join_fields(note.fields),
            "old_heading": note_heading(note.kind, note.fields),
            "now": operation.now_ms,
            "operation": operation.id,
        }
        for note, fields in texts.items()
    ]
    for column in ("fields", "heading"):
        operation.execute_many(
            "INSERT INTO change (operation_id, entity, entity_id, field, old, new) VALUES "
            f"(:operation, 'note', CAST(:id AS TEXT), '{column}', json_quote(:old_{column}), "
            f"json_quote(:{column}))",
            [row for row in rows if row[column] != row[f"old_{column}"]],
        )
    Rows("note", [note.id for note in texts]).change(
        operation, "modified_ms", f"{operation.now_ms:d}"
    )
    with texts_in_bulk(operation, [note.id for note in texts]):
        operation.execute_many(
            "UPDATE note SET fields = :fields, heading = :heading WHERE id = :id", rows
        )
    operation.touched.add("note")


def cards_text(count: int) -> str:
    """So many cards, in words."""
    return count_text(count, "card")


def _first_columns(reader: Reader, sql: str, ids: Sequence[int]) -> list[int]:
    return [row[0] for row in reader.rows(sql, ids=json.dumps(list(ids)))]
