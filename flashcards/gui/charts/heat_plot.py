"""Days in weeks, each in one of five shades."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from flashcards.gui.charts.data import HeatMap
from flashcards.gui.charts.drawing import label_font, label_line
from flashcards.gui.charts.plot import Plot
from flashcards.gui.theme import theme
from flashcards.gui.widgets.painting import draw_line, rounded, text_width

WEEK = 7
_CELL, _STEP = 16.0, 19.5
_MOST_GROWN = 1.5
_RADIUS = 3.0
_LABEL_GAP = 9
_ABOVE = 4.0
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -WEEK, Qt.Key.Key_Right: WEEK}


class HeatPlot(Plot):
    """Draws a ``HeatMap``, as many of its last weeks as there is room for."""

    def __init__(self, chart: HeatMap, outer: QRectF) -> None:
        super().__init__(outer)
        self._chart = chart
        widest = max((text_width(label_font(), text) for _, text in chart.rows), default=0.0)
        self._left = outer.left() + ceil(widest) + _LABEL_GAP
        self._top = outer.top() + label_line() + _ABOVE
        self._row = self._row_step()
        self._cell = self._row * _CELL / _STEP
        room = outer.right() - self._left - self._cell
        columns = ceil(len(chart.places) / WEEK)
        shown = min(columns, max(1, int(room // self._row) + 1))
        self._first = columns - shown
        # the weeks spread a little, so that they end where the card's text does
        self._step = min(room / max(1, shown - 1), self._row + 1)

    @property
    def readable(self) -> range:
        days = [
            place
            for place, level in enumerate(self._chart.levels)
            if level is not None and place >= self._first * WEEK
        ]
        return range(days[0], days[-1] + 1) if days else range(0)

    def step(self, place: int, key: Qt.Key) -> int | None:
        if key in _STEPS:
            return self.clamped(place + _STEPS[key])
        return super().step(place, key)

    def place_at(self, point: QPointF) -> int | None:
        column = int((point.x() - self._left) // self._step)
        row = int((point.y() - self._top) // self._row)
        place = (column + self._first) * WEEK + row
        inside = column >= 0 and 0 <= row < WEEK and place < len(self._chart.levels)
        return place if inside and self._chart.levels[place] is not None else None

    def anchor(self, place: int) -> QPointF:
        return self.cell(place).center()

    def cell(self, place: int) -> QRectF:
        """The square of a day."""
        column, row = divmod(place, WEEK)
        x = self._left + (column - self._first) * self._step
        return QRectF(round(x), round(self._top + row * self._row), self._cell, self._cell)

    def paint(self, painter: QPainter, chosen: int | None = None) -> None:
        colors = theme().colors
        shades = (colors.heat0, colors.heat1, colors.heat2, colors.heat3, colors.heat4)
        self._paint_labels(painter)
        for place in range(self._first * WEEK, len(self._chart.levels)):
            level = self._chart.levels[place]
            if level is None:
                continue
            cell = self.cell(place)
            if place == self._chart.outlined:
                fill = shades[level] if level else colors.surface
                rounded(painter, cell, _RADIUS, fill, colors.text, width=1.5)
            else:
                rounded(painter, cell, _RADIUS, shades[level])
            if place == chosen:
                ring = cell.adjusted(-2, -2, 2, 2)
                rounded(painter, ring, _RADIUS + 2, None, colors.text2, width=1.5)

    def _row_step(self) -> float:
        """From one day of the week to the next: larger where the card is taller."""
        fitting = (self.outer.bottom() - self._top + _STEP - _CELL) / WEEK
        return min(max(fitting, _STEP), _MOST_GROWN * _STEP)

    def _paint_labels(self, painter: QPainter) -> None:
        ink, font, line = theme().colors.text3, label_font(), label_line()
        for row, text in self._chart.rows:
            middle = self._top + row * self._row + self._cell / 2
            where = QRectF(self.outer.left(), middle - line / 2, self._left, line)
            draw_line(painter, where, text, font, ink)
        free = self._left
        for column, text in self._chart.columns:
            x = self._left + (column - self._first) * self._step
            width = text_width(font, text)
            if x >= free and x + width <= self.outer.right() + 1:
                draw_line(painter, QRectF(x, self.outer.top(), width, line), text, font, ink)
                free = x + width + 6
