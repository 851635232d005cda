"""Draws the pages of the window on a library that is really open."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QTimer

from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.screenshots_practice import draw_practice
from flashcards.gui.theme import Mode, theme

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.clock import Clock

_SIZES = (("", (1280, 800)), ("-880x600", (880, 600)))
_PATIENCE_S = 30.0
_CALM_MS = 400
_TABLE = """\
question,answer,why,category
What is a left join?,All rows of the left table,Unmatched rows get NULL,Joins
What is a phantom read?,A row that appears on the second run,It was inserted,Transactions
,An answer without a question,,Joins
"""


def draw_places(library: Path, clock: Clock, folder: Path) -> None:
    """Save a picture of each page, light and dark, large and small."""
    table = library.parent / "sql-interview-questions.csv"
    table.write_text(_TABLE, encoding="utf-8")

    def open_library() -> App:
        from flashcards.app import WINDOW, bootstrap

        return bootstrap(library, clock=clock, holder=WINDOW)

    window = MainWindow(open_library, library)
    window.resize(*_SIZES[0][1])
    window.show()
    window.open_library()
    _until(lambda: window.shows_data and window.tasks.idle)
    places = (
        (PlaceId.ROADMAP, None),
        (PlaceId.BROWSE, "stage:databases recall<0.95"),
        (PlaceId.STATS, None),
        (PlaceId.PLANNER, date(2026, 12, 15)),
        (PlaceId.SETTINGS, "Scheduling"),
        (PlaceId.IMPORT, (table,)),
    )
    for place, argument in places:
        window.go(place, argument)
        _save(window, folder, place)
    draw_practice(window, lambda name: _save(window, folder, name), lambda: _calm(window))
    theme().set_mode(Mode.LIGHT)
    window.close()


def _save(window: MainWindow, folder: Path, name: str) -> None:
    """Save what the window shows, light and dark, large and small."""
    for mode in (Mode.LIGHT, Mode.DARK):
        theme().set_mode(mode)
        for suffix, size in _SIZES:
            window.resize(*size)
            _calm(window)
            window.grab().save(str(folder / f"{name}{suffix}-{mode}.png"))
        window.resize(*_SIZES[0][1])


def _calm(window: MainWindow) -> None:
    """Wait until nothing is under way and nothing has been for a moment."""
    for _ in range(3):
        _pause(_CALM_MS)
        _until(lambda: window.tasks.idle)


def _until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE_S
    while not done() and time.monotonic() < end:
        _pause(20)


def _pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()
