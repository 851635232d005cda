"""Dots of different weight against the diagonal."""

from __future__ import annotations

from math import hypot, sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from flashcards.gui.charts.data import Dot, Scatter
from flashcards.gui.charts.drawing import dashed, frame, label_font, label_line, vertical
from flashcards.gui.charts.plot import Plot
from flashcards.gui.charts.scale import Scale
from flashcards.gui.theme import theme
from flashcards.gui.widgets.painting import draw_line, text_width

_RIGHT = 8.0
_SMALLEST, _LARGEST = 2.2, 6.0
_NAME_INDENT = 6.0
_REACH = 40.0


class ScatterPlot(Plot):
    """Draws a ``Scatter``."""

    def __init__(self, chart: Scatter, outer: QRectF) -> None:
        super().__init__(outer)
        self._chart = chart
        self._frame = frame(outer, chart.y, right=_RIGHT)
        inner = self._frame.inner
        self._x = Scale(chart.x.low, chart.x.high, inner.left(), inner.right())
        self._heaviest = max((dot.weight for dot in chart.dots), default=1.0) or 1.0

    @property
    def readable(self) -> range:
        return range(len(self._chart.dots))

    def place_at(self, point: QPointF) -> int | None:
        def away(place: int) -> float:
            dot = self.anchor(place)
            return hypot(dot.x() - point.x(), dot.y() - point.y())

        nearest = min(self.readable, key=away, default=None)
        return nearest if nearest is not None and away(nearest) <= _REACH else None

    def anchor(self, place: int) -> QPointF:
        dot = self._chart.dots[place]
        return QPointF(self._x.to_pixel(dot.x), self._frame.y.to_pixel(dot.y))

    def radius(self, dot: Dot) -> float:
        """A dot's radius: its area grows with its weight."""
        return _SMALLEST + (_LARGEST - _SMALLEST) * sqrt(dot.weight / self._heaviest)

    def paint(self, painter: QPainter, chosen: int | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, inner = theme().colors, self._frame.inner
        self._frame.paint_grid(painter, self._chart.y)
        self._paint_diagonal(painter)
        self._paint_names(painter)
        if chosen is not None:
            pen = QPen(colors.text3, 1.0)
            vertical(painter, self.anchor(chosen).x(), inner.top(), inner.bottom(), pen)
        for place, dot in enumerate(self._chart.dots):
            center, radius = self.anchor(place), self.radius(dot)
            painter.setPen(QPen(colors.surface, 1.0))
            painter.setBrush(colors.accent)
            painter.drawEllipse(center, radius + 0.5, radius + 0.5)
            if place == chosen:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(colors.text2, 1.5))
                painter.drawEllipse(center, radius + 3, radius + 3)

    def _paint_diagonal(self, painter: QPainter) -> None:
        low = max(self._chart.x.low, self._chart.y.low)
        high = min(self._chart.x.high, self._chart.y.high)
        painter.setPen(dashed(theme().colors.text2, 1.2, 4.0, 3.0))
        start = QPointF(self._x.to_pixel(low), self._frame.y.to_pixel(low))
        painter.drawLine(start, QPointF(self._x.to_pixel(high), self._frame.y.to_pixel(high)))

    def _paint_names(self, painter: QPainter) -> None:
        """What the axes are: y inside at the top, x below between its first two labels."""
        ink, font, line = theme().colors.text3, label_font(), label_line()
        inner, outer = self._frame.inner, self.outer
        ticks = self._chart.x.ticks
        self._paint_ends(painter)
        where = QRectF(inner.left() + _NAME_INDENT, inner.top() + 3, inner.width(), line)
        draw_line(painter, where, self._chart.y_name, font, ink)
        if len(ticks) < 2:
            return
        start = self._x.to_pixel(ticks[0].at) + text_width(font, ticks[0].label)
        end = self._x.to_pixel(ticks[1].at) - text_width(font, ticks[1].label) / 2
        width = text_width(font, self._chart.x_name)
        if width + 16 <= end - start:
            left = (start + end - width) / 2
            below = QRectF(left, outer.bottom() - line, width, line)
            draw_line(painter, below, self._chart.x_name, font, ink)

    def _paint_ends(self, painter: QPainter) -> None:
        """The labels of the x axis, the outer ones within the field."""
        ink, font, line = theme().colors.text3, label_font(), label_line()
        ticks = self._chart.x.ticks
        for number, tick in enumerate(ticks):
            width = text_width(font, tick.label)
            share = number / max(1, len(ticks) - 1)
            left = self._x.to_pixel(tick.at) - width * share
            where = QRectF(left, self.outer.bottom() - line, width, line)
            draw_line(painter, where, tick.label, font, ink)
