"""Draws Today in its states to PNG files, to lay beside the designs::

python -m tests.gui.drawings FOLDER
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QLocale, QSize
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from flashcards.gui.theme import Mode, install, theme
from flashcards.gui.today.header import TodayHeader
from flashcards.gui.today.page import TodayPage
from flashcards.gui.widgets.rail import Rail, RailItem
from tests.gui.factories import done_today, first_day, started_today, today

_WIDE = 1180


class Window(QWidget):
    """Rail and Today as the main window puts them together."""

    def __init__(self, size: QSize) -> None:
        super().__init__()
        self.rail = Rail((RailItem("today", "Today", "sun", "Ctrl+1"),))
        self.rail.set_current("today")
        self.page = TodayPage()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.page, 1)
        self.rail.set_collapsed(size.width() < _WIDE)
        self.resize(size)

    def show_day(self, day) -> None:
        self.page.show_today(day)
        self.rail.set_count("today", day.due + day.new)


def _draw(window: QWidget, file: Path) -> None:
    QApplication.processEvents()
    window.grab().save(str(file))


def main(folder: Path) -> None:
    """Draws every state at every size into the folder."""
    app = QApplication([])
    QLocale.setDefault(QLocale("en_GB"))
    install(app)
    theme().set_reduced_motion(True)
    folder.mkdir(parents=True, exist_ok=True)
    states = {
        "plan": today(),
        "started": started_today(),
        "done": done_today(),
        "first": first_day(),
        "backlog": today(backlog=120),
    }
    for mode in (Mode.LIGHT, Mode.DARK):
        theme().set_mode(mode)
        for width, height in ((1280, 800), (1100, 760), (880, 600)):
            window = Window(QSize(width, height))
            window.show()
            for name, day in states.items():
                window.show_day(day)
                _draw(window, folder / f"{name}-{width}-{mode}.png")
            window.show_day(today())
            window.page.findChild(TodayHeader).choose.click()
            _draw(window, folder / f"choosing-{width}-{mode}.png")
            window.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1]))
