"""A window on a fresh library, at its Import page."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from flashcards.gui.main_window import MainWindow
from tests.gui.transfer.importing import ImportScreen


@pytest.fixture
def screen(qtbot: QtBot, opened: MainWindow, tmp_path: Path) -> ImportScreen:
    files = tmp_path / "files"
    files.mkdir()
    return ImportScreen(qtbot, opened, files)
