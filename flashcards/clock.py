"""The time, as a part that can be exchanged."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

from flashcards.errors import UsageError

# Study days count from 1970, and an id has 43 bits for milliseconds: enough until 2248.
_EARLIEST_MS = 31_536_000_000
_LATEST_MS = 7_258_118_400_000


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

    Raises UsageError when the text is no such moment, or one that no id can hold.
    """
    try:
        time_ms = round(datetime.fromisoformat(text).timestamp() * 1_000)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            f"--now takes a moment such as 2026-11-24T09:30:00Z, not {text!r}."
        ) from error
    if not _EARLIEST_MS <= time_ms <= _LATEST_MS:
        raise UsageError(f"--now takes a moment from 1971 to 2199, not {text!r}.")
    return time_ms


def moment_of(time_ms: int) -> datetime:
    """The same moment as an aware datetime in UTC."""
    return datetime.fromtimestamp(time_ms / 1_000, UTC)
