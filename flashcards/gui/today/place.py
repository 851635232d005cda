"""Today at its place in the window: reads the day, starts sessions, opens stages."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QMenu, QVBoxLayout

from flashcards.gui.actions import add_action
from flashcards.gui.command import Context
from flashcards.gui.commands import command, first_key
from flashcards.gui.place import RESUME, Host, Place, PlaceId, undo_toast
from flashcards.gui.review.flags import pop_up
from flashcards.gui.today.extras import TodayExtras
from flashcards.gui.today.page import TodayPage
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.gui.review.session import ReviewSession
    from flashcards.services.changes import Changes
    from flashcards.services.studying.today_view import Today

_DAY_CHECK_MS = 60_000
_MENU = ("today.custom", "today.backlog", "today.break", "go.trouble")


class TodayPlace(Place):
    """The page that the window opens on."""

    contexts = (Context.TODAY,)

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.page = TodayPage()
        self._shows_data = False
        self._open_practice = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.setFocusProxy(self.page)
        self.page.start_requested.connect(self._start)
        self.page.open_stage_requested.connect(self._open_stage)
        self.page.learn_more_requested.connect(self._learn_more)
        self.page.topic_requested.connect(self._show_topic)
        self.page.plan_requested.connect(self._open_planner)
        self.page.practice_requested.connect(self._practise)
        self.extras = TodayExtras(self.page, host)
        self.page.backlog_requested.connect(self.extras.work_off_backlog)
        self.page.more_wanted.connect(self._open_menu)
        add_action(self, "today.export", self._export)
        add_action(self, "today.custom", self.extras.study_custom)
        add_action(self, "today.backlog", self.extras.work_off_backlog)
        add_action(self, "today.break", self.extras.plan_break)
        add_action(self, "today.plan", self._open_planner)
        self._day_check = QTimer(self, interval=_DAY_CHECK_MS)
        self._day_check.timeout.connect(self._follow_the_clock)

    @property
    def shows_data(self) -> bool:
        """Whether the page shows the library's day and not that it is being read."""
        return self._shows_data

    def enter(self, argument: object) -> None:
        self._day_check.start()
        self.refresh()

    def refresh(self) -> None:
        self.host.tasks.run(lambda app: app.library.today(), self.show_today)

    def go_back(self) -> bool:
        return self.page.go_back()

    def show_today(self, today: Today) -> None:
        """Show a day that was read."""
        self._shows_data = True
        self.page.show_today(today)
        self._open_practice = today.practice is not None and today.practice.open_session
        self.host.set_count(PlaceId.TODAY, today.due + today.new)
        self.host.set_count(PlaceId.PRACTICE, today.practice.due if today.practice else 0)

    def show_error(
        self, title: str, text: str, actions: tuple[tuple[str, Callable[[], object]], ...]
    ) -> None:
        """Say why there is no day to show."""
        self.host.set_count(PlaceId.TODAY, 0)
        self.page.show_error(title, text, actions)

    def _start(self, stages: tuple[int, ...]) -> None:
        def begin(session: ReviewSession) -> None:
            from flashcards.services.studying.day_queue import SessionFilter

            session.start(SessionFilter(frozenset(stages)))

        self.host.review(begin)

    def _practise(self) -> None:
        self.host.go(PlaceId.PRACTICE, RESUME if self._open_practice else None)

    def _learn_more(self) -> None:
        self.host.review(lambda session: session.learn_more())

    def _export(self) -> None:
        from flashcards.gui.export.flow import open_export

        open_export(self.host)

    def _open_menu(self, corner: QPoint) -> None:
        menu = QMenu(_("More"), self)
        for name in _MENU:
            action = menu.addAction(command(name).title)
            action.setShortcut(first_key(name))
            action.triggered.connect(lambda _checked=False, name=name: self._give(name))
        pop_up(menu, corner)

    def _give(self, name: str) -> None:
        for action in (*self.actions(), *self.window().actions()):
            if action.objectName() == name:
                action.trigger()

    def _open_planner(self) -> None:
        self.host.go(PlaceId.PLANNER)

    def _show_topic(self, title: str) -> None:
        self.host.go(PlaceId.BROWSE, f'topic:"{title}"')

    def _open_stage(self, stage_id: int) -> None:
        self.host.tasks.run(
            lambda app: app.roadmaps.open_stage_by_id(stage_id, "today"), self._stage_opened
        )

    def _stage_opened(self, changes: Changes) -> None:
        self.host.changed(changes)
        undo_toast(self.host, _("Stage opened"))

    def _follow_the_clock(self) -> None:
        """Learning cards fall due and days turn while the window stands open."""
        if self.isVisible() and self.host.tasks.idle:
            self.host.tasks.run(lambda app: app.planning.replan(), failed=self.host.told)
            self.refresh()
