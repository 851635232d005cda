"""The list of a roadmap's stages and topics: stages stand out, topics are indented below them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.painting import draw_line, text_width
from flashcards.language import _

COUNT = Qt.ItemDataRole.UserRole + 121
IS_STAGE = Qt.ItemDataRole.UserRole + 122
_STAGE, _TOPIC = 36, 30
_PADDING, _INDENT = 14, 34
_BAR, _RING = 3, 2
_GAP = 12


class OutlineList(QListView):
    """Rows of a model that answers ``COUNT`` with words and ``IS_STAGE`` with a bool."""

    def __init__(self, model: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setAccessibleName(_("Stages and topics"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(_Row(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setMinimumHeight(theme().grow(220))
        theme().changed.connect(self.doItemsLayout)


class _Row(QStyledItemDelegate):
    def __init__(self, view: OutlineList) -> None:
        super().__init__(view)
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(200, theme().grow(_STAGE if index.data(IS_STAGE) else _TOPIC))

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setAccessibleName(_("Title"))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex
    ) -> None:
        left = (_PADDING if index.data(IS_STAGE) else _INDENT) - 12
        editor.setGeometry(option.rect.adjusted(left, 1, -_PADDING, -1))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        colors = theme().colors
        rect = QRectF(option.rect)
        is_stage = bool(index.data(IS_STAGE))
        chosen = index == self._view.currentIndex()
        painter.save()
        if chosen:
            painter.fillRect(rect, colors.accent_soft)
            painter.fillRect(QRectF(0, rect.y(), _BAR, rect.height()), colors.accent)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(rect, colors.hover)
        if is_stage and index.row():
            painter.fillRect(QRectF(0, rect.y(), rect.width(), 1), colors.border)
        if chosen and self._view.hasFocus():
            painter.fillRect(QRectF(0, rect.y(), rect.width(), _RING), colors.focus)
            painter.fillRect(QRectF(0, rect.bottom() - _RING, rect.width(), _RING), colors.focus)
        inner = rect.adjusted(_PADDING if is_stage else _INDENT, 0, -_PADDING, 0)
        words = str(index.data(COUNT) or "")
        small = theme().font(Role.CAPTION, tabular=True)
        room = text_width(small, words)
        room = min(room, inner.width() * 0.45)
        shown = QFontMetricsF(small).elidedText(words, Qt.TextElideMode.ElideRight, room + 1)
        draw_line(painter, inner, shown, small, colors.text2, alignment=Qt.AlignmentFlag.AlignRight)
        font = theme().font(Role.LABEL if is_stage else Role.SMALL)
        inner.setRight(inner.right() - room - _GAP)
        title = QFontMetricsF(font).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width()
        )
        draw_line(painter, inner, title, font, colors.text)
        painter.restore()
