"""Moves review cards to other days: a row of the log each, one operation that undo takes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flashcards.domain.review import Review, ReviewKind
from flashcards.services.undo_reviews import record_reviews
from flashcards.storage.unit_of_work import Operation


def move_cards(operation: Operation, days: Mapping[int, int], today: int) -> None:
    """Give review cards the due day that stands beside their ids."""
    if not days:
        return
    record_reviews(operation, log_rows(operation, days, ReviewKind.RESCHEDULE, today, days))
    operation.execute_many(
        "UPDATE card SET due_day = :day WHERE id = :id",
        [{"id": card, "day": day} for card, day in days.items()],
    )
    operation.touched.add("card")


def log_rows(
    operation: Operation,
    card_ids: Iterable[int],
    kind: ReviewKind,
    today: int,
    due_days: Mapping[int, int],
) -> list[Review]:
    """Rows of the log that say where cards were put, of those without a day that they are new."""
    cards = list(card_ids)
    return [
        Review(
            id=identifier,
            card_id=card,
            device_id=operation.device_id,
            kind=kind,
            time_ms=operation.now_ms,
            study_day=today,
            due_day=due_days.get(card),
        )
        for identifier, card in zip(operation.ids.next_ids(len(cards)), cards, strict=True)
    ]
