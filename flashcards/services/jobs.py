"""Long work: how far it is, and how it is stopped with nothing half done.

A service calls ``step`` between two pieces of its work. Whoever watches raises ``Cancelled`` there;
the transaction around the work then rolls back, and the library is as it was.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

_T = TypeVar("_T")
_EVERY = 500


class Cancelled(Exception):  # noqa: N818 - no error: somebody wanted it
    """The work was stopped on request; nothing of it was kept."""


class Progress(Protocol):
    """Watches long work."""

    def step(self, done: int, total: int, label: str = "") -> None:
        """``done`` of ``total`` pieces are done; ``label`` says of what, "" as before.

        Raises Cancelled where the work is to stop.
        """


class _Unwatched:
    def step(self, done: int, total: int, label: str = "") -> None:
        """Nobody looks."""


no_progress: Progress = _Unwatched()
"""For work that nobody watches."""


class Job:
    """Progress that another thread can cancel; ``report`` is called in the thread of the work."""

    def __init__(self, report: Callable[[int, int, str], object] | None = None) -> None:
        self._report = report
        self._cancelled = threading.Event()

    @property
    def cancelled(self) -> bool:
        """Whether it was asked to stop."""
        return self._cancelled.is_set()

    def cancel(self) -> None:
        """Have the work stop at its next step."""
        self._cancelled.set()

    def step(self, done: int, total: int, label: str = "") -> None:
        """Report, unless it was cancelled."""
        if self._cancelled.is_set():
            raise Cancelled
        if self._report is not None:
            self._report(done, total, label)


def stepping(items: Iterable[_T], progress: Progress, total: int, label: str = "") -> Iterator[_T]:
    """The items, with a step of progress now and then while they are taken."""
    progress.step(0, total, label)
    for number, item in enumerate(items):
        if number % _EVERY == 0:
            progress.step(number, total)
        yield item
    progress.step(total, total)
