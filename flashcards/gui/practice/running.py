"""The page of a prompt that is asked: the prompt, its timer, questions, notes, the recording."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from flashcards.gui.actions import add_action
from flashcards.gui.commands import first_key
from flashcards.gui.practice import texts
from flashcards.gui.practice.notes import NotesPane
from flashcards.gui.practice.parts import FootBar, SidePanel, scrolled
from flashcards.gui.practice.questions import Question, QuestionList
from flashcards.gui.practice.recording_bar import RecordingBar
from flashcards.gui.practice.time_bar import Plan, TimeBar
from flashcards.gui.practice.timers import Times, left_text
from flashcards.gui.practice.top_bar import PracticeBar
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.card_look import Look
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.label import Label
from flashcards.language import _
from flashcards.services.practice.views import AttemptView

_NARROW = 980
_SIDE, _SIDE_NARROW = 56, 24
_NOTES = 480
_BESIDE = 24  # between the prompt and the notes
_TIMER_ROOM = 220  # of the timer with what lies around it
_TIMER_AT = 4  # its place among the parts of the prompt
_MINUTE_MS = 60_000
_MIDDLE = Qt.AlignmentFlag.AlignHCenter
_QUESTION_LETTERS = 180  # a longer first paragraph reads better at the size of the rest


class RunningPage(QWidget):
    """Shows an attempt and the time; signals say what is wanted."""

    close_pressed = Signal()
    pause_pressed = Signal()
    skip_pressed = Signal()
    done_pressed = Signal()
    follow_up_pressed = Signal()
    clarify_pressed = Signal()
    record_pressed = Signal()
    retry_pressed = Signal()
    link_requested = Signal(str)

    def __init__(self, media: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: AttemptView | None = None
        self._timer_below = False
        self.bar = PracticeBar()
        self.pause = Button(_("Pause"), Kind.GHOST, size=Size.SMALL, icon="pause")
        self.skip = Button(_("Skip"), Kind.GHOST, size=Size.SMALL)
        self.question = CardText(_("Prompt"), Look(Role.QUESTION))
        self.body = CardText(_("More of the prompt"), Look(Role.ANSWER))
        self.number = Label(role=Role.DISPLAY, tabular=True)
        self.beside = Label(role=Role.BODY, color="text2", wrap=True)
        self.time_bar = TimeBar()
        self.clarifying = QuestionList(
            _("Clarifying questions"),
            _("Think of one, then ask"),
            "running.clarify",
            all_rows=False,
        )
        self.follow_ups = QuestionList(
            _("Follow-ups"),
            _("Ask for the next one when you feel done"),
            "running.follow_up",
            all_rows=True,
        )
        self.notes = NotesPane()
        self.recording = RecordingBar()
        self.done = Button("", Kind.PRIMARY, size=Size.LARGE, keys=first_key("running.done"))
        self._paused = _Paused()
        for text in (self.question, self.body):
            text.set_media_folder(media)
            text.link_requested.connect(self.link_requested)
        self._lay_out()
        self._connect()
        theme().changed.connect(self._arrange)

    def show_attempt(self, view: AttemptView, minutes: list[int]) -> None:
        """Show another prompt, or this one as it stands; ``minutes`` of all prompts."""
        self._view = view
        line = view.prompt.line
        self.bar.show_prompt(line.kind, texts.subject(view), minutes, view.number - 1)
        first, _blank, rest = view.prompt.body.strip().partition("\n\n")
        if len(first) > _QUESTION_LETTERS:
            first, rest = line.title, view.prompt.body
        self.question.set_markdown(first)
        self.body.set_markdown(rest)
        self.body.setVisible(bool(rest.strip()))
        self.notes.show_text(view.draft.notes)
        self._scroll.verticalScrollBar().setValue(0)
        self._arrange()

    def show_questions(self, view: AttemptView, clarified: int, follow_ups: int) -> None:
        """Show the questions that were asked, so many of each kind."""
        asked = [Question(each.question, each.answer) for each in view.prompt.clarifying]
        self.clarifying.show_questions(asked, clarified)
        following = [Question(text) for text in view.prompt.follow_ups]
        self.follow_ups.show_questions(following, follow_ups)

    def reveal(self, questions: QuestionList) -> None:
        """Scroll no further than what was just asked needs to be read."""
        QTimer.singleShot(0, lambda: self._reveal(questions))

    def show_recording(self, wanted: bool) -> None:
        """Offer to record, or leave that out."""
        self.recording.setVisible(wanted)

    def show_times(self, times: Times, *, thinking: bool) -> None:
        """Show how far the time is."""
        view = self._view
        if view is None:
            return
        plan = Plan(view.think_seconds * 1_000, view.minutes * _MINUTE_MS)
        used = times.think_ms if thinking else times.answer_ms
        planned = plan.think_ms if thinking else plan.answer_ms
        over = used > planned
        self.number.setText(left_text(planned, used))
        self.number.set_color("hard" if over else "text")
        self.beside.setText(texts.time_words(view, times, thinking=thinking))
        self.time_bar.show_times(plan, times, thinking=thinking)
        self.bar.road.set_share(0.0 if thinking else used / planned)
        words = _("Answer now") if thinking else _("Done, score it")
        if words != self.done.text():  # a label that is set lays the page out anew
            self.done.set_label(words)

    def show_paused(self, paused: bool, why: str = "") -> None:
        """Cover the prompt while nothing counts; the notes stay as they are."""
        self.pause.set_label(_("Go on") if paused else _("Pause"))
        self.pause.set_icon("play" if paused else "pause")
        self._paused.say(why)
        self._stack.setCurrentIndex(1 if paused else 0)
        if paused:
            self._paused.button.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.notes.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def paused(self) -> bool:
        """Whether the prompt is covered."""
        return self._stack.currentIndex() == 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _reveal(self, questions: QuestionList) -> None:
        asked = questions.asked_row
        if asked is not None:
            self._scroll.ensureWidgetVisible(asked, 0, 12)

    def _arrange(self) -> None:
        narrow = self.width() < _NARROW
        side = _SIDE_NARROW if narrow else _SIDE
        across = QBoxLayout.Direction.LeftToRight
        self._halves.setDirection(QBoxLayout.Direction.TopToBottom if narrow else across)
        self._notes.set_form(below=narrow, width=min(theme().grow(_NOTES), self.width() * 3 // 8))
        self._content.setContentsMargins(side, 20 if narrow else 36, side, 24)
        right = side if narrow else _SIDE + _BESIDE
        self._content_frame.setContentsMargins(0, 0, right - side, 0)
        self._foot.setContentsMargins(side, 0, side, 0)
        self._place_timer(narrow=narrow)

    def _place_timer(self, *, narrow: bool) -> None:
        """The timer is never scrolled away: where room is short it stands below the prompt."""
        side = _SIDE_NARROW if narrow else _SIDE
        self.number.set_role(Role.TITLE if narrow else Role.DISPLAY)
        self.notes.set_foot(not narrow)
        below = narrow or self._is_long(self._halves.geometry().height())
        right = side if narrow else side + _BESIDE
        margins = (side, 8, right, 12) if below else (0, 0, 0, 0)
        self._timer.layout().setContentsMargins(*margins)
        if below == self._timer_below:
            return
        self._timer_below = below
        if below:
            self._content.removeWidget(self._timer)
            self._prompt.addWidget(self._timer)
        else:
            self._prompt.removeWidget(self._timer)
            self._content.insertWidget(_TIMER_AT, self._timer)

    def _is_long(self, room: int) -> bool:
        """Whether the prompt's words leave no room for the timer below them."""
        width = self.question.width()
        texts = [text for text in (self.question, self.body) if not text.isHidden()]
        height = sum(text.heightForWidth(width) for text in texts)
        return height + theme().grow(_TIMER_ROOM) > room

    def _connect(self) -> None:
        self.bar.close_pressed.connect(self.close_pressed)
        self.pause.clicked.connect(self.pause_pressed)
        self._paused.button.clicked.connect(self.pause_pressed)
        self.skip.clicked.connect(self.skip_pressed)
        self.done.clicked.connect(self.done_pressed)
        self.follow_ups.asked.connect(self.follow_up_pressed)
        self.clarifying.asked.connect(self.clarify_pressed)
        self.recording.pressed.connect(self.record_pressed)
        self.recording.retried.connect(self.retry_pressed)
        add_action(self, "running.follow_up", self.follow_up_pressed.emit)
        add_action(self, "running.clarify", self.clarify_pressed.emit)
        add_action(self, "running.record", self.record_pressed.emit)
        add_action(self, "running.pause", self.pause_pressed.emit)
        add_action(self, "running.skip", self.skip_pressed.emit)
        add_action(self, "running.done", self.done_pressed.emit)

    def _lay_out(self) -> None:
        self.bar.add_button(self.pause, first_key("running.pause"))
        self.bar.add_button(self.skip)
        self._timer = self._timer_part()
        self._content_frame = QWidget()
        content = QVBoxLayout(self._content_frame)
        content.setSpacing(0)
        content.addWidget(self.question)
        content.addSpacing(10)
        content.addWidget(self.body)
        content.addSpacing(32)
        content.addWidget(self._timer)
        content.addSpacing(32)
        content.addWidget(self.clarifying)
        content.addSpacing(24)
        content.addWidget(self.follow_ups)
        content.addStretch(1)
        self._content = content
        self._scroll = scrolled(self._content_frame)
        asked = QWidget()
        prompt = QWidget()
        self._prompt = QVBoxLayout(prompt)
        self._prompt.setContentsMargins(0, 0, 0, 0)
        self._prompt.setSpacing(0)
        self._prompt.addWidget(self._scroll, 1)
        self._stack = QStackedLayout(asked)
        self._stack.addWidget(prompt)
        self._stack.addWidget(self._paused)
        self._notes = SidePanel()
        beside = QVBoxLayout(self._notes)
        beside.setContentsMargins(1, 1, 0, 0)
        beside.addWidget(self.notes)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(0)
        self._halves.addWidget(asked, 1)
        self._halves.addWidget(self._notes, 1)
        foot = FootBar()
        self._foot = QHBoxLayout(foot)
        self._foot.addWidget(self.recording, 1)
        self._foot.addStretch(0)
        self._foot.addSpacing(16)
        self._foot.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addLayout(self._halves, 1)
        column.addWidget(foot)

    def _timer_part(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.number)
        row.addWidget(self.beside, 1, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(row)
        column.addWidget(self.time_bar)
        return part


class _Paused(QWidget):
    """What lies over the prompt while the session pauses."""

    def __init__(self) -> None:
        super().__init__()
        self._why = Label(role=Role.BODY, color="text2", wrap=True, alignment=_MIDDLE)
        self.button = Button(
            _("Go on"), Kind.PRIMARY, size=Size.LARGE, keys=first_key("running.pause")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 24, 48, 24)
        column.setSpacing(8)
        column.addStretch(1)
        column.addWidget(Label(_("Paused"), Role.HEADING, alignment=_MIDDLE))
        column.addWidget(self._why)
        column.addSpacing(12)
        column.addWidget(self.button, 0, _MIDDLE)
        column.addStretch(1)

    def say(self, why: str) -> None:
        """Say why nothing counts."""
        self._why.setText(why or _("The prompt waits, nothing is counted. Esc leaves the session."))
