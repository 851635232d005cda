"""The road as a list: a row a stage, for small windows and for who likes tables."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QWidget

from flashcards.domain.wording import mastery_text, percent_text
from flashcards.gui.widgets.table import INK, TABULAR, Table
from flashcards.language import _
from flashcards.services.roads.view import StageStand
from flashcards.services.studying.today_view import StationState

_COLUMNS = (_("Stage"), _("Mastery"), _("Recall now"), _("Seen"), _("Due"), "")
_NUMBERS = frozenset({1, 2, 3, 4})
_STATES = {
    StationState.LOCKED: _("Locked"),
    StationState.PLACED_OUT: _("Placed out"),
    StationState.MASTERED: _("Mastered"),
    StationState.OPEN: _("Open"),
}
_FIGURE_SPACE = "\u2007"  # as wide as a digit
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class StageModel(QAbstractTableModel):
    """The stages of a road as a table."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stages: tuple[StageStand, ...] = ()

    def show_stages(self, stages: Sequence[StageStand]) -> None:
        """Show other stages."""
        self.beginResetModel()
        self._stages = tuple(stages)
        self.endResetModel()

    def stage(self, row: int) -> StageStand:
        """The stage of a row."""
        return self._stages[row]

    def row_of(self, stage_id: int) -> int:
        """The row of a stage, -1 where it isn't shown."""
        ids = [stage.id for stage in self._stages]
        return ids.index(stage_id) if stage_id in ids else -1

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._stages)

    def columnCount(self, parent: QModelIndex | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        stage = self._stages[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            digits = len(str(max(each.today.number for each in self._stages)))
            return _cells(stage, digits)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in _NUMBERS:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if role == INK and stage.locked:
            return "text3"
        if role == TABULAR:
            return index.column() == 0
        return None


class StageList(Table):
    """``chosen(id)`` is emitted when a row becomes the current one by mouse or Enter."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__(_("Stages"))
        self.rows = StageModel(self)
        self.setModel(self.rows)
        self.setSelectionMode(Table.SelectionMode.SingleSelection)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionsClickable(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.clicked.connect(lambda index: self.chosen.emit(self.rows.stage(index.row()).id))

    def show_stages(self, stages: Sequence[StageStand], chosen: int | None) -> None:
        """Show the stages, the chosen one selected."""
        self.rows.show_stages(stages)
        self.updateGeometry()
        self.set_chosen(chosen)

    def set_chosen(self, stage_id: int | None) -> None:
        """Select the row of a stage."""
        row = -1 if stage_id is None else self.rows.row_of(stage_id)
        if row >= 0:
            self.selectRow(row)
        else:
            self.clearSelection()

    def sizeHint(self) -> QSize:
        """As tall as its rows: no empty one follows the last."""
        rows = self.rows.rowCount() * self.verticalHeader().defaultSectionSize()
        return QSize(super().sizeHint().width(), self.horizontalHeader().height() + rows)

    def _restyle(self) -> None:
        super()._restyle()
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER and self.currentIndex().isValid():
            self.chosen.emit(self.rows.stage(self.currentIndex().row()).id)
        else:
            super().keyPressEvent(event)


def _cells(stage: StageStand, digits: int) -> tuple[str, ...]:
    today = stage.today
    return (
        f"{str(today.number).rjust(digits, _FIGURE_SPACE)}  {today.title}",
        mastery_text(today.mastery),
        "–" if stage.recall is None else percent_text(stage.recall),
        _("{seen} of {cards}").format(seen=stage.seen, cards=today.cards),
        str(today.due),
        _("Optional") if stage.locked and today.optional else _STATES[today.state],
    )
