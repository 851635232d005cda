"""The strip at the foot of a pane, which shows one of several widgets."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedLayout, QWidget

from flashcards.gui.theme import theme

_HEIGHT = 40


class Bottom(QWidget):
    """As tall as the design has it, less the line above it."""

    def __init__(self, *widgets: QWidget) -> None:
        super().__init__()
        self._stack = QStackedLayout(self)
        for widget in widgets:
            self._stack.addWidget(widget)
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_one(self, widget: QWidget) -> None:
        """Show one of its widgets."""
        self._stack.setCurrentWidget(widget)

    def _restyle(self) -> None:
        self.setFixedHeight(theme().grow(_HEIGHT) - 1)
