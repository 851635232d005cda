"""The note editor: a note's text to edit, its saving, new notes, and pictures for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flashcards.domain import ids
from flashcards.domain.note import NoteKind, card_keys
from flashcards.errors import FormatError, InvalidValueError, NotFoundError
from flashcards.formats.rows import NoteRow
from flashcards.language import _
from flashcards.render.references import media_references
from flashcards.services.cards import deck_name, require_note, topic_title
from flashcards.services.changes import Changes
from flashcards.services.editing.hints import hints_for
from flashcards.services.editing.note import keep_edited, note_columns, row_of
from flashcards.services.editing.note_cards import sync_cards
from flashcards.services.editing.text import ReadText, kept_as_they_were, note_text, read_text
from flashcards.services.editing.view import (
    Hints,
    NewNote,
    NoteDocument,
    Saved,
    StoredPicture,
)
from flashcards.services.importing.texts import cleaned_note
from flashcards.services.media.service import store_media
from flashcards.storage.media import files_of
from flashcards.storage.note_rows import StoredNote, set_tags
from flashcards.storage.reading import Reader, Value
from flashcards.storage.unit_of_work import Database, Operation

OWN_NAMESPACE = "own"
"""The namespace of decks that were made here."""

LARGEST_PICTURE = 32 << 20
"""In bytes; a larger file is hardly a picture for a card."""


def insert_note(operation: Operation, deck_id: int, topic_id: int | None, row: NoteRow) -> int:
    """Write a new note as the last one of a deck; its id. Raises NotFoundError without the deck."""
    namespace = _namespace(operation, deck_id, None)
    note_id = _new_id(operation, namespace, row.source_id)
    position = operation.value(
        "SELECT coalesce(max(position), -1) + 1 FROM note WHERE deck_id = :deck",
        deck=deck_id,
    )
    place: dict[str, Value] = {
        "id": note_id,
        "deck_id": deck_id,
        "topic_id": topic_id,
        "namespace": namespace,
        "source_id": row.source_id,
        "position": position,
        "created_ms": operation.now_ms,
        "modified_ms": operation.now_ms,
    }
    operation.insert("note", [{**place, **note_columns(row)}])
    set_tags(operation, note_id, row.tags)
    sync_cards(operation, note_id, row.kind, row.fields)
    return note_id


class EditService:
    """Reads notes as texts and keeps what becomes of them."""

    def __init__(self, database: Database, media_folder: Path) -> None:
        self._database = database
        self._media = media_folder

    def document(self, note_id: int) -> NoteDocument:
        """A note to edit. Raises NotFoundError."""
        with self._database.read() as reader:
            note = require_note(reader, note_id)
            return NoteDocument(
                note_id=note.id,
                text=note_text(row_of(note)),
                kind=note.kind,
                deck_id=note.deck_id,
                topic_id=note.topic_id,
                note_type=note.note_type,
                media=_files(reader, note.namespace, note.fields.texts),
                deck=deck_name(reader, note.deck_id),
                topic=topic_title(reader, note.topic_id),
            )

    def media(self, deck_id: int, text: str, note_id: int | None = None) -> Mapping[str, str]:
        """The files of the pictures that a text names, in the namespace of its note or deck."""
        with self._database.read() as reader:
            namespace = _namespace(reader, deck_id, note_id)
            return _files(reader, namespace, (text,))

    def hints(self, text: str, note_id: int | None = None) -> Hints:
        """What could be better about a note, and which notes ask the same or nearly."""
        read = self._read(text, note_id)
        with self._database.read() as reader:
            return hints_for(reader, read.row, note_id)

    def save(self, note_id: int, text: str, origin: str = "") -> Saved:
        """Keep an edited note; a draft that was filled in is one no longer.

        Raises NotFoundError, and InvalidValueError for a text that is no note, or that changes the
        id which names the note for good.
        """
        with self._database.write("edit", _("Edit note"), origin) as operation:
            note = require_note(operation, note_id)
            row = _merged(note, read_text(text, note.note_type))
            keep_edited(operation, note, row)
        changes = Changes(operation.kept_id, operation.label, notes=True, cards=True, origin=origin)
        return Saved(note_id, self._cards(note_id), changes)

    def add(self, deck_id: int, topic_id: int | None, text: str, origin: str = "") -> Saved:
        """Add a note to a deck.

        Raises NotFoundError where the deck is gone, InvalidValueError for a text that is no note.
        """
        return self._add(deck_id, topic_id, _required(read_text(text)), origin)

    def add_note(
        self, deck_id: int, topic_id: int | None, note: NewNote, origin: str = ""
    ) -> Saved:
        """Add a note that was written field by field.

        Raises NotFoundError where the deck is gone, InvalidValueError for one that gives no card.
        """
        row = cleaned_note(NoteRow(note.fields, note.kind, tags=note.tags))
        if not row.fields.heading.strip() or not card_keys(row.kind, row.fields):
            raise InvalidValueError(_("the note asks nothing."))
        return self._add(deck_id, topic_id, row, origin)

    def new_hints(self, note: NewNote) -> Hints:
        """What could be better about a note that is being written, and which notes are alike."""
        with self._database.read() as reader:
            return hints_for(reader, NoteRow(note.fields, note.kind, tags=note.tags))

    def add_deck(self, name: str, origin: str = "") -> tuple[int, Changes]:
        """Make a deck of that name; its id. The one of that name, if there is one.

        Raises InvalidValueError for a name without letters.
        """
        name = "::".join(filter(None, (" ".join(part.split()) for part in name.split("::"))))
        if not name:
            raise InvalidValueError(_("a deck needs a name."))
        with self._database.write("add", _("Add deck"), origin) as operation:
            present = operation.value(
                "SELECT id FROM deck WHERE name = :name COLLATE NOCASE AND deleted_by IS NULL",
                name=name,
            )
            if present is not None:
                return int(present), Changes()
            deck_id = operation.ids.next_id()
            namespace = f"{OWN_NAMESPACE}-{deck_id:x}"
            operation.insert(
                "deck",
                [{"id": deck_id, "name": name, "namespace": namespace, "origin": OWN_NAMESPACE}],
            )
        return deck_id, Changes(operation.id, operation.label, decks=True, origin=origin)

    def add_picture(
        self, deck_id: int, name: str, data: bytes, note_id: int | None = None, origin: str = ""
    ) -> StoredPicture:
        """Keep a picture for a note of a deck.

        Raises InvalidValueError for what is no picture that a card can have.
        """
        with self._database.write("media", _("Add picture"), origin) as operation:
            namespace = _namespace(operation, deck_id, note_id)
            media = _OnePicture(name, data)
            stored = store_media(operation, self._media, namespace, media, (name,))
            if stored.warnings:
                raise InvalidValueError(stored.warnings[0].message)
            name = stored.renames.get(name, name)
            file = files_of(operation, namespace, (name,))[name]
        changes = Changes(operation.kept_id, operation.label, notes=True, origin=origin)
        return StoredPicture(name, file, changes)

    def add_picture_file(
        self, deck_id: int, file: Path, note_id: int | None = None, origin: str = ""
    ) -> StoredPicture:
        """Keep the picture in a file. Raises InvalidValueError where it cannot be read."""
        try:
            size = file.stat().st_size
            data = file.read_bytes() if size <= LARGEST_PICTURE else b""
        except OSError as error:
            raise InvalidValueError(
                _("{name} cannot be read: {strerror}.").format(
                    name=file.name, strerror=error.strerror
                )
            ) from error
        if size > LARGEST_PICTURE:
            raise InvalidValueError(
                _("{name} is larger than {n} MB.").format(name=file.name, n=LARGEST_PICTURE >> 20)
            )
        return self.add_picture(deck_id, file.name, data, note_id, origin)

    def _add(self, deck_id: int, topic_id: int | None, row: NoteRow, origin: str) -> Saved:
        with self._database.write("add", _("Add note"), origin) as operation:
            note_id = insert_note(operation, deck_id, topic_id, row)
        changes = Changes(operation.id, operation.label, notes=True, cards=True, origin=origin)
        return Saved(note_id, self._cards(note_id), changes)

    def _read(self, text: str, note_id: int | None) -> ReadText:
        if note_id is None:
            return read_text(text)
        with self._database.read() as reader:
            return read_text(text, require_note(reader, note_id).note_type)

    def _cards(self, note_id: int) -> tuple[int, ...]:
        with self._database.read() as reader:
            rows = reader.rows(
                "SELECT id FROM card WHERE note_id = :note AND deleted_by IS NULL "
                "ORDER BY length(key), key",
                note=note_id,
            )
        return tuple(row[0] for row in rows)


@dataclass(frozen=True, slots=True)
class _OnePicture:
    """A picture that comes from the clipboard or from a file, as media that come with a deck."""

    name: str
    data: bytes

    def names(self) -> Sequence[str]:
        return (self.name,)

    def read(self, name: str) -> bytes:
        if name != self.name:
            raise FormatError(_("{name} is not there").format(name=name))
        return self.data


def _required(read: ReadText) -> NoteRow:
    """The note of a text. Raises InvalidValueError, with the line, where it has none."""
    obstacle = read.obstacle
    if obstacle is not None or read.row is None:
        line, message = (
            (obstacle.line, obstacle.message) if obstacle else (1, _("No note is here."))
        )
        raise InvalidValueError(_("line {line}: {message}").format(line=line, message=message))
    return cleaned_note(read.row)


def _merged(note: StoredNote, read: ReadText) -> NoteRow:
    """The row that an edited text gives the note."""
    row = _required(read)
    if row.source_id not in (None, note.source_id):
        raise InvalidValueError(
            _("line 1: the id names the note for good and can't be changed.")
            if note.source_id
            else _("line 1: only a deck file gives a note its id.")
        )
    shown = read_text(note_text(row_of(note)), note.note_type).row
    fields = row.fields
    if shown is not None:
        fields = kept_as_they_were(note.fields, shown.fields, row.fields)
    if row.kind is NoteKind.CUSTOM:  # its text has nothing but fields and tags
        return replace(row_of(note), fields=fields, tags=row.tags)
    filled = note.draft and not note.fields.answer.strip() and bool(fields.answer.strip())
    return replace(row, fields=fields, source_id=note.source_id, draft=row.draft and not filled)


def _new_id(operation: Operation, namespace: str, source_id: str | None) -> int:
    if source_id is None:
        return operation.ids.next_id()
    note_id = ids.note_id(namespace, source_id)
    if operation.value("SELECT 1 FROM note WHERE id = :id", id=note_id) is not None:
        raise InvalidValueError(
            _("line 1: there was a note with the id {source_id} already.").format(
                source_id=source_id
            )
        )
    return note_id


def _namespace(reader: Reader, deck_id: int, note_id: int | None) -> str:
    """The namespace of a note, or of a deck for a new one. Raises NotFoundError."""
    if note_id is not None:
        found = reader.value("SELECT namespace FROM note WHERE id = :id", id=note_id)
    else:
        found = reader.value(
            "SELECT namespace FROM deck WHERE id = :id AND deleted_by IS NULL", id=deck_id
        )
    if found is None:
        raise NotFoundError(_("the deck is gone. Choose another one."))
    return str(found)


def _files(reader: Reader, namespace: str, texts: Sequence[str]) -> Mapping[str, str]:
    names = [name for text in texts for name in media_references(text)]
    return files_of(reader, namespace, names) if names else {}
