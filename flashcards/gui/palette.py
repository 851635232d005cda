"""The palette: every command that can be given now, found by a few letters of its name.

``open_palette(window, actions)`` shows it; Enter gives the chosen command, Esc leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from flashcards.gui.commands import command
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.field import TextField
from flashcards.gui.widgets.keycap import key_names, keycap_height, keycaps_width, paint_keycaps
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line, rounded
from flashcards.language import _

_WIDTH = 560
_ROWS = 9
_ROW = 40
_KEYS_WIDTH = 132  # room for three keycaps, so that the groups stand in one column
_LEAST_LIKENESS = 60
_ACTION = Qt.ItemDataRole.UserRole + 1
_GROUP = Qt.ItemDataRole.UserRole + 2
_KEYS = Qt.ItemDataRole.UserRole + 3


class Palette(QDialog):
    """A field and the commands that fit what stands in it, the best first."""

    def __init__(self, parent: QWidget, actions: Iterable[QAction]) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Commands"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setFixedWidth(_WIDTH)
        self._actions = tuple(actions)
        self._field = TextField(_("Find a command"), _("Find a command"), icon="search")
        self._list = QListView()
        self._model = QStandardItemModel(self)
        self._none = Label(_("No command has such a name."), Role.BODY, "text3")
        self._lay_out()
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self._list.clicked.connect(self._give)
        self._filter("")

    @property
    def titles(self) -> list[str]:
        """The commands that are shown, in order."""
        return [self._model.item(row).text() for row in range(self._model.rowCount())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None:
                self._step(step)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._give(self._list.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self._list.setModel(self._model)
        self._list.setItemDelegate(_Row(self._list))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.viewport().setAutoFillBackground(False)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(_("Commands"))
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setFixedHeight(theme().grow(_ROW) * _ROWS)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        column.addWidget(self._field)
        column.addWidget(self._none)
        column.addWidget(self._list)

    def _filter(self, text: str) -> None:
        self._model.clear()
        for action in _ranked(self._actions, text):
            declared = command(action.objectName())
            item = QStandardItem(declared.title.removesuffix("…"))
            item.setData(action, _ACTION)
            item.setData(declared.group.value, _GROUP)
            item.setData(declared.keys[0] if declared.keys else "", _KEYS)
            self._model.appendRow(item)
        found = self._model.rowCount() > 0
        self._none.setVisible(not found)
        self._list.setVisible(found)
        if found:
            self._list.setCurrentIndex(self._model.index(0, 0))

    def _step(self, step: int) -> None:
        count = self._model.rowCount()
        if count:
            row = (self._list.currentIndex().row() + step) % count
            self._list.setCurrentIndex(self._model.index(row, 0))

    def _give(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        action: QAction = index.data(_ACTION)
        self.accept()
        # once the palette has gone, so that what the command opens gets the focus
        QTimer.singleShot(0, action.trigger)


class _Row(QStyledItemDelegate):
    """A command: its name, where it belongs, its key at the right."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        return QSize(0, theme().grow(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        colors = theme().colors
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            rounded(painter, QRectF(rect), RADIUS["button"], colors.accent_soft)
        ink = colors.accent_ink if chosen else colors.text
        left = QRectF(rect).adjusted(12, 0, -12, 0)
        weight = 600 if chosen else 400
        draw_line(painter, left, index.data(), theme().font(Role.BODY, weight), ink)
        names = key_names(index.data(_KEYS)) if index.data(_KEYS) else ()
        width = keycaps_width(names) if names else 0
        if names:
            corner = left.topRight()
            corner.setX(left.right() - width)
            corner.setY(left.center().y() - keycap_height() / 2)
            fill, border = colors.surface, colors.keycap
            paint_keycaps(painter, corner, names, color=colors.text2, border=border, fill=fill)
        group = left.adjusted(0, 0, -_KEYS_WIDTH, 0)
        small = theme().font(Role.CAPTION)
        right = Qt.AlignmentFlag.AlignRight
        group_ink = ink if chosen else colors.text3
        draw_line(painter, group, index.data(_GROUP), small, group_ink, alignment=right)


def open_palette(parent: QWidget, actions: Iterable[QAction]) -> Palette:
    """Open the palette over a window."""
    palette = Palette(parent, actions)
    palette.open()
    return palette


def _ranked(actions: Sequence[QAction], text: str) -> list[QAction]:
    """The actions whose names are like the text, the likest first; all when there is none."""
    wanted = text.strip().casefold()
    if not wanted:
        return list(actions)
    from rapidfuzz import fuzz

    def likeness(action: QAction) -> float:
        title = command(action.objectName()).title.casefold()
        if wanted in title:
            return 200 - title.index(wanted)
        return fuzz.WRatio(wanted, title)

    scored = [(likeness(action), action) for action in actions]
    kept = [pair for pair in scored if pair[0] >= _LEAST_LIKENESS]
    return [action for _, action in sorted(kept, key=lambda pair: -pair[0])]
