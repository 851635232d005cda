"""The cards that a search finds: how many, which, in what order, and as rows of a list."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.query_order import SortColumn, SortOrder
from flashcards.storage.reading import Reader, Row, Value, id_list
from flashcards.storage.search_groups import STAGES, first_by_group
from flashcards.storage.search_numbers import INTERVAL_SQL, SearchMoment
from flashcards.storage.search_sql import Condition

_CHUNK = 5_000


_NOTE = "LEFT JOIN note n ON n.id = c.note_id"
_STAGE = f"LEFT JOIN ({STAGES}) g ON g.topic_id = c.topic_id"
# What is joined, and what is sorted by; LEFT JOIN keeps the search itself the outer loop.
_SORTS = {
    SortColumn.DECK: ("LEFT JOIN deck d ON d.id = c.deck_id", "d.name COLLATE NOCASE"),
    SortColumn.STAGE: (_STAGE, "g.place"),
    SortColumn.TOPIC: ("LEFT JOIN topic t ON t.id = c.topic_id", "t.title COLLATE NOCASE"),
    SortColumn.QUESTION: (_NOTE, "n.heading COLLATE NOCASE"),
    SortColumn.KIND: (_NOTE, "n.kind"),
    # new, learning, review, then what is put away: suspended, draft
    SortColumn.STATE: ("", "CASE WHEN c.queue < 0 THEN 10 - c.queue ELSE c.queue END"),
    SortColumn.TAGS: (
        "",
        "(SELECT min(m.tag) FROM note_tag m WHERE m.note_id = c.note_id AND m.removed IS NULL)",
    ),
    SortColumn.FLAG: ("", "nullif(c.flag, 0)"),
    SortColumn.ADDED: ("", "c.created_ms"),
    SortColumn.EDITED: (
        _NOTE,
        "CASE WHEN n.modified_ms > n.created_ms THEN n.modified_ms END",
    ),
    SortColumn.DUE: ("", f"coalesce(c.due_ms, :day_ms + (c.due_day - :today) * {MS_PER_DAY})"),
    SortColumn.LAST_REVIEW: ("", "c.last_review_ms"),
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
    *,
    many: bool = False,
) -> list[int]:
    """The ids of the cards that match, in order; ``limit`` None: all of them.

    ``many``: so many cards match that all notes are better read one after the other than each for
    its card, and the first cards found group by group.
    """
    if many and limit is not None and condition.is_quick:
        found = first_by_group(reader, condition, order, max(limit, 0))
        if found is not None:
            return found
    join, key = _SORTS[order.column]
    source = f"card c {join}"
    if many and join is _NOTE:
        source = "note n CROSS JOIN card c ON c.note_id = n.id"
    direction = "DESC" if order.descending else "ASC"
    values: dict[str, Value] = {
        **condition.values,
        "now": moment.now_ms,
        "today": moment.today,
        "day_ms": moment.calendar.start_ms(moment.today),
        "limit": -1 if limit is None else max(limit, 0),
    }
    select = f"SELECT c.id FROM {source} WHERE {condition.sql}"
    # the same question is mostly that of one note, whose cards all stand at the same position
    ties = "c.id" if order.column is SortColumn.QUESTION else "c.position, c.id"
    order_by = f"ORDER BY {key} {direction} NULLS LAST, {ties}"
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
