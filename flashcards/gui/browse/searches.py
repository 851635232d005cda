"""The sidebar at work: what it lists, and searches that are saved, renamed and removed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from flashcards.gui.browse.acting import ORIGIN
from flashcards.gui.browse.dialogs import NameDialog, opened
from flashcards.gui.browse.page import BrowsePage
from flashcards.gui.browse.sidebar import SideEntry, entries
from flashcards.gui.place import Host
from flashcards.gui.review.flags import pop_up
from flashcards.language import _
from flashcards.services.browsing.view import LONGEST_NAME


class Searches(QObject):
    """``changed`` carries what a change of a saved search changed."""

    changed = Signal(object)

    def __init__(self, page: BrowsePage, host: Host, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._host = page, host
        page.sidebar.menu_wanted.connect(self._ask)

    def read(self) -> None:
        """Read what the sidebar lists, while it is shown."""
        if self._page.sidebar_shown:
            self._host.tasks.run(
                lambda app: (app.browse.sidebar(), app.saved_searches.list()),
                lambda found: self._page.sidebar.show_sections(entries(*found)),
            )

    def save(self, saved: Callable[[], object]) -> None:
        """Ask for a name for the search that is shown, and keep it."""
        query = self._page.list.search.query()

        def keep(name: str) -> None:
            def done(changes: Any) -> None:
                saved()
                self.changed.emit(changes)

            self._run(lambda app: app.saved_searches.save(name, query, ORIGIN), done)

        name = query[:LONGEST_NAME]
        dialog = NameDialog(self._page, _("Save this search"), name, _("Save"), keep)
        opened(dialog, dialog.name)

    def _ask(self, entry: SideEntry, at: QPoint) -> None:
        if entry.saved is None:
            return
        menu = QMenu(entry.text, self._page)
        menu.addAction(_("Rename…")).triggered.connect(lambda: self.rename(entry))
        menu.addAction(_("Remove")).triggered.connect(lambda: self.remove(entry))
        pop_up(menu, at)

    def rename(self, entry: SideEntry) -> None:
        """Ask for another name."""
        dialog = NameDialog(
            self._page,
            _("Rename the search"),
            entry.text,
            _("Rename"),
            lambda name: self._run(
                lambda app: app.saved_searches.rename(entry.saved, name, ORIGIN),
                self.changed.emit,
            ),
        )
        opened(dialog, dialog.name)

    def remove(self, entry: SideEntry) -> None:
        """Drop a saved search."""
        self._run(lambda app: app.saved_searches.remove(entry.saved, ORIGIN), self.changed.emit)

    def _run(self, work: Callable[[Any], Any], done: Callable[[Any], object]) -> None:
        self._host.tasks.run(work, done, self._host.told)
