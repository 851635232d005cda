"""Due dates of many cards moved back and moved again, without a replay of their logs.

A row of the log that gave a card in review another day, and nothing else, changed nothing but that
day: taken back, the card is due as the row before it says. Whatever is less plain is replayed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from flashcards.domain.review import Review, ReviewKind, State
from flashcards.storage.unit_of_work import Operation

_PLAIN = "{}"
# Rows that say when a card is due; of them a reset alone says nothing of it.
_TELLING = "('review', 'manual', 'reschedule', 'placement', 'reset')"
_BEFORE = f"""
SELECT m.id, m.card_id, (
    SELECT CASE WHEN b.due_ms IS NULL THEN b.due_day END FROM review b
    WHERE b.card_id = m.card_id AND b.id < m.id AND b.kind IN {_TELLING}
    AND NOT EXISTS (SELECT 1 FROM review t INDEXED BY review_retractions
                    WHERE t.kind = 'retraction' AND t.target = b.id)
    ORDER BY b.id DESC LIMIT 1)
FROM review m JOIN card c ON c.id = m.card_id
WHERE m.id IN (SELECT value FROM json_each(:ids)) AND c.state = {State.REVIEW:d}
AND NOT EXISTS (
    SELECT 1 FROM review a WHERE a.card_id = m.card_id AND a.id > m.id AND a.kind IN {_TELLING}
    AND NOT EXISTS (SELECT 1 FROM review t INDEXED BY review_retractions
                    WHERE t.kind = 'retraction' AND t.target = a.id))
"""
_MOVE = f"UPDATE card SET due_day = ?2 WHERE id = ?1 AND state = {State.REVIEW:d}"


def move_back(operation: Operation, rows: Sequence[Review]) -> frozenset[int]:
    """Give cards the day back that they had before these rows; which cards have it.

    To be called before the rows are retracted.
    """
    plain = _plain(rows)
    if not plain:
        return frozenset()
    ids = json.dumps([row.id for row in plain])
    days = {card: day for _, card, day in operation.rows(_BEFORE, ids=ids) if day is not None}
    return _moved(operation, days.items())


def move_again(operation: Operation, rows: Sequence[Review]) -> frozenset[int]:
    """Give cards the day of these rows, which have just been appended; which cards have it."""
    plain = _plain(rows)
    ids = json.dumps([row.card_id for row in plain])
    in_review = {
        row[0]
        for row in operation.rows(
            "SELECT id FROM card WHERE id IN (SELECT value FROM json_each(:ids)) "
            f"AND state = {State.REVIEW:d}",
            ids=ids,
        )
    }
    return _moved(
        operation, [(row.card_id, row.due_day) for row in plain if row.card_id in in_review]
    )


def _plain(rows: Sequence[Review]) -> list[Review]:
    """The rows that move a due day and nothing else, of cards that have no other row here."""
    moves = [
        row
        for row in rows
        if row.kind in (ReviewKind.MANUAL, ReviewKind.RESCHEDULE)
        and row.due_day is not None
        and row.payload == _PLAIN
    ]
    several = len({row.card_id for row in rows}) < len(rows)
    return [] if several else moves


def _moved(operation: Operation, days: Iterable[tuple[int, int | None]]) -> frozenset[int]:
    given = list(days)
    operation.run_many(_MOVE, given)
    operation.touched.add("card")
    return frozenset(card for card, _ in given)
