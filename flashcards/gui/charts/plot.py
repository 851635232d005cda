"""What draws a chart into a rectangle, on a screen or in a file, and knows where its places are."""

from __future__ import annotations

from abc import ABC, abstractmethod
from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from flashcards.gui.charts.data import (
    BarChart,
    BarList,
    Chart,
    HeatMap,
    LineChart,
    Scatter,
)
from flashcards.gui.charts.drawing import label_line

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Plot(ABC):
    """A chart in a rectangle; laid out anew for each size and theme."""

    def __init__(self, outer: QRectF) -> None:
        self.outer = outer

    @abstractmethod
    def paint(self, painter: QPainter, chosen: int | None = None) -> None:
        """Draw it; ``chosen`` is the place that is pointed at."""

    @abstractmethod
    def place_at(self, point: QPointF) -> int | None:
        """The place under a point."""

    @abstractmethod
    def anchor(self, place: int) -> QPointF:
        """Where a place is, for what is said of it."""

    @property
    @abstractmethod
    def readable(self) -> range:
        """The places that can be read, the first to the last."""

    def start(self) -> int:
        """The place that is read first."""
        return self.readable[-1]

    def step(self, place: int, key: Qt.Key) -> int | None:
        """The place that a key leads to from another, None for a key that leads nowhere."""
        if key is Qt.Key.Key_Home:
            return self.readable[0]
        if key is Qt.Key.Key_End:
            return self.readable[-1]
        if key not in _STEPS:
            return None
        return self.clamped(place + _STEPS[key])

    def clamped(self, place: int) -> int:
        """The nearest place that can be read."""
        return min(max(place, self.readable[0]), self.readable[-1])


def plot(chart: Chart, outer: QRectF) -> Plot:
    """The plot of a chart in a rectangle."""
    from flashcards.gui.charts.bar_plot import BarPlot
    from flashcards.gui.charts.heat_plot import HeatPlot
    from flashcards.gui.charts.line_plot import LinePlot
    from flashcards.gui.charts.list_plot import ListPlot
    from flashcards.gui.charts.scatter_plot import ScatterPlot

    match chart:
        case LineChart():
            return LinePlot(chart, outer)
        case BarChart():
            return BarPlot(chart, outer)
        case HeatMap():
            return HeatPlot(chart, outer)
        case BarList():
            return ListPlot(chart, outer)
        case Scatter():
            return ScatterPlot(chart, outer)


def margins_of(chart: Chart) -> tuple[int, int]:
    """How far a chart stays away from the title above it and from the edge below it."""
    match chart:
        case HeatMap():
            return 6, 14
        case BarList():
            return 4, 9
        case _:
            return 14, 9


def least_height(chart: Chart, field: int) -> int:
    """The height that a chart needs with its margins; ``field``: that of the field of axes."""
    match chart:
        case HeatMap():
            inner = label_line() + 4 + 6 * 19.5 + 16
        case BarList():
            inner = len(chart.rows) * label_line()
        case _:
            inner = field + label_line() / 2 + 8 + label_line()
    return ceil(inner) + sum(margins_of(chart))
