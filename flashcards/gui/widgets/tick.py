"""Ticks: the stroke that all of them share, and a circle that ticks itself."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from flashcards.gui.theme import theme
from flashcards.gui.widgets.motion import Glide
from flashcards.gui.widgets.painting import mix, rounded

_DIAMETER = 18
_CIRCLE_WIDTH = 1.25
# The tick, in shares of the box.
_TICK = ((0.27, 0.52), (0.44, 0.68), (0.75, 0.35))


def paint_tick(painter: QPainter, rect: QRectF, color: QColor, width: float = 1.75) -> None:
    """A tick in a square."""
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawPolyline(
        [QPointF(rect.x() + x * rect.width(), rect.y() + y * rect.height()) for x, y in _TICK]
    )


class TickCircle(QWidget):
    """An empty circle that fills with a tick when something is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = False
        self._fill = Glide(self, "reveal", self.update)
        self.setFixedSize(_DIAMETER, _DIAMETER)
        theme().changed.connect(self.update)

    def is_done(self) -> bool:
        """Whether the tick is there."""
        return self._done

    def set_done(self, done: bool) -> None:
        """Ticks it or takes the tick away; only a circle on screen shows that it moves."""
        self._done = done
        (self._fill.to if self.isVisible() else self._fill.jump)(1.0 if done else 0.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        share = self._fill.value
        painter = QPainter(self)
        fill = mix(colors.surface, colors.accent, share)
        border = mix(colors.control, colors.accent, share)
        rounded(painter, QRectF(self.rect()), _DIAMETER / 2, fill, border, width=_CIRCLE_WIDTH)
        if share > 0:
            painter.setOpacity(share)
            paint_tick(painter, QRectF(self.rect()), colors.on_accent)
