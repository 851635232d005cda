"""What every test of a screen stands on: the theme, a still picture, and nothing left behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication

from flashcards.gui.theme import Mode, install, theme


@pytest.fixture(scope="session")
def themed(qapp: QApplication) -> QApplication:
    """The application as it looks to a user, in one locale wherever the tests run."""
    QLocale.setDefault(QLocale("en_GB"))
    install(qapp)
    return qapp


@pytest.fixture(autouse=True)
def plain_theme(themed: QApplication) -> None:
    """Each test begins light, at the normal text size and without motion."""
    theme().set_mode(Mode.LIGHT)
    theme().set_text_scale(1.0)
    theme().set_reduced_motion(True)


@pytest.fixture(autouse=True)
def nothing_left_behind(plain_theme: None) -> Iterator[None]:
    """A test that leaves a window open or a thread running fails, and not the one after it."""
    before = set(threading.enumerate())
    known = set(QApplication.topLevelWidgets())
    yield
    windows = [window for window in QApplication.topLevelWidgets() if window.isVisible()]
    for window in windows:
        window.close()
    threads = set(threading.enumerate()) - before
    # Qt styles every widget that lives at each change of the theme: hundreds of closed windows
    # would make each test slower than the one before
    for widget in set(QApplication.topLevelWidgets()) - known:
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert not windows, f"windows left open: {windows}"
    assert not threads, f"threads left running: {threads}"
