"""Charts as files: a picture of pixels or of shapes, and a table."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from flashcards.gui.charts.data import Cell, Chart, table_of
from flashcards.gui.charts.drawing import PAD
from flashcards.gui.charts.legend import paint_caption
from flashcards.gui.charts.plot import margins_of, plot
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.painting import draw_line, rounded

PIXELS_PER_POINT = 2.0
_TITLE_TOP = 15
_TITLE_GAP = 0


def image_of(chart: Chart, size: QSize, caption: str = "") -> QImage:
    """The chart with its title as a picture, twice as fine as on a plain screen."""
    image = QImage(size * PIXELS_PER_POINT, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(PIXELS_PER_POINT)
    image.fill(theme().colors.surface)
    painter = QPainter(image)
    _paint(painter, chart, size, caption)
    painter.end()
    return image


def png_of(chart: Chart, size: QSize, caption: str = "") -> bytes:
    """The same as the content of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image_of(chart, size, caption).save(buffer, "PNG")
    return bytes(buffer.data().data())


def svg_of(chart: Chart, size: QSize, caption: str = "") -> bytes:
    """The chart with its title as the content of an SVG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setSize(size)
    generator.setViewBox(QRect(0, 0, size.width(), size.height()))
    generator.setTitle(chart.name)
    generator.setDescription(chart.summary)
    painter = QPainter(generator)
    rounded(painter, QRectF(0, 0, size.width(), size.height()), 0, theme().colors.surface)
    _paint(painter, chart, size, caption)
    painter.end()
    return bytes(buffer.data().data())


def write_chart_csv(chart: Chart, target: Path) -> None:
    """The chart as a table of exact numbers. Raises LibraryWriteError."""
    from flashcards.services.exporting.csv_file import write_csv

    table = table_of(chart)
    write_csv(target, [column.title for column in table.columns], table.rows, excel=False)


def write_charts_csv(charts: Sequence[Chart], target: Path) -> int:
    """Several charts in one file, a row a value; how many rows. Raises LibraryWriteError."""
    from flashcards.services.exporting.csv_file import write_csv

    rows: list[tuple[Cell, ...]] = []
    for chart in charts:
        table = table_of(chart)
        for first, *values in table.rows:
            for column, value in zip(table.columns[1:], values, strict=True):
                rows.append((chart.name, first, column.title, value))
    return write_csv(target, ("chart", "place", "series", "value"), rows, excel=False)


def _paint(painter: QPainter, chart: Chart, size: QSize, caption: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colors, line = theme().colors, theme().line(Role.LABEL)
    title = QRectF(PAD, _TITLE_TOP, size.width() - 2 * PAD, line)
    draw_line(painter, title, chart.name, theme().font(Role.LABEL), colors.text)
    paint_caption(painter, title, chart, caption)
    top, bottom = margins_of(chart)
    begin = _TITLE_TOP + line + _TITLE_GAP + top
    outer = QRectF(PAD, begin, size.width() - 2 * PAD, size.height() - begin - bottom)
    plot(chart, outer).paint(painter)
