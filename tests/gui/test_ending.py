"""A request of the system to end closes the window as a person would."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.ending import EndOnRequest

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no signals")


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[QWidget]:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    ending = EndOnRequest(window, window.close)
    yield window
    ending.stop()


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_a_signal_closes_the_window(qtbot: QtBot, window: QWidget, name: str) -> None:
    signal.raise_signal(getattr(signal, name))
    qtbot.waitUntil(lambda: not window.isVisible())
