"""What an import asks the library about thousands of notes and cards at once.

Ids are asked for in chunks, so that neither a statement nor its answer grows with the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from flashcards.storage.note_rows import GONE
from flashcards.storage.reading import Reader, Row, id_list

CHUNK = 5_000

_COMPARED = """
SELECT n.id, n.deck_id, n.position,
       (SELECT group_concat(tag, ' ') FROM note_tag t WHERE t.note_id = n.id AND t.removed IS NULL),
       n.kind, n.note_type_id, n.fields, n.base IS n.fields, n.topic_id, n.track, n.run,
       n.importance, n.draft, n.attributes, n.source_id, n.deleted_by
FROM note n
"""


class ComparedNote(NamedTuple):
    """A note as it is compared with a row of a file.

    ``said``: kind, note type, texts, whether they are those that were brought, topic, track, run,
    importance, draft, attributes, source id, and what deleted it.
    """

    id: int
    deck_id: int
    position: int
    tags: str | None
    said: Row


def chunks(identifiers: Sequence[int]) -> Iterator[Sequence[int]]:
    """The ids in portions that a statement can take."""
    for start in range(0, len(identifiers), CHUNK):
        yield identifiers[start : start + CHUNK]


def compared_notes(reader: Reader, identifiers: Sequence[int]) -> Iterator[ComparedNote]:
    """Those of these notes that the library has, deleted ones too, in the order of their ids."""
    for chunk in chunks(identifiers):
        for row in reader.rows(f"{_COMPARED} WHERE n.id IN ({id_list(chunk)})"):
            yield ComparedNote(row[0], row[1], row[2], row[3], tuple(row[4:]))


def others_among(reader: Reader, identifiers: Sequence[int], namespace: str) -> list[int]:
    """Those of these ids that living notes of other namespaces have."""
    return [
        row[0]
        for chunk in chunks(identifiers)
        for row in reader.rows(
            f"SELECT id FROM note WHERE id IN ({id_list(chunk)}) "
            "AND namespace <> :namespace AND deleted_by IS NULL",
            namespace=namespace,
        )
    ]


def known_by_source(reader: Reader, namespace: str) -> list[tuple[str, int]]:
    """(source id, note id) of the living notes that files of a namespace named so."""
    rows = reader.rows(
        "SELECT source_id, id FROM note WHERE namespace = :namespace AND source_id IS NOT NULL "
        "AND base IS NOT NULL AND deleted_by IS NULL",
        namespace=namespace,
    )
    return [(row[0], row[1]) for row in rows]


def unnamed_notes(reader: Reader, namespace: str, deck_id: int) -> list[int]:
    """The living notes of a deck that files of a namespace brought without an id."""
    rows = reader.rows(
        "SELECT id FROM note WHERE deck_id = :deck AND namespace = :namespace "
        "AND source_id IS NULL AND base IS NOT NULL AND deleted_by IS NULL",
        deck=deck_id,
        namespace=namespace,
    )
    return [row[0] for row in rows]


def brought_notes(reader: Reader, namespace: str, deck_id: int) -> list[int]:
    """The living notes of a deck that files of a namespace brought and never left out since."""
    rows = reader.rows(
        "SELECT id FROM note WHERE deck_id = :deck AND namespace = :namespace "
        "AND base IS NOT NULL AND deleted_by IS NULL AND position <> :gone",
        deck=deck_id,
        namespace=namespace,
        gone=GONE,
    )
    return [row[0] for row in rows]


def questions(reader: Reader) -> Iterator[Row]:
    """(id, deck, kind, first field) of all living notes, in the order of their ids."""
    last = -1
    while rows := reader.rows(
        "SELECT id, deck_id, kind, substr(fields, 1, instr(fields || char(31), char(31)) - 1) "
        "FROM note WHERE id > :last AND deleted_by IS NULL ORDER BY id LIMIT :chunk",
        last=last,
        chunk=CHUNK,
    ):
        yield from rows
        last = rows[-1][0]


def cards_among(reader: Reader, identifiers: Sequence[int]) -> set[int]:
    """Those of these ids that are cards of the library, deleted ones too."""
    return {
        row[0]
        for chunk in chunks(identifiers)
        for row in reader.rows(f"SELECT id FROM card WHERE id IN ({id_list(chunk)})")
    }


class LoggedReview(NamedTuple):
    """A row of the log as an import looks at it; ``retracted``: it was taken back."""

    id: int
    time_ms: int
    kind: str
    device_id: int
    study_day: int
    due_day: int | None
    rating: int | None
    duration_ms: int
    retracted: int


def logged_times(reader: Reader, cards: Sequence[int]) -> Mapping[int, tuple[int, int]]:
    """How many rows each of these cards has, and the sum of the times that are in their ids."""
    return {
        row[0]: (row[1], row[2])
        for chunk in chunks(cards)
        for row in reader.rows(
            "SELECT card_id, count(*), sum(id >> 20) FROM review "
            f"WHERE card_id IN ({id_list(chunk)}) GROUP BY card_id"
        )
    }


def logged_reviews(reader: Reader, cards: Sequence[int]) -> Mapping[int, list[LoggedReview]]:
    """The rows of these cards without the retractions, by card, each card's in their order."""
    found: dict[int, list[LoggedReview]] = {}
    for chunk in chunks(cards):
        for row in reader.rows(
            "SELECT r.card_id, r.id, r.time_ms, r.kind, r.device_id, r.study_day, r.due_day, "
            "r.rating, r.duration_ms, EXISTS (SELECT 1 FROM review t WHERE t.card_id = r.card_id "
            "AND t.kind = 'retraction' AND t.target = r.id) "
            f"FROM review r WHERE r.card_id IN ({id_list(chunk)}) AND r.kind <> 'retraction' "
            "ORDER BY r.card_id, r.id"
        ):
            found.setdefault(row[0], []).append(LoggedReview._make(row[1:]))
    return found


def still_logged(reader: Reader, cards: Sequence[int]) -> set[int]:
    """Those of these cards of whose log anything stands."""
    return {
        row[0]
        for row in reader.rows(
            "SELECT DISTINCT card_id FROM review r "
            "WHERE card_id IN (SELECT value FROM json_each(:cards)) AND kind <> 'retraction' "
            "AND NOT EXISTS (SELECT 1 FROM review t WHERE t.kind = 'retraction' "
            "AND t.target = r.id)",
            cards=json.dumps(list(cards)),
        )
    }


def used_review_ids(reader: Reader, identifiers: Sequence[int]) -> set[int]:
    """Those of these ids that rows of the log have."""
    if not identifiers:
        return set()
    any_near = reader.value(
        "SELECT EXISTS (SELECT 1 FROM review WHERE id BETWEEN :first AND :last)",
        first=min(identifiers),
        last=max(identifiers),
    )
    if not any_near:
        return set()
    return {
        row[0]
        for row in reader.rows(
            "SELECT id FROM review WHERE id IN (SELECT value FROM json_each(:ids))",
            ids=json.dumps(list(identifiers)),
        )
    }
