"""The time, as a part that can be exchanged."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from flashcards.errors import UsageError


class Clock(Protocol):
    """Tells the time in milliseconds UTC."""

    def now_ms(self) -> int:
        """The present moment."""
        ...


class SystemClock:
    """The computer's own clock."""

    def now_ms(self) -> int:
        """The present moment."""
        return time.time_ns() // 1_000_000


@dataclass(slots=True)
class FixedClock:
    """A clock that stands until it is moved: for ``--now`` and for tests."""

    time_ms: int

    def now_ms(self) -> int:
        """The moment at which it stands."""
        return self.time_ms

    def advance(self, *, days: float = 0, minutes: float = 0, seconds: float = 0) -> None:
        """Move it on (or back, with negative values)."""
        self.time_ms += round(((days * 24 * 60 + minutes) * 60 + seconds) * 1_000)


def parse_moment(text: str) -> int:
    """Milliseconds UTC of an ISO 8601 moment; without a zone it is local time.

    Raises UsageError when the text is no such moment.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(
            f"--now takes a moment such as 2026-11-24T09:30:00Z, not {text!r}."
        ) from error
    return round(moment.timestamp() * 1_000)


def moment_of(time_ms: int) -> datetime:
    """The same moment as an aware datetime in UTC."""
    return datetime.fromtimestamp(time_ms / 1_000, UTC)
