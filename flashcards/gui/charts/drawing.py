"""Painting steps that the plots share: bars of three fills, dashes, grids and labels of axes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from flashcards.gui.charts.data import Axis, Fill, Tick
from flashcards.gui.charts.scale import Scale
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.painting import draw_line, rounded, text_width

PAD = 19
"""From the edge of a card to what stands in it."""

_LABEL_GAP = 8
_LEAST_LABEL = 22
_TICK_GAP = 8
_BETWEEN_LABELS = 8
_RADIUS = 2.0
_THIN = 3.0
_HATCH_STEP = 4.0
_STROKES = {Fill.SOLID: (), Fill.OUTLINE: (5.0, 3.0), Fill.HATCH: (1.5, 3.0)}


def label_font(*, strong: bool = False) -> QFont:
    """The font of all labels of axes."""
    return theme().font(Role.CAPTION, 600 if strong else None, tabular=True)


def label_line() -> int:
    """The height of a label."""
    return theme().line(Role.CAPTION)


def dashed(color: QColor, width: float, *pattern: float) -> QPen:
    """A pen of dashes and gaps, given in pixels."""
    pen = QPen(color, width)
    pen.setDashPattern([length / width for length in pattern])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def stroke(fill: Fill, width: float = 2.0) -> QPen:
    """The pen of a line of the first, second or third series."""
    accent, pattern = theme().colors.accent, _STROKES[fill]
    pen = dashed(accent, width, *pattern) if pattern else QPen(accent, width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


def vertical(painter: QPainter, x: float, top: float, bottom: float, pen: QPen) -> None:
    """A line from top to bottom on whole pixels."""
    painter.setPen(pen)
    middle = round(x) + 0.5
    painter.drawLine(QPointF(middle, top), QPointF(middle, bottom))


def bar(painter: QPainter, rect: QRectF, fill: Fill, *, color: QColor | None = None) -> None:
    """A bar with a rounded end at its top, in one of the three fills."""
    colors = theme().colors
    accent = color or colors.accent
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if fill is Fill.SOLID:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(accent)
        painter.drawPath(_round_top(rect))
        return
    if rect.height() < _THIN:
        painter.fillRect(rect, accent)
        return
    rounded(painter, rect, _RADIUS, colors.surface, accent)
    if fill is Fill.HATCH:
        _hatch(painter, rect.adjusted(1, 1, -1, -1), accent)


def _round_top(rect: QRectF) -> QPainterPath:
    radius = min(_RADIUS, rect.height(), rect.width() / 2)
    path = QPainterPath(rect.bottomLeft())
    path.lineTo(rect.left(), rect.top() + radius)
    path.quadTo(rect.topLeft(), QPointF(rect.left() + radius, rect.top()))
    path.lineTo(rect.right() - radius, rect.top())
    path.quadTo(rect.topRight(), QPointF(rect.right(), rect.top() + radius))
    path.lineTo(rect.bottomRight())
    path.closeSubpath()
    return path


def _hatch(painter: QPainter, rect: QRectF, color: QColor) -> None:
    """Diagonals of one pixel; a pattern brush would be coarse on a fine screen."""
    painter.save()
    painter.setClipRect(rect)
    painter.setPen(QPen(color, 1.0))
    for number in range(ceil((rect.width() + rect.height()) / _HATCH_STEP) + 1):
        x = rect.left() + number * _HATCH_STEP
        painter.drawLine(QPointF(x, rect.top()), QPointF(x - rect.height(), rect.bottom()))
    painter.restore()


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the axes of a chart lie: ``inner`` is the field between them."""

    inner: QRectF
    outer: QRectF
    y: Scale

    def paint_grid(self, painter: QPainter, axis: Axis) -> None:
        """The lines of the value axis with their labels."""
        colors, font, line = theme().colors, label_font(), label_line()
        for tick in axis.ticks:
            y = round(self.y.to_pixel(tick.at))
            painter.fillRect(QRectF(self.inner.left(), y, self.inner.width(), 1), colors.border)
            right = self.inner.left() - _LABEL_GAP
            where = QRectF(self.outer.left(), y - line / 2, right - self.outer.left(), line)
            draw_line(
                painter, where, tick.label, font, colors.text3,
                alignment=Qt.AlignmentFlag.AlignRight,
            )  # fmt: skip

    def paint_ticks(
        self, painter: QPainter, ticks: Sequence[Tick], x: Scale, *, first_inside: bool = False
    ) -> None:
        """The labels below the field, as many as don't run into each other; strong ones first.

        ``first_inside``: a label at the left end begins there instead of lying around it.
        """
        colors = theme().colors
        taken: list[QRectF] = []
        for tick in sorted(ticks, key=lambda tick: not tick.strong):
            font = label_font(strong=tick.strong)
            where = self._below(tick, font, x.to_pixel(tick.at), first_inside=first_inside)
            apart = where.adjusted(-_BETWEEN_LABELS, 0, _BETWEEN_LABELS, 0)
            if any(apart.intersects(other) for other in taken):
                continue
            taken.append(where)
            ink = colors.text if tick.strong else colors.text3
            draw_line(painter, where, tick.label, font, ink)

    def _below(self, tick: Tick, font: QFont, x: float, *, first_inside: bool) -> QRectF:
        width = text_width(font, tick.label)
        left = x if first_inside and x <= self.inner.left() else x - width / 2
        left = min(max(left, self.outer.left()), self.outer.right() - width)
        return QRectF(left, self.inner.bottom() + _TICK_GAP, width, label_line())


def frame(outer: QRectF, axis: Axis, *, right: float, ticks: bool = True) -> Frame:
    """The field in ``outer`` that leaves room for the labels, and for ``right`` pixels more."""
    widest = max((text_width(label_font(), tick.label) for tick in axis.ticks), default=0.0)
    left = outer.left() + max(float(_LEAST_LABEL), ceil(widest)) + _LABEL_GAP
    top = outer.top() + label_line() / 2
    below = _TICK_GAP + label_line() if ticks else label_line() / 2
    inner = QRectF(left, top, outer.right() - right - left, outer.bottom() - below - top)
    scale = Scale(axis.low, axis.high, inner.bottom(), inner.top())
    return Frame(inner, outer, scale)
