"""The window: the rail, the Today page, a review session over both, and the menu."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QTimer, QUrl, Signal
from PySide6.QtGui import QCloseEvent, QDesktopServices, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QMenu, QStackedWidget, QWidget

from flashcards.errors import FlashcardsError, LibraryDamagedError
from flashcards.gui.actions import add_action
from flashcards.gui.commands import Context, first_key
from flashcards.gui.tasks import LibraryTasks
from flashcards.gui.theme import SIZE
from flashcards.gui.today.page import TodayPage
from flashcards.gui.widgets.rail import Rail, RailItem
from flashcards.gui.widgets.toast import Toaster
from flashcards.gui.window_state import restore_geometry, save_geometry

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.gui.review.session import ReviewSession
    from flashcards.gui.transfer.flow import Transfer
    from flashcards.services.changes import Changes
    from flashcards.services.today_view import Today
    from flashcards.services.undo import Undone

_WIDE = 1180
_BACKUP_EVERY_MS = 30 * 60 * 1_000
_DAY_CHECK_MS = 60_000
_UNPAINTED_MS = 500
_TOAST_ABOVE = 24
_TOAST_ABOVE_REVIEW = 108

RAIL = (
    RailItem("today", "Today", "sun", first_key("go.today")),
    RailItem("menu", "Menu", "ellipsis", footer=True),
)


class MainWindow(QMainWindow):
    """All that the learner sees; ``open_library`` runs in the worker's thread."""

    painted = Signal()
    ready = Signal()

    def __init__(self, open_library: Callable[[], App], library: Path) -> None:
        super().__init__()
        self._library = library
        self._session: ReviewSession | None = None
        self._pending: tuple[int, ...] | None = None
        self._opened = False
        self._shows_data = False
        self._painted = False
        self.setWindowTitle("Flashcards")
        self.setMinimumSize(*SIZE["windowMinimum"])
        self.tasks = LibraryTasks(open_library, self._failed, self)
        self.today_page = TodayPage()
        self.rail = Rail(RAIL)
        self._places = QStackedWidget()
        self._places.addWidget(self.today_page)
        self._screens = QStackedWidget()
        self._screens.addWidget(self._shell())
        self.setCentralWidget(self._screens)
        self.toaster = Toaster(self, _TOAST_ABOVE)
        self._transfer: Transfer | None = None
        self._menu = self._make_menu()
        self._connect()
        self._timers()
        restore_geometry(self)
        self.rail.set_current("today")

    @property
    def reviewing(self) -> bool:
        """Whether a session fills the window."""
        return self._screens.currentIndex() == 1

    @property
    def shows_data(self) -> bool:
        """Whether the page shows the library's day and not that it is being read."""
        return self._shows_data

    @property
    def transfer(self) -> Transfer:
        """Imports and exports; loaded when they are first asked for."""
        if self._transfer is None:
            from flashcards.gui.transfer.flow import Transfer

            self._transfer = Transfer(self, self.tasks, self.toaster)
            self._transfer.changed.connect(self._changed)
            self._transfer.undo_requested.connect(self._undo)
        return self._transfer

    def show_first_look(self, today: Today | None) -> None:
        """Show what could be read before the library was opened."""
        if today is not None:
            self._show_today(today)

    def open_library(self) -> None:
        """Open the library in the background; Today follows when it is open."""
        self.tasks.start(lambda _: self._library_opened(), self._not_opened)

    def refresh_today(self) -> None:
        """Read Today anew."""
        self.tasks.run(lambda app: app.library.today(), self._show_today)

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

    def _tell_painted(self) -> None:
        if not self._painted:
            self._painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._session is not None and self._session.running and self._session.page.has_unsaved:
            event.ignore()
            self._session.page.unless_unsaved(self._leave_and_close)
            return
        save_geometry(self)
        self.hide()
        if self._opened:
            self.tasks.run(lambda app: app.maintenance.back_up_if_changed())
        self.tasks.close()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.set_collapsed(self.width() < _WIDE)

    def _shell(self) -> QWidget:
        shell = QWidget()
        row = QHBoxLayout(shell)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self._places, 1)
        return shell

    def _connect(self) -> None:
        self.today_page.start_requested.connect(self._start)
        self.today_page.open_stage_requested.connect(self._open_stage)
        self.today_page.learn_more_requested.connect(self._learn_more)
        self.rail.selected.connect(self._go)

    def _timers(self) -> None:
        self._backups = QTimer(self, interval=_BACKUP_EVERY_MS)
        self._backups.timeout.connect(self._back_up)
        self._day_check = QTimer(self, interval=_DAY_CHECK_MS)
        self._day_check.timeout.connect(self._follow_the_clock)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(add_action(self, "file.import", self._ask_import))
        menu.addAction(add_action(self, "file.export_progress", self._ask_export))
        menu.addSeparator()
        menu.addAction(add_action(self, "edit.undo", self._undo))
        menu.addAction(add_action(self, "edit.redo", self._redo))
        menu.addSeparator()
        menu.addAction(add_action(self, "go.full_screen", self._toggle_full_screen))
        menu.addAction(add_action(self, "help.keys", self._show_keys))
        menu.addAction(add_action(self, "help.open", self._show_help))
        menu.addSeparator()
        menu.addAction(add_action(self, "file.quit", self.close))
        add_action(self, "go.today", self._go_to_today)
        return menu

    def _ask_import(self) -> None:
        self.transfer.ask_import()

    def _ask_export(self) -> None:
        self.transfer.ask_export_progress()

    def _go(self, place: str) -> None:
        if place == "menu":
            button = self.rail.button("menu")
            self._menu.popup(button.mapToGlobal(QPoint(0, -self._menu.sizeHint().height() - 4)))
        else:
            self.rail.set_current(place)

    def _library_opened(self) -> None:
        self._opened = True
        self._backups.start()
        self._day_check.start()
        self.refresh_today()
        if self._pending is not None:
            stages, self._pending = self._pending, None
            self._start(stages)
        self.ready.emit()

    def _not_opened(self, error: Exception) -> None:
        if not isinstance(error, FlashcardsError):
            self._failed(error)
            return
        from flashcards.gui.recovery import offer_backup, sentence

        self.rail.set_count("today", None)
        self.today_page.show_error(
            "The library can’t be opened",
            sentence(str(error)),
            (("Try again", self.open_library),),
        )
        if isinstance(error, LibraryDamagedError):
            offer_backup(self, self._library, error, self.open_library)

    def _show_today(self, today: Today) -> None:
        self._shows_data = True
        self.today_page.show_today(today)
        self.rail.set_count("today", today.due + today.new)

    def _start(self, stages: tuple[int, ...]) -> None:
        self._begin(lambda session, wanted: session.start(wanted(frozenset(stages))), stages)

    def _learn_more(self) -> None:
        self._begin(lambda session, _: session.learn_more(), ())

    def _begin(
        self, begin: Callable[[ReviewSession, type], object], stages: tuple[int, ...]
    ) -> None:
        if not self._opened:
            # Start was pressed on the first look: begin as soon as the library is open
            self._pending = stages
            return
        from flashcards.services.day_queue import SessionFilter

        session = self._review_session()
        begin(session, SessionFilter)

    def _review_session(self) -> ReviewSession:
        """The review screen, made when it is first needed."""
        if self._session is None:
            from flashcards.gui.review.page import ReviewPage
            from flashcards.gui.review.session import ReviewSession

            page = ReviewPage(self._library / "media")
            self._screens.addWidget(page)
            self._session = ReviewSession(page, self.tasks, self)
            self._session.began.connect(self._enter_review)
            self._session.ended.connect(self._leave_review)
            self._session.link_requested.connect(self._open_link)
        return self._session

    def _enter_review(self) -> None:
        self._screens.setCurrentIndex(1)
        self.toaster.set_bottom(_TOAST_ABOVE_REVIEW)

    def _go_to_today(self) -> None:
        if self._session is not None and self._session.running:
            self._session.page.request_close()

    def _leave_and_close(self) -> None:
        if self._session is not None:
            self._session.end()
        self.close()

    def _leave_review(self) -> None:
        self._screens.setCurrentIndex(0)
        self.toaster.set_bottom(_TOAST_ABOVE)
        self.refresh_today()

    def _open_stage(self, stage_id: int) -> None:
        self.tasks.run(
            lambda app: app.roadmaps.open_stage_by_id(stage_id, "today"), self._stage_opened
        )

    def _stage_opened(self, changes: Changes) -> None:
        self._changed(changes)
        self.toaster.show_toast("Stage opened", "Undo", first_key("edit.undo"), self._undo)

    def _undo(self) -> None:
        if self.reviewing and self._session is not None:
            self._session.request_undo()
        else:
            self.tasks.run(lambda app: app.undo.undo("window"), self._undone, self._told)

    def _redo(self) -> None:
        if self.reviewing and self._session is not None:
            self._session.request_redo()
        else:
            self.tasks.run(lambda app: app.undo.redo("window"), self._redone, self._told)

    def _undone(self, undone: Undone) -> None:
        self._changed(undone.changes)
        self.toaster.show_toast(
            f"{undone.label} undone", "Redo", first_key("edit.redo"), self._redo
        )

    def _redone(self, redone: Undone) -> None:
        self._changed(redone.changes)
        self.toaster.show_toast(f"{redone.label} done again")

    def _changed(self, changes: Changes) -> None:
        if self.reviewing and self._session is not None:
            self._session.refresh()
        elif changes.operation is not None:
            self.refresh_today()

    def _back_up(self) -> None:
        self.tasks.run(lambda app: app.maintenance.back_up_if_changed(), failed=self._told)

    def _follow_the_clock(self) -> None:
        """Learning cards fall due and days turn while the window stands open."""
        if not self.reviewing and self.isVisible() and self.tasks.idle:
            self.refresh_today()

    def _open_link(self, address: str) -> None:
        QDesktopServices.openUrl(QUrl(address))

    def _toggle_full_screen(self) -> None:
        if self.isFullScreen():
            self.showNormal()
        else:
            self.showFullScreen()

    def _show_keys(self) -> None:
        contexts = (
            (Context.QUESTION, Context.ANSWER, Context.EDITOR)
            if self.reviewing
            else (Context.TODAY,)
        )
        from flashcards.gui.keys_dialog import show_keys

        show_keys(self, contexts)

    def _show_help(self) -> None:
        from flashcards.gui.help import show_help

        show_help(self, self._library, self._show_keys)

    def _told(self, error: Exception) -> None:
        """Say what can't be done without a dialog where it is no more than that."""
        if isinstance(error, FlashcardsError):
            from flashcards.gui.recovery import sentence

            self.toaster.show_toast(sentence(str(error)))
        else:
            self._failed(error)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, FlashcardsError):
            from flashcards.gui.recovery import sentence
            from flashcards.gui.widgets.dialog import tell

            tell(self, "That did not work", sentence(str(error)))
        else:
            raise error
