"""The log as columns: what each answer is, and where a card's memory begins anew."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

import numpy as np
import pytest

from flashcards.domain.review import State
from flashcards.services.statistics.log import ReviewLog, load_log
from flashcards.storage.reading import SqliteReader
from flashcards.storage.review_log import COLUMNS

CARD, OTHER = (1 << 63) - 2, 5  # ids have up to 63 bits


class Log:
    """A log of rows as they are given, and how it reads."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.execute(f"CREATE TABLE review ({COLUMNS})")
        self._next = 1

    def add(
        self,
        card: int,
        day: int,
        rating: int | None = 3,
        *,
        kind: str = "review",
        due: int | None = None,
        due_ms: int | None = None,
        target: int | None = None,
        time_ms: int | None = None,
        **payload: object,
    ) -> int:
        """Append a row; its id."""
        identifier, self._next = self._next, self._next + 1
        values = (
            identifier, card, 1, kind, target, rating,
            day * 86_400_000 if time_ms is None else time_ms, day, due, due_ms, 7_000,
            json.dumps(payload),
        )  # fmt: skip
        places = ", ".join("?" * len(values))
        self.connection.execute(f"INSERT INTO review ({COLUMNS}) VALUES ({places})", values)
        return identifier

    def read(self, known: ReviewLog | None = None) -> ReviewLog:
        return load_log(SqliteReader(self.connection), known)


@pytest.fixture
def log() -> Iterator[Log]:
    made = Log()
    yield made
    made.connection.close()


def test_an_empty_log_has_no_answers(log: Log) -> None:
    read = log.read()
    assert len(read) == 0
    for column in (read.elapsed, read.state, read.counted, read.number, read.lapses, read.mature):
        assert len(column) == 0


def test_answers_stand_card_by_card_whatever_their_order_in_the_log(log: Log) -> None:
    log.add(CARD, 10, due=12)
    log.add(OTHER, 11, 1, due_ms=99)
    log.add(CARD, 12, 4, due=20)
    read = log.read()
    assert read.cards.tolist() == [OTHER, CARD]
    assert read.card.tolist() == [0, 1, 1]
    assert read.rating.tolist() == [1, 3, 4]
    assert read.day.tolist() == [11, 10, 12]
    assert read.duration_ms.tolist() == [7_000] * 3
    assert read.quarter.tolist() == [day * 96 for day in (11, 10, 12)]


def test_where_a_card_stood_follows_from_what_the_answer_before_gave(log: Log) -> None:
    log.add(CARD, 10, due_ms=5)  # new
    log.add(CARD, 10, due=13)  # a step on the same day
    log.add(CARD, 13, 1, due_ms=5)  # in review, forgotten
    log.add(CARD, 14, due=40)  # a step that was left for the next day
    log.add(CARD, 45, due=90)  # late
    read = log.read()
    new, steps, review = int(State.NEW), int(State.LEARNING), int(State.REVIEW)
    assert read.state.tolist() == [new, steps, review, steps, review]
    assert read.elapsed.tolist() == [-1, 0, 3, 1, 31]
    assert read.interval.tolist() == [0, 0, 3, 0, 26]
    assert read.counted.tolist() == [False, False, True, False, True]
    assert read.mature.tolist() == [False, False, False, False, True]
    assert read.number.tolist() == [1, 2, 3, 4, 5]
    assert read.lapses.tolist() == [0, 0, 0, 1, 1]


def test_answers_keep_their_quarter_of_an_hour_whatever_the_clock_said(log: Log) -> None:
    for time_ms in (864_000_000 - 1, 864_000_000 + 899_999, 864_900_000, 0, 10**12):
        log.add(CARD, 10, time_ms=time_ms)
    quarters = log.read().quarter.tolist()
    assert quarters[:3] == [959, 960, 961]
    assert all(abs(quarter - 960) < 1_024 for quarter in quarters), "wrong clocks are bounded"


def test_without_due_dates_what_comes_back_on_another_day_was_in_review(log: Log) -> None:
    log.add(CARD, 10)
    log.add(CARD, 10)
    log.add(CARD, 40)
    read = log.read()
    assert read.counted.tolist() == [False, False, True]
    assert read.interval.tolist() == [0, 0, 30]


def test_what_was_taken_back_does_not_stand(log: Log) -> None:
    log.add(CARD, 10, due=12)
    wrong = log.add(CARD, 12, 1, due_ms=4)
    log.add(CARD, 12, None, kind="retraction", target=wrong)
    log.add(CARD, 12, 3, due=30)
    read = log.read()
    assert read.rating.tolist() == [3, 3]
    assert read.counted.tolist() == [False, True]


def test_cramming_and_moved_due_dates_are_no_answers(log: Log) -> None:
    log.add(CARD, 10, due=12)
    log.add(CARD, 11, 1, kind="cram")
    log.add(CARD, 11, None, kind="reschedule", due=50)
    log.add(CARD, 13, due=30)
    assert log.read().elapsed.tolist() == [-1, 3]


def test_a_reset_begins_anew(log: Log) -> None:
    log.add(CARD, 10, due=12)
    log.add(CARD, 12, None, kind="reset")
    log.add(CARD, 14, 1, due_ms=3)
    log.add(CARD, 16, due=30)
    read = log.read()
    assert read.life.tolist() == [0, 1, 1]
    assert read.elapsed.tolist() == [-1, -1, 2]
    assert read.number.tolist() == [1, 1, 2]
    assert read.ends.tolist()[0] == 12
    assert np.isnan(read.start.stability).all()


def test_placing_out_gives_a_memory_to_begin_with(log: Log) -> None:
    log.add(OTHER, 3, None, kind="placement", due=9, stability=1e9, difficulty=0.0)
    log.add(CARD, 4, None, kind="placement", due=34, stability=30.0, difficulty=4.0)
    log.add(CARD, 30, due=90)
    log.add(OTHER, 9, None, kind="manual", due=11)  # moves a due date, no more
    read = log.read()
    assert read.cards.tolist() == [OTHER, CARD]
    assert len(read) == 1
    assert read.life_card.tolist() == [0, 1]
    assert read.start.stability.tolist() == [36_500.0, 30.0]
    assert read.start.difficulty.tolist() == [1.0, 4.0]
    assert read.elapsed.tolist() == [26]
    assert read.interval.tolist() == [30]
    assert read.mature.tolist() == [True]


def test_a_placement_that_was_taken_back_gives_nothing(log: Log) -> None:
    wrong = log.add(CARD, 4, None, kind="placement", due=34, stability=30.0, difficulty=4.0)
    log.add(CARD, 5, None, kind="retraction", target=wrong)
    log.add(OTHER, 5, None, kind="placement", due=34, stability=20.0, difficulty=5.0)
    log.add(CARD, 6)
    read = log.read()
    assert read.elapsed.tolist() == [-1]
    assert np.nanmax(read.start.stability) == 20.0


def test_the_log_is_read_again_only_when_it_has_changed(log: Log) -> None:
    log.add(CARD, 10)
    first = log.read()
    assert log.read(first) is first
    log.add(CARD, 12)
    assert len(log.read(first)) == 2


def test_a_long_log_is_read_in_pieces(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flashcards.storage.statistics_sql._CHUNK", 3)
    days = list(range(10, 20))
    for day in days:
        log.add(CARD, day, due=day + 1)
    assert log.read().day.tolist() == days
