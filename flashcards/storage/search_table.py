"""What a table of cards shows of each, and by what the cards of a library can be told apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType
from flashcards.domain.review import State
from flashcards.storage.card_rows import Queue
from flashcards.storage.note_rows import split_fields
from flashcards.storage.note_type_rows import load_note_types
from flashcards.storage.reading import Reader, Row, id_list
from flashcards.storage.roadmap_rows import active_roadmap
from flashcards.storage.search_numbers import INTERVAL_SQL

_TAGS = (
    "(SELECT group_concat(tag, ' ') FROM (SELECT tag FROM note_tag t "
    "WHERE t.note_id = c.note_id AND t.removed IS NULL ORDER BY t.added, t.rowid))"
)
_TAG_COUNT = "tag, count(*) FROM note_tag"
_KINDS = ", ".join(f"'{kind}'" for kind in (NoteKind.CLOZE, NoteKind.REVERSED, NoteKind.CUSTOM))
_ROWS = f"""
SELECT c.id, c.note_id, n.heading, n.kind, d.name, c.topic_id, t.title, c.state, c.queue,
       c.suspended, c.buried_day, c.due_day, c.due_ms, c.last_review_ms, c.stability, c.difficulty,
       c.lapses, c.reps, {INTERVAL_SQL}, c.flag, {_TAGS}, c.created_ms,
       CASE WHEN n.modified_ms > n.created_ms THEN n.modified_ms END, c.key,
       CASE WHEN n.kind IN ({_KINDS}) THEN n.fields END, n.note_type_id
FROM card c JOIN note n ON n.id = c.note_id JOIN deck d ON d.id = c.deck_id
LEFT JOIN topic t ON t.id = c.topic_id
WHERE c.id IN ({{ids}}) AND c.queue > {Queue.DELETED:d}
"""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A card as the table has it; times in milliseconds UTC, None where it has no such value.

    ``fields``: of a note whose cards don't ask its heading; ``note_type``: of a custom one.
    """

    card_id: int
    note_id: int
    heading: str
    kind: NoteKind
    deck: str
    topic: str
    stage: str
    state: State
    suspended: bool
    draft: bool
    buried_day: int | None
    due_day: int | None
    due_ms: int | None
    last_review_ms: int | None
    stability: float | None
    difficulty: float | None
    lapses: int
    reps: int
    interval_days: float | None
    flag: int
    tags: tuple[str, ...]
    added_ms: int
    edited_ms: int | None
    key: str
    fields: NoteFields | None
    note_type: NoteType | None


def table_rows(reader: Reader, card_ids: Sequence[int]) -> Mapping[int, TableRow]:
    """These cards by their ids; one that is gone is left out."""
    stages = active_roadmap(reader).stage_by_topic()
    titles = {topic: stage.title for topic, stage in stages.items()}
    found = reader.rows(_ROWS.format(ids=id_list(card_ids)))
    types = load_note_types(reader, {row[25] for row in found if row[3] == NoteKind.CUSTOM})
    return {row[0]: _row(row, titles.get(row[5], ""), types) for row in found}


def _row(row: Row, stage: str, types: Mapping[int, NoteType]) -> TableRow:
    return TableRow(
        card_id=row[0],
        note_id=row[1],
        heading=row[2],
        kind=NoteKind(row[3]),
        deck=row[4],
        topic=row[6] or "",
        stage=stage,
        state=State(row[7]),
        suspended=bool(row[9]),
        draft=row[8] == Queue.DRAFT,
        buried_day=row[10],
        due_day=row[11],
        due_ms=row[12],
        last_review_ms=row[13],
        stability=row[14],
        difficulty=row[15],
        lapses=row[16],
        reps=row[17],
        interval_days=row[18],
        flag=row[19],
        tags=tuple((row[20] or "").split()),
        added_ms=row[21],
        edited_ms=row[22],
        key=row[23],
        fields=None if row[24] is None else split_fields(row[24]),
        note_type=types.get(row[25]),
    )


def cards_by_deck(reader: Reader) -> Iterator[tuple[int, str, int]]:
    """(id, full name, cards) of each deck by name; a deck counts its own cards alone."""
    counts = _counts(reader, "deck_id")
    for deck, name in deck_names(reader):
        yield deck, name, counts.get(deck, 0)


def deck_names(reader: Reader) -> list[tuple[int, str]]:
    """(id, full name) of each deck by name."""
    rows = reader.rows(
        "SELECT id, name FROM deck WHERE deleted_by IS NULL ORDER BY name COLLATE NOCASE"
    )
    return [(row[0], row[1]) for row in rows]


def cards_by_topic(reader: Reader) -> Mapping[int, int]:
    """How many cards each topic has."""
    return _counts(reader, "topic_id")


def cards_by_queue(reader: Reader) -> Mapping[int, int]:
    """How many cards each queue has."""
    return _counts(reader, "queue")


def cards_by_flag(reader: Reader) -> Mapping[int, int]:
    """How many cards each flag has; those without one are not counted."""
    rows = reader.rows(
        f"SELECT flag, count(*) FROM card WHERE flag > 0 AND queue > {Queue.DELETED:d} "
        "GROUP BY flag"
    )
    return {row[0]: row[1] for row in rows}


def notes_by_tag(reader: Reader) -> list[tuple[str, int]]:
    """(tag, notes) of each tag that a note has, by name."""
    rows = reader.rows(f"SELECT {_TAG_COUNT} WHERE removed IS NULL GROUP BY tag")
    counts: dict[str, int] = {row[0]: row[1] for row in rows}
    # all notes are counted by the index alone, and then the few that are deleted taken out
    for tag, deleted in reader.rows(
        f"SELECT {_TAG_COUNT} WHERE removed IS NULL AND note_id IN (SELECT id FROM note "
        f"WHERE deleted_by IS NOT NULL AND id IN (SELECT note_id FROM card "
        f"WHERE queue = {Queue.DELETED:d})) GROUP BY tag"
    ):
        counts[tag] -= deleted
    return sorted(
        ((tag, count) for tag, count in counts.items() if count), key=lambda one: one[0].casefold()
    )


def topic_titles(reader: Reader) -> list[tuple[int, int, str]]:
    """(id, id of its deck, title) of each topic, deck by deck and as they stand in it."""
    rows = reader.rows(
        "SELECT id, deck_id, title FROM topic WHERE deleted_by IS NULL AND title <> '' "
        "ORDER BY deck_id, position, id"
    )
    return [(row[0], row[1], row[2]) for row in rows]


def _counts(reader: Reader, column: str) -> dict[int, int]:
    rows = reader.rows(
        f"SELECT {column}, count(*) FROM card WHERE queue > {Queue.DELETED:d} GROUP BY {column}"
    )
    return {row[0]: row[1] for row in rows}
