"""What charts show, as plain values: nothing here needs Qt.

A chart has a ``name``, a ``summary`` (one sentence that says what it shows) and *places*: what can
be pointed at or reached with the arrow keys, one after the other. Each place says its exact values
in words, and may have a ``key``: what to open when it is chosen. ``table_of`` gives any chart as a
table.

====================  ===========================================================================
``LineChart``         lines over a number such as the day, with a band, a target and a marked point
``BarChart``          bars side by side or stacked, from zero
``HeatMap``           weeks of days, each in one of five shades
``BarList``           shares with names, each with a tick
``Scatter``           dots of different weight against a diagonal
====================  ===========================================================================

Series are told apart by form before colour: the first is solid, the second outlined (of lines:
dashed), the third hatched (dotted).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from flashcards.language import marks

Cell = str | int | float | None
Show = Callable[[float], str]


def plain(value: float) -> str:
    """A number as it is read: ``1,024``, ``0.5``."""
    text = f"{value:,.0f}" if value == round(value) else f"{value:,.4g}"
    return text.translate(str.maketrans({",": marks().group, ".": marks().decimal}))


class Fill(Enum):
    """How a series is drawn, whatever the colours are."""

    SOLID = "solid"
    OUTLINE = "outline"
    HATCH = "hatch"


@dataclass(frozen=True, slots=True)
class Tick:
    """A label at a place of an axis; a ``strong`` one stands out, as today does."""

    at: float
    label: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """The numbers of an axis from ``low`` to ``high``; at a tick of the value axis lies a line."""

    low: float
    high: float
    ticks: tuple[Tick, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Something on a chart that can be read.

    ``label``: what it is, such as a day. ``lines``: its exact values in words; without them the
    values of the series are told. ``key``: what to open.
    """

    label: str
    lines: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Values at each place, None where there is none; ``low`` and ``high`` bound a band."""

    name: str
    values: tuple[float | None, ...]
    fill: Fill = Fill.SOLID
    show: Show = plain
    low: tuple[float | None, ...] = ()
    high: tuple[float | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Target:
    """A dashed line at a value, labelled beside the field, or ``inside`` where the line is not."""

    value: float
    name: str
    label: str
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A dotted line across the values at a place, as at the day of an interview."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class LineChart:
    """Lines through values; ``at`` is where each place lies on the x axis.

    ``marked``: the place with a dot, else the last one that has a value; ``marked_text`` stands
    above it, and a dotted line leads down from it. ``band``: what the band of the first series is.
    """

    name: str
    summary: str
    places: tuple[Place, ...]
    at: tuple[float, ...]
    series: tuple[Series, ...]
    x: Axis
    y: Axis
    x_name: str = ""
    target: Target | None = None
    mark: Mark | None = None
    marked: int | None = None
    band: str = ""
    marked_text: str = ""


@dataclass(frozen=True, slots=True)
class BarChart:
    """Bars from zero, those of a place ``stacked`` or side by side.

    ``ticks`` lie at the numbers of places, 0 for the first.
    """

    name: str
    summary: str
    places: tuple[Place, ...]
    series: tuple[Series, ...]
    y: Axis
    ticks: tuple[Tick, ...] = ()
    stacked: bool = True
    mark: Mark | None = None
    x_name: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Days in columns of seven, Monday at the top; ``levels``: 0 nothing, 1 to 4, None no day.

    As many of the last columns are shown as there is room for. ``columns``: (column, label), such
    as the months. ``outlined``: the place of today. ``values``: the number of each day.
    """

    name: str
    summary: str
    places: tuple[Place, ...]
    levels: tuple[int | None, ...]
    values: tuple[float | None, ...]
    columns: tuple[tuple[int, str], ...]
    rows: tuple[tuple[int, str], ...]
    outlined: int | None = None
    x_name: str = ""
    value_name: str = ""


@dataclass(frozen=True, slots=True)
class ListBar:
    """A row of a list of bars: a share from 0 to 1 and where its tick is; None: nothing yet."""

    place: Place
    share: float | None
    tick: float | None
    text: str


@dataclass(frozen=True, slots=True)
class BarList:
    """Shares with names, one below the other."""

    name: str
    summary: str
    rows: tuple[ListBar, ...]
    x_name: str = ""
    share_name: str = ""
    tick_name: str = ""
    show: Show = plain

    @property
    def places(self) -> tuple[Place, ...]:
        """The rows, to be read."""
        return tuple(row.place for row in self.rows)


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot; its area grows with its ``weight``."""

    place: Place
    x: float
    y: float
    weight: float


@dataclass(frozen=True, slots=True)
class Scatter:
    """Dots against the diagonal, on which x and y are the same."""

    name: str
    summary: str
    dots: tuple[Dot, ...]
    x: Axis
    y: Axis
    x_name: str = ""
    y_name: str = ""
    weight_name: str = ""
    show: Show = plain

    @property
    def places(self) -> tuple[Place, ...]:
        """The dots, to be read."""
        return tuple(dot.place for dot in self.dots)


Chart = LineChart | BarChart | HeatMap | BarList | Scatter


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``show`` writes its numbers."""

    title: str
    show: Show = plain


@dataclass(frozen=True, slots=True)
class ChartTable:
    """A chart as a table; numbers are numbers, so that a file has them exactly."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """The rows as they are read."""
        return tuple(
            tuple(_text(cell, column) for cell, column in zip(row, self.columns, strict=True))
            for row in self.rows
        )


def _text(cell: Cell, column: Column) -> str:
    if cell is None:
        return "–"
    return cell if isinstance(cell, str) else column.show(cell)


def readout(chart: Chart, place: int) -> tuple[str, ...]:
    """What a place says: its label, then its values, each on a line."""
    point = chart.places[place]
    if point.lines or not isinstance(chart, LineChart | BarChart):
        return (point.label, *point.lines)
    values = (
        f"{series.name} {series.show(value)}"
        for series in chart.series
        if (value := series.values[place]) is not None
    )
    return (point.label, *values)


def table_of(chart: Chart) -> ChartTable:
    """Any chart as a table."""
    match chart:
        case LineChart() | BarChart():
            return _table_of_series(chart)
        case HeatMap():
            days = zip(chart.places, chart.values, chart.levels, strict=True)
            return ChartTable(
                (Column(chart.x_name), Column(chart.value_name)),
                tuple((day.label, value) for day, value, level in days if level is not None),
            )
        case BarList():
            return ChartTable(
                (
                    Column(chart.x_name),
                    Column(chart.share_name, chart.show),
                    Column(chart.tick_name, chart.show),
                ),
                tuple((row.place.label, row.share, row.tick) for row in chart.rows),
            )
        case Scatter():
            return ChartTable(
                (
                    Column(chart.x_name, chart.show),
                    Column(chart.y_name, chart.show),
                    Column(chart.weight_name),
                ),
                tuple((dot.x, dot.y, dot.weight) for dot in chart.dots),
            )


def _table_of_series(chart: LineChart | BarChart) -> ChartTable:
    columns = [Column(chart.x_name)]
    values: list[tuple[float | None, ...]] = []
    for series in chart.series:
        columns.append(Column(series.name, series.show))
        values.append(series.values)
        for bound, numbers in (("from", series.low), ("to", series.high)):
            if numbers:
                columns.append(Column(f"{series.name}, {bound}", series.show))
                values.append(numbers)
    rows = zip((place.label for place in chart.places), *values, strict=True)
    return ChartTable(tuple(columns), tuple(rows))
