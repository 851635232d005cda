"""A deck of the library as the rows of a deck file."""

from __future__ import annotations

import json
from dataclasses import replace

from flashcards.domain.note import LEECH_TAG, MARKED_TAG
from flashcards.formats.rows import DeckRows, NoteRow, TopicRow
from flashcards.storage import export_sql
from flashcards.storage.export_sql import ExportedDeck, ExportedTopic
from flashcards.storage.note_rows import StoredNote, notes_of_deck
from flashcards.storage.reading import Reader

# What a learner's own study has left on a note is none of the deck's business.
_PERSONAL = {MARKED_TAG, LEECH_TAG}
_NO_TOPIC = TopicRow("")


def deck_rows(reader: Reader, deck: ExportedDeck) -> DeckRows:
    """The rows from which an import makes this very deck again.

    Tags and tracks that a note has from its topic are left to the topic, and a
    namespace that is the roadmap's is left to the roadmap.
    """
    topics = export_sql.topics_of_deck(reader, deck.id)
    rows = {topic.id: _topic_row(topic) for topic in topics}
    notes: dict[int | None, list[NoteRow]] = {}
    for note in notes_of_deck(reader, deck.id):
        topic_id = note.topic_id if note.topic_id in rows else None
        row = rows[topic_id] if topic_id is not None else _NO_TOPIC
        notes.setdefault(topic_id, []).append(_note_row(note, row))
    with_notes = [replace(row, notes=tuple(notes.get(key, ()))) for key, row in rows.items()]
    if None in notes:
        with_notes.insert(0, replace(_NO_TOPIC, notes=tuple(notes[None])))
    return DeckRows(
        title=deck.name,
        namespace=None if deck.namespace == deck.roadmap else deck.namespace,
        roadmap=deck.roadmap,
        stage=deck.stage,
        license=deck.license,
        front_matter=tuple((key, value) for key, value in json.loads(deck.front_matter)),
        topics=tuple(with_notes),
    )


def _topic_row(topic: ExportedTopic) -> TopicRow:
    return TopicRow(
        title=topic.title,
        source_id=topic.source_id,
        aliases=tuple(json.loads(topic.aliases)),
        source=topic.source,
        tags=tuple(json.loads(topic.tags)),
        track=topic.track,
        importance=topic.importance,
        attributes=_pairs(topic.attributes),
    )


def _note_row(note: StoredNote, topic: TopicRow) -> NoteRow:
    inherited = {*topic.tags, *_PERSONAL}
    return NoteRow(
        fields=note.fields,
        kind=note.kind,
        source_id=note.source_id,
        tags=tuple(tag for tag in note.tags if tag not in inherited),
        importance=note.importance,
        track=None if note.track == topic.track else note.track,
        run=note.run,
        draft=note.draft,
        attributes=note.attributes,
    )


def _pairs(text: str) -> tuple[tuple[str, str], ...]:
    return tuple((key, value) for key, value in json.loads(text))
