"""Questions that are shown one by one: follow-ups in rising difficulty, and clarifying ones."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.gui.commands import first_key
from flashcards.gui.practice.parts import clear
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Button, Size
from flashcards.gui.widgets.card import Card
from flashcards.gui.widgets.card_look import Look
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.label import Label
from flashcards.language import _

_ROW = 46
_SIDE = 18
_NUMBER = 24
_ASKED = Look(Role.LEAD)
_ANSWERED = Look(Role.BODY, "text2")


@dataclass(frozen=True, slots=True)
class Question:
    """A question in Markdown, with the answer that an interviewer gives to a clarifying one."""

    text: str
    answer: str = ""


class QuestionList(QWidget):
    """A titled card; ``asked`` is emitted when the next one is wanted.

    ``all_rows``: each question that was not asked yet has its empty row, else only the next one.
    """

    asked = Signal()

    def __init__(
        self,
        title: str,
        caption: str,
        command: str,
        *,
        all_rows: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._title = title
        self._command = command
        self._all_rows = all_rows
        self._questions: tuple[Question, ...] = ()
        self._shown = 0
        self._asked_row: QWidget | None = None
        self._card = Card()
        self._rows = QVBoxLayout(self._card)
        self._rows.setContentsMargins(1, 1, 1, 1)
        self._rows.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(Label(title, Role.LABEL))
        head.addWidget(
            Label(
                caption,
                Role.CAPTION,
                "text2",
                elide=True,
                alignment=Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
            ),
            1,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._card)

    @property
    def left(self) -> int:
        """How many were not asked yet."""
        return len(self._questions) - self._shown

    @property
    def asked_row(self) -> QWidget | None:
        """The row of the question that was asked last."""
        return self._asked_row

    def show_questions(self, questions: Sequence[Question], shown: int) -> None:
        """Show the first ``shown`` of them; without any the list is gone."""
        self._questions, self._shown = tuple(questions), shown
        self.setVisible(bool(self._questions))
        clear(self._rows)
        self._asked_row = None
        for number, question in enumerate(self._questions, 1):
            if number <= shown:
                self._asked_row = _Asked(number, question, first=number == 1)
                self._add(self._asked_row)
            elif number == shown + 1:
                self._add(self._next_row(number))
            elif self._all_rows:
                self._add(_Waiting(number, _("Not asked yet"), first=False))

    def _add(self, row: QWidget) -> None:
        self._rows.addWidget(row)
        row.show()

    def _next_row(self, number: int) -> QWidget:
        words = _("Not asked yet")
        if not self._all_rows and self.left > 1:
            words = _("{n} more to ask").format(n=self.left)
        row = _Waiting(number, words, first=number == 1)
        button = Button(_("Ask"), size=Size.SMALL, keys=first_key(self._command))
        button.setAccessibleName(f"{self._title}: {_('Ask')}")
        button.clicked.connect(self.asked)
        row.row.addWidget(button)
        return row


class _Row(QWidget):
    """A row of the card with its number, and a hairline above all but the first."""

    def __init__(self, number: int, *, first: bool) -> None:
        super().__init__()
        self._first = first
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(_SIDE, 0, 12, 0)
        self.row.setSpacing(0)
        self.number = Label(str(number), Role.BODY_STRONG, "text2", tabular=True)
        self.number.setFixedWidth(theme().grow(_NUMBER))
        self.row.addWidget(self.number)
        theme().changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._first:
            line = QRectF(0, 0, self.width(), 1)
            QPainter(self).fillRect(line, theme().colors.border)


class _Asked(_Row):
    def __init__(self, number: int, question: Question, *, first: bool) -> None:
        super().__init__(number, first=first)
        self.row.setContentsMargins(_SIDE, 13, _SIDE, 12)
        self.row.setAlignment(self.number, Qt.AlignmentFlag.AlignTop)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        text = CardText(_("Question {n}").format(n=number), _ASKED)
        text.set_markdown(question.text)
        texts.addWidget(text)
        if question.answer:
            answer = CardText(_("Answer to question {n}").format(n=number), _ANSWERED)
            answer.set_markdown(question.answer)
            texts.addWidget(answer)
        self.row.addLayout(texts, 1)


class _Waiting(_Row):
    def __init__(self, number: int, words: str, *, first: bool) -> None:
        super().__init__(number, first=first)
        self.setFixedHeight(theme().grow(_ROW))
        self.row.addWidget(Label(words, Role.BODY, "text2"), 1)
