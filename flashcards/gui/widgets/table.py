"""The look of a table: ``Table("Cards")`` is a QTableView for any model.

Rows have one height, the selected one a bar at its left and heavier text; the header is quiet.
A model may answer ``INK`` with the name of a colour of the theme, ``WEIGHT`` with a font weight and
``ICON`` with the name of an icon, drawn before the text. ``TABULAR``: whether a text at the left
has digits of one width; numbers at the right always have.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from flashcards.gui import icons
from flashcards.gui.theme import ICON as ICON_SIZE
from flashcards.gui.theme import SIZE, Role, theme
from flashcards.gui.widgets.painting import draw_line

INK = Qt.ItemDataRole.UserRole + 101
WEIGHT = Qt.ItemDataRole.UserRole + 102
ICON = Qt.ItemDataRole.UserRole + 103
TABULAR = Qt.ItemDataRole.UserRole + 104
_PADDING = 12
_BAR = 3
_HEADER = 32
_RING = 2


class Table(QTableView):
    """A table of whole rows without a grid."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(_Cell(self))
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setFrameShape(QFrame.Shape.NoFrame)
        self._hovered = -1
        self.entered.connect(lambda index: self._hover(index.row()))
        theme().changed.connect(self._restyle)
        self._restyle()

    @property
    def hovered(self) -> int:
        """The row under the mouse, or -1."""
        return self._hovered

    def leaveEvent(self, event) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            self.viewport().update()

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(theme().grow(SIZE["tableRow"]))
        self.horizontalHeader().setFixedHeight(theme().grow(_HEADER))
        self.horizontalHeader().setFont(theme().font(Role.CAPTION, 500))
        self.setFont(theme().font(Role.BODY))
        self.viewport().update()


class _Cell(QStyledItemDelegate):
    """Paints a cell: its row's state first, then icon and text."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        text = str(index.data() or "")
        font = theme().font(Role.BODY, 600, tabular=True)
        width = QFontMetricsF(font).horizontalAdvance(text)
        if index.data(ICON):
            width += ICON_SIZE["inline"] + 8
        return QSize(round(width) + 2 * _PADDING, theme().grow(SIZE["tableRow"]))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        painter.save()
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, rect, chosen, index)
        self._paint_text(painter, rect, chosen, index)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, chosen: bool, index: QModelIndex
    ) -> None:
        colors = theme().colors
        first = self._table.horizontalHeader().visualIndex(index.column()) == 0
        if chosen:
            painter.fillRect(rect, colors.accent_soft)
            if first:
                painter.fillRect(QRectF(rect.x(), rect.y(), _BAR, rect.height()), colors.accent)
        elif index.row() == self._table.hovered:
            painter.fillRect(rect, colors.hover)
        line = QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1)
        painter.fillRect(line, colors.border)
        if self._table.hasFocus() and index.row() == self._table.currentIndex().row():
            for y in (rect.y(), rect.bottom() - _RING):
                painter.fillRect(QRectF(rect.x(), y, rect.width(), _RING), colors.focus)

    def _paint_text(
        self, painter: QPainter, rect: QRectF, chosen: bool, index: QModelIndex
    ) -> None:
        colors = theme().colors
        ink = getattr(colors, index.data(INK) or "text")
        weight = index.data(WEIGHT) or (600 if chosen else 400)
        inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        icon = index.data(ICON)
        if icon:
            size = ICON_SIZE["inline"]
            where = QRectF(inner.x(), inner.center().y() - size / 2, size, size)
            icons.paint(painter, icon, where, ink)
            inner.setLeft(inner.left() + size + 8)
        text = index.data()
        if not text:
            return
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        right = alignment is not None and bool(
            Qt.AlignmentFlag(alignment) & Qt.AlignmentFlag.AlignRight
        )
        font = theme().font(Role.BODY, weight, tabular=right or index.data(TABULAR) or None)
        elided = QFontMetricsF(font).elidedText(
            str(text), Qt.TextElideMode.ElideRight, inner.width()
        )
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setClipRect(rect)
        draw_line(painter, inner, elided, font, ink, alignment=side)
