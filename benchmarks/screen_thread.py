"""How long the screen's thread is held: an application that times each event that it hands on.

While an event is handled nothing is painted and no key is taken. ``WatchedApplication.slowest``
is the event that took longest since ``begin``; what a handler sends on counts as part of it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QThread
from PySide6.QtWidgets import QApplication

LIMIT_MS = 50.0
"""Longer calls are felt: three frames are missed."""


@dataclass(frozen=True, slots=True)
class Held:
    """An event that held the thread, in milliseconds: of what kind, and to what it went."""

    ms: float
    event: str
    receiver: str

    def __str__(self) -> str:
        return f"{self.event} to {self.receiver}"


_NOTHING = Held(0.0, "nothing", "nobody")


class WatchedApplication(QApplication):
    """The application, watched. Events of other threads are passed on as they are."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._inside = False
        self.slowest = _NOTHING
        self.long: list[Held] = []

    def begin(self) -> None:
        """Forget what was measured; the event that is being handled now does not count."""
        self._inside = False
        self.slowest = _NOTHING
        self.long = []

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        if self._inside or QThread.currentThread() is not self.thread():
            return super().notify(receiver, event)
        # both are asked for their names first: either may be gone afterwards
        kind, name = event.type(), type(receiver).__name__
        began = time.perf_counter()
        self._inside = True
        try:
            return super().notify(receiver, event)
        finally:
            self._inside = False
            self._take(1e3 * (time.perf_counter() - began), kind, name)

    def _take(self, ms: float, kind: QEvent.Type, name: str) -> None:
        if kind is QEvent.Type.Close:  # the window is hidden, then the library is closed
            return
        if ms > self.slowest.ms:
            self.slowest = Held(ms, kind.name, name)
        if ms > LIMIT_MS:
            self.long.append(Held(ms, kind.name, name))
