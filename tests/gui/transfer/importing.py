"""The Import page in the whole window, and what a user does there."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.transfer.dropping import open_files
from flashcards.gui.transfer.entry import FileEntry, FileState
from flashcards.gui.transfer.place import ImportPlace
from tests.gui.screen import CONTROL, Screen

DECK = """\
---
title: Own deck
namespace: own
---

## Shell

### What does `set -e` do in a shell script? {#set-e}

It ends the script at the first command that fails.

### What does `$?` hold? {#status}

The exit code of the last command.
"""

TABLE = """\
question,answer,why,category
What is a left join?,All rows of the left table,Unmatched rows get NULL,Joins
What is a phantom read?,A row that appears,,Transactions
,nobody asked,,Joins
"""

ROADMAP = """\
# Night sky

## Stage 1: Stars

- Colour & spectra
- Constellations
- Double stars

## Stage 2: Planets

- Mercury
- Venus

## Stage 3: Tools

- Binoculars
- Star maps
"""


class ImportScreen(Screen):
    """The window on its Import page."""

    def __init__(self, qtbot: QtBot, window: MainWindow, folder: Path) -> None:
        place = window.page(PlaceId.IMPORT)
        assert isinstance(place, ImportPlace)
        self.place = place
        self.page = place.page
        self.detail = place.page.detail
        self.imports = place.imports
        self.folder = folder
        super().__init__(qtbot, window, PlaceId.IMPORT)

    @property
    def entries(self) -> tuple[FileEntry, ...]:
        return self.imports.entries

    @property
    def present(self) -> FileEntry:
        entry = self.place.present
        assert entry is not None
        return entry

    @property
    def states(self) -> list[FileState]:
        return [entry.state for entry in self.entries]

    def file(self, name: str, text: str | bytes) -> Path:
        path = self.folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    def open(self, *paths: Path) -> None:
        open_files(self.window, paths)
        self.settle()

    def settle(self) -> None:
        def done() -> bool:
            return (
                self.window.tasks.idle
                and self.imports.idle
                and not self.place._settle.isActive()
                and not any(entry.is_due for entry in self.entries)
            )

        self.qtbot.waitUntil(done, timeout=30_000)

    def wait(self, *states: FileState) -> None:
        self.qtbot.waitUntil(lambda: self.states == list(states), timeout=30_000)

    def run(self) -> None:
        self.press(Qt.Key.Key_Return, CONTROL)
        self.settle()

    def cell(self, row: int, column: int) -> str:
        return str(self.detail.rows.index(row, column).data())

    def column(self, column: int) -> list[str]:
        return [self.cell(row, column) for row in range(self.detail.rows.rowCount())]

    def questions(self) -> set[str]:
        with closing(sqlite3.connect(self.window.library / "collection.db")) as database:
            rows = database.execute("SELECT fields FROM note WHERE deleted_by IS NULL").fetchall()
        return {row[0].partition("\x1f")[0] for row in rows}

    def count(self, sql: str) -> int:
        with closing(sqlite3.connect(self.window.library / "collection.db")) as database:
            return database.execute(sql).fetchone()[0]
