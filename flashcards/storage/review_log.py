"""The review log in the database, and the days that are counted from it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from flashcards.domain.review import Rating, Review, ReviewKind, State, row_hash
from flashcards.storage.reading import Reader, Row, Value, id_list
from flashcards.storage.unit_of_work import Operation

COLUMNS = (
    "id, card_id, device_id, kind, target, rating, time_ms, study_day, due_day, due_ms, "
    "duration_ms, payload"
)
COLUMN_NAMES = tuple(COLUMNS.split(", "))
_RETRACTION = ReviewKind.RETRACTION.value

_PLACES = ", ".join(f"?{number}" for number in range(1, len(COLUMN_NAMES) + 2))
_INSERT = f"INSERT OR IGNORE INTO review ({COLUMNS}, hash) VALUES ({_PLACES})"
_COUNT_DAY = (
    "INSERT INTO study_day (day, reviews, introduced, due_reviews, recalled, forgotten, "
    "duration_ms, new_duration_ms) VALUES (:day, :reviews, :introduced, :due_reviews, :recalled, "
    ":forgotten, :duration_ms, :new_duration_ms) ON CONFLICT (day) DO UPDATE SET "
    "reviews = reviews + excluded.reviews, introduced = introduced + excluded.introduced, "
    "due_reviews = due_reviews + excluded.due_reviews, recalled = recalled + excluded.recalled, "
    "forgotten = forgotten + excluded.forgotten, "
    "duration_ms = duration_ms + excluded.duration_ms, "
    "new_duration_ms = new_duration_ms + excluded.new_duration_ms"
)


@dataclass(frozen=True, slots=True)
class DayCounts:
    """What one answer adds to its study day.

    ``due_reviews``: answers to review cards. ``recalled`` and ``forgotten``: those of them that
    came at least one study day after the previous, which true retention is made of.
    """

    reviews: int
    introduced: int
    due_reviews: int
    recalled: int
    forgotten: int
    duration_ms: int
    new_duration_ms: int


def day_counts(review: Review) -> DayCounts | None:
    """What a row of the log adds to its day; None for a row that is no answer."""
    if review.kind is not ReviewKind.REVIEW or review.rating is None:
        return None
    payload = json.loads(review.payload)
    state = State(payload.get("state", State.REVIEW))
    counted = state is State.REVIEW and payload.get("elapsed", 0) >= 1
    forgotten = review.rating is Rating.AGAIN
    new = state is State.NEW
    return DayCounts(
        reviews=1,
        introduced=int(new),
        due_reviews=int(state is State.REVIEW),
        recalled=int(counted and not forgotten),
        forgotten=int(counted and forgotten),
        duration_ms=review.duration_ms,
        new_duration_ms=review.duration_ms if state in (State.NEW, State.LEARNING) else 0,
    )


def append(operation: Operation, *reviews: Review) -> None:
    """Append rows to the log and count them in their study days."""
    append_all(operation, reviews)
    _count(operation, reviews, 1)


def append_all(operation: Operation, reviews: Iterable[Review]) -> None:
    """Append rows that another log has brought; those that are here already stay as they are.

    The study days have to be counted anew afterwards.
    """
    operation.run_many(_INSERT, map(review_values, reviews))
    operation.touched.add("review")


def retract(operation: Operation, reviews: Sequence[Review], retractions: Iterable[Review]) -> None:
    """Append the rows that take ``reviews`` back and count these out of their study days."""
    append_all(operation, retractions)
    _count(operation, reviews, -1)


def _count(operation: Operation, reviews: Iterable[Review], sign: int) -> None:
    counted = ((review.study_day, day_counts(review)) for review in reviews)
    operation.execute_many(
        _COUNT_DAY,
        [
            {
                "day": day,
                "reviews": sign * counts.reviews,
                "introduced": sign * counts.introduced,
                "due_reviews": sign * counts.due_reviews,
                "recalled": sign * counts.recalled,
                "forgotten": sign * counts.forgotten,
                "duration_ms": sign * counts.duration_ms,
                "new_duration_ms": sign * counts.new_duration_ms,
            }
            for day, counts in counted
            if counts is not None
        ],
    )


def reviews_of(reader: Reader, card_id: int) -> list[Review]:
    """The rows of a card in the order in which they are replayed."""
    rows = reader.rows(
        f"SELECT {COLUMNS} FROM review WHERE card_id = :card ORDER BY id", card=card_id
    )
    return [review_of(row) for row in rows]


def standing_rows(reader: Reader, cards: Sequence[int]) -> Sequence[Row]:
    """What stands of the log of these cards, by card and id: no retractions, nothing retracted."""
    rows = reader.rows(
        f"SELECT {COLUMNS} FROM review WHERE card_id IN ({id_list(cards)}) ORDER BY card_id, id"
    )
    # not in SQL, which would look each card's rows up a second time
    retracted = {row[4] for row in rows if row[3] == _RETRACTION}
    return [row for row in rows if row[3] != _RETRACTION and row[0] not in retracted]


def answer_times(reader: Reader) -> list[tuple[int, int]]:
    """(id, time) of each answer that stands, in the order of ids."""
    rows = reader.rows(
        "SELECT id, time_ms FROM review WHERE kind = 'review' AND id NOT IN (SELECT target "
        "FROM review WHERE kind = 'retraction' AND target IS NOT NULL) ORDER BY id"
    )
    return [(row[0], row[1]) for row in rows]


def review_of(row: Row) -> Review:
    """A row of the log, its columns in the order of COLUMNS."""
    return Review(
        id=row[0],
        card_id=row[1],
        device_id=row[2],
        kind=ReviewKind(row[3]),
        target=row[4],
        rating=None if row[5] is None else Rating(row[5]),
        time_ms=row[6],
        study_day=row[7],
        due_day=row[8],
        due_ms=row[9],
        duration_ms=row[10],
        payload=row[11],
    )


def review_values(review: Review) -> tuple[Value, ...]:
    """A row of the log in the order of COLUMNS, its hash behind them."""
    row = (
        review.id,
        review.card_id,
        review.device_id,
        review.kind.value,
        review.target,
        None if review.rating is None else int(review.rating),
        review.time_ms,
        review.study_day,
        review.due_day,
        review.due_ms,
        review.duration_ms,
        review.payload,
    )
    return (*row, row_hash(row))
