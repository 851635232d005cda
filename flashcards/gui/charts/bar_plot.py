"""Bars from zero, stacked or side by side."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from flashcards.gui.charts.data import BarChart, Series
from flashcards.gui.charts.drawing import bar, dashed, frame, vertical
from flashcards.gui.charts.plot import Plot
from flashcards.gui.charts.scale import Scale
from flashcards.gui.theme import theme

_RIGHT = -3.0
_GAP_SHARE, _MOST_GAP, _LEAST_GAP = 0.3, 8.0, 1.0
_WIDEST = 88.0
_BETWEEN = 1.0
_MARK_RISE = 4.0


class BarPlot(Plot):
    """Draws a ``BarChart``."""

    def __init__(self, chart: BarChart, outer: QRectF) -> None:
        super().__init__(outer)
        self._chart = chart
        self._frame = frame(outer, chart.y, right=_RIGHT, ticks=bool(chart.ticks))
        inner = self._frame.inner
        self._step = inner.width() / max(1, len(chart.places))
        first = inner.left() + self._step / 2
        last = first + self._step * max(0, len(chart.places) - 1)
        self._x = Scale(0.0, max(1.0, len(chart.places) - 1.0), first, max(last, first + 1))

    @property
    def readable(self) -> range:
        return range(len(self._chart.places))

    def start(self) -> int:
        return 0

    def place_at(self, point: QPointF) -> int | None:
        if not self._chart.places:
            return None
        return self.clamped(int((point.x() - self._frame.inner.left()) // self._step))

    def anchor(self, place: int) -> QPointF:
        values = [series.values[place] or 0.0 for series in self._chart.series]
        height = sum(values) if self._chart.stacked else max(values, default=0.0)
        return QPointF(self._middle(place), self._frame.y.to_pixel(height))

    def paint(self, painter: QPainter, chosen: int | None = None) -> None:
        inner = self._frame.inner
        if chosen is not None:
            left = self._middle(chosen) - self._step / 2
            column = QRectF(left, inner.top(), self._step, inner.height())
            painter.fillRect(column, theme().colors.hover)
        self._frame.paint_grid(painter, self._chart.y)
        for place in self.readable:
            for series, rect in self.bars(place):
                bar(painter, rect, series.fill)
        mark = self._chart.mark
        if mark is not None:
            pen = dashed(theme().colors.text2, 1.0, 1.5, 3.0)
            top = inner.top() - _MARK_RISE
            vertical(painter, self._x.to_pixel(mark.at), top, inner.bottom(), pen)
        self._frame.paint_ticks(painter, self._chart.ticks, self._x)

    def bars(self, place: int) -> Iterator[tuple[Series, QRectF]]:
        """The bars of a place that have any height."""
        room = min(_WIDEST, self._step - self._gap())
        left, base = self._middle(place) - room / 2, self._frame.inner.bottom()
        count = 1 if self._chart.stacked else len(self._chart.series)
        width = (room - (count - 1) * 2 * _BETWEEN) / count
        below = 0.0
        for number, series in enumerate(self._chart.series):
            value = series.values[place]
            if not value or value <= 0:
                continue
            x = left if self._chart.stacked else left + number * (width + 2 * _BETWEEN)
            foot = base if not below else round(self._frame.y.to_pixel(below)) - _BETWEEN
            top = min(round(self._frame.y.to_pixel(below + value)), foot - 1)
            yield series, QRectF(x, top, max(1.0, width), foot - top)
            below += value if self._chart.stacked else 0.0

    def _gap(self) -> float:
        return min(_MOST_GAP, max(_LEAST_GAP, _GAP_SHARE * self._step))

    def _middle(self, place: int) -> float:
        return self._frame.inner.left() + (place + 0.5) * self._step
