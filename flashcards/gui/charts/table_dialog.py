"""A chart as a table: every value exactly, to be read line by line and copied."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHeaderView, QWidget

from flashcards.gui.charts.data import Chart, ChartTable, table_of
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.table import Table
from flashcards.language import _

_WIDTH = 560
_HEIGHT = 360
_NOWHERE = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class ChartTableModel(QAbstractTableModel):
    """The rows of a ``ChartTable`` as they are read."""

    def __init__(self, table: ChartTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = table.columns
        self._texts = table.texts()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._texts)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._texts[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return _RIGHT
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].title
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and section else None


def show_table(parent: QWidget, chart: Chart) -> Dialog:
    """Open a chart as a table; the table has the focus, Esc closes it."""
    found = table_of(chart)
    dialog = Dialog(parent, chart.name, width=_WIDTH)
    dialog.add_text(chart.summary)
    table = Table(chart.name)
    table.setModel(ChartTableModel(found, table))
    table.setMinimumHeight(_HEIGHT)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
    dialog.content.addSpacing(4)
    dialog.content.addWidget(table, 1)
    dialog.add_button(_("Copy"), lambda: QGuiApplication.clipboard().setText(as_text(found)))
    dialog.add_button(_("Close"), kind=Kind.PRIMARY)
    dialog.open()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    if found.rows:
        table.selectRow(0)
    return dialog


def as_text(table: ChartTable) -> str:
    """Lines of cells with tabs between them, as spreadsheets take them."""
    lines = [[column.title for column in table.columns], *table.texts()]
    return "\n".join("\t".join(line) for line in lines)
