"""The cards that a search finds: how many, which, in what order, and as rows of a list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.storage.reading import Reader, Row, Value, id_list
from flashcards.storage.search_numbers import INTERVAL_SQL, SearchMoment
from flashcards.storage.search_sql import Condition

_CHUNK = 5_000


class SortColumn(StrEnum):
    """What found cards are sorted by."""

    DECK = "deck"
    TOPIC = "topic"
    QUESTION = "question"
    ADDED = "added"
    DUE = "due"
    RECALL = "recall"
    STABILITY = "stability"
    DIFFICULTY = "difficulty"
    INTERVAL = "interval"
    LAPSES = "lapses"
    REPS = "reps"


@dataclass(frozen=True, slots=True)
class SortOrder:
    """The order of found cards; those that have no such value come last either way."""

    column: SortColumn = SortColumn.DECK
    descending: bool = False


BY_DECK = SortOrder()

# What is joined, and what is sorted by; LEFT JOIN keeps the search itself the outer loop.
_SORTS = {
    SortColumn.DECK: ("LEFT JOIN deck d ON d.id = c.deck_id", "d.name COLLATE NOCASE"),
    SortColumn.TOPIC: ("LEFT JOIN topic t ON t.id = c.topic_id", "t.title COLLATE NOCASE"),
    SortColumn.QUESTION: ("LEFT JOIN note n ON n.id = c.note_id", "n.heading COLLATE NOCASE"),
    SortColumn.ADDED: ("", "c.created_ms"),
    SortColumn.DUE: ("", f"coalesce(c.due_ms, :day_ms + (c.due_day - :today) * {MS_PER_DAY})"),
    # Recall falls with the time since the last review, in relation to the stability.
    SortColumn.RECALL: ("", "(c.last_review_ms - :now) / c.stability"),
    SortColumn.STABILITY: ("", "c.stability"),
    SortColumn.DIFFICULTY: ("", "c.difficulty"),
    SortColumn.INTERVAL: ("", INTERVAL_SQL),
    SortColumn.LAPSES: ("", "c.lapses"),
    SortColumn.REPS: ("", "c.reps"),
}


def count_cards(reader: Reader, condition: Condition) -> int:
    """How many cards match."""
    found = reader.value(f"SELECT count(*) FROM card c WHERE {condition.sql}", **condition.values)
    return int(found)


def find_cards(reader: Reader, condition: Condition) -> list[int]:
    """The ids of the cards that match, in no order."""
    return _ids(reader, f"SELECT c.id FROM card c WHERE {condition.sql}", condition.values)


def sorted_cards(
    reader: Reader,
    condition: Condition,
    order: SortOrder,
    moment: SearchMoment,
    limit: int | None = None,
) -> list[int]:
    """The ids of the cards that match, in order; ``limit`` None: all of them."""
    join, key = _SORTS[order.column]
    direction = "DESC" if order.descending else "ASC"
    then = "c.position, c.id" if order.column is SortColumn.DECK else "c.id"
    values: dict[str, Value] = {
        **condition.values,
        "now": moment.now_ms,
        "today": moment.today,
        "day_ms": moment.calendar.start_ms(moment.today),
        "limit": -1 if limit is None else max(limit, 0),
    }
    select = f"SELECT c.id FROM card c {join} WHERE {condition.sql}"
    order_by = f"ORDER BY {key} {direction} NULLS LAST, {then}"
    return _ids(reader, f"{select} {order_by} LIMIT :limit", values)


def _ids(reader: Reader, select: str, values: Mapping[str, Value]) -> list[int]:
    """The ids as one JSON text: 100,000 rows of one number cost three times the search itself."""
    text = reader.value(f"SELECT json_group_array(id) FROM ({select})", **values)
    ids: list[int] = json.loads(text)
    return ids


def card_rows(reader: Reader, card_ids: Sequence[int]) -> list[Row]:
    """(card id, note id, deck, heading, state, due day, due ms, tags joined by spaces) in order.

    An id that no card has is left out.
    """
    found: dict[int, Row] = {}
    for start in range(0, len(card_ids), _CHUNK):
        rows = reader.rows(
            "SELECT c.id, c.note_id, d.name, n.heading, c.state, c.due_day, c.due_ms, "
            "(SELECT group_concat(tag, ' ') FROM (SELECT tag FROM note_tag t "
            "WHERE t.note_id = c.note_id AND t.removed IS NULL ORDER BY t.added, t.tag)) "
            "FROM card c JOIN note n ON n.id = c.note_id JOIN deck d ON d.id = c.deck_id "
            f"WHERE c.id IN ({id_list(card_ids[start : start + _CHUNK])})"
        )
        found.update((row[0], row) for row in rows)
    return [found[card] for card in card_ids if card in found]
