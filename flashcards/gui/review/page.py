"""The review screen: one card after another, answered by keyboard.

The page holds no rule of studying. It shows what the controller gives it (``show_card``,
``show_finished`` …) and says what the learner wants (``answer_given``, ``undo_requested`` …). A
grade counts as saved only when the controller shows what comes next.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from flashcards.domain.review import Rating
from flashcards.gui.commands import command
from flashcards.gui.review.card_actions import CardActions
from flashcards.gui.review.flags import flag_menu, pop_up_above, pop_up_below
from flashcards.gui.review.frame import ReviewFrame
from flashcards.gui.review.grading import preselected
from flashcards.gui.review.information import show_information
from flashcards.gui.review.phase import SHOWS_CARD, Phase
from flashcards.gui.review.timing import AnswerTimer
from flashcards.gui.review.wording import next_flag, texts
from flashcards.gui.widgets.dialog import Dialog, confirm
from flashcards.gui.widgets.notice import Tone
from flashcards.language import _
from flashcards.services.card_view import CardInformation, CardView, NoteEdit, SessionProgress

_SAVING_SHOWS_AFTER = 150  # milliseconds; a grade is mostly saved before anyone could see it


class ReviewPage(ReviewFrame):
    """A session; ``clock`` gives seconds that only grow, ``now_ms`` milliseconds UTC.

    Ids of cards and notes have 63 bits, so signals carry them as objects.
    """

    answer_given = Signal(object, int, int, str)
    """Card id, rating, milliseconds, what was typed."""
    undo_requested = Signal()
    redo_requested = Signal()
    bury_requested = Signal(object)
    suspend_requested = Signal(object)
    mark_requested = Signal(object)
    flag_requested = Signal(object, int)
    edit_requested = Signal(object)
    edit_saved = Signal(object)
    rewrite_requested = Signal(object)
    information_requested = Signal(object)
    close_requested = Signal()
    learn_more_requested = Signal()
    retry_requested = Signal()
    link_requested = Signal(str)

    def __init__(
        self,
        media_folder: Path | None = None,
        *,
        clock: Callable[[], float] = time.monotonic,
        now_ms: Callable[[], int] = lambda: round(time.time() * 1_000),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(media_folder, now_ms, parent)
        self._view: CardView | None = None
        self._phase = Phase.EMPTY
        self._before_editing = Phase.EMPTY
        self._pending: tuple[CardView, SessionProgress, str] | None = None
        self._chosen = Rating.GOOD
        self._timer = AnswerTimer(clock)
        self._saving = QTimer(self, singleShot=True, interval=_SAVING_SHOWS_AFTER)
        self._acts = self._make_acts()
        self._actions = CardActions(self, self._acts)
        self._connect()
        self._enter(Phase.EMPTY)

    @property
    def phase(self) -> Phase:
        """What it is doing."""
        return self._phase

    @property
    def view(self) -> CardView | None:
        """The card that it shows."""
        return self._view

    def show_card(self, view: CardView, progress: SessionProgress, typed: str = "") -> None:
        """Asks a card; ``typed`` is what was answered before, when an undo brings it back.

        A card that is on the screen already stays as far as it is. While a note is being edited,
        what comes waits until that is over.
        """
        if self._phase is Phase.EDITING and not self.panel.is_saving:
            self._pending = (view, progress, typed)
            return
        same = self._view is not None and self._view.card_id == view.card_id
        self.notice.hide()
        self.show_progress(progress)
        if same and self._phase in SHOWS_CARD | {Phase.EDITING}:
            self.update_card(view)
            return
        if self._phase is Phase.SAVING:
            self.desk.animate_leaving()
        self._view = view
        self.sheet.ask(view, typed)
        self.desk.put(self.sheet)
        self.desk.lay()
        self._timer.start()
        self._enter(Phase.QUESTION)
        self.announce(self.sheet.spoken_question())

    def update_card(self, view: CardView) -> None:
        """Shows what changed of the card on the screen (text, flag, mark), as far as it is."""
        if self._phase is Phase.EDITING:
            if not self.panel.is_saving:
                return
            self._leave_editing()
        if self._view is None or view.card_id != self._view.card_id:
            return
        before, self._view = self._view, view
        if texts(before) == texts(view):
            self.sheet.describe(view)
        else:
            self.sheet.renew(view)
            self.desk.lay()
        self._actions.name_for(view)
        self.top_bar.show_view(view)
        if self._phase in SHOWS_CARD:
            self.show_bar(self._phase, view, self._timer.milliseconds)

    def show_edit(self, edit: NoteEdit) -> None:
        """Opens a note's text in the card's place."""
        if self._phase in SHOWS_CARD:
            self._before_editing = self._phase
            self.panel.set_edit(edit)
            self.desk.put(self.panel)
            self._enter(Phase.EDITING)

    def show_information(self, info: CardInformation) -> Dialog:
        """Opens the numbers of a card and its history."""
        return show_information(self, info)

    def show_finished(self, tomorrow: int, seconds: float, can_learn_more: bool) -> None:
        """The session is done; what tomorrow brings."""
        self.message.show_finished(tomorrow, seconds, can_learn_more=can_learn_more)
        self.road.set_progress(1, 1)
        self._let_go(Phase.MESSAGE)

    def show_studied(self, cards: int, *, counts: bool) -> None:
        """A study out of turn is done."""
        self.message.show_studied(cards, counts=counts)
        self.road.set_progress(1, 1)
        self._let_go(Phase.MESSAGE)

    def show_waiting(self, due_ms: int) -> None:
        """Only cards that are being learned are left, the next at that moment."""
        self.message.show_waiting(due_ms)
        self._let_go(Phase.MESSAGE)

    def leave(self) -> str:
        """Lets go of the card, to ask it anew later; what was typed until then."""
        self._let_go(Phase.EMPTY)
        return self.sheet.typed()

    def show_error(self, title: str, text: str, unsaved: int = 0) -> None:
        """Something could not be done. What was given is kept and can be tried again."""
        if self._phase is Phase.EDITING:
            self.panel.show_error(title, text)
            return
        retry = ((_("Try again"), self.retry_requested.emit),)
        self.notice.show_notice(Tone.ERROR, title, text, retry)
        self.notice.setAccessibleDescription(
            _("{unsaved} not saved").format(unsaved=unsaved) if unsaved else ""
        )
        self.place()
        self.notice.buttons()[0].focus_visibly()

    def set_undo_available(self, label: str | None) -> None:
        """Names what undo takes back, None for nothing."""
        self.top_bar.set_undo(label)

    def show_toast(self, text: str, undo: bool) -> None:
        """Says what happened, with a way to take it back."""
        super().show_toast(text, _("Undo") if undo else "", self.request_undo)

    def reveal(self) -> None:
        """Shows the answer, or its next step."""
        self._act()
        if self._phase is Phase.QUESTION and self._view is not None:
            self.sheet.reveal()
            self.desk.place()
            self.desk.animate_reveal(self.sheet.answer)
            self._phase = Phase.STEPS if self._view.steps else Phase.ANSWER
            if self._phase is Phase.ANSWER:
                self._enter(Phase.ANSWER)
                self.announce(self.sheet.answer.spoken())
                return
        if self._phase is Phase.STEPS:
            last = self.sheet.answer.next_step()
            self._enter(Phase.ANSWER if last else Phase.STEPS)
            self.announce(self.sheet.answer.spoken())

    def rate(self, rating: Rating) -> None:
        """Gives a grade; nothing else can be graded until it is saved."""
        if self._phase is not Phase.ANSWER or self._view is None:
            return
        self._act()
        typed, milliseconds = self.sheet.typed(), self._timer.milliseconds
        self._chosen = rating
        self._enter(Phase.SAVING)
        self._saving.start()
        self.answer_given.emit(self._view.card_id, int(rating), milliseconds, typed)

    def hint(self) -> None:
        """Shows the answer's first words."""
        self._act()
        self.sheet.show_hint()
        self._actions["question.hint"].setEnabled(False)
        self.bottom_bar.hint.setEnabled(False)

    def request_undo(self) -> None:
        """Asks to take the last operation back, unless a grade or a text is on its way."""
        if self._phase not in {Phase.EDITING, Phase.SAVING}:
            self._act()
            self.undo_requested.emit()

    def request_redo(self) -> None:
        """Asks to do it again."""
        if self._phase not in {Phase.EDITING, Phase.SAVING}:
            self._act()
            self.redo_requested.emit()

    @property
    def has_unsaved(self) -> bool:
        """Whether leaving now would lose a text or a grade."""
        return self._text_is_unsaved or self._grade_is_unsaved

    def request_close(self) -> None:
        """Asks to leave; about a changed text it asks first."""
        self.unless_unsaved(self.close_requested.emit)

    def step_back(self) -> None:
        """What Esc means: leave the field, then the editor, then the session."""
        field = self.sheet.input_field()
        if self._phase is Phase.EDITING:
            self.unless_unsaved(self._leave_editing)
        elif field is not None and field.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.request_close()

    def choose_flag(self, flag: int) -> None:
        """Asks for a flag, 0 for none."""
        if self._view is not None and self._phase in SHOWS_CARD:
            self._act()
            self.flag_requested.emit(self._view.card_id, flag)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that no action of the window took: options, scrolling, leaving."""
        self._act()
        if not (
            self._choose_option(event) or self.desk.scroll_by(event.key()) or self._take_back(event)
        ):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._act()

    def _make_acts(self) -> dict[str, Callable[[], object]]:
        def on_card(ask: Callable[[CardView], object]) -> Callable[[], object]:
            def act() -> None:
                if self._view is not None and self._phase in SHOWS_CARD:
                    self._act()
                    ask(self._view)

            return act

        return {
            "question.show": self.reveal,
            "question.show_typed": self.reveal,
            "question.hint": self.hint,
            "answer.again": lambda: self.rate(Rating.AGAIN),
            "answer.hard": lambda: self.rate(Rating.HARD),
            "answer.good": lambda: self.rate(Rating.GOOD),
            "answer.easy": lambda: self.rate(Rating.EASY),
            "card.edit": on_card(lambda view: self.edit_requested.emit(view.note_id)),
            "card.rewrite": on_card(lambda view: self.rewrite_requested.emit(view.note_id)),
            "card.flag": on_card(lambda view: self.choose_flag(next_flag(view.flag))),
            "card.mark": on_card(lambda view: self.mark_requested.emit(view.card_id)),
            "card.bury": on_card(lambda view: self.bury_requested.emit(view.card_id)),
            "card.suspend": on_card(lambda view: self.suspend_requested.emit(view.card_id)),
            "card.information": on_card(lambda view: self.information_requested.emit(view.card_id)),
            "editor.save": self.panel.submit,
        }

    def _connect(self) -> None:
        self.top_bar.close_pressed.connect(self.request_close)
        self.top_bar.undo_pressed.connect(self.request_undo)
        self.top_bar.edit_pressed.connect(self._acts["card.edit"])
        self.top_bar.menu_pressed.connect(self._open_menu)
        self.bottom_bar.show_pressed.connect(self.reveal)
        self.bottom_bar.hint_pressed.connect(self.hint)
        self.bottom_bar.rating_pressed.connect(lambda rating: self.rate(Rating(rating)))
        flag = self.bottom_bar.flag
        self.bottom_bar.flag_pressed.connect(lambda: pop_up_above(self._flags(), flag))
        self.bottom_bar.bury_pressed.connect(self._acts["card.bury"])
        self.sheet.touched.connect(self._timer.touch)
        self.sheet.link_requested.connect(self.link_requested)
        self.panel.save_pressed.connect(self.edit_saved)
        self.panel.cancel_pressed.connect(self.step_back)
        self.message.back_pressed.connect(self.request_close)
        self.message.learn_pressed.connect(self.learn_more_requested)
        self._saving.timeout.connect(lambda: self.show_saving(self._chosen))
        self.desk.verticalScrollBar().valueChanged.connect(lambda _value: self._timer.touch())

    def _act(self) -> None:
        """The learner is there, and waits for no movement."""
        self._timer.touch()
        self.finish_moving()

    def _enter(self, phase: Phase) -> None:
        self._phase = phase
        self._saving.stop()
        view = self._view
        good = preselected(self.sheet.result) is not None
        self._actions.follow(phase, has_hint=bool(view and view.hint), space_grades=good)
        self.show_parts(phase)
        if view is not None:
            self._actions.name_for(view)
            self.top_bar.show_view(view)
            self.show_bar(phase, view, self._timer.milliseconds)
        if phase in {Phase.STEPS, Phase.ANSWER}:
            self.desk.bring_into_view(self.sheet.answer)
        self.give_focus(phase, good=good)

    def _let_go(self, phase: Phase) -> None:
        self.notice.hide()
        self._view = self._pending = None
        self._enter(phase)

    def _leave_editing(self) -> None:
        """Back to the card, or on to the one that came in the meantime."""
        self.panel.close_edit()
        self.desk.put(self.sheet)
        self._enter(self._before_editing)
        if self._pending is not None:
            pending, self._pending = self._pending, None
            self.show_card(*pending)

    @property
    def _text_is_unsaved(self) -> bool:
        return self._phase is Phase.EDITING and self.panel.is_unsaved

    @property
    def _grade_is_unsaved(self) -> bool:
        return self._phase is Phase.SAVING and not self.notice.isHidden()

    def unless_unsaved(self, act: Callable[[], object]) -> None:
        """Does it at once, or after a question when that would lose a text or a grade."""
        if self._text_is_unsaved:
            title = _("Discard the changes?")
            text = _("This card's text was changed and is not saved.")
            confirm(self, title, text, _("Discard"), lambda: (self.panel.close_edit(), act()))
        elif self._grade_is_unsaved:
            title = _("Leave without the answer?")
            text = _("Your last answer could not be saved yet.")
            confirm(self, title, text, _("Leave"), act)
        else:
            act()

    def _open_menu(self) -> None:
        pop_up_below(self._actions.menu(self._flags()), self.top_bar.more)

    def _flags(self) -> QMenu:
        return flag_menu(self, self._view.flag if self._view else 0, self.choose_flag)

    def _choose_option(self, event: QKeyEvent) -> bool:
        digit = event.text()
        if self._phase is not Phase.QUESTION or not digit.isdigit() or digit == "0":
            return False
        self.sheet.options.toggle(int(digit) - 1)
        return True

    def _take_back(self, event: QKeyEvent) -> bool:
        """Esc, undo and redo, where the window around has no actions for them."""
        pressed = QKeySequence(event.keyCombination())
        for command_id, act in (
            ("go.back", self.step_back),
            ("edit.undo", self.request_undo),
            ("edit.redo", self.request_redo),
        ):
            if any(pressed == QKeySequence(key) for key in command(command_id).keys):
                act()
                return True
        return False
