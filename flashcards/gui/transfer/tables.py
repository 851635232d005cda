"""The tables of the Import page as widgets: as high as their rows, up to what the page has."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHeaderView, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui.theme import RADIUS, theme
from flashcards.gui.transfer.rows_model import (
    QUESTION,
    RESULT,
    TOPIC,
    PreviewModel,
    WarningsModel,
)
from flashcards.gui.widgets.table import Table
from flashcards.language import _

LONG = 12
"""So many rows make a table that takes all the room there is."""

_ROW, _HEADER = 35, 30
_FEWEST, _FEWEST_WARNINGS = 5, 4
_WIDTHS = {0: 62, TOPIC: 150, RESULT: 146}
_KIND_AND_STAGE = 204


class PreviewTable(Table):
    """What becomes of each row."""

    def __init__(self, model: PreviewModel, parent: QWidget | None = None) -> None:
        super().__init__(_("Preview"), parent)
        self.setModel(model)
        _set_up(self, QUESTION)
        model.modelReset.connect(self._set_widths)
        model.modelReset.connect(self.updateGeometry)
        self._restyle()

    def sizeHint(self) -> QSize:
        return _size(self, _FEWEST)

    def minimumSizeHint(self) -> QSize:
        return _size(self, _FEWEST)

    def _restyle(self) -> None:
        super()._restyle()
        _set_heights(self)
        self._set_widths()

    def _set_widths(self) -> None:
        model = self.model()
        if isinstance(model, PreviewModel):
            widths = {**_WIDTHS, TOPIC: _KIND_AND_STAGE} if model.prompts else _WIDTHS
            for column, width in widths.items():
                self.setColumnWidth(column, theme().grow(width))


class WarningsTable(Table):
    """What could not be used."""

    def __init__(self, model: WarningsModel, parent: QWidget | None = None) -> None:
        super().__init__(_("Warnings"), parent)
        self.setModel(model)
        _set_up(self, 1)
        model.modelReset.connect(self.updateGeometry)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._restyle()

    def sizeHint(self) -> QSize:
        return _size(self, _FEWEST_WARNINGS, most=_FEWEST_WARNINGS)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _restyle(self) -> None:
        super()._restyle()
        _set_heights(self)
        if self.model() is not None:
            self.setColumnWidth(0, theme().grow(_WIDTHS[0]))


class RoundedFrame(QFrame):
    """A table with a hairline and rounded corners around it."""

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.inner = inner
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.addWidget(inner)
        self.setSizePolicy(inner.sizePolicy())
        self._corners = _Corners(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._corners.setGeometry(self.rect())
        self._corners.raise_()


class _Corners(QWidget):
    """Lies over the frame and rounds what is in it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole, inner = QPainterPath(), QPainterPath()
        whole.addRect(QRectF(self.rect()))
        rect = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        inner.addRoundedRect(rect, RADIUS["button"], RADIUS["button"])
        painter.fillPath(whole.subtracted(inner), colors.surface)
        painter.setPen(QPen(colors.border, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(inner)


def _set_up(table: Table, wide: int) -> None:
    header = table.horizontalHeader()
    header.setSectionsClickable(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Expanding)


def _set_heights(table: Table) -> None:
    table.verticalHeader().setDefaultSectionSize(theme().grow(_ROW))
    table.horizontalHeader().setFixedHeight(theme().grow(_HEADER))


def _size(table: Table, fewest: int, most: int = LONG) -> QSize:
    """As high as all rows, or as the fewest that make sense of a long table."""
    model = table.model()
    rows = 0 if model is None else model.rowCount()
    shown = rows if rows <= most else fewest
    return QSize(300, theme().grow(_HEADER) + max(1, shown) * theme().grow(_ROW))
