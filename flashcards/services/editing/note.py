"""What becomes of a note that was edited, in whatever editor."""

from __future__ import annotations

from flashcards.domain.note import LEECH_TAG, NoteKind, card_keys
from flashcards.errors import InvalidValueError
from flashcards.formats.rows import NoteRow
from flashcards.language import _
from flashcards.render.faces import note_heading
from flashcards.services.editing.note_cards import sync_cards
from flashcards.services.editing.note_types import note_type_id
from flashcards.services.importing.texts import json_text
from flashcards.storage.note_rows import StoredNote, join_fields, set_tags
from flashcards.storage.reading import Value
from flashcards.storage.unit_of_work import Operation


def row_of(note: StoredNote) -> NoteRow:
    """A note of the library as a file would bring it."""
    return NoteRow(
        fields=note.fields,
        kind=note.kind,
        source_id=note.source_id,
        tags=note.tags,
        importance=note.importance,
        track=note.track,
        run=note.run,
        draft=note.draft,
        attributes=note.attributes,
        note_type=note.note_type,
    )


def keep_edited(operation: Operation, note: StoredNote, row: NoteRow) -> None:
    """Write what the edit changed of a note, its tags and its cards.

    A leech whose question or answer was written anew is one no longer. Raises InvalidValueError for
    a note that gives no card.
    """
    if not card_keys(row.kind, row.fields, row.note_type):
        raise InvalidValueError(_no_card(row))
    before = note_columns(row_of(note))
    changed = {name: value for name, value in note_columns(row).items() if value != before[name]}
    edited = bool(changed) and operation.update("note", note.id, **changed)
    tags = row.tags
    if edited and _asks_otherwise(note, row):
        tags = tuple(tag for tag in tags if tag != LEECH_TAG)
    if set_tags(operation, note.id, tags) or edited:
        operation.update("note", note.id, modified_ms=operation.now_ms)
    if edited:
        sync_cards(operation, note.id, row.kind, row.fields, row.note_type)


def note_columns(row: NoteRow) -> dict[str, Value]:
    """What the table of notes has of a row; a custom note keeps the type that it has."""
    custom = row.kind is NoteKind.CUSTOM
    return {
        **({} if custom else {"note_type_id": note_type_id(row.kind)}),
        "kind": row.kind.value,
        "heading": note_heading(row.kind, row.fields),
        "fields": join_fields(row.fields),
        "track": row.track,
        "run": row.run,
        "importance": row.importance,
        "draft": int(row.draft),
        "attributes": json_text(row.attributes),
    }


def _asks_otherwise(note: StoredNote, row: NoteRow) -> bool:
    before, after = note.fields, row.fields
    return (before.question, before.answer) != (after.question, after.answer)


def _no_card(row: NoteRow) -> str:
    if row.kind is NoteKind.CUSTOM and not (row.note_type and row.note_type.cloze):
        return _("no card of this note would ask anything. Fill in what its front shows.")
    return _("nothing is left out here. Write {{c1::what is asked}}.")
