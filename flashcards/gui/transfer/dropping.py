"""Files that come to the window from outside. Loads little: it is there from the start.

``open_files(host, paths)`` shows them on the Import page; ``accept_drops(window, act)`` calls
``act`` with the paths of files and folders that are dropped on the window, wherever in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt
from PySide6.QtGui import QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from flashcards.gui.place import Host, PlaceId

ASK = "ask"
"""Given to the Import page instead of files: ask which."""

_OVER = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove})


def open_files(host: Host, paths: Sequence[Path]) -> None:
    """Show files, folders and zips on the Import page."""
    if paths:
        host.go(PlaceId.IMPORT, tuple(paths))


def accept_drops(window: QWidget, act: Callable[[tuple[Path, ...]], object]) -> QObject:
    """Have a window take files; what accepts drops itself within it, as a text does, goes first."""
    window.setAcceptDrops(True)
    catcher = _Catcher(window, act)
    window.installEventFilter(catcher)
    return catcher


def dropped_paths(data: QMimeData) -> tuple[Path, ...]:
    """The local files and folders of what is dragged."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


class _Catcher(QObject):
    def __init__(self, window: QWidget, act: Callable[[tuple[Path, ...]], object]) -> None:
        super().__init__(window)
        self._act = act

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _OVER and isinstance(event, QDragMoveEvent):
            if not dropped_paths(event.mimeData()):
                return False
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            return True
        if event.type() is QEvent.Type.Drop and isinstance(event, QDropEvent):
            paths = dropped_paths(event.mimeData())
            if not paths:
                return False
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._act(paths)
            return True
        return False
