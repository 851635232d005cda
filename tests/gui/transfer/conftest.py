"""A window on a fresh library, at its Import page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from flashcards.app import WINDOW, App, bootstrap
from flashcards.clock import FixedClock
from flashcards.gui.main_window import MainWindow
from tests.gui.transfer.screen import Screen


@pytest.fixture(scope="package")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh library whose learner has skipped the first page; never opened, only copied."""
    folder = tmp_path_factory.mktemp("import") / "library"
    app = bootstrap(folder, clock=FixedClock(1_800_000_000_000))
    app.first_run.skip()
    app.close()
    return folder


@pytest.fixture
def screen(qtbot: QtBot, clock: FixedClock, pristine: Path, tmp_path: Path) -> Iterator[Screen]:
    library = Path(shutil.copytree(pristine, tmp_path / "library"))
    files = tmp_path / "files"
    files.mkdir()

    def open_library() -> App:
        return bootstrap(library, clock=clock, holder=WINDOW)

    window = MainWindow(open_library, library)
    window.resize(1280, 800)
    window.show()
    window.open_library()
    qtbot.waitUntil(lambda: window.shows_data and window.tasks.idle, timeout=20_000)
    yield Screen(qtbot, window, files)
    for dialog in window.findChildren(QDialog):
        dialog.close()
    window.close()
