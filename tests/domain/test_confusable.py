"""Notes that are forgotten one after the other, against all pairs looked at one by one."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.confusable import NEAR_MS, Failure, NotePair, confusable, is_offered

MINUTE = 60_000


def failures(*pairs: tuple[int, int]) -> list[Failure]:
    return [Failure(note, minute * MINUTE) for note, minute in pairs]


def test_both_directions_count() -> None:
    found = confusable(failures((1, 0), (2, 1), (9, 500), (2, 1_000), (1, 1_001)))
    assert found == [NotePair(1, 2, 2)]


def test_once_is_chance() -> None:
    assert confusable(failures((1, 0), (2, 1))) == []


def test_another_sitting_and_the_note_itself_do_not_count() -> None:
    far = NEAR_MS // MINUTE + 1
    assert confusable(failures((1, 0), (2, far), (1, 3 * far), (2, 4 * far))) == []
    assert confusable(failures((1, 0), (1, 1), (1, 2), (1, 3))) == []


def test_beyond_a_topic_it_takes_more() -> None:
    assert is_offered(NotePair(1, 2, 2), same_topic=True)
    assert not is_offered(NotePair(1, 2, 2), same_topic=False)
    assert is_offered(NotePair(1, 2, 3), same_topic=False)


@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 8)), max_size=40))
def test_as_brute_force_counts(steps: list[tuple[int, int]]) -> None:
    time, log = 0, []
    for note, minutes in steps:
        time += minutes * MINUTE
        log.append(Failure(note, time))
    counts = {
        (low, high): sum(
            {one.note_id, other.note_id} == {low, high} and other.time_ms - one.time_ms <= NEAR_MS
            for one, other in pairwise(log)
        )
        for low in range(1, 5)
        for high in range(low + 1, 5)
    }
    found = {(pair.first, pair.second): pair.times for pair in confusable(log)}
    assert found == {pair: times for pair, times in counts.items() if times >= 2}
