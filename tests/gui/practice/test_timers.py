"""The time of an attempt: thinking, answering, pauses, and a computer that sleeps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.gui.practice.timers import SLEEP_MS, AttemptTimer, Times, clock_text, left_text
from tests.gui.practice.conftest import Seconds

MINUTE = 60_000


def started(seconds: Seconds, limit_ms: int = MINUTE, times: Times | None = None) -> AttemptTimer:
    timer = AttemptTimer(seconds, limit_ms, times)
    timer.start()
    return timer


def pass_time(timer: AttemptTimer, seconds: Seconds, amount: float) -> None:
    while amount > 0:
        step = min(amount, 0.25)
        seconds.now += step
        amount -= step
        timer.touch()


def test_thinking_goes_over_into_answering(seconds: Seconds) -> None:
    timer = started(seconds)
    pass_time(timer, seconds, 59)
    assert timer.thinking
    pass_time(timer, seconds, 11)
    assert not timer.thinking
    assert timer.times == Times(MINUTE, 10_000, 0)


def test_the_answer_can_begin_earlier(seconds: Seconds) -> None:
    timer = started(seconds)
    pass_time(timer, seconds, 20)
    timer.answer()
    pass_time(timer, seconds, 30)
    assert timer.times == Times(20_000, 30_000, 0)


def test_without_time_to_think_the_answer_begins_at_once(seconds: Seconds) -> None:
    assert not started(seconds, 0).thinking


def test_a_pause_is_no_part_of_the_answer(seconds: Seconds) -> None:
    timer = started(seconds, 0)
    pass_time(timer, seconds, 5)
    timer.pause()
    seconds.now += 3_600
    timer.start()
    pass_time(timer, seconds, 5)
    assert timer.times == Times(0, 10_000, 3_600_000)


def test_sleep_counts_as_pause(seconds: Seconds) -> None:
    timer = started(seconds, 0)
    pass_time(timer, seconds, 5)
    seconds.now += 8 * 3_600
    assert timer.touch()
    assert timer.times == Times(0, 5_000, 8 * 3_600_000)


def test_a_resumed_attempt_goes_on_where_it_was(seconds: Seconds) -> None:
    timer = started(seconds, MINUTE, Times(MINUTE, 42_000, 7))
    assert not timer.thinking
    pass_time(timer, seconds, 1)
    assert timer.times == Times(MINUTE, 43_000, 7)


@given(gaps=st.lists(st.integers(0, 2 * SLEEP_MS), max_size=40), limit=st.integers(0, 90_000))
def test_all_time_is_counted_once(gaps: list[int], limit: int) -> None:
    seconds = Seconds()
    timer = started(seconds, limit)
    for gap in gaps:
        seconds.now += gap / 1_000
        timer.touch()
    times = timer.times
    total = times.think_ms + times.answer_ms + times.paused_ms
    assert abs(total - sum(gaps)) <= len(gaps)
    assert times.think_ms <= limit


@pytest.mark.parametrize(
    ("used", "words"),
    [(0, "12:00"), (1, "12:00"), (277_000, "7:23"), (720_000, "0:00"), (732_400, "+0:12")],
)
def test_what_is_left_counts_up_past_zero(used: int, words: str) -> None:
    assert left_text(720_000, used) == words


def test_an_hour_shows_its_hours() -> None:
    assert clock_text(3_723_000) == "1:02:03"
