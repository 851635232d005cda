"""Work off the screen: one thread owns the library, plain values come back to the window.

``LibraryTasks(open_library)`` opens the library in its thread with the first ``start``; ``run``
hands it a function of the open library and calls back on the window's thread with what it gave,
or with the error it raised.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

if TYPE_CHECKING:
    from flashcards.app import App

Done = Callable[[Any], object]
Failed = Callable[[Exception], object]


@dataclass(frozen=True, slots=True)
class _Outcome:
    value: Any
    error: Exception | None
    done: Done | None
    failed: Failed


class LibraryTasks(QObject):
    """The one worker of a window."""

    _finished = Signal(object)

    def __init__(self, open_library: Callable[[], App], failed: Failed, parent: QObject) -> None:
        super().__init__(parent)
        self._open_library = open_library
        self._failed = failed
        self._app: App | None = None
        self._waiting = 0
        self._closed = False
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="library")
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def idle(self) -> bool:
        """Whether nothing is under way."""
        return self._waiting == 0

    def start(self, done: Done, failed: Failed) -> None:
        """Open the library."""
        self._submit(self._open, done, failed)

    def run(
        self, work: Callable[[App], Any], done: Done | None = None, failed: Failed | None = None
    ) -> None:
        """Run ``work`` with the open library; calls come back in the order in which they went."""
        self._submit(lambda: self._work(work), done, failed or self._failed)

    def close(self) -> None:
        """Wait for what is under way and close the library; nothing calls back any more."""
        if self._closed:
            return
        self._closed = True
        self._executor.submit(self._close_library)
        self._executor.shutdown(wait=True)

    def reopen(self, between: Callable[[], Any], done: Done, failed: Failed) -> None:
        """Close the library, do something to its files, and open it again, whatever came of it."""

        def work() -> Any:
            self._close_library()
            try:
                return between()
            finally:
                self._open()

        self._submit(work, done, failed)

    def _submit(self, work: Callable[[], Any], done: Done | None, failed: Failed) -> None:
        if self._closed:
            return
        self._waiting += 1
        self._executor.submit(self._run, work, done, failed)

    def _run(self, work: Callable[[], Any], done: Done | None, failed: Failed) -> None:
        try:
            outcome = _Outcome(work(), None, done, failed)
        except Exception as error:  # noqa: BLE001 - handed to the window, which tells of it
            outcome = _Outcome(None, error, done, failed)
        self._finished.emit(outcome)

    def _open(self) -> None:
        if self._app is None:
            self._app = self._open_library()

    def _work(self, work: Callable[[App], Any]) -> Any:
        if self._app is None:
            self._app = self._open_library()
        return work(self._app)

    def _close_library(self) -> None:
        if self._app is not None:
            self._app.close()
            self._app = None

    @Slot(object)
    def _deliver(self, outcome: _Outcome) -> None:
        self._waiting -= 1
        if self._closed:
            return
        if outcome.error is not None:
            outcome.failed(outcome.error)
        elif outcome.done is not None:
            outcome.done(outcome.value)
