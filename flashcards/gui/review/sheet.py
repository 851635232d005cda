"""The sheet that a card lies on: what it is, the question, the place to answer, the answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMargins, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashcards.domain.note import NoteKind
from flashcards.gui.review.answer_panel import AnswerPanel
from flashcards.gui.review.grading import Outcome, choice_text, chosen_places, outcome, takes_text
from flashcards.gui.review.inputs import PredictionField, TypedField
from flashcards.gui.review.options import OptionList
from flashcards.gui.review.spaced import Spaced
from flashcards.gui.review.state_row import StateRow
from flashcards.gui.theme import Role
from flashcards.gui.widgets.card import SHEET_MARGINS, Sheet
from flashcards.gui.widgets.card_look import Look
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.label import Label
from flashcards.language import _
from flashcards.render.plain import plain_text
from flashcards.services.card_view import CardView

# Room around the content of the sheet; code cards are denser.
_PADDING = QMargins(49, 33, 49, 44)
_DENSE_PADDING = QMargins(45, 27, 45, 27)
# Above state, question, options, both fields, hint and answer.
_GAPS = (0, 26, 22, 20, 20, 14, 24)
_DENSE_GAPS = (0, 14, 16, 14, 14, 14, 18)
_QUESTION = Look(Role.QUESTION)
_DENSE_QUESTION = Look(Role.HEADING, weight=500)


class CardSheet(Sheet):
    """One card. It asks, takes what is typed or chosen, and shows the answer when told to."""

    link_requested = Signal(str)
    touched = Signal()
    """The learner typed or chose something."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: CardView | None = None
        self._result = Outcome.OPEN
        self.state = StateRow()
        self.question = CardText(_("Question"), _QUESTION)
        self.options = OptionList()
        self.typed_field = TypedField()
        self.prediction_field = PredictionField()
        self.hint = Label(role=Role.ANSWER, color="text2", wrap=True)
        self.answer = AnswerPanel()
        self._until_answer = (self.typed_field, self.prediction_field, self.hint)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._parts = {
            widget: Spaced(widget)
            for widget in (
                self.state,
                self.question,
                self.options,
                self.typed_field,
                self.prediction_field,
                self.hint,
                self.answer,
            )
        }
        for part in self._parts.values():
            self._column.addWidget(part)
        self._column.addStretch(1)
        for text in (self.question, self.answer):
            text.link_requested.connect(self.link_requested)
        self.typed_field.textChanged.connect(lambda _text: self.touched.emit())
        self.prediction_field.textChanged.connect(self.touched)
        self.options.changed.connect(self.touched)

    @property
    def view(self) -> CardView | None:
        """The card that it shows."""
        return self._view

    @property
    def result(self) -> Outcome:
        """How the answer compared, once it is shown."""
        return self._result

    def set_media_folder(self, folder: Path | None) -> None:
        """Where the images of cards come from."""
        for part in (self.question, self.options, self.answer):
            part.set_media_folder(folder)

    def ask(self, view: CardView, typed: str = "") -> None:
        """Shows a question; ``typed`` is what was answered before, when it comes back."""
        self._view = view
        self._result = Outcome.OPEN
        self._space(dense=view.kind is NoteKind.PREDICT)
        self.describe(view)
        self.question.set_markdown(view.question)
        self.options.set_options(view.options, chosen_places(view.options, typed))
        by_text = takes_text(view)
        predicted = by_text and view.kind is NoteKind.PREDICT
        self.typed_field.setText(typed if by_text and not predicted else "")
        self.prediction_field.setPlainText(typed if predicted else "")
        self.prediction_field.moveCursor(QTextCursor.MoveOperation.End)
        self.answer.prepare(view)
        for widget, shown in (
            (self.options, bool(view.options)),
            (self.typed_field, by_text and not predicted),
            (self.prediction_field, predicted),
            (self.hint, False),
            (self.answer, False),
        ):
            self._parts[widget].setVisible(shown)

    def renew(self, view: CardView) -> None:
        """Shows the changed text of the same card, its answer too if that is shown."""
        typed, revealed = self.typed(), self.is_revealed()
        self.ask(view, typed)
        if revealed:
            self.reveal(all_steps=True)

    def describe(self, view: CardView) -> None:
        """Shows the state, flag and mark of the same card anew."""
        self._view = view
        self.state.show_view(view)

    def input_field(self) -> QWidget | None:
        """The field that takes the answer, None where nothing is typed."""
        fields = (self.typed_field, self.prediction_field)
        return next((field for field in fields if not self._parts[field].isHidden()), None)

    def typed(self) -> str:
        """What was typed, or the texts of the chosen options."""
        if self._view is None:
            return ""
        if self._view.options:
            return choice_text(self._view.options, self.options.chosen())
        if not takes_text(self._view):
            return ""
        if self._view.kind is NoteKind.PREDICT:
            return self.prediction_field.toPlainText()
        return self.typed_field.text()

    def spoken_question(self) -> str:
        """The question for a screen reader, after what kind of card it is."""
        return f"{self.state.kind.text()}. {plain_text(self.question.markdown())}"

    def show_hint(self) -> None:
        """The answer's first words."""
        if self._view is not None and self._view.hint:
            self.hint.setText(_("Hint: {hint}").format(hint=self._view.hint))
            self._parts[self.hint].show()

    def reveal(self, *, all_steps: bool = False) -> None:
        """Shows the answer under the question and compares what was given."""
        if self._view is None:
            return
        self._result = outcome(self._view, self.typed(), self.options.chosen())
        self.answer.compare(self.typed(), self._result)
        if self._view.options:
            self.options.judge()
        if self._view.steps and not all_steps:
            self.answer.begin_steps()
        for widget in self._until_answer:
            self._parts[widget].hide()
        self._parts[self.answer].show()

    def is_revealed(self) -> bool:
        """Whether the answer is shown."""
        return not self._parts[self.answer].isHidden()

    def full_height(self, width: int) -> int:
        """The height that it has with its answer, before that is shown too."""
        height = self._column.heightForWidth(width)
        if self.is_revealed():
            return height
        margins = self._column.contentsMargins()
        inner = width - margins.left() - margins.right()
        for widget in self._until_answer:
            if not self._parts[widget].isHidden():
                height -= self._parts[widget].height_at(inner)
        return height + self._parts[self.answer].height_at(inner)

    def _space(self, *, dense: bool) -> None:
        padding = _DENSE_PADDING if dense else _PADDING
        self._column.setContentsMargins(padding + SHEET_MARGINS)
        self.question.set_look(_DENSE_QUESTION if dense else _QUESTION)
        gaps = _DENSE_GAPS if dense else _GAPS
        for widget, gap in zip(self._parts, gaps, strict=True):
            self._parts[widget].set_gap(gap)
