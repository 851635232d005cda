"""Media as the database knows them: the names in texts, by namespace, and the files behind them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from flashcards.domain import ids
from flashcards.storage.reading import Reader, id_list
from flashcards.storage.unit_of_work import Operation

_CHUNK = 5_000
_UNDOABLE = "kind NOT IN ('undo', 'redo', 'setup')"

# What an undo or a redo may need again: the files that a row had before and after a change, and
# those of rows that the last undone operations had made.
_NAMED_FILES = f"""
SELECT file FROM media WHERE deleted_by IS NULL
UNION SELECT json_extract(side.value, '$') FROM change c JOIN operation o ON o.id = c.operation_id
  JOIN json_each(json_array(c.old, c.new)) side
  WHERE c.entity = 'media' AND c.field = 'file' AND o.{_UNDOABLE}
UNION SELECT m.file FROM media m JOIN operation o ON o.id = m.created_by
  WHERE m.deleted_by IS NOT NULL AND o.undone = 1 AND o.id >
  (SELECT coalesce(max(id), 0) FROM operation WHERE undone = 0 AND {_UNDOABLE})
"""


@dataclass(frozen=True, slots=True)
class StoredName:
    """A name that texts of a namespace use, and its file in the media folder.

    ``bytes``: the size of the file. ``deleted``: what brought it was undone.
    """

    name: str
    file: str
    bytes: int
    deleted: bool = False


def media_id(namespace: str, name: str) -> int:
    """The id of the row of a name."""
    return ids.hashed_id("media", namespace, name)


def stored_names(reader: Reader, namespace: str, names: Iterable[str]) -> dict[str, StoredName]:
    """The rows of these names, those that were undone too."""
    found: dict[str, StoredName] = {}
    wanted = [media_id(namespace, name) for name in names]
    for start in range(0, len(wanted), _CHUNK):
        for name, file, size, deleted_by in reader.rows(
            "SELECT name, file, bytes, deleted_by FROM media "
            f"WHERE id IN ({id_list(wanted[start : start + _CHUNK])})"
        ):
            found[name] = StoredName(name, file, size, deleted_by is not None)
    return found


def files_of(reader: Reader, namespace: str, names: Iterable[str]) -> Mapping[str, str]:
    """The files in the media folder behind these names, as far as there are any."""
    rows = stored_names(reader, namespace, names).values()
    return {row.name: row.file for row in rows if not row.deleted}


def names_of(reader: Reader, namespace: str) -> list[StoredName]:
    """All names that a namespace has."""
    rows = reader.rows(
        "SELECT name, file, bytes FROM media WHERE namespace = :namespace "
        "AND deleted_by IS NULL ORDER BY name",
        namespace=namespace,
    )
    return [StoredName(*row) for row in rows]


def save_names(operation: Operation, namespace: str, rows: Collection[StoredName]) -> None:
    """Give names their files: new ones, and others than they had."""
    present = stored_names(operation, namespace, (row.name for row in rows))
    operation.insert(
        "media",
        [
            {
                "id": media_id(namespace, row.name),
                "namespace": namespace,
                "name": row.name,
                "file": row.file,
                "bytes": row.bytes,
            }
            for row in rows
            if row.name not in present
        ],
    )
    for row in rows:
        if row.name in present:
            key = media_id(namespace, row.name)
            operation.update("media", key, file=row.file, bytes=row.bytes, deleted_by=None)


def living_files(reader: Reader) -> Iterator[tuple[str, str]]:
    """(file, one of its names) of all media, each file once."""
    rows = reader.rows(
        "SELECT file, min(name) FROM media WHERE deleted_by IS NULL GROUP BY file ORDER BY 2"
    )
    return ((file, name) for file, name in rows)


def named_files(reader: Reader) -> frozenset[str]:
    """All files that a name has, or that an undo or a redo may give to one again."""
    return frozenset(row[0] for row in reader.rows(_NAMED_FILES) if row[0] is not None)
