"""Histories written in columns: the very rows that are written one by one."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.domain.calendar import StudyCalendar
from flashcards.formats.answers import ANSWER
from flashcards.formats.packed_reviews import PackedReviews
from flashcards.formats.rows import CardRow, ReviewRow
from flashcards.services.importing.history import BroughtCard, CardHistory
from flashcards.services.importing.log_columns import rows_of_log
from flashcards.services.importing.log_rows import log_rows

NOW_MS = 1_795_000_000_000
SECONDS = st.sampled_from((0, 60, 600, 86_399, 86_400, 129_600, 216_000, 864_000, 9 * 10**9))
KINDS = st.sampled_from((0, 0, 0, 0, 1, 2, 3, 4))
GAPS = st.sampled_from((1, 60_000, 600_000, 40_000_000, 86_400_000, 900_000_000))
DUE = st.sampled_from((None, -5, NOW_MS - 3_600_000, NOW_MS, NOW_MS + 40 * 86_400_000, 10**14))
CALENDAR = StudyCalendar()


@st.composite
def packed(draw: st.DrawFn) -> PackedReviews:
    time_ms = NOW_MS - draw(st.integers(0, 3_000)) * 864_000
    rows = []
    for _ in range(draw(st.integers(1, 9))):
        time_ms += draw(GAPS)
        kind = draw(KINDS)
        rating = draw(st.integers(1, 4)) if kind < 2 else 0
        duration = draw(st.sampled_from((0, 8_000, 2_000_000_000)))
        rows.append(ANSWER.pack(time_ms, draw(SECONDS), rating, kind, duration))
    return PackedReviews(b"".join(rows))


@st.composite
def histories(draw: st.DrawFn) -> list[CardHistory]:
    cards = draw(st.lists(st.integers(1, 2**63 - 1), min_size=1, max_size=6, unique=True))
    return [
        CardHistory(
            BroughtCard(
                card, CardRow("forward", due_ms=draw(DUE), reviews=draw(packed())), is_new=True
            ),
            draw(packed()),
            is_first=True,
        )
        for card in cards
    ]


@given(histories())
@settings(max_examples=150, deadline=None)
def test_both_ways_give_the_same_rows(cards: Sequence[CardHistory]) -> None:
    together = rows_of_log(cards, CALENDAR, NOW_MS)
    one_by_one = log_rows(cards, CALENDAR, NOW_MS)
    assert sorted(together) == sorted(one_by_one)
    assert all(type(value) in {int, str, type(None)} for row in together for value in row)


@given(packed())
@settings(max_examples=50, deadline=None)
def test_packed_reviews_are_a_sequence_of_rows(reviews: PackedReviews) -> None:
    rows = tuple(reviews)
    assert all(isinstance(row, ReviewRow) for row in rows)
    assert len(rows) == len(reviews)
    assert tuple(reviews[at] for at in range(len(reviews))) == rows == tuple(reviews[:])
    assert reviews == rows
    assert list(reviews.times()) == [row.time_ms for row in rows]
