"""Shares with names, one below the other, each with a tick."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QPainter

from flashcards.gui.charts.data import BarList
from flashcards.gui.charts.drawing import label_font, label_line
from flashcards.gui.charts.plot import Plot
from flashcards.gui.theme import RADIUS, theme
from flashcards.gui.widgets.painting import draw_line, rounded, text_width

_BAR = 5.0
_TICK = 2.0
_TICK_HEIGHT = 11.0
_LEAST_NAME, _MOST_NAME_SHARE = 102.0, 0.45
_GAP = 12.0
_VALUE_GAP = 14.0
_LEAST_VALUE = 28.0
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


def row_height() -> int:
    """The height of a row."""
    return label_line()


class ListPlot(Plot):
    """Draws a ``BarList``; mirrored where text runs from right to left."""

    def __init__(self, chart: BarList, outer: QRectF) -> None:
        super().__init__(outer)
        self._chart = chart
        font, strong = label_font(), label_font(strong=True)
        names = [text_width(font, row.place.label) for row in chart.rows]
        widest = min(max([_LEAST_NAME, *names]), _MOST_NAME_SHARE * outer.width())
        value = max([_LEAST_VALUE, *(text_width(strong, row.text) for row in chart.rows)])
        self._name = ceil(widest)
        self._bar_left = outer.left() + self._name + _GAP
        self._bar_width = max(1.0, outer.right() - ceil(value) - _VALUE_GAP - self._bar_left)
        self._pitch = max(row_height(), outer.height() / max(1, len(chart.rows)))
        self._pitch = min(self._pitch, 1.6 * row_height())
        self._mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft

    @property
    def readable(self) -> range:
        return range(len(self._chart.rows))

    def start(self) -> int:
        return 0

    def step(self, place: int, key: Qt.Key) -> int | None:
        if key in _STEPS:
            return self.clamped(place + _STEPS[key])
        return super().step(place, key)

    def place_at(self, point: QPointF) -> int | None:
        row = int((point.y() - self.outer.top()) // self._pitch)
        return row if row in self.readable else None

    def anchor(self, place: int) -> QPointF:
        share = self._chart.rows[place].share or 0.0
        bar = QRectF(self._bar_left, self._middle(place), self._bar_width * share, 0)
        end = self._mirror(bar)
        return QPointF(end.left() if self._mirrored else end.right(), self._middle(place))

    def paint(self, painter: QPainter, chosen: int | None = None) -> None:
        for place in self.readable:
            self._paint_row(painter, place, chosen=place == chosen)

    def _paint_row(self, painter: QPainter, place: int, *, chosen: bool) -> None:
        colors, row = theme().colors, self._chart.rows[place]
        middle, line = self._middle(place), label_line()
        if chosen:
            ground = QRectF(self.outer.left() - 6, middle - line / 2, self.outer.width() + 12, line)
            rounded(painter, ground, RADIUS["bar"], colors.hover)
        begun = row.share is not None
        start = Qt.AlignmentFlag.AlignRight if self._mirrored else Qt.AlignmentFlag.AlignLeft
        end = Qt.AlignmentFlag.AlignLeft if self._mirrored else Qt.AlignmentFlag.AlignRight
        name = self._mirror(QRectF(self.outer.left(), middle - line / 2, self._name, line))
        text = QFontMetricsF(label_font()).elidedText(
            row.place.label, Qt.TextElideMode.ElideRight, self._name
        )
        ink = colors.text if begun else colors.text3
        draw_line(painter, name, text, label_font(), ink, alignment=start)
        self._paint_bar(painter, place)
        left = self._bar_left + self._bar_width
        value = self._mirror(QRectF(left, name.top(), self.outer.right() - left, line))
        draw_line(painter, value, row.text, label_font(strong=begun), ink, alignment=end)

    def _paint_bar(self, painter: QPainter, place: int) -> None:
        colors, row, middle = theme().colors, self._chart.rows[place], self._middle(place)
        track = QRectF(self._bar_left, middle - _BAR / 2, self._bar_width, _BAR)
        rounded(painter, self._mirror(track), _BAR / 2, colors.heat0)
        if row.share:
            done = QRectF(track)
            done.setWidth(max(_BAR, row.share * self._bar_width))
            rounded(painter, self._mirror(done), _BAR / 2, colors.accent)
        if row.tick is not None:
            x = self._bar_left + row.tick * self._bar_width - _TICK / 2
            tick = QRectF(round(x), middle - _TICK_HEIGHT / 2, _TICK, _TICK_HEIGHT)
            painter.fillRect(self._mirror(tick), colors.text)

    def _middle(self, place: int) -> float:
        return round(self.outer.top() + (place + 0.5) * self._pitch)

    def _mirror(self, rect: QRectF) -> QRectF:
        if not self._mirrored:
            return rect
        left = self.outer.left() + self.outer.right() - rect.right()
        return QRectF(left, rect.top(), rect.width(), rect.height())
