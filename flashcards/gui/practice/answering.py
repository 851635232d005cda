"""An answer as it is given: its time, what was asked, and every bit of it on the disk."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from flashcards.gui.place import Host
from flashcards.gui.practice.running import RunningPage
from flashcards.gui.practice.timers import AttemptTimer, Times
from flashcards.gui.theme import theme
from flashcards.language import _
from flashcards.services.practice.views import AttemptDraft, AttemptView, Phase

_TICK_MS = 250
_TICK_CALM_MS = 1_000
_SAVE_EVERY_SECONDS = 5.0
_SLEPT = _("The computer was asleep. That time is not counted.")
_SAVED = _("Saved")
_NOT_SAVED = _("Not saved: the library can’t be written. Your notes are still here.")
_MS = 1_000


class Answering(QObject):
    """Plays one prompt on the running page.

    ``done`` is emitted once an answer is complete and saved. ``clock`` gives seconds that only
    grow. Nothing is lost when the program is killed but the last moments of typing and time.
    """

    done = Signal()

    def __init__(
        self, page: RunningPage, host: Host, clock: Callable[[], float], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._host = host
        self._clock = clock
        self._view: AttemptView | None = None
        self._timer = AttemptTimer(clock, 0)
        self._clarified: tuple[int, ...] = ()
        self._follow_ups = 0
        self._saved_at = clock()
        self._heartbeat = QTimer(self)
        self._heartbeat.timeout.connect(self.beat)
        page.notes.edited.connect(lambda _text: self.save())
        page.pause_pressed.connect(self.toggle_pause)
        page.follow_up_pressed.connect(self._ask_follow_up)
        page.clarify_pressed.connect(self._ask_clarifying)
        page.done_pressed.connect(self.press_done)

    @property
    def view(self) -> AttemptView | None:
        """The attempt that is answered, None where there is none."""
        return self._view

    @property
    def running(self) -> bool:
        """Whether its time counts."""
        return self._view is not None and self._timer.running

    @property
    def thinking(self) -> bool:
        """Whether the time before the answer runs."""
        return self._timer.thinking

    @property
    def times(self) -> Times:
        """How long the attempt took so far."""
        return self._timer.times

    @property
    def draft(self) -> AttemptDraft:
        """The answer as it stands now."""
        times = self._timer.times
        ticked = self._view.draft.ticked if self._view else frozenset()
        return AttemptDraft(
            notes=self._page.notes.text(),
            think_ms=times.think_ms,
            answer_ms=times.answer_ms,
            paused_ms=times.paused_ms,
            clarified=self._clarified,
            follow_ups=self._follow_ups,
            ticked=ticked,
        )

    def begin(self, view: AttemptView, minutes: list[int], *, paused: bool = False) -> None:
        """Show an attempt and count its time; a session that is resumed waits ``paused``."""
        self._view = view
        draft = view.draft
        self._clarified, self._follow_ups = draft.clarified, draft.follow_ups
        self._timer = AttemptTimer(
            self._clock,
            view.think_seconds * _MS,
            Times(draft.think_ms, draft.answer_ms, draft.paused_ms),
            thinking=view.phase in (Phase.WAITING, Phase.THINKING),
        )
        self._page.show_attempt(view, minutes)
        self._show_questions()
        self._enter(Phase.THINKING if self._timer.thinking else Phase.ANSWERING)
        self._page.show_paused(paused)
        if not paused:
            self._timer.start()
        self._show_times()
        self._heartbeat.start(_TICK_CALM_MS if theme().reduced_motion else _TICK_MS)

    def go_on(self, view: AttemptView) -> None:
        """Take what is new of the attempt that is shown, as a recording."""
        if self._view is not None and view.id == self._view.id:
            self._view = view

    def end(self) -> None:
        """Leave the attempt as it stands; all of it is saved."""
        if self._view is None:
            return
        self._timer.pause()
        self._heartbeat.stop()
        self._page.notes.flush()
        self.save()
        self._view = None

    def pause(self, why: str = "") -> None:
        """Count nothing until ``toggle_pause``."""
        if self.running:
            self._timer.pause()
            self._page.show_paused(True, why)
            self._page.notes.flush()
            self.save()

    def toggle_pause(self) -> None:
        """Pause, or go on."""
        if self.running:
            self.pause()
        elif self._view is not None:
            self._timer.start()
            self._page.show_paused(False)

    def answer_now(self) -> None:
        """End the time for thinking."""
        if self._view is not None and self._timer.thinking:
            self._timer.answer()
            self._enter(Phase.ANSWERING)
            self._show_times()

    def press_done(self) -> None:
        """Go on: from a pause, from thinking to the answer, from the answer to its score."""
        if self._view is None:
            return
        if not self.running:
            self.toggle_pause()
        elif self._timer.thinking:
            self.answer_now()
        else:
            self._timer.pause()
            self._heartbeat.stop()
            self._page.notes.flush()
            self.save()
            self._enter(Phase.SCORING)
            self.done.emit()

    def save(self) -> None:
        """Put the answer as it stands on the disk."""
        view, draft = self._view, self.draft
        if view is None:
            return
        self._saved_at = self._clock()
        self._host.tasks.run(
            lambda app: app.practice.save(view.id, draft),
            lambda _kept: self._say(_SAVED if draft.notes else "", draft.notes),
            self._not_saved,
        )

    def _say(self, words: str, notes: str) -> None:
        if self._page.notes.text() == notes:
            self._page.notes.said.setText(words)
            self._page.notes.said.set_color("text2")

    def _not_saved(self, error: Exception) -> None:
        self._page.notes.said.setText(_NOT_SAVED)
        self._page.notes.said.set_color("again")
        self._host.told(error)

    def beat(self) -> None:
        """Count until now, show it, and save now and then; the timer calls this."""
        if not self.running:
            return
        before = self._timer.thinking
        slept = self._timer.touch()
        if before and not self._timer.thinking:
            self._enter(Phase.ANSWERING)
        self._show_times()
        if slept:
            self.pause(_SLEPT)
        elif self._clock() - self._saved_at >= _SAVE_EVERY_SECONDS:
            self.save()

    def _show_times(self) -> None:
        self._page.show_times(self._timer.times, thinking=self._timer.thinking)

    def _show_questions(self) -> None:
        if self._view is not None:
            self._page.show_questions(self._view, len(self._clarified), self._follow_ups)

    def _ask_follow_up(self) -> None:
        view = self._view
        if view is not None and self.running and self._follow_ups < len(view.prompt.follow_ups):
            self._follow_ups += 1
            self._show_questions()
            self._page.reveal(self._page.follow_ups)
            self.save()

    def _ask_clarifying(self) -> None:
        view = self._view
        asked = len(self._clarified)
        if view is not None and self.running and asked < len(view.prompt.clarifying):
            self._clarified = (*self._clarified, asked)
            self._show_questions()
            self._page.reveal(self._page.clarifying)
            self.save()

    def _enter(self, phase: Phase) -> None:
        view = self._view
        if view is not None:
            self._host.tasks.run(
                lambda app: app.practice.enter(view.id, phase), failed=self._host.told
            )
