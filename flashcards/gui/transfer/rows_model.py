"""The tables of the Import page: what becomes of each row, and what could not be used."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from flashcards.domain.wording import number_text, sentence
from flashcards.gui.practice.kinds import KINDS
from flashcards.gui.transfer import texts
from flashcards.gui.widgets.table import ICON, INK
from flashcards.language import _, within
from flashcards.render.plain import plain_text

if TYPE_CHECKING:
    from flashcards.formats.rows import FormatWarning
    from flashcards.services.importing.preview import PreviewRow

_Index = QModelIndex | QPersistentModelIndex
_LONGEST = 400
_KEPT = 512
NO_QUESTION = _("(no question)")
NUMBER, QUESTION, TOPIC, RESULT = range(4)


class PreviewModel(QAbstractTableModel):
    """Rows are made when they are looked at; 100,000 of them cost nothing until then."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[PreviewRow] = ()
        self._titles = (_("Row"), _("Question"), _("Topic"), _("Result"))
        self._kept: dict[int, PreviewRow] = {}
        self._by_deck = self._prompts = False

    @property
    def rows(self) -> Sequence[PreviewRow]:
        """The rows that are shown."""
        return self._rows

    @property
    def prompts(self) -> bool:
        """Whether the rows are interview prompts."""
        return self._prompts

    def show_rows(
        self, rows: Sequence[PreviewRow], *, table: bool, by_deck: bool, prompts: bool = False
    ) -> None:
        """Show other rows; ``by_deck``: there are several decks, which say more than topics."""
        self.beginResetModel()
        self._rows, self._by_deck, self._prompts = rows, by_deck, prompts
        place = _("Deck") if by_deck else _("Topic")
        self._titles = (
            _("Row") if table else _("Line"),
            _("Prompt") if prompts else _("Question"),
            _("Kind and stage") if prompts else place,
            _("Result"),
        )
        self._kept.clear()
        self.endResetModel()

    def row(self, place: int) -> PreviewRow:
        """A row, kept for a while."""
        found = self._kept.get(place)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = self._kept[place] = self._rows[place]
        return found

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._titles)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole and 0 <= section < len(self._titles):
            return self._titles[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid() or role not in _ROLES:
            return None
        row, column = self.row(index.row()), index.column()
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._text(row, column) or _("No {what}").format(
                what=within(self._titles[column])
            )
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.reason or (self._text(row, column) if column == QUESTION else None)
        if role == INK:
            return self._ink(row, column)
        return texts.RESULTS[row.result][1] if column == RESULT else None

    def _text(self, row: PreviewRow, column: int) -> str:
        match column:
            case 0:
                return number_text(row.number) if row.number else ""
            case 1:
                # of why there is none, the first sentence: the rest is in the tip and the warnings
                why = row.reason.partition(". ")[0]
                return _one_line(row.question) or sentence(why) or NO_QUESTION
            case 2 if self._prompts:
                return _kind_and_stage(row)
            case 2:
                return row.deck.replace("::", " › ") if self._by_deck else row.topic
            case _:
                return texts.RESULTS[row.result][0]

    @staticmethod
    def _ink(row: PreviewRow, column: int) -> str:
        if column == RESULT:
            return texts.RESULTS[row.result][2]
        if column == QUESTION:
            faint = not row.question or row.result == "skipped"
            return "text2" if faint else "text"
        return "text2"


_ROLES = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
        INK,
        ICON,
    }
)


_TEXTS = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.ToolTipRole,
    }
)


class WarningsModel(QAbstractTableModel):
    """What could not be used, with its line in the file."""

    def __init__(self) -> None:
        super().__init__()
        self._warnings: Sequence[FormatWarning] = ()
        self._place = _("Line")

    def show_warnings(self, warnings: Sequence[FormatWarning], place: str = _("Line")) -> None:
        """Show other warnings; ``place`` is what their numbers count."""
        self.beginResetModel()
        self._warnings, self._place = warnings, place
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._warnings)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        across = orientation is Qt.Orientation.Horizontal
        if across and role == Qt.ItemDataRole.DisplayRole and 0 <= section < 2:
            return (self._place, _("Warning"))[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        warning = self._warnings[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return f"{self._place} {warning.line}" if warning.line else _("The whole file")
        if role in _TEXTS:
            if index.column() == 0:
                return number_text(warning.line) if warning.line else ""
            return sentence(warning.message)
        if role == INK:
            return "text2" if index.column() == 0 else "text"
        return None


def _kind_and_stage(row: PreviewRow) -> str:
    if row.kind is None:
        return ""
    kind = KINDS[row.kind].name
    if row.stage is None:
        return kind
    return _("{kind}, stage {stage}").format(kind=kind, stage=row.stage)


def _one_line(markdown: str) -> str:
    return " ".join(plain_text(markdown[:_LONGEST]).split())
