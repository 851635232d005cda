"""Rows for the files that leave a library, read in chunks: their number is never a burden.

Each function reads within the caller's transaction, so that a file shows one state of the library.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import Reader, Row, id_list

CHUNK = 2_000
_REVIEWS = 10_000

_CARD = """
SELECT c.id, c.note_id, c.topic_id, d.name, n.kind, c.key, n.fields, n.draft, c.state, c.due_day,
       c.due_ms, c.last_review_ms, c.last_study_day, c.stability, c.difficulty, c.reps, c.lapses,
       c.suspended, (SELECT group_concat(tag, ' ') FROM (SELECT tag FROM note_tag t
       WHERE t.note_id = n.id AND t.removed IS NULL ORDER BY t.added, t.rowid)), n.note_type_id
FROM card c JOIN note n ON n.id = c.note_id JOIN deck d ON d.id = c.deck_id
"""
_REVIEW = """
SELECT r.id, r.card_id, r.rating, r.time_ms, r.duration_ms, r.kind,
       json_extract(r.payload, '$.state'), r.study_day, json_extract(r.payload, '$.elapsed'),
       r.due_day, r.due_ms
FROM review r
"""
_ANSWERS = "r.kind <> 'retraction'"


class ExportedCard(NamedTuple):
    """A card with all that a table of cards says of it."""

    id: int
    note_id: int
    topic_id: int | None
    deck: str
    kind: str
    key: str
    fields: str
    draft: int
    state: int
    due_day: int | None
    due_ms: int | None
    last_review_ms: int | None
    last_study_day: int | None
    stability: float | None
    difficulty: float | None
    reps: int
    lapses: int
    suspended: int
    tags: str | None
    note_type_id: int


class ExportedReview(NamedTuple):
    """A row of the log; ``state`` and ``elapsed`` are those before the answer."""

    id: int
    card_id: int
    rating: int | None
    time_ms: int
    duration_ms: int
    kind: str
    state: int | None
    study_day: int
    elapsed: int | None
    due_day: int | None
    due_ms: int | None


def card_ids(reader: Reader, deck_ids: frozenset[int] | None) -> list[int]:
    """The ids of the living cards in the order of the decks and of the notes in them."""
    scope = "" if deck_ids is None else f"AND c.deck_id IN ({id_list(sorted(deck_ids))}) "
    rows = reader.rows(
        "SELECT c.id FROM card c JOIN deck d ON d.id = c.deck_id "
        f"WHERE c.queue > {Queue.DELETED:d} {scope}"
        "ORDER BY d.stage IS NULL, d.stage, d.name COLLATE NOCASE, d.id, c.position, c.note_id, "
        "c.key"
    )
    return [row[0] for row in rows]


def cards(reader: Reader, ids: Sequence[int]) -> Iterator[ExportedCard]:
    """These cards, in this order."""
    for start in range(0, len(ids), CHUNK):
        chunk = ids[start : start + CHUNK]
        found = {row[0]: row for row in reader.rows(f"{_CARD} WHERE c.id IN ({id_list(chunk)})")}
        for identifier in chunk:
            yield ExportedCard._make(found[identifier])


def retracted_reviews(reader: Reader) -> frozenset[int]:
    """The ids of the rows of the log that were taken back."""
    rows = reader.rows("SELECT target FROM review WHERE kind = 'retraction' AND target IS NOT NULL")
    return frozenset(row[0] for row in rows)


def count_reviews(reader: Reader, deck_ids: frozenset[int] | None) -> int:
    """How many rows ``reviews`` gives."""
    sql = f"SELECT count(*) FROM review r WHERE {_review_scope(deck_ids)}"
    return int(reader.value(sql))


def reviews(reader: Reader, deck_ids: frozenset[int] | None) -> Iterator[ExportedReview]:
    """The log without its retractions, in its order."""
    sql = f"{_REVIEW} WHERE r.id > :last AND {_ANSWERS} ORDER BY r.id LIMIT :chunk"
    # asked once: in the statement it would be asked again for each chunk
    cards = None if deck_ids is None else _cards_of(reader, deck_ids)
    last = -(1 << 63)
    while rows := reader.rows(sql, last=last, chunk=_REVIEWS):
        for row in rows:
            if cards is None or row[1] in cards:
                yield ExportedReview._make(row)
        last = rows[-1][0]


def _cards_of(reader: Reader, deck_ids: frozenset[int]) -> frozenset[int]:
    decks = id_list(sorted(deck_ids))
    return frozenset(
        row[0] for row in reader.rows(f"SELECT id FROM card WHERE deck_id IN ({decks})")
    )


def _review_scope(deck_ids: frozenset[int] | None) -> str:
    if deck_ids is None:
        return _ANSWERS
    decks = id_list(sorted(deck_ids))
    return f"{_ANSWERS} AND r.card_id IN (SELECT id FROM card WHERE deck_id IN ({decks}))"


def study_days(reader: Reader, first: int | None = None) -> Sequence[Row]:
    """(day, reviews, introduced, due reviews, recalled, forgotten, duration, that of new cards).

    Only days on which something was answered, the oldest first; ``first``: none before that day.
    """
    return reader.rows(
        "SELECT day, reviews, introduced, due_reviews, recalled, forgotten, duration_ms, "
        "new_duration_ms FROM study_day WHERE reviews > 0 AND (:first IS NULL OR day >= :first) "
        "ORDER BY day",
        first=first,
    )


def waiting_by_topic(reader: Reader, condition: str, today: int) -> Mapping[int, tuple[int, int]]:
    """(due, new) cards of each topic; ``condition`` is that of a ``Scope``."""
    rows = reader.rows(
        f"SELECT topic_id, sum(queue <> {Queue.NEW:d}), sum(queue = {Queue.NEW:d}) FROM card "
        f"WHERE topic_id IS NOT NULL AND (queue IN ({Queue.NEW:d}, {Queue.LEARNING:d}) "
        f"OR (queue = {Queue.REVIEW:d} AND due_day <= :today)) AND {condition} GROUP BY topic_id",
        today=today,
    )
    return {topic: (due, new) for topic, due, new in rows}


class ExportedDeck(NamedTuple):
    """A deck's own row."""

    id: int
    name: str
    namespace: str
    roadmap: str | None
    stage: int | None
    license: str | None
    front_matter: str


class ExportedTopic(NamedTuple):
    """A topic's row; ``aliases``, ``tags`` and ``attributes`` are JSON."""

    id: int
    source_id: str | None
    title: str
    aliases: str
    source: str
    track: str | None
    tags: str
    importance: int | None
    attributes: str
    namespace: str


def deck_by_name(reader: Reader, name: str) -> ExportedDeck | None:
    """The deck of exactly that name, whatever its case."""
    row = reader.row(
        "SELECT id, name, namespace, roadmap, stage, license, front_matter FROM deck "
        "WHERE name = :name COLLATE NOCASE AND deleted_by IS NULL "
        "ORDER BY name <> :name LIMIT 1",
        name=name,
    )
    return None if row is None else ExportedDeck._make(row)


def topics_of_deck(reader: Reader, deck_id: int) -> list[ExportedTopic]:
    """The topics of a deck in its order, then those of other decks that its notes belong to."""
    rows = reader.rows(
        "SELECT id, source_id, title, aliases, source, track, tags, importance, attributes, "
        "namespace FROM topic WHERE (deck_id = :deck AND deleted_by IS NULL) OR id IN "
        "(SELECT topic_id FROM note WHERE deck_id = :deck AND deleted_by IS NULL) "
        "ORDER BY deck_id <> :deck, position, id",
        deck=deck_id,
    )
    return [ExportedTopic._make(row) for row in rows]
