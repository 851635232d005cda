"""Puts the window where it was, at the size that it had."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow

from flashcards.gui import device_settings
from flashcards.gui.theme import SIZE


def restore_geometry(window: QMainWindow) -> None:
    """Give a window the place and size it had, or the default in the middle of the screen."""
    saved = device_settings.load_geometry()
    if saved is not None and window.restoreGeometry(saved):
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
    device_settings.save_geometry(window.saveGeometry())
