"""Writes the notes of a file that the library does not have: many, and as fast as the disk allows.

Rows are made while the driver takes them and come in the order of their ids, which are hashes: so a
table grows at its end instead of in a hundred thousand places.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flashcards.domain import ids
from flashcards.domain.note import NoteKind, card_keys
from flashcards.domain.review import State
from flashcards.formats.rows import NoteRow
from flashcards.language import _
from flashcards.render.faces import note_heading
from flashcards.services.importing.log_rows import FLAGS
from flashcards.services.importing.plan import DeckPlan
from flashcards.services.importing.texts import clean_join, json_text
from flashcards.services.importing.types import NoteTypes, type_of
from flashcards.services.jobs import Progress, stepping
from flashcards.storage.bulk_notes import insert_notes
from flashcards.storage.card_rows import queue_of
from flashcards.storage.reading import Value
from flashcards.storage.unit_of_work import Operation

_NOTE = (
    "id", "note_type_id", "deck_id", "topic_id", "namespace", "source_id", "kind", "heading",
    ("fields", "base"), "position", ("created_ms", "modified_ms"),
)  # fmt: skip
_NOTE_DETAILS = ("track", "run", "importance", "draft", "attributes")
_CARD = ("id", "note_id", "deck_id", "topic_id", "key", "position", "created_ms")
_CARD_DETAILS = ("track", "queue", "suspended", "flag")
_TAG = ("note_id", "tag", "added")
_PLAIN = frozenset(
    {NoteKind.BASIC, NoteKind.TYPED, NoteKind.CHOICE, NoteKind.PREDICT, NoteKind.STEPS}
)
_FORWARD = ("forward",)


def add_notes(
    operation: Operation, plans: Sequence[DeckPlan], types: NoteTypes, progress: Progress
) -> int:
    """Write the plainly new notes of decks with cards and tags; how many cards there are."""
    fresh = [_NewNotes(operation, plan) for plan in plans]
    count = sum(len(notes.places) for notes in fresh)
    if not count:
        return 0
    for notes in fresh:
        notes.save_types(types)
    cards = insert_notes(
        operation,
        count,
        insert=lambda: _insert_all(fresh, progress),
        meanwhile=lambda: [notes.cards() for notes in fresh],
        indexed=lambda done: progress.step(done, count, _("Indexing")),
    )
    for notes, own in zip(fresh, cards, strict=True):
        notes.insert_cards(own, progress)
    return sum(map(len, cards))


def _insert_all(fresh: Sequence[_NewNotes], progress: Progress) -> None:
    for notes in fresh:
        notes.insert(progress)


_Card = tuple[int, int, str]
"""Id, place of the note, key."""


class _NewNotes:
    """The plainly new notes of a deck, ``places`` in the order of their ids."""

    def __init__(self, operation: Operation, plan: DeckPlan) -> None:
        self._operation = operation
        self._notes = plan.notes.notes
        self._plan = plan
        self._first = plan.notes.first_position
        self._tracks = [topic.track for topic in self._notes.topics]
        self.places = sorted(plan.notes.new_places(), key=self._notes.ids.__getitem__)
        self._detailed = any(self._tracks) or any(
            _has_details(self._notes.rows[place]) for place in self.places
        )

    def save_types(self, types: NoteTypes) -> None:
        """Write the note types of custom notes."""
        for place in self.places:
            row = self._notes.rows[place]
            if row.note_type is not None:
                types.save(row)

    def insert(self, progress: Progress) -> None:
        """Write the notes."""
        rows = stepping(self._rows(), progress, len(self.places), _("Adding notes"))
        columns = (*_NOTE, *_NOTE_DETAILS) if self._detailed else _NOTE
        self._operation.insert_rows("note", columns, rows)

    def cards(self) -> list[_Card]:
        """The cards of all these notes, in the order of their ids."""
        notes = self._notes
        return sorted(
            (ids.card_id(notes.ids[place], key), place, key)
            for place in self.places
            for key in _keys_of(notes.rows[place])
        )

    def insert_cards(self, cards: Sequence[_Card], progress: Progress) -> None:
        """Write cards and tags."""
        rows = stepping(self._card_rows(cards), progress, len(cards), _("Adding cards"))
        columns = (*_CARD, *_CARD_DETAILS) if self._detailed else _CARD
        self._operation.insert_rows("card", columns, rows)
        self._operation.insert_rows("note_tag", _TAG, self._tag_rows())

    def _rows(self) -> Iterator[tuple[Value, ...]]:
        notes, first, now = self._notes, self._first, self._operation.now_ms
        deck, namespace, detailed = self._plan.deck_id, self._plan.namespace, self._detailed
        for place in self.places:
            row, topic = notes.rows[place], notes.topic_at[place]
            fields = row.fields
            values = (
                notes.ids[place],
                type_of(row),
                deck,
                notes.topic_ids[topic],
                namespace,
                row.source_id,
                row.kind.value,
                note_heading(row.kind, fields),
                clean_join(fields),
                first + place,
                now,
            )
            yield (*values, *self._details(row, topic)) if detailed else values

    def _details(self, row: NoteRow, topic: int) -> tuple[Value, ...]:
        attributes = json_text(row.attributes) if row.attributes else "[]"
        track = row.track or self._tracks[topic]
        return track, row.run, row.importance, int(row.draft), attributes

    def _card_rows(self, cards: Sequence[_Card]) -> Iterator[tuple[Value, ...]]:
        notes, first, now = self._notes, self._first, self._operation.now_ms
        deck, detailed = self._plan.deck_id, self._detailed
        for card_id, place, key in cards:
            topic = notes.topic_at[place]
            note_id, topic_id = notes.ids[place], notes.topic_ids[topic]
            values = (card_id, note_id, deck, topic_id, key, first + place, now)
            if detailed:
                row = notes.rows[place]
                track = row.track or self._tracks[topic]
                yield (*values, track, *_standing(row, key))
            else:
                yield values

    def _tag_rows(self) -> Iterator[tuple[Value, ...]]:
        notes, added = self._notes, self._operation.id
        for place in self.places:
            for tag in notes.tags(place):
                yield notes.ids[place], tag, added


def _has_details(row: NoteRow) -> bool:
    """Whether a row says more than the columns that every note has; those of tables don't."""
    return bool(
        row.track
        or row.run
        or row.draft
        or row.attributes
        or row.cards
        or row.importance is not None
    )


def _keys_of(row: NoteRow) -> tuple[str, ...]:
    """The keys of the cards that a note of a file gives."""
    return _FORWARD if row.kind in _PLAIN else card_keys(row.kind, row.fields, row.note_type)


def _standing(row: NoteRow, key: str) -> tuple[int, int, int]:
    """Queue, suspension and flag of a new card, as far as the file knows it."""
    card = next((card for card in row.cards if card.key == key), None)
    suspended = card is not None and card.suspended
    flag = card.flag if card is not None and card.flag in FLAGS else 0
    return int(queue_of(State.NEW, suspended=suspended, draft=row.draft)), int(suspended), flag
