"""What Today can do beside its day: other studies, a backlog, breaks. Opens dialogs, does it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from flashcards.domain.wording import sentence
from flashcards.gui.alive import while_alive
from flashcards.gui.place import Host, undo_toast
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.domain.breaks import Span
    from flashcards.gui.today.break_dialog import BreakDialog
    from flashcards.gui.today.comeback_dialog import ComebackDialog
    from flashcards.gui.today.custom_dialog import CustomDialog
    from flashcards.services.changes import Changes
    from flashcards.services.scheduling.backlog_view import Backlog
    from flashcards.services.studying.custom_view import CustomStudy

ORIGIN = "today"


class TodayExtras(QObject):
    """Opens the dialogs over ``page`` and does what they ask for."""

    def __init__(self, page: QWidget, host: Host) -> None:
        super().__init__(page)
        self._page, self._host = page, host

    def study_custom(self) -> CustomDialog:
        """Ask what to study, and study it."""
        from flashcards.gui.today.custom_dialog import CustomDialog

        dialog = CustomDialog(self._page)
        tasks = self._host.tasks
        dialog.asked.connect(
            lambda study: tasks.run(
                lambda app: (study, app.study.offer(study)),
                while_alive(dialog, lambda found: _show_offer(dialog, *found)),
                while_alive(dialog, lambda error: dialog.show_error(sentence(str(error)))),
            )
        )
        dialog.started.connect(lambda study: begin_custom(self._host, study))
        tasks.run(lambda app: app.study.subjects(), while_alive(dialog, dialog.set_subjects))
        dialog.open()
        return dialog

    def work_off_backlog(self) -> None:
        """Look at what waits, and ask how to work it off."""
        self._host.tasks.run(lambda app: app.backlog.look(), self._offer, self._host.told)

    def plan_break(self) -> None:
        """Ask for days off."""
        self._host.tasks.run(
            lambda app: (app.backlog.look().day, app.breaks.planned()),
            lambda found: self._ask_break(*found),
            self._host.told,
        )

    def _offer(self, backlog: Backlog) -> ComebackDialog | None:
        if not backlog.waiting:
            self._host.toaster.show_toast(_("Nothing is overdue."))
            return None
        from flashcards.gui.today.comeback_dialog import ComebackDialog

        dialog = ComebackDialog(self._page, backlog)
        dialog.asked.connect(
            lambda way, days: self._host.tasks.run(
                lambda app: app.backlog.preview(way, days),
                while_alive(dialog, dialog.show_preview),
                self._host.told,
            )
        )
        dialog.taken.connect(
            lambda way, days: self._host.tasks.run(
                lambda app: app.backlog.apply(way, days, ORIGIN), self._done, self._host.told
            )
        )
        dialog.open()
        return dialog

    def _ask_break(self, today: int, breaks: tuple[Span, ...]) -> BreakDialog:
        from flashcards.gui.today.break_dialog import BreakDialog

        dialog = BreakDialog(self._page, today)
        tasks = self._host.tasks

        def remove(first: date) -> None:
            tasks.run(
                lambda app: (app.breaks.cancel(first, ORIGIN), app.breaks.planned()),
                removed,
                self._host.told,
            )

        def removed(found: tuple[Changes, tuple[Span, ...]]) -> None:
            self._done(found[0])
            while_alive(dialog, dialog.show_breaks)(found[1])

        dialog.asked.connect(
            lambda first, last: tasks.run(
                lambda app: app.breaks.preview(first, last),
                while_alive(dialog, dialog.show_preview),
                while_alive(dialog, lambda error: dialog.show_error(sentence(str(error)))),
            )
        )
        dialog.planned.connect(
            lambda first, last: tasks.run(
                lambda app: app.breaks.announce(first, last, ORIGIN), self._done, self._host.told
            )
        )
        dialog.removed.connect(remove)
        dialog.show_breaks(breaks)
        dialog.open()
        return dialog

    def _done(self, changes: Changes) -> None:
        self._host.changed(changes)
        undo_toast(self._host, changes.label)


def begin_custom(host: Host, study: CustomStudy) -> None:
    """Play a custom study."""
    from flashcards.services.studying.day_queue import SessionFilter

    host.review(lambda session: session.start(SessionFilter(custom=study)))


def _show_offer(dialog: CustomDialog, study: CustomStudy, offer: Any) -> None:
    if dialog.study == study:  # else a later answer comes
        dialog.show_offer(offer)
