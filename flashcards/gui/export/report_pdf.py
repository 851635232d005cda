"""A progress report as a PDF of A4 pages, painted in the window's fonts and light colours.

A report is a column of blocks. They are set on pages first, so that each page can say how many
there are, and none is cut.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QColor, QPageLayout, QPageSize, QPainter, QPdfWriter

from flashcards.errors import LibraryWriteError
from flashcards.gui.export.report_blocks import SMALL, Block, blocks, draw
from flashcards.gui.theme import Colors
from flashcards.language import _
from flashcards.services.exporting import report_words as words
from flashcards.services.exporting.report_view import ProgressReport
from flashcards.storage.files import replacing

# Lengths are those of a screen, 96 to the inch, drawn eight times as fine.
_PER_INCH = 96
_FINENESS = 8
_MARGIN = 60.0
_FOOTER = 34.0


def write_report(report: ProgressReport, path: Path) -> int:
    """Paint a report; how many pages it has. Raises LibraryWriteError."""
    with replacing(path) as partial:
        writer = QPdfWriter(str(partial))
        writer.setTitle(f"{words.title(report)}, {words.date_text(report.made)}")
        writer.setCreator("Flashcards")
        writer.setResolution(_PER_INCH * _FINENESS)
        size = QPageSize(QPageSize.PageSizeId.A4)
        writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF()))
        painter = QPainter()
        if not painter.begin(writer):
            raise LibraryWriteError(
                _("can't write {path}. Is its folder read-only, its disk full?").format(path=path)
            )
        page = QRectF(0, 0, writer.width() / _FINENESS, writer.height() / _FINENESS)
        painter.scale(_FINENESS, _FINENESS)
        count = _paint(painter, writer, page, report)
        if not painter.end():
            raise LibraryWriteError(_("can't write {path}. Is its disk full?").format(path=path))
    return count


def _paint(painter: QPainter, writer: QPdfWriter, page: QRectF, report: ProgressReport) -> int:
    column = page.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN - _FOOTER)
    pages = _paginated(blocks(report, column.width()), column.height())
    ink = Colors.of("light").text3
    for number, placed in enumerate(pages, 1):
        if number > 1:
            writer.newPage()
        for top, block in placed:
            block.paint(painter, QRectF(column.x(), column.y() + top, column.width(), block.height))
        _paint_footer(
            painter, page, report, _("{number} of {n}").format(number=number, n=len(pages)), ink
        )
    return len(pages)


def _paginated(column: list[Block], height: float) -> list[list[tuple[float, Block]]]:
    """The blocks of each page with their places; a heading goes with what it stands above."""
    pages: list[list[tuple[float, Block]]] = [[]]
    top = 0.0
    for place, block in enumerate(column):
        needed = block.height
        if block.heads and place + 1 < len(column):
            needed += column[place + 1].space + column[place + 1].height
        space = block.space if pages[-1] else 0.0
        if pages[-1] and top + space + needed > height:
            pages.append([])
            top = space = 0.0
        pages[-1].append((top + space, block))
        top += space + block.height
    return pages


def _paint_footer(
    painter: QPainter, page: QRectF, report: ProgressReport, number: str, ink: QColor
) -> None:
    line = QRectF(_MARGIN, page.bottom() - _MARGIN - 6, page.width() - 2 * _MARGIN, 18)
    draw(painter, line, words.footer(report), SMALL, ink)
    draw(painter, line, number, SMALL, ink, right=True)
