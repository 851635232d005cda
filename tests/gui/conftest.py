"""What every test of a screen stands on: the theme, libraries to copy, and nothing left behind."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from benchmarks.screen_thread import WatchedApplication
from flashcards.app import WINDOW, App, bootstrap
from flashcards.clock import FixedClock
from flashcards.gui.main_window import MainWindow
from flashcards.gui.theme import Accent, Mode, install, theme
from flashcards.services.studying.first_look import first_look
from tests.gui.screen import ready
from tests.gui.slow_calls import HELD

_FIRST_DAY_MS = 1_800_000_000_000


@pytest.fixture(autouse=True)
def longest_call(qapp: WatchedApplication, request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test records its longest call; the worst are told at the end of the run."""
    qapp.begin()
    yield
    held = qapp.slowest
    request.node.user_properties.append((HELD, (held.ms, str(held))))


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
    theme().set_accent(Accent.VIOLET)
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


@pytest.fixture(scope="session")
def brand_new(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library as the first start makes it, with the built-in decks; only copied."""
    folder = tmp_path_factory.mktemp("brand-new") / "library"
    bootstrap(folder, clock=FixedClock(_FIRST_DAY_MS)).close()
    return folder


@pytest.fixture(scope="session")
def pristine(brand_new: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same once its learner has skipped the first page; only copied."""
    folder = tmp_path_factory.mktemp("pristine") / "library"
    app = bootstrap(Path(shutil.copytree(brand_new, folder)), clock=FixedClock(_FIRST_DAY_MS))
    app.first_run.skip()
    app.close()
    return folder


@pytest.fixture
def library(pristine: Path, tmp_path: Path) -> Path:
    """A fresh library of the test's own."""
    return Path(shutil.copytree(pristine, tmp_path / "library"))


@pytest.fixture
def open_window(qtbot: QtBot, clock: FixedClock) -> Iterator[Callable[[Path], MainWindow]]:
    """Opens the window on a library, which it goes on to read."""
    windows: list[MainWindow] = []

    def open_window(library: Path) -> MainWindow:
        def open_library() -> App:
            return bootstrap(library, clock=clock, holder=WINDOW)

        window = MainWindow(open_library, library)
        windows.append(window)
        window.show_first_look(first_look(library, clock))
        window.show()
        window.open_library()
        return window

    yield open_window
    for window in windows:
        for dialog in window.findChildren(QDialog):
            dialog.close()
        window.close()


@pytest.fixture
def opened(qtbot: QtBot, open_window: Callable[[Path], MainWindow], library: Path) -> MainWindow:
    """The window on the test's own library, which it has read."""
    window = open_window(library)
    window.resize(1280, 800)
    return ready(qtbot, window)
