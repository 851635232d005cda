"""The whole window on a real library, and what a user does there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashcards.app import App
from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
NOTHING = Qt.KeyboardModifier.NoModifier


class Screen:
    """The window, at a page of it. A click waits for what comes of it, a key does not."""

    def __init__(self, qtbot: QtBot, window: MainWindow, place_id: PlaceId) -> None:
        self.qtbot = qtbot
        self.window = window
        window.go(place_id)
        self.settle()

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.window.tasks.idle, timeout=20_000)

    def press(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = NOTHING, widget: QWidget | None = None
    ) -> None:
        """Press a key where the focus is, or in a widget."""
        press(widget or self.window, key, modifier)

    def click(self, target: QWidget | str) -> None:
        """Click on a widget, or on the button of that name."""
        widget = self.button(target) if isinstance(target, str) else target
        QTest.mouseClick(widget, LEFT)
        self.settle()

    def button(self, text: str, within: QWidget | None = None) -> QPushButton:
        """The button that says so, once it is there to be clicked."""

        def found() -> list[QPushButton]:
            return [
                button
                for button in (within or self.window).findChildren(QPushButton)
                if button.isVisible() and text in (button.text(), button.accessibleName())
            ]

        self.qtbot.waitUntil(lambda: bool(found()))
        button = found()[0]
        self.qtbot.waitUntil(lambda: not button.visibleRegion().isEmpty())
        return button

    def dialog(self) -> QDialog:
        """The dialog on top, once it is there."""
        return dialog(self.qtbot, self.window)

    def ask(self, work: Callable[[App], Any]) -> Any:
        """What the library answers."""
        return ask(self.qtbot, self.window, work)

    def setting(self, key: str) -> str:
        """What the library has for a setting."""
        return setting(self.qtbot, self.window, key)

    @property
    def toast(self) -> str:
        """What the window said last."""
        return self.window.toaster.toast.accessibleName()


def ready(qtbot: QtBot, window: MainWindow) -> MainWindow:
    """The window once its library is open and nothing is under way."""
    qtbot.waitUntil(lambda: window.shows_data and window.tasks.idle, timeout=20_000)
    return window


def ask(qtbot: QtBot, window: MainWindow, work: Callable[[App], Any]) -> Any:
    """What the library of a window answers."""
    answers: list[Any] = []
    window.tasks.run(work, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    return answers[0]


def setting(qtbot: QtBot, window: MainWindow, key: str) -> str:
    """What the library of a window has for a setting."""
    return ask(qtbot, window, lambda app: app.library.setting(key).value)


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NOTHING) -> None:
    """Press a key where the focus is within a widget, in the widget itself where it has none."""
    QTest.keyClick(widget.focusWidget() or widget, key, modifier)


def dialog(qtbot: QtBot, window: MainWindow) -> QDialog:
    """The dialog on top of a window, once it is there."""

    def shown() -> list[QDialog]:
        return [each for each in window.findChildren(QDialog) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(shown()))
    return shown()[-1]
