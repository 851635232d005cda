"""How far long work is and how long it will still take, from its steps. Pure: the time is given."""

from __future__ import annotations

from dataclasses import dataclass

_EARLIEST_S = 0.5
_LEAST_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Reading:
    """``share``: from 0 to 1, None while nobody can say. ``seconds_left``: None likewise."""

    label: str = ""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None

    @property
    def share(self) -> float | None:
        """How much of the present part is done."""
        return min(1.0, self.done / self.total) if self.total else None


class Pace:
    """Follows the steps of one piece of work, each part of which begins with a label."""

    def __init__(self) -> None:
        self._label = ""
        self._total = 0
        self._began = 0.0
        self._first = 0

    def step(self, done: int, total: int, label: str, now: float) -> Reading:
        """What to show after this step; ``now`` in seconds, of any clock that only goes on."""
        if (label and label != self._label) or total != self._total:
            self._label = label or self._label
            self._total, self._began, self._first = total, now, done
        spent, made = now - self._began, done - self._first
        left: float | None = None
        if made > 0 and spent >= _EARLIEST_S and made >= total * _LEAST_SHARE:
            left = spent * max(0, total - done) / made
        return Reading(self._label, done, total, left)
