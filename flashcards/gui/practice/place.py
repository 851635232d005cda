"""Practice at its place in the window: set-up, session, report, stories, readiness."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QHideEvent
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget

from flashcards.gui.command import Context
from flashcards.gui.place import RESUME, Host, Place, undo_toast
from flashcards.gui.practice.authoring import Authoring
from flashcards.gui.practice.conductor import Conductor
from flashcards.gui.practice.microphone import QtSound, Sound
from flashcards.gui.practice.player import Player, ask_delete
from flashcards.gui.practice.readiness import ReadinessPage
from flashcards.gui.practice.report import ReportPage
from flashcards.gui.practice.running import RunningPage
from flashcards.gui.practice.scoring import ScoringPage
from flashcards.gui.practice.setup import SetupPage
from flashcards.gui.practice.stories import StoriesPage
from flashcards.gui.widgets.dialog import confirm
from flashcards.language import _
from flashcards.services.practice.views import OpenSession, Recording

if TYPE_CHECKING:
    from flashcards.domain.practice.setup import PracticeOptions
    from flashcards.gui.review.session import ReviewSession
    from flashcards.services.changes import Changes
    from flashcards.services.practice.report_views import Story

_ORIGIN = "practice"


class PracticePlace(Place):
    """The pages of practice; ``clock`` gives seconds that only grow."""

    toast_above = 96

    def __init__(
        self,
        host: Host,
        sound: Sound | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(host)
        media = host.library / "media"
        self._sound = sound or QtSound()
        self._player = Player(self._sound, self)
        self.setup = SetupPage()
        self.report = ReportPage(media)
        self.stories = StoriesPage()
        self.readiness = ReadinessPage()
        self.running = RunningPage(media)
        self.scoring = ScoringPage(media)
        self.conductor = Conductor(
            host, self.running, self.scoring, self._sound, clock=clock, parent=self
        )
        self.authoring = Authoring(host, self.setup)
        self._options: PracticeOptions | None = None
        self._pages = {
            self.setup: Context.PRACTICE,
            self.report: Context.REPORT,
            self.stories: Context.PRACTICE,
            self.readiness: Context.PRACTICE,
            self.running: Context.RUNNING,
            self.scoring: Context.SCORING,
        }
        self._stack = QStackedLayout(self)
        for page in self._pages:
            self._stack.addWidget(page)
        self._connect()

    @property
    def shown(self) -> QWidget:
        """The page that is shown."""
        return self._stack.currentWidget()

    @property
    def contexts(self) -> tuple[Context, ...]:
        """Whose keys act now."""
        return (self._pages[self.shown],)

    @property
    def fills_window(self) -> bool:
        """Whether the rail steps aside: a prompt is asked or scored."""
        return self.shown in (self.running, self.scoring)

    def enter(self, argument: object) -> None:
        if argument == RESUME and self.conductor.session is None:
            self._resume()
        elif self.conductor.session is None:
            self._show_setup()

    def refresh(self) -> None:
        if self.fills_window:
            self.conductor.refresh()
        elif self.shown is self.setup:
            self.show_options(None)
        elif self.shown is self.stories:
            self._show_stories()
        elif self.shown is self.readiness:
            self._show_readiness()
        elif self.report.report is not None:
            self._show_report(self.report.report.session.id)

    def go_back(self) -> bool:
        if self.fills_window:
            self.conductor.go_back()
        elif self.shown is self.setup:
            return False
        else:
            self._player.stop()
            self._show_setup()
        return True

    def unless_unsaved(self, leave: Callable[[], object]) -> None:
        self.conductor.pause()
        self.running.notes.flush()
        leave()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._player.stop()
        self.conductor.pause()
        self.running.notes.flush()

    def _show(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(page)
        self.host.show_rail(not self.fills_window)
        if page is self.running and not self.running.paused:
            self.running.notes.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        elif page is not self.scoring and page is not self.running:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_setup(self) -> None:
        self._show(self.setup)
        self.setup.show_recording(self._sound.absent())
        self.show_options(None)

    def show_options(self, options: PracticeOptions | None) -> None:
        """Read and show the counts and the draw for a choice, None: for the last one."""

        def work(app):
            view = app.practice.setup(options)
            return view, app.practice.draw(view.options)

        def show(read) -> None:
            view, draw = read
            if options is not None and options != self._options:
                return  # the choice has gone on meanwhile
            self._options = view.options
            self.setup.show_setup(view)
            self.setup.show_draw(draw)

        self._options = options
        self.host.tasks.run(work, show, self.host.told)

    def _redraw(self) -> None:
        self.show_options(replace(self.setup.options, seed=None))

    def _start(self) -> None:
        draw = self.setup.draw
        if draw is not None and draw.prompts:
            self.host.tasks.run(
                lambda app: app.practice.start(draw), self.conductor.open, self.host.told
            )

    def _resume(self) -> None:
        def go_on(session: OpenSession | None) -> None:
            if session is None:
                self._show_setup()
            else:
                self.conductor.open(session, paused=True)

        self.host.tasks.run(lambda app: app.practice.open_session(), go_on, self.host.told)

    def _ask_discard(self) -> None:
        confirm(
            self.window(),
            _("Discard this session?"),
            _("Its notes and times are lost. Scores that were saved still count."),
            _("Discard"),
            self._discard,
        )

    def _discard(self) -> None:
        def work(app) -> None:
            session = app.practice.open_session()
            if session is not None:
                app.practice.discard(session.id)

        self.host.tasks.run(work, lambda _done: self._show_setup(), self.host.told)

    def _show_history(self) -> None:
        def work(app):
            sessions = app.practice.history(1).sessions
            return sessions[0].id if sessions else None

        def show(session_id: int | None) -> None:
            if session_id is None:
                self.report.show_empty()
                self._show(self.report)
            else:
                self._show_report(session_id)

        self.host.tasks.run(work, show, self.host.told)

    def _show_report(self, session_id: int) -> None:
        def show(read) -> None:
            report, history = read
            self.report.show_report(report, history)
            if self.shown is not self.report:
                self._show(self.report)
                self.report.focus_first()

        def failed(error: Exception) -> None:
            self.host.told(error)
            self._show_setup()

        self.host.tasks.run(
            lambda app: (app.practice.report(session_id), app.practice.history()), show, failed
        )

    def _finished(self, session_id: int) -> None:
        def show(history) -> None:
            if any(line.id == session_id for line in history.sessions):
                self._show_report(session_id)
            else:
                self.host.toaster.show_toast(_("Nothing was scored, so there is no report."))
                self._show_setup()

        self.host.tasks.run(lambda app: app.practice.history(), show, self.host.told)

    def _show_answer(self, attempt_id: int) -> None:
        self.host.tasks.run(
            lambda app: app.practice.attempt(attempt_id), self.report.show_answer, self.host.told
        )

    def _study(self, card_ids: tuple[int, ...]) -> None:
        def begin(session: ReviewSession) -> None:
            from flashcards.services.practice.service import PracticeService

            session.start(PracticeService.drill_filter(card_ids))

        self.host.review(begin)

    def _export(self) -> None:
        report = self.report.report
        if report is None:
            return
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Export practice"), str(Path.home() / "practice.csv"), _("Table (*.csv)")
        )
        if path:
            self.host.tasks.run(
                lambda app: app.practice.export_csv(Path(path)), self._written, self.host.told
            )

    def _save_page(self) -> None:
        report = self.report.report
        if report is None:
            return
        path, _kind = QFileDialog.getSaveFileName(
            self, _("Save as page"), str(Path.home() / "practice.html"), _("Page (*.html)")
        )
        if path:
            self.host.tasks.run(
                lambda app: app.practice.export_page(Path(path), report.session.id),
                self._written,
                self.host.told,
            )

    def _written(self, exported) -> None:
        self.host.toaster.show_toast(_("{name} saved").format(name=exported.path.name))

    def _ask_delete(self, attempt_id: int, recording: Recording) -> None:
        def delete() -> None:
            self._player.stop()
            self.host.tasks.run(
                lambda app: app.practice.delete_recording(attempt_id, recording.name),
                self.report.show_answer,
                self.host.told,
            )

        ask_delete(self.window(), delete)

    def _show_stories(self) -> None:
        def show(matrix) -> None:
            self.stories.show_matrix(matrix)
            if self.shown is not self.stories:
                self._show(self.stories)

        self.host.tasks.run(lambda app: app.practice.matrix(), show, self.host.told)

    def _edit_story(self, story: Story) -> None:
        from flashcards.gui.practice.story_dialog import StoryDialog

        matrix = self.stories.matrix
        delete = (lambda: self._delete_story(story.id)) if story.id else None
        dialog = StoryDialog(self.window(), story, matrix.prompts if matrix else (), delete)
        dialog.accepted.connect(lambda: self._save_story(dialog.story))
        dialog.open()
        dialog.title.setFocus(Qt.FocusReason.OtherFocusReason)

    def _link_story(self, story: Story, prompt_id: int) -> None:
        self._save_story(replace(story, prompts=story.prompts ^ {prompt_id}))

    def _save_story(self, story: Story) -> None:
        self.host.tasks.run(
            lambda app: app.practice.save_story(story, _ORIGIN)[1],
            lambda changes: self._changed(changes, _("Story saved")),
            self.host.told,
        )

    def _delete_story(self, story_id: int) -> None:
        self.host.tasks.run(
            lambda app: app.practice.delete_story(story_id, _ORIGIN),
            lambda changes: self._changed(changes, _("Story deleted")),
            self.host.told,
        )

    def _changed(self, changes: Changes, words: str) -> None:
        self.host.changed(changes)
        undo_toast(self.host, words)

    def _show_readiness(self) -> None:
        def show(readiness) -> None:
            self.readiness.show_readiness(readiness)
            if self.shown is not self.readiness:
                self._show(self.readiness)

        self.host.tasks.run(lambda app: app.practice.readiness(), show, self.host.told)

    def _connect(self) -> None:
        self.setup.changed.connect(self.show_options)
        self.setup.start_pressed.connect(self._start)
        self.setup.redraw_pressed.connect(self._redraw)
        self.setup.resume_pressed.connect(self._resume)
        self.setup.discard_pressed.connect(self._ask_discard)
        self.setup.history_pressed.connect(self._show_history)
        self.setup.stories_pressed.connect(self._show_stories)
        self.setup.prompts.clicked.connect(self.authoring.choose)
        self.setup.readiness_pressed.connect(self._show_readiness)
        self.conductor.showing.connect(self._show)
        self.conductor.finished.connect(self._finished)
        self.conductor.left.connect(self._show_setup)
        for page in (self.report, self.stories, self.readiness):
            page.setup_pressed.connect(self._show_setup)
        self.report.session_chosen.connect(self._show_report)
        self.report.answer_requested.connect(self._show_answer)
        self.report.study_requested.connect(self._study)
        self.report.export_pressed.connect(self._export)
        self.report.page_pressed.connect(self._save_page)
        self.report.play_requested.connect(lambda recording: self._player.play(recording.path))
        self._player.failed.connect(self.host.toaster.show_toast)
        self.report.delete_requested.connect(self._ask_delete)
        self.stories.edit_requested.connect(self._edit_story)
        self.stories.linked.connect(self._link_story)
        for page in (self.running, self.scoring, self.report):
            page.link_requested.connect(lambda url: QDesktopServices.openUrl(QUrl(url)))
