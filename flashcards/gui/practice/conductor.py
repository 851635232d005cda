"""A session from its first prompt to its report: which prompt is asked, scored, recorded."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from flashcards.gui.place import Host, undo_toast
from flashcards.gui.practice import texts
from flashcards.gui.practice.answering import Answering
from flashcards.gui.practice.microphone import Sound
from flashcards.gui.practice.player import Player, ask_delete
from flashcards.gui.practice.recorder import Recorded, Recorder
from flashcards.gui.practice.running import RunningPage
from flashcards.gui.practice.scoring import ScoringPage
from flashcards.services.practice.views import (
    AttemptView,
    OpenSession,
    Phase,
    Recording,
    Scored,
    ScoreRequest,
    Scoring,
)

_ORIGIN = "practice"
_WAVE = ".wav"


class Conductor(QObject):
    """Plays a session on its two pages; the place shows the page that ``showing`` names.

    ``finished(session_id)``: all prompts are scored or skipped. ``left``: the session waits to be
    gone on with. ``clock`` gives seconds that only grow.
    """

    showing = Signal(QWidget)
    finished = Signal(object)
    left = Signal()

    def __init__(
        self,
        host: Host,
        running: RunningPage,
        scoring: ScoringPage,
        sound: Sound,
        *,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._host = host
        self.running = running
        self.scoring = scoring
        self.answering = Answering(running, host, clock, self)
        self.recorder = Recorder(sound, self)
        self._player = Player(sound, self)
        self._session: OpenSession | None = None
        self._attempt: AttemptView | None = None
        self._recorded_for = 0
        self._connect()

    @property
    def session(self) -> OpenSession | None:
        """The session that is played, None where none is."""
        return self._session

    @property
    def scores(self) -> bool:
        """Whether an answer is being scored."""
        return self._attempt is not None and self.answering.view is None

    def open(self, session: OpenSession, *, paused: bool = False) -> None:
        """Go on with a session; ``paused`` lets it wait for the learner."""
        self._session = session
        if session.current is None:
            self._end(session.id)
            return
        attempt_id = session.current
        self._host.tasks.run(
            lambda app: app.practice.attempt(attempt_id),
            lambda view: self._show_attempt(view, paused=paused),
            self._failed,
        )

    def pause(self) -> None:
        """Stop the clock and the microphone; what there is, is saved."""
        self.recorder.stop()
        self._player.stop()
        self.answering.pause()

    def leave(self) -> None:
        """Leave the session as it stands; it can be gone on with."""
        self.pause()
        self.answering.end()
        self._forget()
        self.left.emit()

    def go_back(self) -> None:
        """What Esc does: pause first, then leave; from a score back to the prompt."""
        if self.scores:
            self._back_to_prompt()
        elif self.answering.running:
            self.pause()
        else:
            self.leave()

    def refresh(self) -> None:
        """The library has changed: a score that was undone is asked for again."""
        session, attempt = self._session, self._attempt
        if session is None or attempt is None:
            return

        def look(now: OpenSession | None) -> None:
            if now is not None and now.current not in (None, attempt.id):
                self.answering.end()
                self.open(now)

        self._host.tasks.run(lambda app: app.practice.session(session.id), look, self._host.told)

    def _connect(self) -> None:
        self.answering.done.connect(self._score)
        self.running.close_pressed.connect(self.leave)
        self.running.skip_pressed.connect(self._skip)
        self.running.record_pressed.connect(self._record)
        self.running.retry_pressed.connect(self._show_recording)
        self.recorder.heard.connect(self.running.recording.show_level)
        self.recorder.ended.connect(self._recorded)
        self.recorder.refused.connect(self.running.recording.show_missing)
        self.scoring.close_pressed.connect(self.leave)
        self.scoring.back_pressed.connect(self._back_to_prompt)
        self.scoring.ticked.connect(self._ticked)
        self.scoring.save_pressed.connect(self._save_score)
        self.scoring.play_pressed.connect(self._play)
        self.scoring.delete_pressed.connect(self._ask_delete)
        self._player.changed.connect(self.scoring.show_playing)
        self._player.failed.connect(self._host.toaster.show_toast)

    def _minutes(self) -> list[int]:
        return [step.minutes for step in self._session.steps] if self._session else []

    def _show_attempt(self, view: AttemptView, *, paused: bool) -> None:
        self._attempt = view
        if view.phase is Phase.SCORING:
            self._score()
            return
        self.answering.begin(view, self._minutes(), paused=paused)
        self._show_recording()
        self.showing.emit(self.running)

    def _score(self) -> None:
        self.recorder.stop()
        attempt = self._attempt
        if attempt is not None:
            self._host.tasks.run(
                lambda app: app.practice.scoring(attempt.id), self._show_scoring, self._failed
            )

    def _show_scoring(self, scoring: Scoring) -> None:
        self.answering.end()
        self._attempt = scoring.attempt
        self.scoring.begin(scoring, self._minutes())
        self.showing.emit(self.scoring)
        self.scoring.rubric.focus_first()

    def _ticked(self, ticks: frozenset[int]) -> None:
        attempt = self._attempt
        if attempt is None:
            return
        draft = replace(attempt.draft, ticked=ticks)

        def work(app):
            app.practice.save(attempt.id, draft)
            return app.practice.scoring(attempt.id, ticks)

        def show(scoring: Scoring) -> None:
            if scoring.ticked == self.scoring.ticks and self.scores:
                self.scoring.show_scoring(scoring)

        self._host.tasks.run(work, show, self._host.told)

    def _back_to_prompt(self) -> None:
        self._player.stop()
        attempt = self._attempt
        if attempt is None:
            return

        def work(app):
            app.practice.enter(attempt.id, Phase.ANSWERING)
            return app.practice.attempt(attempt.id)

        self._host.tasks.run(
            work, lambda view: self._show_attempt(view, paused=False), self._failed
        )

    def _save_score(self) -> None:
        attempt = self._attempt
        if attempt is None or not self.scores:
            return
        self._player.stop()
        page = self.scoring
        request = ScoreRequest(page.ticks, page.grade, page.chosen_cards)
        page.save.setEnabled(False)
        self._host.tasks.run(
            lambda app: app.practice.score(attempt.id, request, _ORIGIN),
            self._scored,
            self._not_scored,
        )

    def _scored(self, scored: Scored) -> None:
        self.scoring.save.setEnabled(True)
        self._attempt = None
        undo_toast(self._host, texts.scored_line(scored))
        if scored.session is None:
            self._end(scored.session_id)
        else:
            self.open(scored.session)
        self._host.changed(scored.changes)

    def _not_scored(self, error: Exception) -> None:
        self.scoring.save.setEnabled(True)
        self._host.told(error)

    def _skip(self) -> None:
        attempt, session = self._attempt, self._session
        if attempt is None or session is None:
            return
        self.recorder.stop()
        self.answering.end()
        self._attempt = None

        def go_on(following: OpenSession | None) -> None:
            if following is None:
                self._end(session.id)
            else:
                self.open(following)

        self._host.tasks.run(lambda app: app.practice.skip(attempt.id), go_on, self._failed)

    def _end(self, session_id: int) -> None:
        self._forget()
        self._host.tasks.run(
            lambda app: app.practice.finish(session_id),
            lambda _done: self.finished.emit(session_id),
            self._failed,
        )

    def _forget(self) -> None:
        self._session = self._attempt = None

    def _failed(self, error: Exception) -> None:
        self.answering.end()
        self._forget()
        self._host.told(error)
        self.left.emit()

    def _show_recording(self) -> None:
        attempt = self._attempt
        self.running.show_recording(self._may_record)
        if attempt is None or not self._may_record:
            return
        missing = self.recorder.missing()
        if missing:
            self.running.recording.show_missing(missing)
        else:
            seconds = sum(recording.seconds for recording in attempt.recordings)
            self.running.recording.show_ready(seconds)

    @property
    def _may_record(self) -> bool:
        """Whether the learner wanted a button for it."""
        return self._session is not None and self._session.options.record

    def _record(self) -> None:
        attempt = self._attempt
        if self.recorder.recording:
            self.recorder.stop()
        elif attempt is not None and self.answering.view is not None and self._may_record:
            if not self.answering.running:
                self.answering.toggle_pause()
            self.answering.answer_now()
            self._recorded_for = attempt.id

            def start(path: Path) -> None:
                if self.answering.running and self._recorded_for == attempt.id:
                    self.recorder.start(path)

            self._host.tasks.run(
                lambda app: app.practice.new_recording(attempt.id, _WAVE), start, self._host.told
            )

    def _recorded(self, recorded: Recorded) -> None:
        attempt_id = self._recorded_for
        self._host.tasks.run(
            lambda app: app.practice.add_recording(attempt_id, recorded.path, recorded.seconds),
            lambda view: self._kept(view, recorded),
            self._host.told,
        )

    def _kept(self, view: AttemptView, recorded: Recorded) -> None:
        if self._attempt is not None and self._attempt.id == view.id:
            self._attempt = view
            self.answering.go_on(view)
            self.scoring.show_recordings(view)
            self._show_recording()
        if recorded.problem:
            self.running.recording.show_missing(recorded.problem)
            self._host.toaster.show_toast(recorded.problem)

    def _play(self) -> None:
        attempt = self._attempt
        if self._player.playing:
            self._player.stop()
        elif attempt is not None and attempt.recordings:
            self._player.play(attempt.recordings[-1].path)

    def _ask_delete(self) -> None:
        attempt = self._attempt
        if attempt is not None and attempt.recordings:
            recording = attempt.recordings[-1]
            ask_delete(self.scoring.window(), lambda: self._delete(attempt.id, recording))

    def _delete(self, attempt_id: int, recording: Recording) -> None:
        self._player.stop()

        def show(view: AttemptView) -> None:
            if self._attempt is not None and self._attempt.id == view.id:
                self._attempt = view
                self.scoring.show_recordings(view)

        self._host.tasks.run(
            lambda app: app.practice.delete_recording(attempt_id, recording.name),
            show,
            self._host.told,
        )
