"""The review screen as a part of the window: made when first needed, over all other pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from flashcards.gui.command import Context
from flashcards.gui.tasks import LibraryTasks

if TYPE_CHECKING:
    from flashcards.gui.review.session import ReviewSession


REVIEW_CONTEXTS = (Context.QUESTION, Context.ANSWER, Context.EDITOR)


class Reviewing(QObject):
    """Plays sessions on a page of ``screens``; ``entered`` and ``left`` tell when it is shown."""

    entered = Signal()
    left = Signal()
    link_requested = Signal(str)
    rewrite_requested = Signal(object, int)

    def __init__(self, screens: QStackedWidget, tasks: LibraryTasks, library: Path) -> None:
        super().__init__(screens)
        self._screens = screens
        self._tasks = tasks
        self._library = library
        self._session: ReviewSession | None = None

    @property
    def shown(self) -> bool:
        """Whether a session fills the window."""
        session = self._session
        return session is not None and self._screens.currentWidget() is session.page

    @property
    def session(self) -> ReviewSession:
        """The session's player; its page is made with it."""
        if self._session is None:
            from flashcards.gui.review.page import ReviewPage
            from flashcards.gui.review.session import ReviewSession

            page = ReviewPage(self._library / "media")
            self._screens.addWidget(page)
            self._session = ReviewSession(page, self._tasks, self)
            self._session.began.connect(self._enter)
            self._session.ended.connect(self._leave)
            self._session.link_requested.connect(self.link_requested)
            self._session.rewrite_requested.connect(self.rewrite_requested)
        return self._session

    def leave(self) -> None:
        """Ask the page to close, as its own cross does."""
        if self._session is not None and self._session.running:
            self._session.page.request_close()

    def holds_unsaved(self, leave: Callable[[], object]) -> bool:
        """Whether an answer or an edit is unsaved; ``leave`` is called once that is settled."""
        session = self._session
        if session is None or not session.running or not session.page.has_unsaved:
            return False

        def end() -> None:
            session.end()
            leave()

        session.page.unless_unsaved(end)
        return True

    def _enter(self) -> None:
        self._screens.setCurrentWidget(self.session.page)
        self.entered.emit()

    def _leave(self) -> None:
        self._screens.setCurrentIndex(0)
        self.left.emit()
