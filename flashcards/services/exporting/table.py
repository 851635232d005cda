"""The notes of decks as a table that a spreadsheet shows and an import reads back.

The columns are those of ``formats.delimited.DECK_COLUMNS``. An import finds a note again by its id
where the deck's title leads to it, and else by its question: so an id is written only where it
surely leads to the same note with all that a table does not tell of. Where several notes of a deck
ask the same, an import takes the first row for the oldest note; that one is written first.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from flashcards.domain.note import NoteKind
from flashcards.domain.wording import number_text
from flashcards.formats.delimited import DECK_COLUMNS
from flashcards.language import ngettext
from flashcards.services.exporting.csv_file import Cell, neutralised
from flashcards.services.exporting.notes import PERSONAL_TAGS, made_plain, plain_faces
from flashcards.services.importing.plan import namespace_key
from flashcards.services.importing.texts import folded
from flashcards.services.scheduling.rebuild import meta
from flashcards.storage.note_rows import GONE, StoredNote, load_notes
from flashcards.storage.reading import Reader, id_list

COLUMNS = DECK_COLUMNS

_CHUNK = 1_000
_LONGEST_ID = 200
# A spreadsheet keeps 15 digits of a number.
_LOSES_DIGITS = re.compile(r"\d{16,}")


@dataclass(frozen=True, slots=True)
class NoteTable:
    """Which notes a table has, in its order.

    ``custom``: how many are of foreign note types. ``with_media``: how many name pictures or
    sounds.
    """

    note_ids: tuple[int, ...]
    custom: int
    with_media: int

    @property
    def warnings(self) -> tuple[str, ...]:
        """What the table cannot hold as it is, in sentences."""
        return tuple(self._warnings())

    def _warnings(self) -> Iterator[str]:
        if self.custom:
            yield made_plain(self.custom)
        if self.with_media:
            words = ngettext(
                "{n} note names pictures or sounds, which a table does not hold. "
                "A Markdown deck and a package have them.",
                "{n} notes name pictures or sounds, which a table does not hold. "
                "A Markdown deck and a package have them.",
                self.with_media,
            )
            yield words.format(n=number_text(self.with_media))


def note_table(reader: Reader, deck_ids: frozenset[int] | None) -> NoteTable:
    """The living notes of these decks, or of all, in the order of the decks."""
    scope = "" if deck_ids is None else f"AND n.deck_id IN ({id_list(sorted(deck_ids))}) "
    rows = reader.rows(
        "SELECT n.id, n.deck_id, n.kind, "
        "substr(n.fields, 1, instr(n.fields || char(31), char(31)) - 1), "
        "instr(n.fields, '![') > 0 OR instr(n.fields, '[sound:') > 0 "
        "FROM note n JOIN deck d ON d.id = n.deck_id "
        f"WHERE n.deleted_by IS NULL {scope}"
        "ORDER BY d.stage IS NULL, d.stage, d.name COLLATE NOCASE, d.id, n.position < 0, "
        "n.position, n.id"
    )
    asked = [(deck, folded(question)) for _, deck, _, question, _ in rows]
    ids = [row[0] for row in rows]
    return NoteTable(
        note_ids=_oldest_first(ids, asked),
        custom=sum(row[2] == NoteKind.CUSTOM for row in rows),
        with_media=sum(row[4] for row in rows),
    )


def note_rows(reader: Reader, table: NoteTable) -> Iterator[tuple[Cell, ...]]:
    """The rows in the order of ``COLUMNS``, one a note; of a foreign note type one a card."""
    places = _Places.of(reader)
    for start in range(0, len(table.note_ids), _CHUNK):
        chunk = table.note_ids[start : start + _CHUNK]
        notes = load_notes(reader, chunk)
        for note_id in chunk:
            note = notes[note_id]
            for face in _plain(note, places.deck(note)):
                yield _row(face, places)


def _oldest_first(ids: Sequence[int], asked: Sequence[tuple[int, str]]) -> tuple[int, ...]:
    """The ids, those that ask the same in a deck by age among the places that they have."""
    counts = Counter(asked)
    shared: dict[tuple[int, str], list[int]] = {}
    for place, key in enumerate(asked):
        if counts[key] > 1:
            shared.setdefault(key, []).append(place)
    ordered = list(ids)
    for places in shared.values():
        for place, note_id in zip(places, sorted(ids[at] for at in places), strict=True):
            ordered[place] = note_id
    return tuple(ordered)


@dataclass(frozen=True, slots=True)
class _Places:
    """Names of decks and topics; ``given``: the namespace that an import gives a deck's rows."""

    decks: Mapping[int, str]
    topics: Mapping[int, str]
    shared_titles: frozenset[str]
    given: Mapping[int, str | None]

    @classmethod
    def of(cls, reader: Reader) -> _Places:
        decks = {
            row[0]: row[1]
            for row in reader.rows("SELECT id, name FROM deck WHERE deleted_by IS NULL")
        }
        topics = {
            row[0]: row[1]
            for row in reader.rows("SELECT id, title FROM topic WHERE deleted_by IS NULL")
        }
        titles = Counter(title.casefold() for title in topics.values())
        return cls(
            decks=decks,
            topics=topics,
            shared_titles=frozenset(title for title, count in titles.items() if count > 1),
            given={deck: meta(reader, namespace_key(name)) for deck, name in decks.items()},
        )

    def deck(self, note: StoredNote) -> str:
        return self.decks[note.deck_id]

    def topic(self, note: StoredNote) -> str:
        return "" if note.topic_id is None else self.topics.get(note.topic_id, "")


def _plain(note: StoredNote, deck: str) -> Iterator[StoredNote]:
    """The note itself, or what its cards show where its texts mean nothing without its type."""
    if note.kind is not NoteKind.CUSTOM:
        yield note
        return
    for _key, fields in plain_faces(note, deck):
        yield replace(note, kind=NoteKind.BASIC, fields=fields, source_id=None)


def _row(note: StoredNote, places: _Places) -> tuple[Cell, ...]:
    fields = note.fields
    return (
        _id(note, places),
        note.kind.value,
        fields.question,
        fields.answer,
        fields.extra,
        fields.source,
        places.topic(note),
        places.deck(note),
        " ".join(tag for tag in note.tags if tag not in PERSONAL_TAGS),
        note.track or "",
        note.importance,
    )


def _id(note: StoredNote, places: _Places) -> str:
    """The note's id in its file, where an import finds by it exactly what is here."""
    source = note.source_id or ""
    is_whole = source == " ".join(source.split())[:_LONGEST_ID] == neutralised(source)
    is_as_brought = note.fields == note.base and note.position != GONE
    is_read_as_draft = not note.fields.answer and note.kind is not NoteKind.CLOZE
    is_told_whole = not note.run and not note.attributes and note.draft is is_read_as_draft
    leads_here = (
        note.namespace == places.given.get(note.deck_id)
        and places.topic(note).casefold() not in places.shared_titles
    )
    safe = is_whole and not _LOSES_DIGITS.fullmatch(source)
    return source if safe and is_as_brought and is_told_whole and leads_here else ""
