"""Surfaces: a bordered card, lines in it, and the sheet that a review card lies on."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from flashcards.gui.theme import RADIUS, theme
from flashcards.gui.widgets.painting import rounded, with_alpha

# The sheet's shadow, as (offset down, blur, opacity of 255): a close one and a wide one.
_SHADOWS = ((1, 2, 10), (6, 20, 13))
_SHADOW_COLOR = QColor(40, 30, 10)
SHEET_MARGINS = QMargins(24, 20, 24, 28)


class Card(QFrame):
    """A surface with a hairline border and rounded corners."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        rect = QRectF(self.rect())
        rounded(QPainter(self), rect, RADIUS["card"], colors.surface, colors.border)


class Hairline(QWidget):
    """A horizontal line of one pixel between rows."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(1)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colors.border)


class Sheet(QFrame):
    """The sheet of a review card, with a soft shadow in the light theme.

    The shadow lies inside the widget, in ``SHEET_MARGINS`` around the sheet itself; the layout's
    contents margins must leave that much room besides the padding of the content.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        theme().changed.connect(self.update)

    def sheet_rect(self) -> QRectF:
        """Where the sheet itself lies in the widget."""
        return QRectF(self.rect().marginsRemoved(SHEET_MARGINS))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = self.sheet_rect()
        if not theme().dark:
            for down, blur, opacity in _SHADOWS:
                _paint_shadow(painter, rect.translated(0, down), blur, opacity)
        rounded(painter, rect, RADIUS["sheet"], colors.surface, colors.border)


def _paint_shadow(painter: QPainter, rect: QRectF, blur: int, opacity: int) -> None:
    """A blurred rounded rectangle as a pile of thin ones, wider and fainter to the outside."""
    layer = with_alpha(_SHADOW_COLOR, opacity / 255 / blur)
    for step in range(blur):
        spread = blur / 2 - step
        grown = rect.adjusted(-spread, -spread, spread, spread)
        rounded(painter, grown, RADIUS["sheet"] + spread, layer)
