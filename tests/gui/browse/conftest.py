"""Browse in a window of its own, on a real library with a real worker."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.gui.browse.place import BrowsePlace
from flashcards.gui.tasks import LibraryTasks
from flashcards.gui.widgets.toast import Toaster
from flashcards.paths import state_dir
from flashcards.services.changes import Changes
from tests.services.factories import answer, card, learn, write_content

NOW_MS = 1_795_510_800_000  # 2026-11-24 09:00 UTC


class Window(QMainWindow):
    """What the page may ask of the window; it keeps what it was told."""

    def __init__(self, open_library: Callable[[], App], library: Path) -> None:
        super().__init__()
        self.library = library
        self.gone: list[tuple[object, object]] = []
        self.errors: list[Exception] = []
        self.tasks = LibraryTasks(open_library, self.errors.append, self)
        self.toaster = Toaster(self)
        self.place = BrowsePlace(self)
        self.setCentralWidget(self.place)

    def go(self, place: object, argument: object = None) -> None:
        self.gone.append((place, argument))

    def back(self) -> None:
        self.gone.append(("back", None))

    def review(self, begin: object) -> None:
        raise AssertionError("nothing is studied here")

    def changed(self, changes: Changes) -> None:
        self.place.refresh()

    def undo(self) -> None:
        self.tasks.run(
            lambda app: app.undo.undo("window"), lambda undone: self.changed(undone.changes)
        )

    def told(self, error: Exception) -> None:
        self.errors.append(error)

    def set_count(self, place: object, count: int) -> None:
        raise AssertionError("nothing waits here")


Show = Callable[..., BrowsePlace]


@pytest.fixture(scope="session")
def browse_library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Fifteen cards of three decks, some of them learned; never opened, only copied."""
    folder = tmp_path_factory.mktemp("browse") / "library"
    decks = write_content(tmp_path_factory.mktemp("content") / "decks")
    clock = FixedClock(NOW_MS - 40 * 86_400_000)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flashcards.app.decks_path", lambda: decks)
        app = bootstrap(folder, clock=clock)
        learn(app, clock, card("while"), card("index-purpose"), card("commit"))
        clock.advance(days=30)
        answer(app, card("commit"), Rating.AGAIN)
        app.close()
    return folder


@pytest.fixture
def library(browse_library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library of the test's own, nothing of an earlier test remembered."""
    monkeypatch.setattr("flashcards.app.decks_path", lambda: tmp_path / "no decks")
    monkeypatch.setattr("flashcards.services.library.LibraryService.bring_built_in", _bring_nothing)
    QSettings(str(state_dir() / "browse.ini"), QSettings.Format.IniFormat).clear()
    return Path(shutil.copytree(browse_library, tmp_path / "library"))


def _bring_nothing(*_: object) -> bool:
    return False


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW_MS)


@pytest.fixture
def window(qtbot: QtBot, library: Path, clock: FixedClock) -> Iterator[Window]:
    """The page in a window in front, as it is before it is entered."""
    window = Window(lambda: bootstrap(library, clock=clock), library)
    window.resize(1072, 800)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.tasks.close()


@pytest.fixture
def show(qtbot: QtBot, window: Window) -> Show:
    """Enters the page with a query; it has come to rest then."""

    def show(query: str | None = "") -> BrowsePlace:
        window.place.enter(query)
        settled(qtbot, window)
        return window.place

    return show


def settled(qtbot: QtBot, window: Window) -> None:
    """Wait until nothing is under way: no task, no text that waits to be looked at."""
    place = window.place

    def quiet() -> bool:
        timers = (place._follow, place.page.list.search._timer, place.desk.look._parse)
        return window.tasks.idle and not any(timer.isActive() for timer in timers)

    qtbot.waitUntil(quiet, timeout=10_000)
