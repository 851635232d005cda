"""Lines with a band, a target and a marked point."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from flashcards.gui.charts.data import Fill, LineChart, Series, Target
from flashcards.gui.charts.drawing import (
    dashed,
    frame,
    label_font,
    label_line,
    stroke,
    vertical,
)
from flashcards.gui.charts.plot import Plot
from flashcards.gui.charts.scale import Scale
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.painting import draw_line, text_width, with_alpha

_RIGHT = 8.0
_END_GAP = 8.0
_LONE = 2.0
_DOT = 3.5
_MARKED_DOT = 5.5
_HALO = 2.0


class LinePlot(Plot):
    """Draws a ``LineChart``."""

    def __init__(self, chart: LineChart, outer: QRectF) -> None:
        super().__init__(outer)
        self._chart = chart
        beside = chart.target is not None and not chart.target.inside
        right = _END_GAP + _target_width(chart.target) if beside else _RIGHT
        self._frame = frame(outer, chart.y, right=right, ticks=bool(chart.x.ticks))
        inner = self._frame.inner
        self._x = Scale(chart.x.low, chart.x.high, inner.left(), inner.right())

    @property
    def readable(self) -> range:
        return range(len(self._chart.places))

    def place_at(self, point: QPointF) -> int | None:
        if not self._chart.at:
            return None
        return min(self.readable, key=lambda place: abs(self._left(place) - point.x()))

    def anchor(self, place: int) -> QPointF:
        values = (series.values[place] for series in self._chart.series)
        value = next((value for value in values if value is not None), None)
        top = self._frame.inner.center().y() if value is None else self._frame.y.to_pixel(value)
        return QPointF(self._left(place), top)

    def paint(self, painter: QPainter, chosen: int | None = None) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._frame.paint_grid(painter, self._chart.y)
        self._paint_band(painter)
        self._paint_target(painter)
        self._frame.paint_ticks(painter, self._chart.x.ticks, self._x, first_inside=True)
        self._paint_mark(painter)
        inner = self._frame.inner
        if chosen is not None:
            pen = QPen(theme().colors.text3, 1.0)
            vertical(painter, self._left(chosen), inner.top(), inner.bottom(), pen)
        for series in reversed(self._chart.series):
            self._paint_line(painter, series)
        if self._chart.marked_text:
            self._paint_marked(painter)
        for series in self._chart.series:
            self._paint_dot(painter, series, self._marked(series) if chosen is None else chosen)

    def _left(self, place: int) -> float:
        return self._x.to_pixel(self._chart.at[place])

    def _marked(self, series: Series) -> int | None:
        if self._chart.marked is not None:
            return self._chart.marked
        known = [place for place, value in enumerate(series.values) if value is not None]
        return known[-1] if known else None

    def _runs(self, values: Sequence[float | None]) -> Iterator[list[int]]:
        """The places of values that follow each other without a gap."""
        run: list[int] = []
        for place, value in enumerate(values):
            if value is None:
                if run:
                    yield run
                run = []
            else:
                run.append(place)
        if run:
            yield run

    def _points(self, values: Sequence[float | None], places: Sequence[int]) -> list[QPointF]:
        return [
            QPointF(self._left(place), self._frame.y.to_pixel(values[place] or 0.0))
            for place in places
        ]

    def _paint_band(self, painter: QPainter) -> None:
        series = self._chart.series[0]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colors.accent_soft)
        for run in self._runs(series.low):
            lower, upper = self._points(series.low, run), self._points(series.high, run)
            if len(run) == 1:  # a band of a single point is a bar
                lower = [lower[0] + QPointF(shift, 0) for shift in (-_DOT, _DOT)]
                upper = [upper[0] + QPointF(shift, 0) for shift in (-_DOT, _DOT)]
            painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))

    def _paint_target(self, painter: QPainter) -> None:
        target = self._chart.target
        if target is None:
            return
        colors, inner = theme().colors, self._frame.inner
        y = round(self._frame.y.to_pixel(target.value)) + 0.5
        painter.setPen(dashed(colors.text2, 1.5, 4.5, 3.5))
        painter.drawLine(QPointF(inner.left(), y), QPointF(inner.right(), y))
        if target.inside:
            font, words = label_font(), f"{target.name} {target.label}"
            wide = text_width(font, words)
            where = QRectF(inner.right() - wide, y + 3, wide, label_line())
            if not self._runs_above(target.value):
                where.moveTo(inner.left() + _DOT, y - 3 - label_line())
            draw_line(painter, where, words, font, colors.text2)
            return
        line = label_line() - 2
        left, width = inner.right() + _END_GAP, self.outer.right() - inner.right()
        top = min(max(y - line - 3, self.outer.top()), self.outer.bottom() - 2 * line)
        for number, (text, strong) in enumerate(((target.name, False), (target.label, True))):
            where = QRectF(left, top + number * line, width, line)
            draw_line(painter, where, text, label_font(strong=strong), colors.text2)

    def _runs_above(self, value: float) -> bool:
        """Whether the first line lies above a value wherever the label at its right end would."""
        first = len(self._chart.at) * 3 // 5
        return all(each is None or each > value for each in self._chart.series[0].values[first:])

    def _paint_mark(self, painter: QPainter) -> None:
        mark = self._chart.mark
        if mark is not None:
            inner = self._frame.inner
            pen = dashed(theme().colors.text2, 1.0, 1.5, 3.0)
            vertical(painter, self._x.to_pixel(mark.at), inner.top() - 4, inner.bottom(), pen)

    def _paint_marked(self, painter: QPainter) -> None:
        """A dotted line from the marked place down to the axis, and what is said of it above."""
        series, inner = self._chart.series[0], self._frame.inner
        place = self._marked(series)
        if place is None:
            return
        colors, font = theme().colors, theme().font(Role.BODY, 600, tabular=True)
        (point,) = self._points(series.values, [place])
        pen = dashed(colors.text2, 1.0, 1.5, 3.0)
        vertical(painter, point.x(), point.y() + 2 * _DOT, inner.bottom() + 2, pen)
        wide, high = text_width(font, self._chart.marked_text), theme().line(Role.BODY)
        left = min(max(point.x() - wide / 2, inner.left()), self.outer.right() - wide)
        top = max(self.outer.top() - 8, point.y() - 2 * _DOT - high)
        ground = QRectF(left - 4, top, wide + 8, high)
        painter.fillRect(ground, with_alpha(colors.surface, 0.85))
        draw_line(
            painter, QRectF(left, top, wide, high), self._chart.marked_text, font, colors.text
        )

    def _paint_line(self, painter: QPainter, series: Series) -> None:
        for run in self._runs(series.values):
            points = self._points(series.values, run)
            if len(points) > 1:
                painter.setPen(stroke(series.fill))
                painter.drawPolyline(QPolygonF(points))
            else:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme().colors.accent)
                painter.drawEllipse(points[0], _LONE, _LONE)

    def _paint_dot(self, painter: QPainter, series: Series, place: int | None) -> None:
        value = None if place is None else series.values[place]
        if place is None or value is None:
            return
        colors = theme().colors
        (point,) = self._points(series.values, [place])
        size = _MARKED_DOT if self._chart.marked_text else _DOT
        solid = series.fill is Fill.SOLID
        painter.setPen(QPen(colors.surface, _HALO))
        painter.setBrush(colors.surface)
        painter.drawEllipse(point, size + _HALO / 2, size + _HALO / 2)
        painter.setPen(Qt.PenStyle.NoPen if solid else QPen(colors.accent, 1.5))
        painter.setBrush(colors.accent if solid else colors.surface)
        painter.drawEllipse(point, size, size)


def _target_width(target: Target) -> float:
    name = text_width(label_font(), target.name)
    return max(name, text_width(label_font(strong=True), target.label))
