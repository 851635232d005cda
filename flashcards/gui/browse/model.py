"""The table's model: the ids of all cards found, and the rows of those that were looked at.

Rows are asked for a page at a time (``page_wanted``) when the view shows one that is not there;
until it comes (``set_rows``) its cells are empty.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence

from PySide6.QtCore import QAbstractTableModel, QItemSelection, QModelIndex, Qt, Signal

from flashcards.domain.query_order import SortOrder
from flashcards.gui.browse.columns import DEFAULT, Cell, Column, columns_of
from flashcards.services.browsing.view import PAGE, BrowseRow, Listing

CELL = Qt.ItemDataRole.UserRole + 1
_MOST_PAGES = 60
_NOTHING = QModelIndex()
_BLANK = Cell("")


class CardsModel(QAbstractTableModel):
    """A search's cards; ``page_wanted`` carries the ids of the rows that are to be read."""

    page_wanted = Signal(object)

    def __init__(self, parent=None) -> None:
        super().__init__(parent)
        self._columns = columns_of(DEFAULT)
        self._ids = array("q")
        self._count = 0
        self._places: dict[int, int] | None = None
        self._rows: dict[int, BrowseRow] = {}
        self._asked: dict[int, None] = {}
        self._today = 0
        self._order: SortOrder | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are shown."""
        return self._columns

    @property
    def count(self) -> int:
        """How many cards there are."""
        return self._count

    @property
    def complete(self) -> bool:
        """Whether the ids of all cards are known."""
        return len(self._ids) == self._count

    @property
    def today(self) -> int:
        """The study day that due days are compared with."""
        return self._today

    @property
    def order(self) -> SortOrder | None:
        """By what the cards are sorted, None before there are any."""
        return self._order

    def set_columns(self, columns: tuple[Column, ...]) -> None:
        """Show other columns."""
        if columns != self._columns:
            self.beginResetModel()
            self._columns = columns
            self.endResetModel()

    def set_listing(self, listing: Listing) -> None:
        """Show what another search found."""
        self.beginResetModel()
        self._ids = array("q", listing.ids)
        self._count = listing.count
        self._places = None
        self._today = listing.today
        self._order = listing.order
        self._rows = {row.card_id: row for row in listing.rows}
        self._asked = {}
        self.endResetModel()

    def set_ids(self, ids: Sequence[int]) -> None:
        """Take the ids of all cards, those known already among them."""
        if len(ids) != self._count:  # the library changed in between
            self.beginResetModel()
            self._ids, self._count, self._places = array("q", ids), len(ids), None
            self.endResetModel()
            return
        known = len(self._ids)
        self._ids, self._places = array("q", ids), None
        if known < self._count:
            self.dataChanged.emit(
                self.index(known, 0), self.index(self._count - 1, len(self._columns) - 1)
            )

    def set_rows(self, rows: Iterable[BrowseRow]) -> None:
        """Take rows that were asked for, or that have changed."""
        places = []
        for row in rows:
            self._rows[row.card_id] = row
            place = self.place_of(row.card_id)
            if place is not None:
                places.append(place)
        for first, last in runs(places):
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns) - 1))

    def row_at(self, place: int) -> BrowseRow | None:
        """The row at a place, None where it was not read yet."""
        card = self.card_at(place)
        return None if card is None else self._rows.get(card)

    def card_at(self, place: int) -> int | None:
        """The card at a place, None where it is not known yet."""
        return self._ids[place] if 0 <= place < len(self._ids) else None

    def place_of(self, card_id: int) -> int | None:
        """Where a card stands, None where it is not among them."""
        if self._places is None:
            self._places = {card: place for place, card in enumerate(self._ids)}
        return self._places.get(card_id)

    def ids_in(self, selection: QItemSelection) -> tuple[int, ...]:
        """The cards of a selection, from the top; range by range, as it may be all of them."""
        ranges = sorted({(each.top(), each.bottom()) for each in selection})
        return tuple(card for top, bottom in ranges for card in self._ids[top : bottom + 1])

    def all_ids(self) -> tuple[int, ...]:
        """All cards, as far as they are known."""
        return tuple(self._ids)

    def rowCount(self, parent: QModelIndex = _NOTHING) -> int:
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: QModelIndex = _NOTHING) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column.number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (CELL, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._read(index.row())
        cell = _BLANK if row is None else column.cell(row, self._today)
        if role == CELL:
            return cell
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{column.title}: {cell.text}" if cell.text else column.title
        return cell.text

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._columns[section].title if section < len(self._columns) else None

    def _read(self, place: int) -> BrowseRow | None:
        card = self.card_at(place)
        if card is None:
            return None
        row = self._rows.get(card)
        if row is None:
            self._want(place)
        return row

    def _want(self, place: int) -> None:
        page = place // PAGE
        if page in self._asked:
            return
        self._asked[page] = None
        if len(self._asked) > _MOST_PAGES:
            self._forget(next(iter(self._asked)))
        self.page_wanted.emit(tuple(self._ids[page * PAGE : (page + 1) * PAGE]))

    def _forget(self, page: int) -> None:
        """Drop the page that was read longest ago, lest all rows of a large library be kept."""
        del self._asked[page]
        for card in self._ids[page * PAGE : (page + 1) * PAGE]:
            self._rows.pop(card, None)


def runs(places: Iterable[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of each run of places that follow each other."""
    start = last = None
    for place in sorted(places):
        if last is not None and place != last + 1:
            yield start, last
            start = place
        start = place if start is None else start
        last = place
    if last is not None:
        yield start, last
