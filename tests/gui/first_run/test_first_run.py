"""The first page: shown once, answered by Enter, skipped by Esc, and into the first session."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.first_run.page import FirstRunPage
from flashcards.gui.first_run.track_card import TrackCard
from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.transfer.place import ImportPlace
from flashcards.services.roads.first_run_view import FirstRun
from tests.gui.accessible import unnamed
from tests.gui.screen import LEFT, NOTHING, ask, ready, setting

ROAD = FirstRun(10, 68, 1_556, "Language", "Projects", 20_000)
Open = Callable[[], MainWindow]


@pytest.fixture
def library(brand_new: Path, tmp_path: Path) -> Path:
    """A library at its first start."""
    return Path(shutil.copytree(brand_new, tmp_path / "library"))


@pytest.fixture
def open_first(qtbot: QtBot, open_window: Callable[[Path], MainWindow], library: Path) -> Open:
    """Opens the window on that library and waits until it is read."""
    return lambda: ready(qtbot, open_window(library))


def drop(window: MainWindow, path: Path) -> None:
    """Drop a file on whatever is shown in the middle of the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    where, copy = QPointF(window.rect().center()), Qt.DropAction.CopyAction
    entered = QDragEnterEvent(where.toPoint(), copy, data, LEFT, NOTHING)
    QApplication.sendEvent(window, entered)
    QApplication.sendEvent(window, QDropEvent(where, copy, data, LEFT, NOTHING))


def page_of(window: MainWindow) -> FirstRunPage | None:
    found = [page for page in window.findChildren(FirstRunPage) if page.isVisible()]
    return found[0] if found else None


def card(page: QWidget, name: str) -> TrackCard:
    return next(c for c in page.findChildren(TrackCard) if c.accessibleName() == name)


def test_enter_from_anywhere_starts_with_the_defaults(qtbot: QtBot, open_first: Open) -> None:
    window = open_first()
    page = page_of(window)
    assert page is not None
    assert unnamed(page) == []
    QTest.keyClick(card(page, "Python"), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reviewing, timeout=20_000)
    assert setting(qtbot, window, "track") == "python"
    assert setting(qtbot, window, "new_per_day") == "12"


def test_a_language_and_minutes_are_chosen_by_keys(qtbot: QtBot, open_first: Open) -> None:
    window = open_first()
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


def test_a_date_makes_a_plan(qtbot: QtBot, open_first: Open) -> None:
    window = open_first()
    page = page_of(window)
    assert page is not None
    today = ask(qtbot, window, lambda app: app.library.today().day)
    popup = page.date.open()
    QTest.keyClick(popup.month.days, Qt.Key.Key_Right)
    QTest.keyClick(popup.month.days, Qt.Key.Key_PageDown)
    QTest.keyClick(popup.month.days, Qt.Key.Key_Return)
    assert page._new.text() == "New cards are spread until the interview"
    QTest.keyClick(page, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: window.reviewing, timeout=20_000)
    stored = ask(qtbot, window, lambda app: app.planning.stored())
    assert today + 28 <= stored.day - 1 <= today + 32
    assert stored.minutes == 20


def test_escape_skips_it_and_it_does_not_come_again(qtbot: QtBot, open_first: Open) -> None:
    window = open_first()
    page = page_of(window)
    assert page is not None
    QTest.keyClick(page, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page_of(window) is None and window.tasks.idle)
    assert not window.reviewing
    assert setting(qtbot, window, "new_per_day") == "12"
    window.close()
    assert page_of(open_first()) is None


def test_files_that_are_dropped_on_it_are_looked_at(
    qtbot: QtBot, open_first: Open, tmp_path: Path
) -> None:
    deck = tmp_path / "own.md"
    deck.write_text("## Shell\n\n### What does `$?` hold?\n\nThe exit code.\n", encoding="utf-8")
    window = open_first()
    page = page_of(window)
    assert page is not None
    drop(window, deck)
    qtbot.waitUntil(lambda: page_of(window) is None and window.tasks.idle)
    place = window.page(PlaceId.IMPORT)
    assert isinstance(place, ImportPlace)
    assert place.isVisible()
    assert [entry.path for entry in place.imports.entries] == [deck]
    qtbot.waitUntil(lambda: window.tasks.idle and place.imports.idle)
    window.close()
    assert page_of(open_first()) is None


def test_a_page_that_is_asked_for_takes_its_place(qtbot: QtBot, open_first: Open) -> None:
    window = open_first()
    QTest.keyClick(window, Qt.Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert page_of(window) is None
    assert window.page(window.place).isVisible()
    assert window.place is not PlaceId.TODAY
    qtbot.waitUntil(lambda: window.tasks.idle)


def test_it_leads_to_an_import_and_does_not_come_again(
    qtbot: QtBot, open_first: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *_arguments: asked.append("files") or ([], "")
    )
    window = open_first()
    page = page_of(window)
    assert page is not None
    page.import_requested.emit()
    assert asked == ["files"]
    assert page_of(window) is None
    assert window.place is PlaceId.IMPORT
    qtbot.waitUntil(lambda: window.tasks.idle)
    window.close()
    assert page_of(open_first()) is None


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
