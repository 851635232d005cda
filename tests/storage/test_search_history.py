"""Searching by what happened: answered, added and edited in the last study days."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flashcards.clock import FixedClock, parse_moment
from flashcards.domain import ids
from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.query import parse_query
from flashcards.domain.review import Rating, Review, ReviewKind
from flashcards.domain.scheduling import DEFAULT_PARAMETERS
from flashcards.storage import review_log
from flashcards.storage.search_numbers import SearchMoment
from flashcards.storage.search_rows import find_cards
from flashcards.storage.search_sql import search_condition
from tests.storage.factories import SmallLibrary, small_library

OLD, MIDDLE, FRESH, NEVER = "Old", "Middle", "Fresh", "Never"


def answered(
    library: SmallLibrary,
    card: int,
    days_ago: int,
    rating: Rating | None = Rating.GOOD,
    *,
    kind: ReviewKind = ReviewKind.REVIEW,
    target: int | None = None,
) -> int:
    """A row of the log from that many days ago, as that day's program wrote it; its id."""
    time_ms = library.clock.now_ms() - days_ago * MS_PER_DAY
    row = Review(
        id=(time_ms << ids.RANDOM_BITS) | (card & 0xFFFF) + (target is not None),
        card_id=card,
        device_id=1,
        kind=kind,
        rating=rating,
        target=target,
        time_ms=time_ms,
        study_day=library.calendar.day(time_ms),
    )
    with library.database.write("setup", "Log") as operation:
        review_log.append_all(operation, [row])
    return row.id


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SmallLibrary]:
    """Three cards with a past; they were added 40, 6 and 0 days ago."""
    clock = FixedClock(parse_moment("2026-11-24T09:00:00Z"))
    with small_library(tmp_path_factory.mktemp("library"), clock) as made:
        clock.advance(days=-40)
        old = made.note(OLD).card
        clock.advance(days=34)
        middle = made.note(MIDDLE)
        clock.advance(days=6)
        fresh = made.note(FRESH).card
        never = made.note(NEVER).card
        answered(made, old, 39)
        answered(made, old, 7, Rating.AGAIN)
        answered(made, middle.card, 2, Rating.HARD, kind=ReviewKind.CRAM)
        answered(made, fresh, 0, Rating.AGAIN)
        mistake = answered(made, never, 3)
        answered(made, never, 3, None, kind=ReviewKind.RETRACTION, target=mistake)
        answered(made, never, 1, None, kind=ReviewKind.MANUAL)
        made.put("note", middle.id, modified_ms=clock.now_ms() - 3 * MS_PER_DAY)
        yield made


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("rated:1", {FRESH}),
        ("rated:3", {FRESH, MIDDLE}),
        ("rated:7", {FRESH, MIDDLE}),
        ("rated:8", {FRESH, MIDDLE, OLD}),
        ("rated:8:again", {FRESH, OLD}),
        ("rated:8:good", set()),
        ("rated:40:good", {OLD}),
        ("rated:7:2", {MIDDLE}),
        ("-rated:100000", {NEVER}),
        ("rated:7 old", set()),
        ("added:1", {FRESH, NEVER}),
        ("added:6", {FRESH, NEVER}),
        ("added:7", {FRESH, NEVER, MIDDLE}),
        ("added:41", {FRESH, NEVER, MIDDLE, OLD}),
        ("edited:3", set()),
        ("edited:4", {MIDDLE}),
        ("edited:100000 rated:7", {MIDDLE}),
    ],
)
def test_the_last_days_count_from_today(
    library: SmallLibrary, query: str, expected: set[str]
) -> None:
    moment = SearchMoment(library.clock.now_ms(), library.calendar, DEFAULT_PARAMETERS[20])
    with library.database.read() as reader:
        condition = search_condition(reader, parse_query(query), moment)
        found = find_cards(reader, condition)
        headings = dict(
            reader.rows("SELECT c.id, n.heading FROM card c JOIN note n ON n.id = c.note_id")
        )
    assert {headings[card] for card in found} == expected
