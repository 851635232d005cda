"""Review logs as tables: shared ones, and this program's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.review import Rating, ReviewKind
from flashcards.errors import FormatError
from flashcards.formats.review_log_csv import looks_like_review_log, read_review_log
from flashcards.formats.rows import LogCard, LogRows, ReviewRow
from flashcards.services.exporting.rows import REVIEWS

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "review-log-12580.csv"

HEADER = "card_id,review_rating,review_time,review_duration\n"
MOMENT = datetime(2024, 3, 29, 20, 32, 32, 250_000, tzinfo=UTC)
MOMENT_MS = 1_711_744_352_250


def read(text: str) -> LogRows:
    return read_review_log(text.encode(), "my log.csv")


def row(rating: str = "3", time: str = MOMENT.isoformat(), duration: str = "2500") -> ReviewRow:
    ((review,),) = (card.reviews for card in read(f"{HEADER}7,{rating},{time},{duration}\n").cards)
    return review


def messages(text: str) -> list[tuple[int, str]]:
    return [(warning.line, warning.message) for warning in read(text).warnings]


@pytest.mark.skipif(not SHARED.exists(), reason="the shared review log is absent")
def test_the_shared_log_of_a_real_person_is_read_whole() -> None:
    data = SHARED.read_bytes()

    log = read_review_log(data, SHARED.name)

    assert looks_like_review_log(data)
    assert log.title == "review-log-12580"
    assert len(log.cards) == 1_205
    assert sum(len(card.reviews) for card in log.cards) == 12_580
    assert (log.warnings, log.skipped) == ((), 0)
    times = [review.time_ms for card in log.cards for review in card.reviews]
    assert datetime.fromtimestamp(min(times) / 1000, UTC).date().isoformat() == "2024-03-29"
    assert datetime.fromtimestamp(max(times) / 1000, UTC).month == 10
    assert sum(r.duration_ms == 0 for card in log.cards for r in card.reviews) < 10


def test_reviews_are_sorted_by_card_and_time() -> None:
    log = read(
        HEADER
        + "2,3,2024-01-02T00:00:00Z,1000\n"
        + "1,4,2024-01-03T00:00:00Z,1000\n"
        + "2,1,2024-01-01T00:00:00Z,1000\n"
    )

    assert log.title == "my log"
    assert [(card.card_id, [r.rating for r in card.reviews]) for card in log.cards] == [
        (1, [Rating.EASY]),
        (2, [Rating.AGAIN, Rating.GOOD]),
    ]


def test_a_row_is_a_review() -> None:
    assert row() == ReviewRow(MOMENT_MS, Rating.GOOD, duration_ms=2_500)


@pytest.mark.parametrize(
    "time",
    [
        "2024-03-29T20:32:32.250000+00:00",
        "2024-03-29T20:32:32.250Z",
        "2024-03-29 20:32:32.250",
        "2024-03-29T22:32:32.250+02:00",
        "1711744352250",
        "1711744352250.0",
    ],
)
def test_times_are_iso_8601_or_milliseconds(time: str) -> None:
    assert row(time=time).time_ms == MOMENT_MS


def test_times_may_be_seconds() -> None:
    assert row(time="1711744352").time_ms == 1_711_744_352_000


@pytest.mark.parametrize(
    ("rating", "expected"),
    [("1", Rating.AGAIN), ("2.0", Rating.HARD), ("good", Rating.GOOD), ("Easy", Rating.EASY)],
)
def test_ratings_are_numbers_or_words(rating: str, expected: Rating) -> None:
    assert row(rating=rating).rating is expected


@pytest.mark.parametrize("rating", ["", "0"])
def test_a_row_without_a_rating_is_no_answer(rating: str) -> None:
    assert row(rating=rating) == ReviewRow(MOMENT_MS, None, ReviewKind.MANUAL, duration_ms=2_500)


@pytest.mark.parametrize(
    ("duration", "expected"),
    [("", 0), ("-5", 0), ("nan", 0), ("inf", 0), ("x", 0), ("1e30", 0), ("12.6", 13)],
)
def test_a_duration_that_says_nothing_is_unknown(duration: str, expected: int) -> None:
    assert row(duration=duration).duration_ms == expected


def test_an_answer_takes_a_day_at_most() -> None:
    assert row(duration="99999999999").duration_ms == 24 * 3_600_000


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("x,3,2024-01-01,1", "Row 3 has no whole number as card_id: 'x'; it is skipped."),
        ("1.5,3,2024-01-01,1", "Row 3 has no whole number as card_id: '1.5'; it is skipped."),
        (
            "99999999999999999999,3,2024-01-01,1",
            "Row 3 has a card_id that is too large: 99999999999999999999; it is skipped.",
        ),
        ("1,5,2024-01-01,1", "Row 3 has a review_rating other than 1 to 4: '5'; it is skipped."),
        ("1,3,yesterday,1", "Row 3 has no moment as review_time: 'yesterday'; it is skipped."),
        ("1,3,-5,1", "Row 3 has no moment as review_time: '-5'; it is skipped."),
        (
            "1,3,9999999999999,1",
            "Row 3 has a review_time out of all bounds: '9999999999999'; it is skipped.",
        ),
        ("1", "Row 3 has no moment as review_time: ''; it is skipped."),
    ],
)
def test_a_row_that_can_not_be_used_is_told_and_the_rest_is_kept(bad: str, message: str) -> None:
    text = f"{HEADER}1,3,2024-01-01,1\n{bad}\n2,3,2024-01-01,1\n"

    assert messages(text) == [(3, message)]
    assert (len(read(text).cards), read(text).skipped) == (2, 1)


def test_a_review_that_stands_twice_counts_once() -> None:
    text = HEADER + "1,3,2024-01-01,1\n" * 2

    assert messages(text) == [(3, "Row 3 repeats a review of its card; it is skipped.")]
    assert len(read(text).cards[0].reviews) == 1


def test_columns_may_come_in_any_order_and_more_of_them() -> None:
    text = 'x;Review_Time;review_rating;"card_id"\n?;2024-01-01T10:00:00Z;4;12\n\n'

    assert read(text).cards == (LogCard(12, (ReviewRow(1_704_103_200_000, Rating.EASY),)),)


def test_a_log_of_this_program_comes_back_without_what_was_taken_back() -> None:
    def line(kind: str, rating: str, at: timedelta, due: timedelta | None, retracted: str) -> str:
        moment = MOMENT + at
        cells = {
            "card_id": "5",
            "review_rating": rating,
            "review_time": moment.isoformat(timespec="microseconds"),
            "review_duration": "1000",
            "kind": kind,
            "due": "" if due is None else (moment + due).isoformat(timespec="microseconds"),
            "retracted": retracted,
        }
        return ",".join(cells.get(name, "") for name in REVIEWS)

    text = "\r\n".join(
        [
            ",".join(REVIEWS),
            line("review", "3", timedelta(0), timedelta(minutes=10), "false"),
            line("review", "1", timedelta(hours=1), timedelta(minutes=1), "true"),
            line("retraction", "", timedelta(hours=2), None, "false"),
            line("reschedule", "", timedelta(hours=3), timedelta(days=2), "false"),
            line("cram", "4", timedelta(hours=4), None, "false"),
        ]
    )

    (card,) = read(text).cards

    assert [(r.kind, r.rating, r.interval_s) for r in card.reviews] == [
        (ReviewKind.REVIEW, Rating.GOOD, 600),
        (ReviewKind.RESCHEDULE, None, 2 * 86_400),
        (ReviewKind.CRAM, Rating.EASY, None),
    ]


@pytest.mark.parametrize(
    "text", ["", "question,answer\na,b\n", "card_id,review_rating\n1,2\n", "\n\n"]
)
def test_what_is_no_log_is_told(text: str) -> None:
    with pytest.raises(FormatError, match=r"^my log\.csv:1: not a review log: the column .* is"):
        read(text)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (HEADER.encode(), True),
        (b"\xef\xbb\xbf" + HEADER.replace(",", ";").encode(), True),
        (HEADER.encode("utf-16"), True),
        (b'"card_id","review_rating","review_time"\r\n', True),
        (b"", False),
        (b"card_id,review_rating\n", False),
        (b"question,answer\ncard_id,review_rating,review_time\n", False),
        (bytes(range(256)), False),
    ],
)
def test_a_log_is_known_by_its_first_line(data: bytes, expected: bool) -> None:
    assert looks_like_review_log(data) is expected


reviews = st.tuples(
    st.integers(1, 5),
    st.sampled_from(list(Rating)),
    st.integers(946_684_800_000, 4_000_000_000_000),
    st.integers(0, 10_000_000),
)


@settings(deadline=None, max_examples=100)
@given(st.lists(reviews, unique_by=lambda review: (review[0], review[2])))
def test_every_review_comes_back(log: list[tuple[int, Rating, int, int]]) -> None:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    text = HEADER + "".join(
        f"{card},{rating.value},{(epoch + timedelta(milliseconds=ms)).isoformat()},{duration}\n"
        for card, rating, ms, duration in log
    )

    found = read(text)

    assert {
        (card.card_id, review.rating, review.time_ms, review.duration_ms)
        for card in found.cards
        for review in card.reviews
    } == set(log)


@settings(deadline=None, max_examples=150)
@given(st.binary(max_size=200), st.booleans())
def test_arbitrary_bytes_are_a_log_or_one_clear_error(data: bytes, headed: bool) -> None:
    looks_like_review_log(data)
    try:
        read_review_log(HEADER.encode() * headed + data, "log.csv")
    except FormatError:
        return
