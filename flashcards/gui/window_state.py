"""What a window remembers on this computer, outside the library: its place and size."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from flashcards.gui.theme import SIZE
from flashcards.paths import state_dir

_GEOMETRY = "window/geometry"


def restore_geometry(window: QMainWindow) -> None:
    """Give a window the place and size it had, or the default in the middle of the screen."""
    saved = _settings().value(_GEOMETRY)
    if isinstance(saved, QByteArray) and window.restoreGeometry(saved):
        return
    width, height = SIZE["windowDefault"]
    screen = QGuiApplication.primaryScreen()
    if screen is None:
        window.resize(width, height)
        return
    free = screen.availableGeometry()
    window.resize(min(width, free.width()), min(height, free.height()))
    window.move(free.center() - window.rect().center())


def save_geometry(window: QMainWindow) -> None:
    """Remember a window's place and size."""
    settings = _settings()
    settings.setValue(_GEOMETRY, window.saveGeometry())
    settings.sync()


def _settings() -> QSettings:
    return QSettings(str(state_dir() / "window.ini"), QSettings.Format.IniFormat)
