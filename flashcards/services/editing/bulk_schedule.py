"""Moves many cards in time: back to new, or to another day; each as a row of the log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from flashcards.domain.fuzz import seeded_share
from flashcards.domain.review import ReviewKind, State
from flashcards.services.scheduling.moving import log_rows
from flashcards.services.undo_reviews import record_reviews
from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Operation

# What ``scheduling.reset`` and ``with_due_day`` make of a schedule, for many cards at once.
_RESET = f"""
UPDATE card SET state = {State.NEW:d}, step = NULL, stability = NULL, difficulty = NULL,
    last_review_ms = NULL, last_study_day = NULL, due_day = NULL, due_ms = NULL, reps = 0,
    lapses = 0, mastered_until_ms = NULL,
    queue = CASE WHEN queue < 0 THEN queue ELSE {Queue.NEW:d} END
WHERE id IN (SELECT value FROM json_each(:ids))
"""
_MOVE = f"""
UPDATE card SET due_day = :day, due_ms = NULL, step = NULL,
    state = CASE WHEN stability IS NULL THEN {State.NEW:d} ELSE {State.REVIEW:d} END,
    queue = CASE WHEN queue < 0 THEN queue WHEN stability IS NULL THEN {Queue.NEW:d}
            ELSE {Queue.REVIEW:d} END
WHERE id = :id
"""
_HAS_PAST = f"(state <> {State.NEW:d} OR reps > 0 OR due_day IS NOT NULL)"


def cards_with_past(reader: Reader, card_ids: Sequence[int]) -> list[int]:
    """Those of the cards that are not as if they had never been seen."""
    rows = reader.rows(
        f"SELECT id FROM card WHERE id IN (SELECT value FROM json_each(:ids)) AND {_HAS_PAST} "
        "ORDER BY id",
        ids=json.dumps(list(card_ids)),
    )
    return [row[0] for row in rows]


def reset_cards(operation: Operation, card_ids: Sequence[int], today: int) -> None:
    """Make cards new again; their log stays."""
    record_reviews(operation, log_rows(operation, card_ids, ReviewKind.RESET, today, {}))
    operation.execute(_RESET, ids=json.dumps(list(card_ids)))
    operation.touched.add("card")


def set_due_days(operation: Operation, days: Mapping[int, int], today: int) -> None:
    """Make each card due on its study day."""
    record_reviews(operation, log_rows(operation, days, ReviewKind.MANUAL, today, days))
    operation.execute_many(_MOVE, [{"id": card, "day": day} for card, day in days.items()])
    operation.touched.add("card")


def spread(card_ids: Iterable[int], first_day: int, last_day: int) -> dict[int, int]:
    """A study day within these for each card: about as many on each, in no telling order."""
    shuffled = sorted(card_ids, key=lambda card: seeded_share(card, 0))
    span = last_day - first_day + 1
    return {card: first_day + place * span // len(shuffled) for place, card in enumerate(shuffled)}
