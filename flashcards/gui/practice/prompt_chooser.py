"""Choosing a prompt to edit: all of them by title, one's own first, with a search."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from flashcards.gui.practice.kinds import KINDS
from flashcards.gui.theme import theme
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.field import TextField
from flashcards.gui.widgets.table import ICON, INK, Table
from flashcards.language import _
from flashcards.services.practice.today_view import PromptLine

_Index = QModelIndex | QPersistentModelIndex
_WIDTH, _HEIGHT = 720, 308
_KIND_WIDTH, _STAGE_WIDTH = 160, 204
_TITLES = (_("Prompt"), _("Kind"), _("Stage"))
_UP_AND_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class _Prompts(QAbstractTableModel):
    """The prompts whose title holds what is looked for."""

    def __init__(self, lines: Sequence[PromptLine]) -> None:
        super().__init__()
        self._all = sorted(lines, key=lambda line: not line.own)
        self.shown = list(self._all)

    def find(self, words: str) -> None:
        """Show those that have all the words, in any order."""
        wanted = words.casefold().split()
        self.beginResetModel()
        self.shown = [
            line for line in self._all if all(word in self._words(line) for word in wanted)
        ]
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        across = orientation is Qt.Orientation.Horizontal
        shown = role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(_TITLES)
        return _TITLES[section] if across and shown else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        line, column = self.shown[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return (line.title, KINDS[line.kind].name, line.stage_title)[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return line.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            texts = (line.title, KINDS[line.kind].name, line.stage_title or _("No stage"))
            return texts[column]
        if role == ICON and column == 0 and line.own:
            return "pencil"
        return ("text" if column == 0 else "text2") if role == INK else None

    @staticmethod
    def _words(line: PromptLine) -> str:
        return f"{line.title} {KINDS[line.kind].name} {line.stage_title}".casefold()


class PromptChooser(Dialog):
    """``chosen(id)``: a prompt to edit; ``new_pressed``: write a new one."""

    chosen = Signal(object)
    new_pressed = Signal()

    def __init__(self, parent: QWidget, lines: Sequence[PromptLine]) -> None:
        super().__init__(parent, _("Prompts"), width=_WIDTH)
        self.add_text(_("Your own, marked by a pencil, come first. Those of the program follow."))
        self.find = _Find(_("Find a prompt"), _("Find a prompt"))
        self.model = _Prompts(lines)
        self.table = Table(_("Prompts"))
        self.table.setModel(self.model)
        self.table.setMinimumHeight(theme().grow(_HEIGHT))
        header = self.table.horizontalHeader()
        header.setSectionsClickable(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, _KIND_WIDTH), (2, _STAGE_WIDTH)):
            self.table.setColumnWidth(column, theme().grow(width))
        self.content.addWidget(self.find)
        self.content.addWidget(self.table, 1)
        self.new = self.add_button(_("New prompt…"), self._press_new)
        self.add_button(_("Close"))
        self.edit = self.add_button(_("Edit prompt…"), self._choose, Kind.PRIMARY)
        self.edit.setDefault(True)
        self.new.setAutoDefault(False)
        self.find.table = self.table
        self.find.textChanged.connect(self._look)
        self.table.doubleClicked.connect(lambda _index: self._choose())
        self._look("")

    def _look(self, words: str) -> None:
        self.model.find(words)
        self.edit.setEnabled(bool(self.model.shown))
        if self.model.shown:
            self.table.selectRow(0)

    def _choose(self) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.shown):
            self.accept()
            self.chosen.emit(self.model.shown[row].id)

    def _press_new(self) -> None:
        self.accept()
        self.new_pressed.emit()


class _Find(TextField):
    """The search, from which the arrows move in the table below."""

    table: Table

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _UP_AND_DOWN:
            self.table.keyPressEvent(event)
        else:
            super().keyPressEvent(event)
