"""Where an answer is typed: one line, or the lines that a program prints."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QSizePolicy

from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.field import TextArea, TextField

_FEWEST_LINES = 2
_MOST_LINES = 8


class TypedField(TextField):
    """A short answer."""

    def __init__(self) -> None:
        super().__init__("Your answer", "Your answer", role=Role.ANSWER)

    def _restyle(self) -> None:
        super()._restyle()
        self.setFixedHeight(theme().grow(44))


class PredictionField(TextArea):
    """What a program prints, in the font of code; it grows with its lines."""

    def __init__(self) -> None:
        super().__init__("Your prediction", "What it prints", role=Role.CODE_CARD)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().blockCountChanged.connect(lambda _count: self._grow())
        self._grow()

    def sizeHint(self) -> QSize:
        return QSize(200, self.height())

    def _restyle(self) -> None:
        super()._restyle()
        self._grow()

    def _grow(self) -> None:
        lines = min(_MOST_LINES, max(_FEWEST_LINES, self.blockCount()))
        line = QFontMetricsF(self.font()).lineSpacing()
        frame = 2 * 8 + 2 * self.document().documentMargin()
        self.setFixedHeight(ceil(lines * line + frame))
