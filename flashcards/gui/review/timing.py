"""How long an answer took, without the time in which nobody was there. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Callable

IDLE_SECONDS = 60.0


class AnswerTimer:
    """Counts from ``start``; each gap between two signs of life counts at most 60 seconds.

    ``clock`` gives seconds that only grow, such as ``time.monotonic``.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last = clock()
        self._counted = 0.0

    def start(self) -> None:
        """Begins at zero."""
        self._last = self._clock()
        self._counted = 0.0

    def touch(self) -> None:
        """The learner did something."""
        now = self._clock()
        self._counted += min(max(0.0, now - self._last), IDLE_SECONDS)
        self._last = now

    @property
    def milliseconds(self) -> int:
        """The time until now."""
        gap = min(max(0.0, self._clock() - self._last), IDLE_SECONDS)
        return round((self._counted + gap) * 1_000)
