"""Plays a session: what the review page asks for is done by the services, off the screen's thread.

An answer is shown as given only when the service has said that it is on the disk. One that could
not be written is kept here with its time and tried again when the learner asks for it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from flashcards.domain.review import Rating
from flashcards.domain.wording import sentence
from flashcards.errors import FlashcardsError
from flashcards.gui.review.page import ReviewPage
from flashcards.gui.tasks import LibraryTasks
from flashcards.language import _
from flashcards.services.card_view import NoteEdit
from flashcards.services.changes import Changes
from flashcards.services.studying.day_queue import SessionFilter

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.studying.service import NextCard
    from flashcards.services.studying.session import Session
    from flashcards.services.undo import Undone

ORIGIN = "review"
LEARN_MORE = 5
_LONGEST_WAIT_MS = 60_000


@dataclass(frozen=True, slots=True)
class _Answer:
    card_id: int
    rating: int
    duration_ms: int
    typed: str
    note_id: int


_Given = tuple["Changes", "NextCard", str | None, tuple[str, ...], int]
"""What follows an answer; the last: how often a card was forgotten that became a leech by it."""


class ReviewSession(QObject):
    """Connects the review page with the study service."""

    began = Signal()
    ended = Signal()
    changed = Signal(object)
    link_requested = Signal(str)
    rewrite_requested = Signal(object, int)
    """Id of a note, and how often its card was forgotten; 0 where that is no matter."""

    def __init__(self, page: ReviewPage, tasks: LibraryTasks, parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._tasks = tasks
        self._session: Session | None = None
        self._filter = SessionFilter()
        self._unsaved: _Answer | None = None
        self._typed: dict[int, str] = {}
        self._left_typed: dict[int, str] = {}
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(self.show_next)
        page.answer_given.connect(self._answer)
        page.undo_requested.connect(self.undo)
        page.redo_requested.connect(self.redo)
        page.bury_requested.connect(self._bury)
        page.suspend_requested.connect(self._suspend)
        page.mark_requested.connect(self._mark)
        page.flag_requested.connect(self._flag)
        page.edit_requested.connect(self._open_editor)
        page.edit_saved.connect(self._save_edit)
        page.rewrite_requested.connect(lambda note_id: self.rewrite_requested.emit(note_id, 0))
        page.information_requested.connect(self._show_information)
        page.close_requested.connect(self.end)
        page.learn_more_requested.connect(self.learn_more)
        page.retry_requested.connect(self._retry)
        page.link_requested.connect(self.link_requested)

    @property
    def running(self) -> bool:
        """Whether a session is under way."""
        return self._session is not None

    def start(self, wanted: SessionFilter) -> None:
        """Begin a session and show its first card."""
        self._filter = wanted
        self._unsaved = None
        self._typed = self._left_typed
        self._left_typed = {}
        self._tasks.run(lambda app: _start(app, wanted), self._started, self._failed)

    def end(self) -> None:
        """Leave the session; it goes on from the library when it is started again."""
        self._wait.stop()
        self._session = None
        if (view := self._page.view) is not None:
            self._left_typed = {view.card_id: self._page.leave()}
        self.ended.emit()

    def learn_more(self) -> None:
        """Go on with some new cards beyond today's limit."""
        self.start(SessionFilter(self._filter.stage_ids, self._filter.deck, LEARN_MORE))

    @property
    def page(self) -> ReviewPage:
        """The page that the session is played on."""
        return self._page

    def request_undo(self) -> None:
        """Undo from outside the page, where the page allows it now."""
        self._page.request_undo()

    def request_redo(self) -> None:
        """Redo from outside the page, where the page allows it now."""
        self._page.request_redo()

    def undo(self) -> None:
        """Take the last operation back and show its card."""
        self._in_session(lambda app, session: _undo(app, session, again=False), self._undone)

    def redo(self) -> None:
        """Bring the operation undone last again."""
        self._in_session(lambda app, session: _undo(app, session, again=True), self._redone)

    def show_next(self) -> None:
        """Show what comes next."""
        self._in_session(lambda app, session: app.study.next_card(session), self._show)

    def refresh(self) -> None:
        """Take up what changed elsewhere."""
        self._in_session(_refresh, self._show)

    def _started(self, result: tuple[Session, NextCard, str | None]) -> None:
        self._session, card, label = result
        self._page.set_undo_available(label)
        self._show(card)
        self.began.emit()

    def _show(self, following: NextCard) -> None:
        self._wait.stop()
        if following.card is not None:
            typed = self._typed.pop(following.card.card_id, "")
            self._page.show_card(following.card, following.progress, typed)
        elif following.waits_until_ms is not None:
            self._page.show_waiting(following.waits_until_ms)
            self._wait.start(_LONGEST_WAIT_MS)
            self._in_session(_wait_ms, self._wait_for)
        elif self._filter.custom is not None:
            counts = self._filter.custom.way.counts
            self._page.show_studied(following.progress.done, counts=counts)
        else:
            self._tasks.run(_finish, self._finish)

    def _wait_for(self, milliseconds: int) -> None:
        self._wait.start(min(max(milliseconds, 0), _LONGEST_WAIT_MS))

    def _finish(self, result: tuple[int, float, bool]) -> None:
        tomorrow, seconds, more = result
        self._page.show_finished(tomorrow, seconds, more)

    def _answer(self, card_id: int, rating: int, duration_ms: int, typed: str) -> None:
        view = self._page.view
        note_id = 0 if view is None else view.note_id
        self._give(_Answer(card_id, rating, duration_ms, typed, note_id))

    def _give(self, answer: _Answer) -> None:
        self._unsaved = answer
        self._in_session(lambda app, session: _answer(app, session, answer), self._answered)

    def _answered(self, result: _Given) -> None:
        changes, following, label, opened, lapses = result
        note_id = 0 if self._unsaved is None else self._unsaved.note_id
        if self._unsaved is not None:
            self._typed[self._unsaved.card_id] = self._unsaved.typed
        self._unsaved = None
        self._page.set_undo_available(label)
        self.changed.emit(changes)
        self._show(following)
        for title in opened:
            self._page.show_toast(_("{title} is open").format(title=title), False)
        if lapses and note_id:
            self._page.toaster.show_toast(
                _("Forgotten {n} times").format(n=lapses),
                _("Rewrite"),
                "",
                lambda: self.rewrite_requested.emit(note_id, lapses),
            )

    def _retry(self) -> None:
        if self._unsaved is not None:
            self._give(self._unsaved)
        else:
            self.show_next()

    def _undone(self, result: tuple[Undone, NextCard, str | None]) -> None:
        undone, following, label = result
        self._page.set_undo_available(label)
        self.changed.emit(undone.changes)
        self._show(following)
        self._page.show_toast(_("{label} undone").format(label=undone.label), False)

    def _redone(self, result: tuple[Undone, NextCard, str | None]) -> None:
        redone, following, label = result
        self._page.set_undo_available(label)
        self.changed.emit(redone.changes)
        self._show(following)
        self._page.show_toast(_("{label} done again").format(label=redone.label), False)

    def _bury(self, card_id: int) -> None:
        self._put_away(
            card_id, _("Card buried until tomorrow"), lambda app: app.study.bury(card_id)
        )

    def _suspend(self, card_id: int) -> None:
        self._put_away(card_id, _("Card suspended"), lambda app: app.study.suspend(card_id))

    def _put_away(self, card_id: int, words: str, work: Callable[[App], Changes]) -> None:
        def run(app: App, session: Session) -> tuple[Changes, NextCard, str | None, str]:
            changes = work(app)
            session.put_away(card_id)
            return changes, app.study.next_card(session), _label(app), words

        self._in_session(run, self._was_put_away)

    def _was_put_away(self, result: tuple[Changes, NextCard, str | None, str]) -> None:
        changes, following, label, words = result
        self._page.set_undo_available(label)
        self.changed.emit(changes)
        self._show(following)
        self._page.show_toast(words, True)

    def _mark(self, card_id: int) -> None:
        self._change_card(lambda app: app.study.mark(card_id, ORIGIN))

    def _flag(self, card_id: int, flag: int) -> None:
        self._change_card(lambda app: app.study.flag(card_id, flag, ORIGIN))

    def _save_edit(self, edit: NoteEdit) -> None:
        self._change_card(lambda app: app.study.edit(edit, ORIGIN))

    def _change_card(self, work: Callable[[App], Changes]) -> None:
        def run(app: App, session: Session) -> tuple[Changes, NextCard, str | None]:
            changes = work(app)
            return changes, app.study.next_card(session), _label(app)

        self._in_session(run, self._card_changed)

    def _card_changed(self, result: tuple[Changes, NextCard, str | None]) -> None:
        changes, following, label = result
        self._page.set_undo_available(label)
        self.changed.emit(changes)
        if following.card is not None:
            self._page.update_card(following.card)

    def _open_editor(self, note_id: int) -> None:
        self._tasks.run(lambda app: app.study.note(note_id), self._page.show_edit, self._failed)

    def _show_information(self, card_id: int) -> None:
        self._tasks.run(
            lambda app: app.study.information(card_id), self._page.show_information, self._failed
        )

    def _in_session(
        self, work: Callable[[App, Session], object], done: Callable[..., object]
    ) -> None:
        session = self._session
        if session is None:
            return

        def deliver(result: object) -> None:
            # what comes back after the session was left or begun anew is nobody's any more
            if self._session is session:
                done(result)

        self._tasks.run(lambda app: work(app, session), deliver, self._failed)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, FlashcardsError):
            raise error
        unsaved = 0 if self._unsaved is None else 1
        title = _("The answer is not saved yet") if unsaved else _("That did not work")
        self._page.show_error(title, sentence(str(error)), unsaved)


def _start(app: App, wanted: SessionFilter) -> tuple[Session, NextCard, str | None]:
    session = app.study.start(wanted)
    return session, app.study.next_card(session), _label(app)


def _answer(app: App, session: Session, answer: _Answer) -> _Given:
    given = app.study.answer(
        answer.card_id, Rating(answer.rating), answer.duration_ms, session=session, origin=ORIGIN
    )
    lapses = given.outcome.schedule.lapses if given.outcome.leech else 0
    following = app.study.next_card(session)
    return given.changes, following, given.changes.label, given.opened, lapses


def _undo(app: App, session: Session, *, again: bool) -> tuple[Undone, NextCard, str | None]:
    undone = app.undo.redo(ORIGIN) if again else app.undo.undo(ORIGIN)
    app.study.refresh(session)
    if undone.card_id is not None:
        session.done = max(0, session.done + (1 if again else -1))
        if again:
            session.choose_anew()
        else:
            session.bring(undone.card_id)
    return undone, app.study.next_card(session), _label(app)


def _refresh(app: App, session: Session) -> NextCard:
    app.study.refresh(session)
    return app.study.next_card(session)


def _wait_ms(app: App, session: Session) -> int:
    due_ms = session.next_due_ms()
    return 0 if due_ms is None else due_ms - app.clock.now_ms()


def _finish(app: App) -> tuple[int, float, bool]:
    today = app.library.today()
    return today.tomorrow, today.tomorrow_seconds, today.new_available


def _label(app: App) -> str | None:
    undoable = app.undo.undoable()
    return None if undoable is None else undoable.label
