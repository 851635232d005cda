"""The palette, the keys of a screen and the help: what tells a learner what can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from flashcards.gui.main_window import MainWindow


class Guidance(QObject):
    """Opens the dialogs over its window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def open_palette(self) -> None:
        """Show every command that can be given now."""
        from flashcards.gui.palette import open_palette

        actions = self._actions_now()
        open_palette(self._window, [one for one in actions if one.objectName() != "go.commands"])

    def show_keys(self) -> None:
        """Show the keys of what is on the screen."""
        from flashcards.gui.keys_dialog import show_keys

        show_keys(self._window, self._window.contexts)

    def show_help(self) -> None:
        """Show the idea of the program in a few sentences."""
        from flashcards.gui.help import show_help

        show_help(self._window, self._window.library, self.show_keys)

    def show_report(self) -> None:
        """Show what a report of a problem holds."""
        from flashcards.gui.settings.about import show_report

        show_report(self._window)

    def _actions_now(self) -> list[QAction]:
        """The commands of what is shown, and then those that act everywhere."""
        shown = self._window.shown
        widgets = [widget for widget in shown.findChildren(QWidget) if widget.isVisible()]
        here = [action for widget in (shown, *widgets) for action in widget.actions()]
        named = [action for action in (*here, *self._window.actions()) if action.objectName()]
        return [action for action in named if action.isEnabled()]
