"""A text area that grows with what is typed: ``GrowingArea("Answer", 3, 14)``."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF, QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from flashcards.gui.theme import Role
from flashcards.gui.widgets.field import TextArea

_FRAME = 9  # border and padding of a text area, and a pixel to spare


class GrowingArea(TextArea):
    """As tall as its lines, within ``fewest`` and ``most`` of them."""

    def __init__(self, name: str, fewest: int, most: int) -> None:
        self._bounds = (fewest, most)
        super().__init__(name, role=Role.CODE_EDITOR)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._grow)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def _restyle(self) -> None:
        super()._restyle()
        self._grow()

    def _grow(self) -> None:
        fewest, most = self._bounds
        # The document of a QPlainTextEdit counts its height in lines.
        lines = ceil(self.document().size().height())
        line = QFontMetricsF(self.font()).lineSpacing()
        frame = 2 * _FRAME + 2 * self.document().documentMargin()
        height = ceil(min(most, max(fewest, lines)) * line + frame)
        bar = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            bar.ScrollBarAsNeeded if lines > most else bar.ScrollBarAlwaysOff
        )
        if height != self.height():
            self.setFixedHeight(height)
