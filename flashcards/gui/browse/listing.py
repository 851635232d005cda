"""The table at work: reads what a search finds, page by page, sorts it, chooses its columns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from flashcards.domain.query_order import SortOrder
from flashcards.domain.wording import sentence
from flashcards.errors import QueryError
from flashcards.gui.browse.columns import COLUMNS, column_of, columns_of
from flashcards.gui.browse.page import BrowsePage
from flashcards.gui.browse.remembered import recall, remember
from flashcards.gui.place import Host
from flashcards.gui.review.flags import pop_up
from flashcards.language import _
from flashcards.services.browsing.view import BrowseRow, Listing


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What was chosen before the table is read anew; ``otherwise``: the place of the current."""

    current: int | None
    selected: set[int]
    otherwise: int = 0


class CardList(QObject):
    """Keeps the table of a page; ``listed`` follows each search, ``read`` a row that was missing.

    As the selection of the actions it gives the ids of cards.
    """

    listed = Signal()
    read = Signal()

    def __init__(self, page: BrowsePage, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._host = page, host
        self._pane, self._model = page.list, page.model
        self._remembered = recall()
        self._asked = 0
        self._wanted: int | None = None
        self._waiting: list[Callable[[], object]] = []
        self._model.set_columns(columns_of(self._remembered.columns))
        self._model.page_wanted.connect(self._read_page)
        self._pane.search.changed.connect(lambda _query: self.show(keep=False))
        self._pane.table.sort_wanted.connect(self.sort)
        self._pane.table.columns_wanted.connect(self.ask_columns)
        self._pane.table.selectionModel().selectionChanged.connect(self._selected)
        page.set_sidebar_shown(self._remembered.sidebar)

    @property
    def order(self) -> SortOrder:
        """By what the cards are sorted."""
        column = column_of(self._remembered.sorted_by)
        return SortOrder(column.sort, self._remembered.descending)

    def ids(self) -> tuple[int, ...]:
        """The selected cards, from the top."""
        return self._pane.table.selected_ids()

    def all_ids(self) -> tuple[int, ...]:
        """All cards that the search finds."""
        return self._model.all_ids()

    def current(self) -> BrowseRow | None:
        """The card that the keyboard is on, None while it is being read."""
        return self._model.row_at(self._pane.table.currentIndex().row())

    def wish(self, card_id: int | None) -> None:
        """Choose that card when the table is read the next time."""
        self._wanted = card_id

    def show(self, *, keep: bool = True) -> None:
        """Read what the search finds; ``keep``: the place in the table, if it is still there."""
        query, order = self._pane.search.query(), self.order
        self._asked += 1
        number = self._asked
        self._pane.show_waiting()
        self._page.sidebar.set_query(query)
        self._host.tasks.run(
            lambda app: app.browse.list(query, order),
            lambda listing: self._show_listing(listing, number, keep=keep),
            lambda error: self._show_error(error, number),
        )

    def sort(self, column_id: str) -> None:
        """Sort by a column; by the one that sorts already, the other way round."""
        column = column_of(column_id)
        again = column_id == self._remembered.sorted_by
        descending = not self._remembered.descending if again else column.first_down
        self.remember(sorted_by=column_id, descending=descending)
        self.show()

    def ask_columns(self, corner: QPoint) -> QMenu:
        """Open the menu of columns."""
        menu = QMenu(_("Columns"), self._page)
        shown = {column.id for column in self._model.columns}
        for column in COLUMNS[1:]:
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column.id in shown)
            action.toggled.connect(lambda on, name=column.id: self.show_column(name, on=on))
        pop_up(menu, corner)
        return menu

    def show_column(self, column_id: str, *, on: bool) -> None:
        """Show a column or hide it."""
        shown = [column.id for column in self._model.columns if column.id != column_id]
        columns = columns_of((*shown, *((column_id,) if on else ())))
        self.remember(columns=tuple(column.id for column in columns))
        table = self._pane.table
        chosen = _Chosen(table.current_id(), set(table.selected_ids()))
        self._model.set_columns(columns)
        self._choose(chosen)

    def remember(self, **changed: object) -> None:
        """Keep what was chosen for the next time."""
        self._remembered = replace(self._remembered, **changed)
        remember(self._remembered)

    def when_known(self, act: Callable[..., object]) -> Callable[..., None]:
        """The act, put off until the ids of all cards are known."""

        def later(*arguments: object) -> None:
            if self._model.complete:
                act(*arguments)
            else:
                self._waiting.append(lambda: act(*arguments))

        return later

    def _show_listing(self, listing: Listing, number: int, *, keep: bool) -> None:
        if number != self._asked:
            return
        table = self._pane.table
        selected = set(table.selected_ids()) if keep and self._model.count else set()
        current, wanted = table.current_id(), self._wanted
        place, scrolled = table.currentIndex().row(), table.verticalScrollBar().value()
        self._wanted = None
        self._model.set_listing(listing)
        self._pane.show_listing(listing.count, listing.query)
        if wanted is not None and self._model.place_of(wanted) is not None:
            current, selected = wanted, set()
        chosen = _Chosen(current, selected, place if keep else 0)
        self._choose(chosen)
        if keep:
            table.verticalScrollBar().setValue(scrolled)
            table.scrollTo(table.currentIndex())
        self.listed.emit()
        if listing.complete:
            self._run_waiting()
        else:
            self._read_ids(listing, number, chosen)

    def _choose(self, chosen: _Chosen) -> None:
        """Choose the card that was chosen, or what stands in its place; several as they were."""
        table = self._pane.table
        if not self._model.count:
            return
        found = None if chosen.current is None else self._model.place_of(chosen.current)
        place = chosen.otherwise if found is None else found
        table.choose(min(max(0, place), self._model.count - 1))
        if len(chosen.selected) > 1:
            table.choose_all(chosen.selected)

    def _read_ids(self, listing: Listing, number: int, chosen: _Chosen) -> None:
        several = len(chosen.selected) > 1
        before = self.ids() if several or chosen.current not in listing.ids else None

        def take(ids: tuple[int, ...]) -> None:
            if number != self._asked:
                return
            self._model.set_ids(ids)
            if self.ids() == before:  # nobody has chosen something else meanwhile
                self._choose(chosen)
            self._run_waiting()

        self._host.tasks.run(lambda app: app.browse.ids(listing.query, listing.order), take)

    def _run_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        for act in waiting:
            act()

    def _show_error(self, error: Exception, number: int) -> None:
        if number != self._asked:
            return
        if isinstance(error, QueryError):
            self._pane.show_problem(sentence(str(error)), (error.start, error.end))
        else:
            self._pane.show_failure(sentence(str(error)))
            self._host.told(error)

    def _read_page(self, ids: tuple[int, ...]) -> None:
        self._host.tasks.run(lambda app: app.browse.rows(ids), self._show_rows)

    def _show_rows(self, rows: tuple[BrowseRow, ...]) -> None:
        self._model.set_rows(rows)
        current = self._pane.table.current_id()
        if any(row.card_id == current for row in rows):
            self.read.emit()

    def _selected(self) -> None:
        self._pane.show_selection(self._pane.table.selected_count())
