"""Closes the window as a person would when the system asks the program to end."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QObject, QSocketNotifier
from PySide6.QtWidgets import QWidget

_SIGNALS = ("SIGTERM", "SIGINT", "SIGHUP")


class EndOnRequest(QObject):
    """Turns a request to end, such as Ctrl+C or a system that shuts down, into closing a window.

    Python runs its signal handlers between its own instructions, and while Qt waits there are
    none: so the number of the signal is written to a pipe, which Qt watches.
    """

    def __init__(self, window: QWidget, close: Callable[[], object]) -> None:
        super().__init__(window)
        self._close_window = close
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._writing, False)
        signal.set_wakeup_fd(self._writing, warn_on_full_buffer=False)
        for name in _SIGNALS:
            signal.signal(getattr(signal, name), lambda *_: None)
        self._notifier = QSocketNotifier(self._reading, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._close)

    def stop(self) -> None:
        """Leave signals to do what they did before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(-1)
        for name in _SIGNALS:
            default = signal.default_int_handler if name == "SIGINT" else signal.SIG_DFL
            signal.signal(getattr(signal, name), default)
        os.close(self._reading)
        os.close(self._writing)

    def _close(self) -> None:
        os.read(self._reading, 1)
        self._close_window()


def end_on_request(window: QWidget, close: Callable[[], object]) -> EndOnRequest | None:
    """Let requests to end ``close`` the window; None on Windows, which closes windows itself."""
    return None if sys.platform == "win32" else EndOnRequest(window, close)
