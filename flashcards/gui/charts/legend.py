"""What the forms of a chart mean, at the right of its title."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.charts.data import (
    BarChart,
    BarList,
    Chart,
    Fill,
    HeatMap,
    LineChart,
    Scatter,
)
from flashcards.gui.charts.drawing import bar, label_font, label_line, stroke
from flashcards.gui.theme import theme
from flashcards.gui.widgets.painting import draw_line, rounded, text_width
from flashcards.language import _

_SYMBOL_GAP = 7.0
_ENTRY_GAP = 12.0
_SQUARE = 10.0
_SHADES = 5
_SHADE_GAP = 4.0


@dataclass(frozen=True, slots=True)
class _Entry:
    """A symbol of some width and what it means; without a symbol only the words."""

    text: str
    width: float = 0.0
    paint: Callable[[QPainter, QRectF], None] | None = None
    gap: float = _ENTRY_GAP


def paint_caption(painter: QPainter, where: QRectF, chart: Chart, caption: str = "") -> None:
    """Draw the legend, or these words instead, so that it ends where the rectangle does."""
    entries = _entries(chart, caption)
    left = where.right() - _width(entries)
    colors, font, line = theme().colors, label_font(), label_line()
    for entry in entries:
        if entry.paint is not None:
            symbol = QRectF(left, where.center().y() - _SQUARE / 2, entry.width, _SQUARE)
            entry.paint(painter, symbol)
            left += entry.width + (_SYMBOL_GAP if entry.text else 0)
        text = QRectF(left, where.center().y() - line / 2, where.right() - left + 1, line)
        draw_line(painter, text, entry.text, font, colors.text3)
        left += text_width(font, entry.text) + entry.gap


class Legend(QWidget):
    """The legend of a chart, or a few words in its place. A screen reader has them in the chart."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._caption = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._restyle)

    def show_for(self, chart: Chart | None, caption: str = "") -> None:
        """Show the legend of this chart, or these words."""
        self._chart, self._caption = chart, caption
        self._restyle()

    def sizeHint(self) -> QSize:
        if self._chart is None:
            return QSize(0, label_line())
        width = _width(_entries(self._chart, self._caption))
        return QSize(round(width + 0.5), label_line())

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._chart is not None:
            paint_caption(QPainter(self), QRectF(self.rect()), self._chart, self._caption)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


def _width(entries: Sequence[_Entry]) -> float:
    widths = (
        entry.width
        + (_SYMBOL_GAP if entry.paint is not None and entry.text else 0)
        + text_width(label_font(), entry.text)
        + entry.gap
        for entry in entries
    )
    return sum(widths) - (entries[-1].gap if entries else 0)


def _entries(chart: Chart, caption: str) -> list[_Entry]:
    if caption:
        return [_Entry(caption)]
    match chart:
        case LineChart():
            return _line_entries(chart)
        case BarChart() if len(chart.series) > 1:
            return [_Entry(series.name, _SQUARE, _box(series.fill)) for series in chart.series]
        case HeatMap():
            return [
                _Entry(_("less"), gap=_SHADE_GAP),
                _Entry("", _heat_width(), _paint_heat, _SHADE_GAP),
                _Entry(_("more")),
            ]
        case BarList():
            return [_Entry(chart.tick_name, 2.0, _paint_tick)]
        case BarChart() | Scatter():
            return []


def _line_entries(chart: LineChart) -> list[_Entry]:
    entries = [
        _Entry(series.name, 16.0, _stroke(series.fill))
        for series in (chart.series if len(chart.series) > 1 else ())
    ]
    if chart.band and chart.series[0].low:
        entries.append(_Entry(chart.band, 14.0, _paint_band))
    return entries


def _box(fill: Fill) -> Callable[[QPainter, QRectF], None]:
    def paint(painter: QPainter, rect: QRectF) -> None:
        if fill is Fill.SOLID:
            rounded(painter, rect, 2.0, theme().colors.accent)
        else:
            bar(painter, rect, fill)

    return paint


def _stroke(fill: Fill) -> Callable[[QPainter, QRectF], None]:
    def paint(painter: QPainter, rect: QRectF) -> None:
        painter.setPen(stroke(fill))
        middle = rect.center().y()
        painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.right(), middle))

    return paint


def _paint_band(painter: QPainter, rect: QRectF) -> None:
    rounded(painter, rect.adjusted(0, 1, 0, -1), 2.0, theme().colors.accent_soft)


def _paint_tick(painter: QPainter, rect: QRectF) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.fillRect(rect, theme().colors.text)


def _heat_width() -> float:
    return _SHADES * (_SQUARE + 1) + (_SHADES - 1) * _SHADE_GAP


def _paint_heat(painter: QPainter, rect: QRectF) -> None:
    colors = theme().colors
    shades = (colors.heat0, colors.heat1, colors.heat2, colors.heat3, colors.heat4)
    side = _SQUARE + 1
    for number, shade in enumerate(shades):
        left = rect.left() + number * (side + _SHADE_GAP)
        rounded(painter, QRectF(left, rect.top() - 0.5, side, side), 2.5, shade)
