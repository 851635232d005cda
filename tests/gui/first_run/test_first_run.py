"""The first page: shown once, answered by Enter, skipped by Esc, and into the first session."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashcards.app import WINDOW, App, bootstrap
from flashcards.clock import FixedClock
from flashcards.gui.first_run.page import FirstRunPage
from flashcards.gui.first_run.track_card import TrackCard
from flashcards.gui.main_window import MainWindow
from flashcards.services.first_run_view import FirstRun
from tests.gui.accessible import unnamed

Open = Callable[[], MainWindow]
ROAD = FirstRun(10, 68, 1_556, "Language", "Projects")


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first") / "library"
    bootstrap(folder, clock=FixedClock(1_800_000_000_000)).close()
    return folder


@pytest.fixture
def library(pristine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(pristine, tmp_path / "library"))


@pytest.fixture
def open_window(qtbot: QtBot, clock: FixedClock, library: Path) -> Iterator[Open]:
    windows: list[MainWindow] = []

    def open_window() -> MainWindow:
        def open_library() -> App:
            return bootstrap(library, clock=clock, holder=WINDOW)

        window = MainWindow(open_library, library)
        windows.append(window)
        window.show()
        window.open_library()
        qtbot.waitUntil(lambda: window.shows_data and window.tasks.idle, timeout=20_000)
        return window

    yield open_window
    for window in windows:
        window.close()


def page_of(window: MainWindow) -> FirstRunPage | None:
    found = [page for page in window.findChildren(FirstRunPage) if page.isVisible()]
    return found[0] if found else None


def setting(qtbot: QtBot, window: MainWindow, key: str) -> str:
    values: list[str] = []
    window.tasks.run(lambda app: app.library.setting(key).value, values.append)
    qtbot.waitUntil(lambda: bool(values))
    return values[0]


def card(page: QWidget, name: str) -> TrackCard:
    return next(c for c in page.findChildren(TrackCard) if c.accessibleName() == name)


def test_enter_from_anywhere_starts_with_the_defaults(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    page = page_of(window)
    assert page is not None
    assert unnamed(page) == []
    QTest.keyClick(card(page, "Python"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reviewing, timeout=20_000)
    assert setting(qtbot, window, "track") == "python"
    assert setting(qtbot, window, "new_per_day") == "12"


def test_a_language_and_minutes_are_chosen_by_keys(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    page = page_of(window)
    assert page is not None
    python = card(page, "Python")
    python.setFocus()
    QTest.keyClick(python, Qt.Key.Key_Down)
    chosen = page.track
    assert chosen != "python"
    QTest.keyClick(page._minutes.button("20"), Qt.Key.Key_Right)
    assert page.minutes == 30
    QTest.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reviewing, timeout=20_000)
    assert setting(qtbot, window, "track") == chosen
    assert setting(qtbot, window, "new_per_day") == "18"


def test_escape_skips_it_and_it_does_not_come_again(qtbot: QtBot, open_window: Open) -> None:
    window = open_window()
    page = page_of(window)
    assert page is not None
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page_of(window) is None and window.tasks.idle)
    assert not window.reviewing
    assert setting(qtbot, window, "new_per_day") == "12"
    window.close()
    assert page_of(open_window()) is None


def test_the_page_fits_a_small_window_and_scrolls(qtbot: QtBot) -> None:
    page = FirstRunPage(ROAD)
    qtbot.addWidget(page)
    page.resize(880, 600)
    page.show()
    assert page._start.isVisible()
    assert page.rect().contains(page._start.geometry())
    assert page._inner.width() <= 720


def test_it_says_how_many_new_cards_that_is(qtbot: QtBot) -> None:
    page = FirstRunPage(ROAD)
    qtbot.addWidget(page)
    assert page._new.text() == "About 12 new cards a day"
    page._minutes.set_value("45")
    page._minutes.chosen.emit("45")
    assert page._new.text() == "About 27 new cards a day"
