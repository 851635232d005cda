"""Notes that come home: an Anki package that this library wrote, with or without a trip to Anki.

The guid of such a note names the note itself. A package keeps nothing of what only a deck file says
(the file's own id, the interpreter, further keys), and a text that went through HTML and back may
be written otherwise than before. So a row of a note that is here takes what it lacks from the note,
and each of its texts that is only written otherwise is the library's again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from itertools import zip_longest

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.formats.anki.own_types import own_amount
from flashcards.formats.rows import DeckRows, NoteRow
from flashcards.render.references import media_references, rename_media
from flashcards.services.media.service import may_name_media, renamed_note
from flashcards.storage.import_sql import others_among
from flashcards.storage.media import files_of, names_of
from flashcards.storage.media_files import OWN_NAME
from flashcards.storage.note_rows import StoredNote, load_notes
from flashcards.storage.reading import Reader

ANKI = "anki"
"""The namespace of notes that came from Anki: they go back under their own guids."""


def returned_deck(reader: Reader, rows: DeckRows) -> DeckRows:
    """A package's deck whose notes and media that are from here are named as they are here."""
    if rows.namespace != ANKI:
        return rows
    notes = [note for topic in rows.topics for note in topic.notes]
    here = others_among(reader, [note.own_id for note in notes if note.own_id is not None], ANKI)
    stored = load_notes(reader, here)
    renames = _names_here(reader, notes)
    if not stored and not renames:
        return rows
    home = _Home(reader)

    def returned(note: NoteRow) -> NoteRow:
        present = None if note.own_id is None else stored.get(note.own_id)
        if present is not None:
            return home.row(note, present)
        return renamed_note(note, renames) if renames and may_name_media(note) else note

    return replace(
        rows,
        topics=tuple(
            replace(topic, notes=tuple(map(returned, topic.notes))) for topic in rows.topics
        ),
    )


def _names_here(reader: Reader, notes: Iterable[NoteRow]) -> Mapping[str, str]:
    """The names that Anki's own notes have for files of the media folder, by those files."""
    files = {
        name
        for note in notes
        if may_name_media(note)
        for text in note.fields.texts
        for name in media_references(text)
        if OWN_NAME.fullmatch(name)
    }
    if not files:
        return {}
    return {row.file: row.name for row in reversed(names_of(reader, ANKI)) if row.file in files}


class _Home:
    """Completes rows from the notes of the library that they are."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._convert: Callable[[str], str] | None = None

    def row(self, row: NoteRow, stored: StoredNote) -> NoteRow:
        """The row as if it stood in the file that the note came from."""
        note_type = row.note_type
        if note_type is not None and stored.note_type is not None:
            same = (note_type.name, note_type.fields) == (
                stored.note_type.name,
                stored.note_type.fields,
            )
            note_type = stored.note_type if same else note_type
        return replace(
            row,
            source_id=stored.source_id,
            fields=self._fields(row, stored),
            note_type=note_type,
            run=stored.run,
            draft=stored.draft,
            attributes=stored.attributes,
        )

    def _fields(self, row: NoteRow, stored: StoredNote) -> NoteFields:
        """Each text as the library writes it, where a package says the same."""
        if row.fields == stored.fields:
            return row.fields
        texts = row.fields.texts
        names = media_references("\n\n".join(stored.fields.texts))
        if names:
            files = files_of(self._reader, stored.namespace, names)
            back = {file: name for name, file in files.items()}
            texts = tuple(rename_media(text, back, sounds=True) for text in texts)
        for known in (stored.fields, stored.base):
            if known is None or texts == known.texts:
                continue
            there = self._there_and_back(known, stored)
            if there is not None:
                texts = tuple(
                    mine if theirs == written else theirs
                    for theirs, mine, written in zip_longest(
                        texts, known.texts, there, fillvalue=""
                    )
                )
        return NoteFields.of(texts)

    def _there_and_back(self, fields: NoteFields, stored: StoredNote) -> tuple[str, ...] | None:
        """These texts as they come out of a package into which they were written."""
        from flashcards.render.anki_fields import anki_fields
        from flashcards.render.anki_html import anki_html

        convert = self._converter()
        packed = anki_fields(stored.kind, fields, stored.note_type)
        texts = [convert(anki_html(text)) if text else "" for text in packed]
        if stored.kind is NoteKind.CUSTOM:
            return tuple(texts)
        found = own_amount(stored.kind, texts)
        return None if found is None else found.texts

    def _converter(self) -> Callable[[str], str]:
        if self._convert is None:
            # only for the few texts that HTML writes otherwise
            from flashcards.formats.anki.html import Converter

            self._convert = Converter({}).field
        return self._convert
