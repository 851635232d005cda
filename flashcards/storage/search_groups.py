"""The first cards of a sorted search that finds very many, without looking at all of them.

Decks, topics, stages, kinds and tags are few beside the cards: so their groups are gone through in
order until there are cards enough. Edited notes are mostly few, and have an index of their own.
The order is the one that ``search_rows.sorted_cards`` gives, which serves every other column.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flashcards.domain.query_order import SortColumn, SortOrder
from flashcards.storage.reading import Reader, Value
from flashcards.storage.search_sql import Condition

STAGES = (
    "SELECT l.topic_id, min(s.position) AS place FROM topic_link l "
    "JOIN stage s ON s.id = l.stage_id JOIN roadmap r ON r.id = s.roadmap_id "
    "WHERE r.active = 1 AND r.deleted_by IS NULL AND s.deleted_by IS NULL "
    "AND l.deleted_by IS NULL GROUP BY l.topic_id"
)
"""The place of each topic's stage in the active roadmap; of several stages the first counts."""

_TIES = "c.position, c.id"
_TAGGED = "SELECT 1 FROM note_tag m WHERE m.note_id = c.note_id AND m.removed IS NULL"
_EDITED = "n.modified_ms > n.created_ms"
_BY = "GROUP BY {name} COLLATE NOCASE ORDER BY {name} COLLATE NOCASE"
# A row each: the ids of the decks or topics that share a name or a stage.
_IDS = {
    SortColumn.DECK: (
        "c.deck_id",
        f"SELECT group_concat(id) FROM deck {_BY.format(name='name')}",
    ),
    SortColumn.TOPIC: (
        "c.topic_id",
        f"SELECT group_concat(id) FROM topic {_BY.format(name='title')}",
    ),
    SortColumn.STAGE: (
        "c.topic_id",
        f"SELECT group_concat(topic_id) FROM ({STAGES}) GROUP BY place ORDER BY place",
    ),
}
_TAGS = "SELECT DISTINCT tag FROM note_tag WHERE removed IS NULL ORDER BY tag"
_KINDS = "SELECT kind, 2 * count(*) > sum(count(*)) OVER () FROM note GROUP BY kind ORDER BY kind"


@dataclass(frozen=True, slots=True)
class _Group:
    """Cards that stand together: under which condition, and the value that it binds."""

    condition: str
    value: Value = None
    source: str = "card c"
    order: str = _TIES


def first_by_group(
    reader: Reader, condition: Condition, order: SortOrder, limit: int
) -> list[int] | None:
    """The first ``limit`` ids in order, or None where the column has no groups."""
    groups = _groups(reader, order)
    if groups is None:
        return None
    found: list[int] = []
    for group in groups:
        if len(found) >= limit:
            break
        values = {**condition.values, "group": group.value, "limit": limit - len(found)}
        rows = reader.rows(
            f"SELECT c.id FROM {group.source} WHERE {condition.sql} AND {group.condition} "
            f"ORDER BY {group.order} LIMIT :limit",
            **values,
        )
        found += [row[0] for row in rows]
    return found


def _groups(reader: Reader, order: SortOrder) -> Iterator[_Group] | None:
    """The groups of a column in order; the last is of the cards that have no such value."""
    direction = "DESC" if order.descending else "ASC"
    if order.column in _IDS:
        return _of_ids(reader, *_IDS[order.column], direction)
    match order.column:
        case SortColumn.TAGS:
            return _of_tags(reader, direction)
        case SortColumn.KIND:
            return _of_kinds(reader, direction)
        case SortColumn.EDITED:
            return _of_edited(direction)
        case _:
            return None


def _of_ids(reader: Reader, column: str, select: str, direction: str) -> Iterator[_Group]:
    named = [str(row[0]) for row in reader.rows(f"{select} {direction}")]
    for ids in named:
        yield _Group(f"{column} IN ({ids})")
    yield _Group(f"({column} IS NULL OR {column} NOT IN ({','.join(named)}))")


def _of_tags(reader: Reader, direction: str) -> Iterator[_Group]:
    """A note stands where the first of its tags does."""
    for (tag,) in reader.rows(f"{_TAGS} {direction}"):
        yield _Group(
            "c.note_id IN (SELECT note_id FROM note_tag WHERE tag = :group AND removed IS NULL) "
            f"AND NOT EXISTS ({_TAGGED} AND m.tag < :group)",
            tag,
        )
    yield _Group(f"NOT EXISTS ({_TAGGED})")


def _of_kinds(reader: Reader, direction: str) -> Iterator[_Group]:
    for kind, of_most in reader.rows(f"{_KINDS} {direction}"):
        # of a kind that most notes have, those that are not of it are the shorter list
        others = "NOT IN (SELECT id FROM note WHERE kind <> :group)"
        these = "IN (SELECT id FROM note WHERE kind = :group)"
        yield _Group(f"c.note_id {others if of_most else these}", kind)


def _of_edited(direction: str) -> Iterator[_Group]:
    yield _Group(
        _EDITED,
        source="note n INDEXED BY note_edited CROSS JOIN card c ON c.note_id = n.id",
        order=f"n.modified_ms {direction}, {_TIES}",
    )
    yield _Group(f"c.note_id NOT IN (SELECT n.id FROM note n WHERE {_EDITED})")
