"""The table of cards: its header that sorts, its cells, and how wide each column is."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from flashcards.gui import icons
from flashcards.gui.browse.columns import Cell
from flashcards.gui.browse.model import CELL, CardsModel, runs
from flashcards.gui.commands import first_key
from flashcards.gui.review.flags import flag_color
from flashcards.gui.theme import ICON, Role, theme
from flashcards.gui.widgets.buttons import IconButton, Size
from flashcards.gui.widgets.painting import draw_line
from flashcards.gui.widgets.table import Table
from flashcards.language import _

_EDGE = 24
_GAP = 13
_BAR = 3
_RING = 2
_NARROWEST_QUESTION = 160
_ARROW = 12
_BUTTON = 22


class CardsTable(Table):
    """Rows of cards; ``sort_wanted`` carries a column's id, the others a place for a menu."""

    sort_wanted = Signal(str)
    columns_wanted = Signal(QPoint)
    menu_wanted = Signal(QPoint)

    def __init__(self, model: CardsModel, parent: QWidget | None = None) -> None:
        super().__init__(_("Cards"), parent)
        self._cards = model
        self._widths: dict[str, int] = {}
        header = _Header(self)
        self.setHorizontalHeader(header)
        self.setModel(model)
        self.setItemDelegate(_CardCell(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setCornerWidget(QWidget())  # else a frame is drawn between the two scroll bars
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda at: self.menu_wanted.emit(self.viewport().mapToGlobal(at))
        )
        header.sectionClicked.connect(lambda at: self.sort_wanted.emit(model.columns[at].id))
        header.columns_wanted.connect(self.columns_wanted)
        header.sectionResized.connect(self._resized)
        model.modelReset.connect(self._lay_out)
        self._restyle()

    @property
    def header(self) -> _Header:
        """Its header."""
        header = self.horizontalHeader()
        assert isinstance(header, _Header)
        return header

    def selected_ids(self) -> tuple[int, ...]:
        """The cards that are selected, from the top."""
        return self._cards.ids_in(self.selectionModel().selection())

    def selected_count(self) -> int:
        """How many cards are selected."""
        ranges = {(each.top(), each.bottom()) for each in self.selectionModel().selection()}
        return sum(bottom - top + 1 for top, bottom in ranges)

    def current_id(self) -> int | None:
        """The card that the keyboard is on."""
        return self._cards.card_at(self.currentIndex().row())

    def choose(self, place: int) -> None:
        """Select one row and put the keyboard on it."""
        index = self._cards.index(place, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def choose_all(self, card_ids: set[int]) -> None:
        """Select the rows of these cards."""
        selection = QItemSelection()
        last = self._cards.columnCount() - 1
        places = (self._cards.place_of(card) for card in card_ids)
        for top, bottom in runs(place for place in places if place is not None):
            selection.select(self._cards.index(top, 0), self._cards.index(bottom, last))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(selection, flags.ClearAndSelect)

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End lead to the first and the last row, which count here, not the columns."""
        ends = {
            QAbstractItemView.CursorAction.MoveHome: 0,
            QAbstractItemView.CursorAction.MoveEnd: self._cards.count - 1,
        }
        if action in ends:
            return self._cards.index(ends[action], 0)
        return super().moveCursor(action, modifiers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def _restyle(self) -> None:
        super()._restyle()
        if hasattr(self, "_widths"):
            self._lay_out()

    def _resized(self, section: int, _old: int, new: int) -> None:
        """A person drew a column wider or narrower: the question takes what is left."""
        if self.header.is_drawn and section > 0:
            self._widths[self._cards.columns[section].id] = new
            self._lay_out()

    def _lay_out(self) -> None:
        header, columns = self.header, self._cards.columns
        with header.set_by_program():
            taken = 0
            for place, column in enumerate(columns[1:], 1):
                extra = _EDGE - _GAP if place == len(columns) - 1 else 0
                width = self._widths.get(column.id, theme().grow(column.width) + extra)
                header.resizeSection(place, width)
                taken += width
            header.resizeSection(
                0, max(theme().grow(_NARROWEST_QUESTION), self.viewport().width() - taken)
            )


class _Header(QHeaderView):
    """Quiet titles; the one that sorts is bold and has an arrow. A button opens the columns."""

    columns_wanted = Signal(QPoint)

    def __init__(self, table: CardsTable) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._programs = False
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(48)
        self.setAccessibleName(_("Columns"))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(
            lambda at: self.columns_wanted.emit(self.mapToGlobal(at))
        )
        self.button = _ColumnsButton(self)
        self.button.clicked.connect(
            lambda: self.columns_wanted.emit(
                self.button.mapToGlobal(QPoint(0, self.button.height()))
            )
        )

    @property
    def is_drawn(self) -> bool:
        """Whether a person and not the program changes widths."""
        return not self._programs

    def set_by_program(self) -> _Programs:
        """Within it, widths are set by the program."""
        return _Programs(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.button.setFixedSize(_BUTTON, _BUTTON)
        self.button.move(self.width() - _BUTTON - 1, (self.height() - _BUTTON) // 2)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.viewport().update()

    def paintEvent(self, event) -> None:
        painter = QPainter(self.viewport())
        colors = theme().colors
        rect = self.viewport().rect()
        painter.fillRect(rect, colors.rail)
        painter.fillRect(QRect(0, 0, rect.width(), 1), colors.border)
        painter.fillRect(QRect(0, rect.bottom(), rect.width(), 1), colors.border)
        painter.end()
        super().paintEvent(event)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        table = self.parent()
        model = table.model()
        column = model.columns[section]
        order = model.order
        sorts = order is not None and order.column is column.sort
        colors = theme().colors
        painter.save()
        painter.setClipRect(rect)
        inner = inner_rect(QRectF(rect), section, len(model.columns))
        font = theme().font(Role.CAPTION, 600 if sorts else 400)
        ink = colors.text if sorts else colors.text2
        width = QFontMetricsF(font).horizontalAdvance(column.title)
        room = inner.width() - (_ARROW + 5 if sorts else 0)
        title = QFontMetricsF(font).elidedText(column.title, Qt.TextElideMode.ElideRight, room)
        left = inner.left()
        if column.number:
            left = max(left, inner.right() - width - (_ARROW + 5 if sorts else 0))
        draw_line(painter, QRectF(left, rect.y(), room, rect.height()), title, font, ink)
        if sorts:
            arrow = "arrow-down" if order.descending else "arrow-up"
            x = left + min(width, room) + 5
            where = QRectF(x, rect.center().y() - _ARROW / 2 + 0.5, _ARROW, _ARROW)
            icons.paint(painter, arrow, where, colors.text2)
        painter.restore()


class _ColumnsButton(IconButton):
    """Opens the columns; it covers the title that would run into it."""

    def __init__(self, header: _Header) -> None:
        keys = first_key("browse.columns")
        super().__init__("ellipsis", _("Columns"), keys=keys, size=Size.SMALL, parent=header)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), theme().colors.rail)
        super().paintEvent(event)


class _Programs:
    """Marks the time in which the program sets widths."""

    def __init__(self, header: _Header) -> None:
        self._header = header

    def __enter__(self) -> None:
        self._header._programs = True

    def __exit__(self, *_: object) -> None:
        self._header._programs = False


def inner_rect(rect: QRectF, section: int, count: int) -> QRectF:
    """A cell without its padding, which is the page's own at both ends of a row."""
    left = _EDGE if section == 0 else 0
    right = _EDGE if section == count - 1 else _GAP
    return rect.adjusted(left, 0, -right, 0)


class _CardCell(QStyledItemDelegate):
    """Paints a cell: its row's state first, then icon and text."""

    def __init__(self, table: CardsTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        rect = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, rect, index, chosen=chosen)
        cell = index.data(CELL)
        if cell is not None and (cell.text or cell.icon):
            count = index.model().columnCount()
            inner = inner_rect(rect, index.column(), count)
            self._paint_cell(painter, inner, index, cell, chosen=chosen)

    def _paint_ground(
        self, painter: QPainter, rect: QRectF, index: QModelIndex, *, chosen: bool
    ) -> None:
        colors = theme().colors
        fill = colors.surface
        if chosen:
            fill = colors.accent_soft
        elif index.row() == self._table.hovered:
            fill = colors.hover
        painter.fillRect(rect, fill)
        if chosen and index.column() == 0:
            painter.fillRect(QRectF(rect.x(), rect.y(), _BAR, rect.height()), colors.accent)
        painter.fillRect(QRectF(rect.x(), rect.bottom() - 1, rect.width(), 1), colors.border)
        if self._table.hasFocus() and index.row() == self._table.currentIndex().row():
            self._paint_ring(painter, rect, index)

    @staticmethod
    def _paint_ring(painter: QPainter, rect: QRectF, index: QModelIndex) -> None:
        """The focus as a frame inside the whole row."""
        ink = theme().colors.focus
        for y in (rect.y(), rect.bottom() - _RING):
            painter.fillRect(QRectF(rect.x(), y, rect.width(), _RING), ink)
        if index.column() == 0:
            painter.fillRect(QRectF(rect.x(), rect.y(), _RING, rect.height()), ink)
        if index.column() == index.model().columnCount() - 1:
            right = QRectF(rect.right() - _RING, rect.y(), _RING, rect.height())
            painter.fillRect(right, ink)

    @staticmethod
    def _paint_cell(
        painter: QPainter, inner: QRectF, index: QModelIndex, cell: Cell, *, chosen: bool
    ) -> None:
        colors = theme().colors
        ink = getattr(colors, cell.ink)
        is_question = index.column() == 0
        if cell.icon:
            size = ICON["inline"]
            where = QRectF(inner.x(), inner.center().y() - size / 2, size, size)
            color = flag_color(cell.flag) if cell.flag else colors.text3
            icons.paint(painter, cell.icon, where, color)
            inner = inner.adjusted(size + 7, 0, 0, 0)
        number = index.model().columns[index.column()].number
        weight = 600 if chosen and is_question else cell.weight
        font = theme().font(
            Role.BODY if is_question else Role.SMALL, weight, tabular=number or None
        )
        text = QFontMetricsF(font).elidedText(cell.text, Qt.TextElideMode.ElideRight, inner.width())
        side = Qt.AlignmentFlag.AlignRight if number else Qt.AlignmentFlag.AlignLeft
        draw_line(painter, inner, text, font, ink, alignment=side)
