"""Takes the log rows of an operation back and brings them again, many at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from flashcards.domain.review import Review, ReviewKind
from flashcards.services.scheduling.rebuild import replay_cards
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.services.undo_moves import move_again, move_back
from flashcards.storage import review_log
from flashcards.storage.reading import Reader, id_list
from flashcards.storage.unit_of_work import Operation

_CHUNK = 5_000


def record_reviews(operation: Operation, reviews: Sequence[Review]) -> None:
    """Append rows to the log in such a way that undo finds them."""
    review_log.append_all(operation, reviews)
    _record(operation, operation.id, reviews)


def retract_reviews(
    operation: Operation, schedulers: SchedulerSource, review_ids: Sequence[int]
) -> int | None:
    """Take rows back that still stand; the card of the last of them, None if none stands."""
    taken = _retracted(operation, review_ids)
    rows = _rows(operation, [each for each in review_ids if each not in taken])
    today = schedulers.calendar(operation).day(operation.now_ms)
    moved = move_back(operation, rows)
    retractions = [
        Review(
            id=identifier,
            card_id=row.card_id,
            device_id=operation.device_id,
            kind=ReviewKind.RETRACTION,
            target=row.id,
            time_ms=operation.now_ms,
            study_day=today,
        )
        for identifier, row in zip(operation.ids.next_ids(len(rows)), rows, strict=True)
    ]
    review_log.retract(operation, rows, retractions)
    cards = list(dict.fromkeys(row.card_id for row in rows))
    replay_cards(operation, schedulers, [card for card in cards if card not in moved])
    return cards[-1] if cards else None


def repeat_reviews(
    operation: Operation, schedulers: SchedulerSource, review_ids: Sequence[int], original: int
) -> int | None:
    """Append rows again that an undo took back; the card of the last of them.

    Of a card that was taken back more than once, the newest row is the one that stood. The new rows
    are recorded under ``original``, so that undoing it once more finds them.
    """
    newest = {row.card_id: row for row in _rows(operation, review_ids)}
    rows = sorted(newest.values(), key=lambda row: row.id)
    again = [
        replace(row, id=identifier, device_id=operation.device_id)
        for identifier, row in zip(operation.ids.next_ids(len(rows)), rows, strict=True)
    ]
    review_log.append(operation, *again)
    _record(operation, original, again)
    moved = move_again(operation, again)
    cards = [row.card_id for row in again]
    replay_cards(operation, schedulers, [card for card in cards if card not in moved])
    return cards[-1] if cards else None


def _record(operation: Operation, owner: int, reviews: Iterable[Review]) -> None:
    operation.run_many(
        "INSERT INTO change (operation_id, entity, entity_id, field, old, new) "
        "VALUES (?1, 'review', ?2, 'answer', 'null', ?2)",
        ((owner, str(review.id)) for review in reviews),
    )


def _retracted(reader: Reader, review_ids: Sequence[int]) -> set[int]:
    found: set[int] = set()
    for chunk in _chunks(review_ids):
        rows = reader.rows(
            "SELECT target FROM review INDEXED BY review_retractions "
            f"WHERE kind = 'retraction' AND target IN ({id_list(chunk)})"
        )
        found.update(row[0] for row in rows)
    return found


def _rows(reader: Reader, review_ids: Sequence[int]) -> list[Review]:
    return [
        review_log.review_of(row)
        for chunk in _chunks(review_ids)
        for row in reader.rows(
            f"SELECT {review_log.COLUMNS} FROM review WHERE id IN ({id_list(chunk)}) ORDER BY id"
        )
    ]


def _chunks(review_ids: Sequence[int]) -> Iterable[Sequence[int]]:
    ordered = sorted(review_ids)
    return (ordered[start : start + _CHUNK] for start in range(0, len(ordered), _CHUNK))
