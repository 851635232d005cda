"""Notes in the database: their fields, tags, and what a file last brought."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType
from flashcards.storage.note_type_rows import load_note_types
from flashcards.storage.reading import Reader, Row, id_list
from flashcards.storage.tables import FIELD_SEPARATOR
from flashcards.storage.unit_of_work import Operation

GONE = -1
"""The position of a note that a file brought once and has no more."""

_CHUNK = 5_000
_COLUMNS = (
    "n.id, n.deck_id, n.topic_id, n.namespace, n.source_id, n.kind, n.fields, n.base, n.track, "
    "n.run, n.importance, n.draft, n.attributes, n.position, n.created_ms, n.deleted_by, "
    "(SELECT group_concat(tag, ' ') FROM (SELECT tag FROM note_tag t WHERE t.note_id = n.id "
    "AND t.removed IS NULL ORDER BY t.added, t.rowid)), n.note_type_id"
)
_KIND, _TYPE = 5, 17  # places in such a row


@dataclass(frozen=True, slots=True)
class StoredNote:
    """A note as the library has it.

    ``base``: the texts that a file last brought. ``position``: its place in the file, or GONE.
    ``note_type``: of a custom note, None for all others.
    """

    id: int
    deck_id: int
    topic_id: int | None
    namespace: str
    source_id: str | None
    kind: NoteKind
    fields: NoteFields
    base: NoteFields | None
    track: str | None
    run: str | None
    importance: int | None
    draft: bool
    attributes: tuple[tuple[str, str], ...]
    position: int
    created_ms: int
    deleted: bool
    tags: tuple[str, ...]
    note_type_id: int
    note_type: NoteType | None


def join_fields(fields: NoteFields) -> str:
    """The fields as one text; a U+001F inside a text would split it and is taken out."""
    return FIELD_SEPARATOR.join(text.replace(FIELD_SEPARATOR, "") for text in fields.texts)


def split_fields(text: str) -> NoteFields:
    """The fields of such a text."""
    return NoteFields.of(text.split(FIELD_SEPARATOR))


def load_notes(reader: Reader, note_ids: Sequence[int]) -> Mapping[int, StoredNote]:
    """Notes by id, deleted ones too."""
    found: dict[int, StoredNote] = {}
    for start in range(0, len(note_ids), _CHUNK):
        chunk = id_list(note_ids[start : start + _CHUNK])
        rows = reader.rows(f"SELECT {_COLUMNS} FROM note n WHERE n.id IN ({chunk})")
        found.update((note.id, note) for note in _notes(reader, rows))
    return found


def load_note(reader: Reader, note_id: int) -> StoredNote | None:
    """A note that is not deleted."""
    note = load_notes(reader, (note_id,)).get(note_id)
    return None if note is None or note.deleted else note


def notes_of_deck(reader: Reader, deck_id: int) -> list[StoredNote]:
    """The living notes of a deck, in its order."""
    rows = reader.rows(
        f"SELECT {_COLUMNS} FROM note n WHERE n.deck_id = :deck AND n.deleted_by IS NULL "
        "ORDER BY n.position < 0, n.position, n.id",
        deck=deck_id,
    )
    return _notes(reader, rows)


def set_tags(operation: Operation, note_id: int, tags: Iterable[str]) -> bool:
    """Give a note exactly these tags; whether that changed anything."""
    wanted = dict.fromkeys(tag_words(tags))
    rows = operation.rows("SELECT tag, removed FROM note_tag WHERE note_id = :note", note=note_id)
    known: dict[str, int | None] = {row[0]: row[1] for row in rows}
    changed = False
    for tag, removed in known.items():
        if removed is None and tag not in wanted:
            changed |= operation.update("note_tag", (note_id, tag), removed=operation.id)
    for tag in wanted:
        if tag not in known:
            operation.execute(
                "INSERT INTO note_tag (note_id, tag, added, removed) "
                "VALUES (:note, :tag, :added, :added)",
                note=note_id,
                tag=tag,
                added=operation.id,
            )
        if known.get(tag, operation.id) is not None:
            changed |= operation.update("note_tag", (note_id, tag), removed=None)
    return changed


def tag_words(tags: Iterable[str]) -> Iterator[str]:
    """The words of tags: a tag has no spaces, one that had some would be several."""
    for tag in tags:
        yield from tag.split()


def add_tag(operation: Operation, note_id: int, tag: str) -> bool:
    """Give a note one more tag; whether it did not have it."""
    return set_tags(operation, note_id, (*tags_of(operation, note_id), tag))


def tags_of(reader: Reader, note_id: int) -> tuple[str, ...]:
    """The tags of a note, in the order in which they were given."""
    rows = reader.rows(
        "SELECT tag FROM note_tag WHERE note_id = :note AND removed IS NULL ORDER BY added, rowid",
        note=note_id,
    )
    return tuple(row[0] for row in rows)


def tags_taken_off(reader: Reader) -> Mapping[int, Collection[str]]:
    """The tags that notes had once and that were taken off them, by note.

    A tag whose giving was undone has never been there.
    """
    found: dict[int, set[str]] = {}
    for note, tag in reader.rows(
        "SELECT note_id, tag FROM note_tag WHERE removed IS NOT NULL AND removed <> added"
    ):
        found.setdefault(note, set()).add(tag)
    return found


def _notes(reader: Reader, rows: Sequence[Row]) -> list[StoredNote]:
    custom = {row[_TYPE] for row in rows if row[_KIND] == NoteKind.CUSTOM}
    note_types = load_note_types(reader, custom)
    return [_note(row, note_types.get(row[_TYPE])) for row in rows]


def _note(row: Row, note_type: NoteType | None) -> StoredNote:
    return StoredNote(
        id=row[0],
        deck_id=row[1],
        topic_id=row[2],
        namespace=row[3],
        source_id=row[4],
        kind=NoteKind(row[_KIND]),
        fields=split_fields(row[6]),
        base=None if row[7] is None else split_fields(row[7]),
        track=row[8],
        run=row[9],
        importance=row[10],
        draft=bool(row[11]),
        attributes=tuple((key, value) for key, value in json.loads(row[12])),
        position=row[13],
        created_ms=row[14],
        deleted=row[15] is not None,
        tags=tuple((row[16] or "").split()),
        note_type_id=row[_TYPE],
        note_type=note_type,
    )
