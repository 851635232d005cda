"""Files that are dropped anywhere on a window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.transfer.dropping import accept_drops

COPY = Qt.DropAction.CopyAction


def drag(window: QWidget, data: QMimeData) -> tuple[bool, bool]:
    """Whether the drag over the window and the drop on it were accepted."""
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPointF(5, 5).toPoint(), COPY, data, buttons, keys)
    entered.ignore()
    QApplication.sendEvent(window, entered)
    dropped = QDropEvent(QPointF(5, 5), COPY, data, buttons, keys)
    dropped.ignore()
    QApplication.sendEvent(window, dropped)
    return entered.isAccepted(), dropped.isAccepted()


def test_local_files_are_taken_and_all_else_is_not(qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    taken: list[tuple[Path, ...]] = []
    accept_drops(window, taken.append)
    files = QMimeData()
    paths = (tmp_path / "a.md", tmp_path / "b.apkg")
    files.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    assert drag(window, files) == (True, True)
    assert taken == [paths]
    text = QMimeData()
    text.setText("no file")
    link = QMimeData()
    link.setUrls([QUrl("https://example.org/deck.md")])
    assert drag(window, text) == (False, False)
    assert drag(window, link) == (False, False)
    assert len(taken) == 1
