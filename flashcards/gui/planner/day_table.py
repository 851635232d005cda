"""The days of a plan as a table without a frame, as tall as its rows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from flashcards.domain.wording import number_text
from flashcards.gui.planner.texts import DAYS, DayRow
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.painting import draw_line
from flashcards.language import _

_ROW, _HEAD = 40, 29
_NOTE, _MINUTES = 3, 4
_WIDTHS = {0: 112, 1: 98, 2: 74, _MINUTES: 90}
_NOTE_LEFT = 40
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_Index = QModelIndex | QPersistentModelIndex


class DayModel(QAbstractTableModel):
    """Day, reviews, new cards, practice, minutes."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[DayRow, ...] = ()
        self._practice = False

    def show_rows(self, rows: Sequence[DayRow], *, practice: bool) -> None:
        """Show these days; ``practice``: whether any of the plan has a prompt."""
        self.beginResetModel()
        self._rows, self._practice = tuple(rows), practice
        self.endResetModel()

    def row(self, place: int) -> DayRow:
        """A day."""
        return self._rows[place]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            review, new, minutes = map(number_text, (row.review, row.new, row.minutes))
            return (row.day, review, new, row.note, minutes)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == _NOTE:
            return row.note or _("nothing else")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT if index.column() in (0, _NOTE) else _RIGHT
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole and section == _NOTE:
            return _("Practice")
        if role == Qt.ItemDataRole.DisplayRole:
            practice = _("Practice") if self._practice else ""
            return (_("Day"), _("Review"), _("New"), practice, _("Minutes"))[section]
        return None


class DayTable(QTableView):
    """Rows are read with the arrow keys; nothing is chosen in it."""

    def __init__(self) -> None:
        super().__init__()
        self.days = DayModel()
        self.setModel(self.days)
        self.setAccessibleName(DAYS)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setItemDelegate(_Cell(self))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.verticalHeader().hide()
        header = _Header(self)
        self.setHorizontalHeader(header)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
        header.setSectionResizeMode(_NOTE, QHeaderView.ResizeMode.Stretch)
        self.viewport().setAutoFillBackground(False)
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_rows(self, rows: Sequence[DayRow], *, practice: bool) -> None:
        """Show these days."""
        self.days.show_rows(rows, practice=practice)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        rows = self.days.rowCount() * theme().grow(_ROW)
        self.setFixedHeight(theme().grow(_HEAD) + rows)

    def _restyle(self) -> None:
        self.setStyleSheet("QTableView { background: transparent; }")
        self.verticalHeader().setDefaultSectionSize(theme().grow(_ROW))
        self.horizontalHeader().setFixedHeight(theme().grow(_HEAD))
        for column, width in _WIDTHS.items():
            self.horizontalHeader().resizeSection(column, theme().grow(width))
        self._fit()
        self.viewport().update()


class _Header(QHeaderView):
    """Quiet words over a line, each where its column's numbers stand."""

    def __init__(self, table: DayTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(1)
        self.setHighlightSections(False)

    def paintSection(self, painter: QPainter, rect, section: int) -> None:
        colors = theme().colors
        painter.fillRect(rect, colors.bg)
        where = _inner(QRectF(rect), section)
        side = Qt.AlignmentFlag.AlignLeft
        if section not in (0, _NOTE):
            side = Qt.AlignmentFlag.AlignRight
        text = str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")
        font = theme().font(Role.CAPTION)
        draw_line(painter, where, text, font, colors.text2, alignment=side)
        line = QRectF(rect.x(), rect.bottom(), rect.width(), 1)
        painter.fillRect(line, colors.border)


class _Cell(QStyledItemDelegate):
    """Text on the page's own ground, a hairline below each row."""

    def __init__(self, table: DayTable) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(_WIDTHS.get(index.column(), 120), theme().grow(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colors, rect, column = theme().colors, QRectF(option.rect), index.column()
        row = self._table.days.row(index.row())
        current = self._table.currentIndex()
        if self._table.hasFocus() and current.isValid() and current.row() == index.row():
            painter.fillRect(rect, colors.hover)
        painter.fillRect(QRectF(rect.x(), rect.bottom(), rect.width(), 1), colors.border)
        strong = column == _MINUTES or (column == 0 and index.row() == 0)
        ink = colors.text3 if column == _NOTE and row.quiet else colors.text
        right = column not in (0, _NOTE)
        font = theme().font(Role.BODY, 600 if strong else None, tabular=right or None)
        where = _inner(rect, column)
        text = QFontMetricsF(font).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, where.width()
        )
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        draw_line(painter, where, text, font, ink, alignment=side)


def _inner(rect: QRectF, column: int) -> QRectF:
    return rect.adjusted(_NOTE_LEFT, 0, -8, 0) if column == _NOTE else rect
