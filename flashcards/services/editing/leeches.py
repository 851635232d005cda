"""Notes that are forgotten again and again, and notes that are taken for each other.

A leech is offered for rewriting: what becomes of it replaces the note, further notes stand beside
it, and its mark goes. Two notes that are mixed up are offered a third one that tells them apart.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from flashcards.domain.confusable import LEAST_TIMES, Failure, confusable, is_offered
from flashcards.domain.note import LEECH_TAG
from flashcards.errors import InvalidValueError
from flashcards.formats.rows import NoteRow
from flashcards.language import _
from flashcards.render.plain import first_line
from flashcards.services.cards import deck_name, require_note, topic_title
from flashcards.services.changes import Changes
from flashcards.services.editing.leeches_view import Draft, Leech, MixedUp, PairedNote, Trouble
from flashcards.services.editing.note import keep_edited, row_of
from flashcards.services.editing.rewriting import Rewriting, comparison, proposal, read_notes
from flashcards.services.editing.service import insert_note
from flashcards.services.importing.texts import cleaned_note
from flashcards.storage.leech_sql import failures, leech_notes, note_lines
from flashcards.storage.note_rows import set_tags
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Database, Operation

TOLD_APART_KEY = "told_apart"
_MOST_PAIRS = 50


class LeechService:
    """Finds troublesome notes and keeps what becomes of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def trouble(self) -> Trouble:
        """All leeches, the most often forgotten first, and the pairs that are mixed up."""
        with self._database.read() as reader:
            found = [
                Leech(note, first_line(heading), deck, topic or "", lapses)
                for note, heading, deck, topic, lapses in leech_notes(reader)
            ]
            return Trouble(tuple(found), tuple(self._pairs(reader)))

    def proposal(self, note_id: int, way: Rewriting) -> Draft:
        """The text to begin with. Raises NotFoundError, InvalidValueError for a custom note."""
        with self._database.read() as reader:
            note = require_note(reader, note_id)
            text = proposal(row_of(note), way)
            deck, topic = deck_name(reader, note.deck_id), topic_title(reader, note.topic_id)
        return Draft(text, deck, topic, read_notes(text).problems)

    def comparison(self, first: int, second: int) -> Draft:
        """The text of a note that tells two apart. Raises NotFoundError."""
        with self._database.read() as reader:
            one, other = require_note(reader, first), require_note(reader, second)
            text = comparison(row_of(one), row_of(other))
            deck, topic = deck_name(reader, one.deck_id), topic_title(reader, one.topic_id)
        return Draft(text, deck, topic, read_notes(text).problems)

    def rewrite(self, note_id: int, text: str, origin: str = "") -> Changes:
        """Put the first note of a text in the place of this one and add the others beside it.

        The mark of a leech goes. Raises NotFoundError, InvalidValueError for a text without notes
        or with one that could not be asked.
        """
        first, *others = _required(text)
        with self._database.write("edit", _("Rewrite note"), origin) as operation:
            note = require_note(operation, note_id)
            kept = replace(first, source_id=note.source_id, draft=False)
            keep_edited(operation, note, kept)
            set_tags(operation, note_id, _without_leech(kept))
            for row in others:
                tags = _without_leech(row)
                new = replace(row, source_id=None, tags=tags)
                insert_note(operation, note.deck_id, note.topic_id, new)
        return Changes(operation.kept_id, operation.label, cards=True, notes=True, origin=origin)

    def add_comparison(self, first: int, second: int, text: str, origin: str = "") -> Changes:
        """Add a note that tells two apart where the first one is; the pair is not offered again.

        Raises as ``rewrite``.
        """
        rows = _required(text)
        with self._database.write("add", _("Add comparison"), origin) as operation:
            note = require_note(operation, first)
            for row in rows:
                insert_note(operation, note.deck_id, note.topic_id, replace(row, source_id=None))
            _keep_apart(operation, first, second)
        return Changes(operation.id, operation.label, cards=True, notes=True, origin=origin)

    def tell_apart(self, first: int, second: int, origin: str = "") -> Changes:
        """Offer this pair no more: the learner does not mix it up."""
        with self._database.write("setting", _("Not mixed up"), origin) as operation:
            _keep_apart(operation, first, second)
        return Changes(operation.kept_id, operation.label, settings=True, origin=origin)

    def not_a_leech(self, note_id: int, origin: str = "") -> Changes:
        """Take the mark off a note that is fine as it is."""
        with self._database.write("edit", _("Take leech mark off"), origin) as operation:
            note = require_note(operation, note_id)
            set_tags(operation, note_id, [tag for tag in note.tags if tag != LEECH_TAG])
        return Changes(operation.kept_id, operation.label, notes=True, origin=origin)

    @staticmethod
    def _pairs(reader: Reader) -> list[MixedUp]:
        told = _told_apart(reader)
        pairs = [
            pair
            for pair in confusable((Failure(*row) for row in failures(reader)), LEAST_TIMES)
            if (pair.first, pair.second) not in told
        ]
        lines = note_lines(reader, {note for pair in pairs for note in (pair.first, pair.second)})
        found = []
        for pair in pairs:
            if pair.first not in lines or pair.second not in lines:
                continue  # deleted since
            one, other = lines[pair.first], lines[pair.second]
            if is_offered(pair, same_topic=one[2] is not None and one[2] == other[2]):
                found.append(
                    MixedUp(_paired(pair.first, one), _paired(pair.second, other), pair.times)
                )
        return found[:_MOST_PAIRS]


def _paired(note_id: int, line: tuple[str, str, int | None, str | None]) -> PairedNote:
    heading, deck, _topic_id, topic = line
    return PairedNote(note_id, first_line(heading), deck, topic or "")


def _required(text: str) -> Sequence[NoteRow]:
    read = read_notes(text)
    stops = next((problem for problem in read.problems if problem.stops), None)
    if stops is not None or not read.rows:
        line, message = (stops.line, stops.message) if stops else (1, _("No note is here."))
        raise InvalidValueError(_("line {line}: {message}").format(line=line, message=message))
    return [cleaned_note(row) for row in read.rows]


def _without_leech(row: NoteRow) -> tuple[str, ...]:
    return tuple(tag for tag in row.tags if tag != LEECH_TAG)


def _told_apart(reader: Reader) -> frozenset[tuple[int, int]]:
    found = reader.value("SELECT value FROM setting WHERE key = :key", key=TOLD_APART_KEY)
    return frozenset((low, high) for low, high in json.loads(found)) if found else frozenset()


def _keep_apart(operation: Operation, first: int, second: int) -> None:
    if operation.value("SELECT 1 FROM setting WHERE key = :key", key=TOLD_APART_KEY) is None:
        operation.execute(
            "INSERT INTO setting (key, value) VALUES (:key, '[]')", key=TOLD_APART_KEY
        )
    pair = (min(first, second), max(first, second))
    told = sorted({*_told_apart(operation), pair})
    operation.update("setting", TOLD_APART_KEY, value=json.dumps(told))
