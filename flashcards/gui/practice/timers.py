"""The time of an attempt: thinking, then answering, pauses left out. Pure: no Qt.

``clock`` gives seconds that only grow, such as ``time.monotonic``. ``touch`` is called a few times
a second while the timer runs; a longer gap is a computer that slept, and counts as pause.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

SLEEP_MS = 10_000
"""A gap between two touches from which on the computer must have slept."""

_MS = 1_000


@dataclass(frozen=True, slots=True)
class Times:
    """How long an attempt took so far, in milliseconds."""

    think_ms: int = 0
    answer_ms: int = 0
    paused_ms: int = 0


class AttemptTimer:
    """Counts one attempt; thinking goes over into answering when its time is used up."""

    def __init__(
        self,
        clock: Callable[[], float],
        think_limit_ms: int,
        times: Times | None = None,
        *,
        thinking: bool = True,
    ) -> None:
        times = times or Times()
        self._clock = clock
        self._limit = think_limit_ms
        self._think, self._answer, self._paused = times.think_ms, times.answer_ms, times.paused_ms
        self._thinking = thinking and self._think < think_limit_ms
        self._running = False
        self._last = self._now()

    @property
    def running(self) -> bool:
        """Whether it counts, and not the pause."""
        return self._running

    @property
    def thinking(self) -> bool:
        """Whether the time before the answer runs."""
        return self._thinking

    @property
    def times(self) -> Times:
        """What was counted until the last touch."""
        return Times(self._think, self._answer, self._paused)

    def start(self) -> None:
        """Count on; what has passed since ``pause`` was the pause."""
        self.touch()
        self._running = True

    def pause(self) -> None:
        """Count the pause from now on."""
        self.touch()
        self._running = False

    def answer(self) -> None:
        """The answer begins now."""
        self.touch()
        self._thinking = False

    def touch(self) -> bool:
        """Count until now; whether the computer has slept meanwhile."""
        now = self._now()
        gap = max(0, now - self._last)
        self._last = now
        if not self._running:
            self._paused += gap
            return False
        if gap > SLEEP_MS:
            self._paused += gap
            return True
        self._count(gap)
        return False

    def _count(self, gap: int) -> None:
        if self._thinking:
            counted = min(gap, self._limit - self._think)
            self._think += counted
            gap -= counted
            self._thinking = self._think < self._limit
        self._answer += gap

    def _now(self) -> int:
        return round(self._clock() * _MS)


def left_text(planned_ms: int, used_ms: int) -> str:
    """What is left as ``7:23``, past zero as ``+0:12``: the number never stops."""
    left = planned_ms - used_ms
    if left >= 0:
        return clock_text(-(-left // _MS) * _MS)
    return f"+{clock_text(-left)}"


def clock_text(milliseconds: int) -> str:
    """A length of time as ``7:23``, from an hour on ``1:02:03``."""
    seconds = milliseconds // _MS
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    if hours:
        return f"{hours}:{minutes:02}:{seconds:02}"
    return f"{minutes}:{seconds:02}"
