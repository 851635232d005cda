"""The sheet that a card lies on: what it is, the question, the place to answer, the answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMargins, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.note import NoteKind
from flashcards.gui.review.answer_panel import AnswerPanel
from flashcards.gui.review.grading import Outcome, choice_text, chosen_places, outcome, takes_text
from flashcards.gui.review.options import OptionList
from flashcards.gui.review.state_row import StateRow
from flashcards.gui.review.typing import PredictionField, TypedField
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.card import SHEET_MARGINS, Sheet
from flashcards.gui.widgets.card_style import Look
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.label import Label
from flashcards.services.card_view import CardView

# Room around the content of the sheet; code cards are denser.
_PADDING = QMargins(48, 32, 48, 42)
_DENSE_PADDING = QMargins(44, 26, 44, 28)
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
        self.question = CardText("Question", _QUESTION)
        self.typed_field = TypedField()
        self.prediction_field = PredictionField()
        self.options = OptionList()
        self.hint = Label(role=Role.ANSWER, color="text2", wrap=True)
        self.answer = AnswerPanel()
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._gaps: list[QWidget] = []
        for widget in (
            self.state,
            self.question,
            self.options,
            self.typed_field,
            self.prediction_field,
            self.hint,
            self.answer,
        ):
            self._column.addWidget(widget)
        self._column.addStretch(1)
        for text in (self.question, self.answer):
            text.link_requested.connect(self.link_requested)
        self.typed_field.textChanged.connect(lambda _text: self.touched.emit())
        self.prediction_field.textChanged.connect(self.touched)
        self.options.changed.connect(self.touched)
        theme().changed.connect(self._pad)
        self._pad()

    def set_media_folder(self, folder: Path | None) -> None:
        """Where the images of cards come from."""
        self.question.set_media_folder(folder)
        self.answer.set_media_folder(folder)
