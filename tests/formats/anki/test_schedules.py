"""What Anki knows of when a card is due, and of how it was answered."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from flashcards.domain.calendar import StudyCalendar
from flashcards.domain.review import Rating, ReviewKind
from flashcards.formats.rows import CardRow, ReviewRow
from tests.formats.anki.packages import (
    CREATED_S,
    FORMS,
    LATEST,
    OLDEST,
    Card,
    Note,
    Package,
    Review,
)
from tests.formats.anki.reading import cards_of, read, told

DAY_S = 86_400
MOMENT_S = 1_710_000_000


def card_of(card: Card, folder: Path, form: int = LATEST, scheduler: int = 2) -> CardRow:
    """The only card of a package with this one in it."""
    package = Package(notes=(Note(("Q", "A"), cards=(card,)),), scheduler=scheduler)
    return cards_of(read(package.write(folder, form)))[0]


def test_a_new_card_is_not_due(tmp_path: Path) -> None:
    card = card_of(Card(due=5), tmp_path)

    assert card == CardRow("forward")


@pytest.mark.parametrize("form", FORMS)
def test_a_card_in_review_is_due_on_a_day_counted_from_the_creation(
    form: int, tmp_path: Path
) -> None:
    card = card_of(Card(type=2, queue=2, due=30, ivl=12), tmp_path, form)

    assert card.interval_days == 12
    assert card.due_ms is not None
    due = datetime.fromtimestamp(card.due_ms / 1000, UTC)
    created = datetime.fromtimestamp(CREATED_S, UTC)
    assert (due.date() - created.date()).days == 30


@pytest.mark.parametrize("hours", [-2, -1, 0, 1, 2])
def test_the_day_stays_what_it_is_when_the_clocks_change(hours: int, tmp_path: Path) -> None:
    card = card_of(Card(type=2, queue=2, due=30, ivl=12), tmp_path)

    assert card.due_ms is not None
    calendar = StudyCalendar(UTC, 4)
    day = calendar.day((CREATED_S + 30 * DAY_S) * 1000)
    assert calendar.day(card.due_ms + hours * 3_600_000) == day


def test_a_card_in_learning_is_due_at_a_moment(tmp_path: Path) -> None:
    card = card_of(Card(type=1, queue=1, due=MOMENT_S), tmp_path)

    assert card.due_ms == MOMENT_S * 1000
    assert card.interval_days is None


def test_a_card_that_learns_over_days_is_due_on_a_day(tmp_path: Path) -> None:
    card = card_of(Card(type=3, queue=3, due=30, ivl=1), tmp_path)

    assert card.due_ms is not None
    assert card.due_ms // 1000 // DAY_S == CREATED_S // DAY_S + 30


def test_suspended_and_flagged_cards_stay_so_and_buried_ones_come_back(tmp_path: Path) -> None:
    suspended = card_of(Card(type=2, queue=-1, due=3, ivl=1, flags=0b1011), tmp_path)
    buried = card_of(Card(type=2, queue=-2, due=3, ivl=1), tmp_path)

    assert suspended.suspended
    assert suspended.flag == 3
    assert not buried.suspended
    assert buried.due_ms == suspended.due_ms


def test_a_card_in_a_filtered_deck_has_the_deck_and_day_of_its_own(tmp_path: Path) -> None:
    away = Card(deck=9, type=2, queue=2, due=-100_000, ivl=5, odue=30, odid=2)
    package = Package(
        notes=(Note(("Q", "A"), cards=(away,)),), decks={1: "Default", 2: "Home", 9: "Cram"}
    )

    rows = read(package.write(tmp_path))

    assert [deck.title for deck in rows.decks] == ["Home"]
    assert cards_of(rows)[0].due_ms == card_of(Card(type=2, due=30, ivl=5), tmp_path).due_ms


def test_a_card_that_is_learned_in_a_filtered_deck_is_due_at_its_moment(tmp_path: Path) -> None:
    card = card_of(Card(type=1, queue=1, due=MOMENT_S, odue=30, odid=1), tmp_path)

    assert card.due_ms == MOMENT_S * 1000


@pytest.mark.parametrize("due", [10**12, -(10**12), 2**40])
def test_days_that_nobody_lives_to_see_are_no_due_dates(due: int, tmp_path: Path) -> None:
    assert card_of(Card(type=2, queue=2, due=due, ivl=10**9), tmp_path).due_ms is None


def test_memory_states_come_with_the_card(tmp_path: Path) -> None:
    data = '{"pos":1,"s":0.4998,"d":8.895,"dr":0.9,"cd":"{\\"s\\":1}"}'

    card = card_of(Card(type=2, due=3, ivl=1, data=data), tmp_path)

    assert card.stability == 0.4998
    assert card.difficulty == 8.895


@pytest.mark.parametrize(
    "data",
    ["", "{}", '{"s":1}', '{"s":NaN,"d":5}', '{"s":0,"d":5}', '{"s":2,"d":11}', '{"s":', "[[[["],
)
def test_memory_states_that_cannot_be_are_left_out(data: str, tmp_path: Path) -> None:
    card = card_of(Card(type=2, due=3, ivl=1, data=data), tmp_path)

    assert card.stability is None
    assert card.difficulty is None


def test_reviews_are_in_order_with_rating_time_and_interval(tmp_path: Path) -> None:
    reviews = (
        Review(1_710_000_600_000, ease=3, ivl=4, time=2_500, type=1),
        Review(1_710_000_000_000, ease=1, ivl=-600, time=9_000, type=0),
    )

    card = card_of(Card(type=2, due=3, ivl=4, reviews=reviews), tmp_path)

    assert card.reviews == (
        ReviewRow(1_710_000_000_000, Rating.AGAIN, ReviewKind.REVIEW, 9_000, 600),
        ReviewRow(1_710_000_600_000, Rating.GOOD, ReviewKind.REVIEW, 2_500, 4 * DAY_S),
    )


@pytest.mark.parametrize(
    ("row", "kind", "rating"),
    [
        (Review(1, type=0), ReviewKind.REVIEW, Rating.GOOD),
        (Review(1, type=1), ReviewKind.REVIEW, Rating.GOOD),
        (Review(1, type=2), ReviewKind.REVIEW, Rating.GOOD),
        (Review(1, type=3, factor=2500), ReviewKind.REVIEW, Rating.GOOD),
        (Review(1, type=3, factor=0), ReviewKind.CRAM, Rating.GOOD),
        (Review(1, type=4, ease=0, factor=2500), ReviewKind.MANUAL, None),
        (Review(1, type=4, ease=0, factor=0), ReviewKind.RESET, None),
        (Review(1, type=5, ease=0), ReviewKind.RESCHEDULE, None),
        (Review(1, type=1, ease=0), ReviewKind.MANUAL, None),
    ],
)
def test_what_a_row_of_the_log_is(
    row: Review, kind: ReviewKind, rating: Rating | None, tmp_path: Path
) -> None:
    review = card_of(Card(type=2, due=3, ivl=1, reviews=(row,)), tmp_path).reviews[0]

    assert (review.kind, review.rating) == (kind, rating)


def test_the_first_scheduler_had_three_buttons_for_learning(tmp_path: Path) -> None:
    reviews = (
        Review(1, ease=2, type=0),
        Review(2, ease=3, type=2),
        Review(3, ease=2, type=1),
        Review(4, ease=1, type=0),
    )
    card = Card(type=2, due=3, ivl=1, reviews=reviews)

    old = card_of(card, tmp_path, OLDEST, scheduler=1)
    new = card_of(card, tmp_path, OLDEST, scheduler=2)

    assert [review.rating for review in old.reviews] == [3, 4, 2, 1]
    assert [review.rating for review in new.reviews] == [2, 3, 2, 1]
    assert card_of(card, tmp_path, LATEST, scheduler=1).reviews == old.reviews


def test_rows_that_say_nothing_are_left_out_with_their_number(tmp_path: Path) -> None:
    reviews = (Review(1, ease=7), Review(2, type=9), Review(-3), Review(1 << 50), Review(5))
    package = Package(notes=(Note(("Q", "A"), cards=(Card(reviews=reviews),)),))

    rows = read(package.write(tmp_path))

    assert [review.time_ms for review in cards_of(rows)[0].reviews] == [5]
    assert "4 reviews that can't be understood left out." in told(rows)


def test_absurd_durations_and_intervals_are_none(tmp_path: Path) -> None:
    reviews = (Review(1, time=-5, ivl=10**9), Review(2, time=10**12, ivl=-(10**15)))

    card = card_of(Card(reviews=reviews), tmp_path)

    assert [(row.duration_ms, row.interval_s) for row in card.reviews] == [(0, None), (0, None)]


def test_reviews_of_cards_that_are_gone_are_told(tmp_path: Path) -> None:
    note = Note(("", "no question"), cards=(Card(reviews=(Review(1), Review(2))),))

    rows = read(Package(notes=(note, Note(("Q", "A")))).write(tmp_path))

    assert "2 reviews of cards that are not in the package left out." in told(rows)
