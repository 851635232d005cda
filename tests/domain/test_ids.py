"""Ids: the same from the same parts, in the order of time, and enough room for all."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.ids import (
    RANDOM_BITS,
    IdSource,
    card_id,
    hashed_id,
    id_hasher,
    id_time_ms,
    imported_review_id,
    note_id,
)

TIMES = st.integers(1, (1 << 43) - 1)
IDS = st.integers(1, (1 << 63) - 1)


@given(st.lists(st.text(), min_size=1, max_size=4))
def test_a_hasher_gives_the_id_of_all_parts(parts: list[str]) -> None:
    assert id_hasher(*parts[:-1])(parts[-1]) == hashed_id(*parts)


def test_libraries_rely_on_these_ids() -> None:
    assert card_id(1_234, "forward") == 9_164_142_929_267_551_818
    assert note_id("a", "b") == 419_091_185_637_239_368


@given(IDS, TIMES, st.integers(0, 50))
def test_the_id_of_an_imported_review_fits_and_tells_its_time(
    card: int, time_ms: int, attempt: int
) -> None:
    identifier = imported_review_id(card, time_ms, attempt)
    assert 0 < identifier < 1 << 63
    assert id_time_ms(identifier) == time_ms
    assert identifier == imported_review_id(card, time_ms, attempt)


@given(IDS, TIMES, TIMES)
def test_imported_reviews_are_ordered_by_time(card: int, one: int, other: int) -> None:
    first, second = (imported_review_id(card, time_ms) for time_ms in (one, other))
    assert (first < second) == (one < other)


@given(IDS, TIMES)
def test_each_attempt_gives_another_id(card: int, time_ms: int) -> None:
    assert len({imported_review_id(card, time_ms, attempt) for attempt in range(64)}) == 64


@given(st.integers(0, 20_000), TIMES, st.integers(0, 1 << 62))
def test_many_ids_at_once_are_like_those_made_singly(count: int, now_ms: int, last_id: int) -> None:
    source = IdSource(lambda: now_ms, last_id)
    made = [*source.next_ids(count), source.next_id()]
    assert all(one < other for one, other in zip([last_id, *made], made, strict=False))
    start = max(now_ms, id_time_ms(last_id) + 1)
    assert id_time_ms(made[-1]) - start <= count // 4_096 + 1
    assert made[0] >> RANDOM_BITS == start
