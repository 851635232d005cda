"""Rings: the painter of all round stations, and the mark of a stage."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.painting import draw_line

_MARK = 22
_MARK_WIDTH = 2.0


def paint_ring(
    painter: QPainter,
    center: QPointF,
    diameter: float,
    width: float,
    *,
    color: QColor,
    fill: QColor,
) -> None:
    """A ring of this outer diameter, filled."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill)
    painter.setPen(QPen(color, width))
    radius = (diameter - width) / 2
    painter.drawEllipse(center, radius, radius)


def paint_mastery(painter: QPainter, rect: QRectF, width: float, share: float) -> None:
    """A ring inside ``rect`` of which a share from 0 to 1 is filled, from the top clockwise."""
    colors = theme().colors
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2
    track = rect.adjusted(inset, inset, -inset, -inset)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colors.heat0, width))
    painter.drawEllipse(track)
    if share > 0:
        pen = QPen(colors.accent, width)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawArc(track, 90 * 16, -round(min(1.0, share) * 360 * 16))


class StageMark(QWidget):
    """The number of a stage in its small ring, as beside a card's stage and topic."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_number(self, number: int | None) -> None:
        """Shows the number of another stage; None hides the mark."""
        self._number = "" if number is None else str(number)
        self.setVisible(number is not None)
        self.update()

    def sizeHint(self) -> QSize:
        side = theme().grow(_MARK)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_ring(
            painter,
            rect.center(),
            rect.height(),
            _MARK_WIDTH,
            color=colors.accent,
            fill=colors.surface,
        )
        font = theme().font(Role.KEYCAP)
        middle = Qt.AlignmentFlag.AlignHCenter
        draw_line(painter, rect, self._number, font, colors.text, alignment=middle)
