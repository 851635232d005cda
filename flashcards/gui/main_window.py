"""The window: the rail, its pages, and a review session over them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QKeyEvent,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from flashcards.errors import FlashcardsError
from flashcards.gui.actions import add_action
from flashcards.gui.guidance import Guidance
from flashcards.gui.place import Place, PlaceId
from flashcards.gui.places import PLACES, place, rail_items
from flashcards.gui.presence import Presence
from flashcards.gui.reviewing import REVIEW_CONTEXTS, Reviewing
from flashcards.gui.tasks import LibraryTasks
from flashcards.gui.theme import SIZE
from flashcards.gui.today.place import TodayPlace
from flashcards.gui.transfer.dropping import ASK, accept_drops, open_files
from flashcards.gui.undoing import Undoing
from flashcards.gui.upkeep import Upkeep
from flashcards.gui.widgets.rail import Rail
from flashcards.gui.widgets.toast import Toaster
from flashcards.gui.window_state import restore_geometry, save_geometry
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.gui.command import Context
    from flashcards.gui.first_run.welcome import Welcome
    from flashcards.gui.review.session import ReviewSession
    from flashcards.services.changes import Changes
    from flashcards.services.roads.first_run_view import FirstRun
    from flashcards.services.studying.today_view import Today

_WIDE = 1180
_UNPAINTED_MS = 500
_TOAST_ABOVE_REVIEW = 108


class MainWindow(QMainWindow):
    """All that the learner sees; ``open_library`` runs in the worker's thread."""

    painted = Signal()
    ready = Signal()

    def __init__(self, open_library: Callable[[], App], library: Path) -> None:
        super().__init__()
        self._library = library
        self._pending: Callable[[ReviewSession], object] | None = None
        self._opened = False
        self._painted = False
        self._quits = False
        self._pages: dict[PlaceId, Place] = {}
        self._trail: list[PlaceId] = []
        self._welcome: Welcome | None = None
        self.setWindowTitle("Flashcards")
        self.setMinimumSize(*SIZE["windowMinimum"])
        self.tasks = LibraryTasks(open_library, self.failed, self)
        self.toaster = Toaster(self, Place.toast_above)
        self.rail = Rail(rail_items())
        self._places = QStackedWidget()
        self._screens = QStackedWidget()
        self._screens.addWidget(self._shell())
        self._reviewing = Reviewing(self._screens, self.tasks, library)
        self._guidance = Guidance(self)
        self._undoing = Undoing(self, self, self.redo)
        self.presence = Presence(self)
        self.setCentralWidget(self._screens)
        self._add_actions()
        self._connect()
        self._upkeep = Upkeep(self)
        accept_drops(self, lambda paths: open_files(self, paths))
        restore_geometry(self)
        self._show_page(PlaceId.TODAY)

    @property
    def library(self) -> Path:
        """The library's folder."""
        return self._library

    @property
    def today(self) -> TodayPlace:
        """The page that the window opens on."""
        page = self._page(PlaceId.TODAY)
        assert isinstance(page, TodayPlace)
        return page

    @property
    def place(self) -> PlaceId:
        """The page that is shown, under a session too."""
        return self._trail[-1]

    @property
    def reviewing(self) -> bool:
        """Whether a session fills the window."""
        return self._reviewing.shown

    @property
    def shows_data(self) -> bool:
        """Whether Today shows the library's day and not that it is being read."""
        return self.today.shows_data

    def page(self, place_id: PlaceId) -> Place:
        """A page, made when it is first asked for."""
        return self._page(place_id)

    @property
    def shown(self) -> QWidget:
        """What fills the window beside the rail: a page, or the review screen."""
        return self._reviewing.session.page if self.reviewing else self._page(self.place)

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys act now."""
        return REVIEW_CONTEXTS if self.reviewing else self._page(self.place).contexts

    def show_first_look(self, today: Today | None) -> None:
        """Show what could be read before the library was opened."""
        if today is not None:
            self.today.show_today(today)

    def open_library(self) -> None:
        """Open the library in the background; Today follows when it is open."""
        self.tasks.start(lambda _: self._library_opened(), self._not_opened)

    def go(self, place_id: PlaceId, argument: object = None) -> None:
        """Show a page, once what is unsaved on the present one is settled."""
        if self.reviewing:
            self._reviewing.leave()
            if self.reviewing:
                return
        self._page(self.place).unless_unsaved(lambda: self._enter_page(place_id, argument))

    def back(self) -> None:
        """Show the page that was there before this one, Today at last."""
        before = self._trail[-2] if len(self._trail) > 1 else PlaceId.TODAY
        del self._trail[-2:]
        self._trail = self._trail or [PlaceId.TODAY]
        self.go(before)

    def review(self, begin: Callable[[ReviewSession], object]) -> None:
        """Play the session that ``begin`` starts, as soon as the library is open."""
        if self._opened:
            begin(self._reviewing.session)
        else:
            self._pending = begin

    def changed(self, changes: Changes) -> None:
        """Show what the library has become."""
        if self.reviewing:
            self._reviewing.session.refresh()
        elif changes.operation is not None:
            self._page(self.place).refresh()
            if self.place is not PlaceId.TODAY:
                self.today.refresh()  # its count stands at the rail

    def undo(self) -> None:
        """Take the last operation back."""
        if self.reviewing:
            self._reviewing.session.request_undo()
        else:
            self._undoing.undo()

    def redo(self) -> None:
        """Bring the operation undone last again."""
        if self.reviewing:
            self._reviewing.session.request_redo()
        else:
            self._undoing.redo()

    def told(self, error: Exception) -> None:
        """Say what can't be done without a dialog where it is no more than that."""
        if isinstance(error, FlashcardsError):
            from flashcards.domain.wording import sentence

            self.toaster.show_toast(sentence(str(error)))
        else:
            self.failed(error)

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the library and open that."""
        self._upkeep.restore(backup)

    def show_rail(self, shown: bool) -> None:
        """Show the rail, or let the page fill the window."""
        self.rail.setVisible(shown)

    def follow_reminder(self) -> None:
        """Do what was chosen of reminder and tray."""
        self.presence.follow_settings()

    def set_count(self, place_id: PlaceId, count: int) -> None:
        """Show at the rail how much waits at a page."""
        self.rail.set_count(place_id, count)
        if place_id is PlaceId.TODAY:
            self.presence.set_waiting(count)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._painted:
            self.windowHandle().installEventFilter(self)
            # a window that starts minimised is not painted, yet has to open its library
            QTimer.singleShot(_UNPAINTED_MS, self._tell_painted)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Expose:
            # Qt paints while it handles this event: what is due afterwards finds the window painted
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._tell_painted)
        return super().eventFilter(watched, event)

    def bring_up(self) -> None:
        """Show the window over all others, from the tray or from below."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def quit(self) -> None:
        """End the program, though closing the window would leave it in the tray."""
        self._quits = True
        self._quits = self.close()
        if self._quits and self.presence.tray is not None:
            QApplication.quit()  # a window that was hidden already is not the last one to close

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._quits and self.presence.stays():
            save_geometry(self)
            self.hide()
            event.ignore()
            return
        if self._reviewing.holds_unsaved(self.close):
            event.ignore()
            return
        settled = False

        def settle() -> None:
            nonlocal settled
            settled = True

        self._page(self.place).unless_unsaved(settle)
        if not settled:
            event.ignore()
            return
        save_geometry(self)
        self.hide()
        self.presence.leave()
        if self._opened:
            self.tasks.run(lambda app: app.maintenance.back_up_if_changed())
        self.tasks.close()
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() != Qt.Key.Key_Escape or self.reviewing:
            super().keyPressEvent(event)
        elif not self._page(self.place).go_back() and len(self._trail) > 1:
            self.back()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_collapsed(self.width() < _WIDE)

    def _tell_painted(self) -> None:
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def _shell(self) -> QWidget:
        shell = QWidget()
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._places, 1)
        return shell

    def _connect(self) -> None:
        self.rail.selected.connect(self._selected)
        self._reviewing.entered.connect(lambda: self.toaster.set_bottom(_TOAST_ABOVE_REVIEW))
        self._reviewing.left.connect(self._review_left)
        self._reviewing.rewrite_requested.connect(self._rewrite)
        self._reviewing.link_requested.connect(lambda url: QDesktopServices.openUrl(QUrl(url)))

    def _add_actions(self) -> None:
        add_action(self, "file.add", self.presence.open_quick_add)
        add_action(self, "file.import", lambda: self.go(PlaceId.IMPORT, ASK))
        add_action(self, "file.export", self._ask_export)
        add_action(self, "edit.undo", self.undo)
        add_action(self, "edit.redo", self.redo)
        for entry in PLACES:
            if entry.command:
                add_action(self, entry.command, lambda place_id=entry.id: self.go(place_id))
        add_action(self, "go.trouble", self._show_trouble)
        add_action(self, "go.commands", self._guidance.open_palette)
        add_action(self, "go.full_screen", self._toggle_full_screen)
        add_action(self, "help.keys", self._guidance.show_keys)
        add_action(self, "help.open", self._guidance.show_help)
        add_action(self, "help.report", self._guidance.show_report)
        add_action(self, "file.quit", self.quit)

    def _ask_export(self) -> None:
        from flashcards.gui.export.flow import open_export

        open_export(self)

    def _rewrite(self, note_id: int, lapses: int) -> None:
        from flashcards.gui.leeches.flow import open_rewriting

        open_rewriting(self, self, note_id, lapses)

    def _show_trouble(self) -> None:
        from flashcards.gui.leeches.flow import show_trouble

        show_trouble(self, self)

    def _selected(self, item: str) -> None:
        if item == "commands":
            self._guidance.open_palette()
        else:
            self.go(PlaceId(item))

    def _page(self, place_id: PlaceId) -> Place:
        if place_id not in self._pages:
            page = place(place_id).make(self)
            self._pages[place_id] = page
            self._places.addWidget(page)
        return self._pages[place_id]

    def _show_page(self, place_id: PlaceId) -> None:
        page = self._page(place_id)
        if place_id in self._trail:
            del self._trail[self._trail.index(place_id) :]
        self._trail.append(place_id)
        # else Qt hands the focus of the page that goes to the next button, with a ring around it
        self._places.setFocus(Qt.FocusReason.OtherFocusReason)
        self._places.setCurrentWidget(page)
        self.toaster.set_bottom(page.toast_above)
        self.rail.set_current(place(place_id).under or place_id)
        self.show_rail(not page.fills_window)

    def _enter_page(self, place_id: PlaceId, argument: object) -> None:
        self._show_page(place_id)
        self._page(place_id).enter(argument)

    def _library_opened(self) -> None:
        self._opened = True
        self._page(self.place).enter(None)
        self.tasks.run(lambda app: app.first_run.wanted(), self._offer_first_run)
        self._upkeep.begin()
        self.presence.follow_settings()
        if self._pending is not None:
            begin, self._pending = self._pending, None
            self.review(begin)
        self.ready.emit()

    def _offer_first_run(self, shown: FirstRun | None) -> None:
        if shown is not None and not self.reviewing and self.place is PlaceId.TODAY:
            from flashcards.gui.first_run.welcome import Welcome

            self._welcome = Welcome(self, self._screens, shown)

    def _not_opened(self, error: Exception) -> None:
        if isinstance(error, FlashcardsError):
            from flashcards.gui.recovery import tell_not_opened

            self._show_page(PlaceId.TODAY)
            tell_not_opened(self, self.today, error)
        else:
            self.failed(error)

    def _review_left(self) -> None:
        self.toaster.set_bottom(self._page(self.place).toast_above)
        self._page(self.place).refresh()
        if self.place is not PlaceId.TODAY:
            self.today.refresh()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def failed(self, error: Exception) -> None:
        """Say in a dialog what did not work; what no one expected goes on as a fault."""
        if isinstance(error, FlashcardsError):
            from flashcards.domain.wording import sentence
            from flashcards.gui.widgets.dialog import tell

            tell(self, _("That did not work"), sentence(str(error)))
        else:
            raise error
