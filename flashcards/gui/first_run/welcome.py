"""Shows the first page over the window and does what its answers ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStackedWidget

from flashcards.gui.first_run.page import FirstRunPage
from flashcards.gui.place import PlaceId
from flashcards.gui.transfer.dropping import ASK
from flashcards.services.planning.view import PlanRequest

if TYPE_CHECKING:
    from datetime import date

    from flashcards.app import App
    from flashcards.gui.main_window import MainWindow
    from flashcards.services.changes import Changes
    from flashcards.services.roads.first_run_view import FirstRun


class Welcome(QObject):
    """The first page, until it is answered or skipped.

    Another page that is shown below it, by its key or for files that were dropped, is what the
    learner wants to see: the first page goes then, as if it was skipped.
    """

    def __init__(self, window: MainWindow, screens: QStackedWidget, shown: FirstRun) -> None:
        super().__init__(window)
        self._window = window
        self._screens = screens
        self.page = FirstRunPage(shown)
        screens.addWidget(self.page)
        screens.setCurrentWidget(self.page)
        self.page.started.connect(self._start)
        self.page.skipped.connect(self._skip)
        self.page.import_requested.connect(lambda: window.go(PlaceId.IMPORT, ASK))
        self._below = screens.widget(0).findChild(
            QStackedWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
        )
        self._below.currentChanged.connect(self._skip)
        self.page.focus_first()

    def _start(self, track: str, minutes: int, day: date | None) -> None:
        self._leave()

        def finish(app: App) -> Changes:
            changes = app.first_run.finish(track, minutes, "first run")
            if day is None:
                return changes
            plan = app.planning.plan(PlanRequest(day, minutes), changes=False)
            return app.planning.save(plan, "first run")

        self._window.tasks.run(finish, self._begin)

    def _begin(self, changes: Changes) -> None:
        self._window.changed(changes)

        def begin(session) -> None:
            from flashcards.services.studying.day_queue import SessionFilter

            session.start(SessionFilter())

        self._window.review(begin)

    def _skip(self) -> None:
        self._leave()
        self._window.tasks.run(lambda app: app.first_run.skip())

    def _leave(self) -> None:
        self._below.currentChanged.disconnect(self._skip)
        self._screens.setCurrentIndex(0)
        self._screens.removeWidget(self.page)
        self.page.deleteLater()
