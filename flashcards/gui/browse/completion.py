"""How a search could go on: a list under the search field that never takes the focus."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from flashcards.domain.query_spans import Completions, Option
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.painting import draw_line, rounded
from flashcards.language import _

_ROW = 28
_MOST_ROWS = 9
_PADDING = 10
_GAP = 24
_NARROWEST, _WIDEST = 200, 460
_NOTHING = QModelIndex()


class CompletionList(QFrame):
    """Options to choose from; ``chosen`` carries one that was clicked."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._completions = Completions(0, 0)
        self._model = _Options(self)
        self._view = QListView(self)
        self._view.setModel(self._model)
        self._view.setItemDelegate(_OptionCell(self._view))
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._view.setAccessibleName(_("Completions"))
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._view.setMouseTracking(True)
        self._view.clicked.connect(lambda at: self.chosen.emit(self._model.options[at.row()]))
        column = QVBoxLayout(self)
        column.setContentsMargins(5, 5, 5, 5)
        column.addWidget(self._view)
        self.setStyleSheet("QListView { background: transparent; border: 0; }")
        theme().changed.connect(self.update)
        self.hide()

    @property
    def completions(self) -> Completions:
        """What is offered now."""
        return self._completions

    @property
    def current(self) -> Option | None:
        """The option that the keyboard is on."""
        row = self._view.currentIndex().row()
        return self._model.options[row] if row >= 0 else None

    def offer(self, completions: Completions, corner: QPoint) -> None:
        """Show options with their top left corner there, or nothing where there are none."""
        self._completions = completions
        self._model.set_options(completions.options)
        if not completions.options:
            self.hide()
            return
        self._view.setCurrentIndex(QModelIndex())
        self._view.scrollToTop()
        rows = min(len(completions.options), _MOST_ROWS)
        self.resize(self._wanted_width(), rows * theme().grow(_ROW) + 10)
        room = self.parentWidget().width() - self.width() - 8
        self.move(max(8, min(corner.x(), room)), corner.y())
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Move the keyboard through the options, round at both ends."""
        count = len(self._model.options)
        row = self._view.currentIndex().row()
        following = (row + by) % count if row >= 0 else (0 if by > 0 else count - 1)
        self._view.setCurrentIndex(self._model.index(following, 0))

    def first(self) -> Option | None:
        """The option that Tab takes where none was chosen."""
        return self._model.options[0] if self._model.options else None

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        rounded(
            QPainter(self), QRectF(self.rect()), RADIUS["button"], colors.surface, colors.border
        )

    def _wanted_width(self) -> int:
        code = QFontMetricsF(theme().font(Role.CODE_EDITOR))
        small = QFontMetricsF(theme().font(Role.CAPTION))
        widest = max(
            code.horizontalAdvance(option.text)
            + (_GAP + small.horizontalAdvance(option.meaning) if option.meaning else 0)
            for option in self._model.options
        )
        return round(min(_WIDEST, max(_NARROWEST, widest + 2 * _PADDING + 22)))


class _Options(QAbstractListModel):
    """The options as a list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.options: tuple[Option, ...] = ()

    def set_options(self, options: tuple[Option, ...]) -> None:
        self.beginResetModel()
        self.options = options
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self.options)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        option = self.options[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return option.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{option.text}, {option.meaning}" if option.meaning else option.text
        return None


class _OptionCell(QStyledItemDelegate):
    """An option in the type of code, what it means beside it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(_NARROWEST, theme().grow(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        colors = theme().colors
        painter.save()
        rect = QRectF(option.rect)
        on = option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver)
        if on:
            rounded(painter, rect, RADIUS["tag"], colors.accent_soft)
        offered = index.model().options[index.row()]
        inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        code = theme().font(Role.CODE_EDITOR, 600 if not offered.is_whole else None)
        ink = colors.text if offered.is_whole else colors.accent_ink
        draw_line(painter, inner, offered.text, code, ink)
        if offered.meaning:
            room = inner.width() - QFontMetricsF(code).horizontalAdvance(offered.text) - _GAP
            small = theme().font(Role.CAPTION)
            text = QFontMetricsF(small).elidedText(
                offered.meaning, Qt.TextElideMode.ElideRight, room
            )
            right = Qt.AlignmentFlag.AlignRight
            draw_line(painter, inner, text, small, colors.text3, alignment=right)
        painter.restore()
