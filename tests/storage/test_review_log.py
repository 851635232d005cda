"""The log keeps what was answered, and study days count it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.domain.review import Rating, Review, ReviewKind
from flashcards.storage import review_log
from flashcards.storage.review_log import day_counts
from flashcards.storage.unit_of_work import Database
from tests.storage.test_unit_of_work import a_review

DAY = 20_781


def counts(database: Database) -> tuple[int, ...]:
    with database.read() as reader:
        row = reader.row(
            "SELECT reviews, introduced, due_reviews, recalled, forgotten, duration_ms, "
            "new_duration_ms FROM study_day WHERE day = :day",
            day=DAY,
        )
    assert row is not None
    return tuple(row)


def test_a_review_comes_back_as_it_was_written(database: Database) -> None:
    with database.write("review", "Answer") as operation:
        review = a_review(operation)
        review_log.append(operation, review)
    with database.read() as reader:
        assert review_log.reviews_of(reader, review.card_id) == [review]
        assert reader.value("SELECT hash FROM review") == review.hash()


def test_each_column_changes_the_hash(database: Database) -> None:
    with database.write("review", "Answer") as operation:
        review = a_review(operation)
    others = [
        replace(review, id=review.id + 1),
        replace(review, card_id=6),
        replace(review, device_id=8),
        replace(review, kind=ReviewKind.CRAM),
        replace(review, target=3),
        replace(review, rating=Rating.HARD),
        replace(review, time_ms=review.time_ms + 1),
        replace(review, study_day=1),
        replace(review, due_day=None),
        replace(review, due_ms=20_785),
        replace(review, duration_ms=1),
        replace(review, payload="{}"),
    ]
    assert len({review.hash(), *(other.hash() for other in others)}) == 13


def test_a_study_day_counts_what_true_retention_is_made_of(database: Database) -> None:
    with database.write("review", "Answer") as operation:
        for payload, rating in [
            ('{"state":0}', Rating.GOOD),
            ('{"elapsed":0,"state":1}', Rating.GOOD),
            ('{"elapsed":3,"state":2}', Rating.GOOD),
            ('{"elapsed":9,"state":2}', Rating.AGAIN),
            ('{"elapsed":0,"state":2}', Rating.AGAIN),
        ]:
            review_log.append(operation, a_review(operation, payload=payload, rating=rating))
    assert counts(database) == (5, 1, 3, 1, 1, 40_000, 16_000)


def test_a_retraction_counts_the_review_out_again(database: Database) -> None:
    with database.write("review", "Answer") as operation:
        review = a_review(operation)
        review_log.append(operation, review)
    with database.write("undo", "Answer") as operation:
        retraction = Review(
            id=operation.ids.next_id(),
            card_id=review.card_id,
            device_id=7,
            kind=ReviewKind.RETRACTION,
            target=review.id,
            time_ms=operation.now_ms,
            study_day=DAY,
        )
        review_log.retract(operation, [review], [retraction])
    assert counts(database) == (0, 0, 0, 0, 0, 0, 0)
    with database.read() as reader:
        assert review_log.reviews_of(reader, review.card_id) == [review, retraction]
        assert review_log.standing_rows(reader, [review.card_id]) == []


def test_what_stands_comes_card_by_card(database: Database) -> None:
    with database.write("import", "Import") as operation:
        reviews = [a_review(operation) for _ in range(3)]
        review_log.append(operation, *reviews)
    with database.read() as reader:
        rows = review_log.standing_rows(reader, [reviews[0].card_id])
    assert [review_log.review_of(row) for row in rows] == reviews


def test_many_rows_count_in_and_out_at_once(database: Database) -> None:
    with database.write("review", "Answer") as operation:
        first = [a_review(operation, rating=rating) for rating in (Rating.AGAIN, Rating.GOOD)]
        review_log.append(operation, *first)
    before = counts(database)
    assert before[0] == 2
    with database.write("review", "Answer") as operation:
        more = [a_review(operation, rating=rating) for rating in Rating]
        review_log.append(operation, *more)
    assert counts(database)[0] == 6
    with database.write("undo", "Answer") as operation:
        retractions = [
            replace(a_review(operation), kind=ReviewKind.RETRACTION, target=row.id) for row in more
        ]
        review_log.retract(operation, more, retractions)
    assert counts(database) == before


@pytest.mark.parametrize("kind", [ReviewKind.CRAM, ReviewKind.MANUAL, ReviewKind.PLACEMENT])
def test_only_answers_count(database: Database, kind: ReviewKind) -> None:
    with database.write("review", "Answer") as operation:
        assert day_counts(a_review(operation, kind=kind)) is None


def test_the_same_log_twice_is_a_union(database: Database) -> None:
    with database.write("import", "Import") as operation:
        reviews = [a_review(operation) for _ in range(3)]
        review_log.append_all(operation, reviews)
    with database.write("import", "Import") as operation:
        review_log.append_all(operation, [*reviews, a_review(operation)])
    with database.read() as reader:
        assert reader.value("SELECT count(*) FROM review") == 4
