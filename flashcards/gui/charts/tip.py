"""The exact values at a place, in a dark box beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QPainter

from flashcards.gui.charts.drawing import label_font, label_line
from flashcards.gui.theme import RADIUS, theme
from flashcards.gui.widgets.painting import draw_line, rounded, text_width

_PAD_X, _PAD_Y = 9.0, 6.0
_AWAY = 10.0
_EDGE = 4.0


def tip_size(lines: Sequence[str]) -> QSizeF:
    """The size of a box with these lines."""
    widest = max(
        text_width(label_font(strong=not number), text) for number, text in enumerate(lines)
    )
    return QSizeF(widest + 2 * _PAD_X, len(lines) * label_line() + 2 * _PAD_Y)


def tip_rect(lines: Sequence[str], anchor: QPointF, bounds: QRectF) -> QRectF:
    """Where the box lies: at the right of the anchor, at its left where there is no room."""
    size = tip_size(lines)
    left = anchor.x() + _AWAY
    if left + size.width() > bounds.right() - _EDGE:
        left = anchor.x() - _AWAY - size.width()
    left = max(bounds.left() + _EDGE, min(left, bounds.right() - _EDGE - size.width()))
    top = anchor.y() - size.height() - _AWAY
    top = max(bounds.top() + _EDGE, min(top, bounds.bottom() - _EDGE - size.height()))
    return QRectF(QPointF(round(left), round(top)), size)


def paint_tip(painter: QPainter, lines: Sequence[str], where: QRectF) -> None:
    """Draw the box; its first line is what the others are of."""
    colors = theme().colors
    rounded(painter, where, RADIUS["tag"], colors.text)
    for number, text in enumerate(lines):
        top = where.top() + _PAD_Y + number * label_line()
        line = QRectF(where.left() + _PAD_X, top, where.width(), label_line())
        draw_line(painter, line, text, label_font(strong=not number), colors.bg)
