"""The placement test: one card after another, known or not, and what comes of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.gui.actions import add_action
from flashcards.gui.commands import first_key
from flashcards.gui.roadmap import texts
from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Button, IconButton, Kind, Size
from flashcards.gui.widgets.card import Card, Hairline
from flashcards.gui.widgets.card_look import Look
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.scroll_page import ScrollPage
from flashcards.language import _
from flashcards.services.card_view import CardView
from flashcards.services.roads.placement_view import PlacedOut, PlacementTest

_SHEET = 720


class PlacementPage(QWidget):
    """Asks; ``answered(known)`` after each card, ``closed`` when the learner leaves."""

    answered = Signal(bool)
    closed = Signal()

    def __init__(self, media_folder: Path) -> None:
        super().__init__()
        self._title = Label("", Role.TITLE)
        self._intro = Label("", Role.BODY, "text2", wrap=True)
        self._place = Label("", Role.BODY, "text2", tabular=True)
        self._close = IconButton("x", _("Leave the test"), keys="Esc")
        self._question = CardText(_("Question"), Look(Role.QUESTION))
        self._answer = CardText(_("Answer"), Look(Role.ANSWER))
        for text in (self._question, self._answer):
            text.set_media_folder(media_folder)
        self._line = Hairline()
        self._show = Button(_("Show answer"), Kind.PRIMARY, size=Size.LARGE)
        self._known = Button(_("I knew it"), Kind.PRIMARY, size=Size.LARGE)
        self._missed = Button(_("Not yet"), size=Size.LARGE)
        self._done = Button(_("Back to the road"), Kind.PRIMARY, size=Size.LARGE, keys="Esc")
        self._show.set_keys(first_key("placement.show"))
        self._known.set_keys(first_key("placement.known"))
        self._missed.set_keys(first_key("placement.missed"))
        self._lay_out()
        self._connect()

    def begin(self, test: PlacementTest) -> None:
        """Show what the test is about; ``ask`` follows for each card."""
        self._title.setText(_("Place out of {title}").format(title=test.title))
        self._intro.setText(texts.test_intro(test))
        self._sheet.setVisible(False)
        self._shown("")

    def ask(self, view: CardView, number: int, total: int) -> None:
        """Show a card's question."""
        self._place.setText(_("{number} of {total}").format(number=number, total=total))
        self._sheet.setVisible(True)
        self._question.set_markdown(view.question)
        answers = [view.answer] if view.answer else []
        answers += [f"- {option.text}" for option in view.options if option.right]
        answers += [f"{place}. {step}" for place, step in enumerate(view.steps, 1)]
        if view.expected is not None:
            answers.insert(0, _("```text\n{expected}\n```").format(expected=view.expected))
        self._answer.set_markdown("\n".join(answers) if view.options else "\n\n".join(answers))
        self._shown("question")

    def show_result(self, test: PlacementTest, done: PlacedOut) -> None:
        """Say what the test led to."""
        heading, text = texts.test_result(test, done)
        self._title.setText(heading)
        self._intro.setText(text)
        self._place.setText("")
        self._sheet.setVisible(False)
        self._shown("result")
        self._done.focus_visibly()

    def _shown(self, phase: str) -> None:
        self._line.setVisible(phase == "answer")
        self._answer.setVisible(phase == "answer")
        self._show.setVisible(phase == "question")
        self._known.setVisible(phase == "answer")
        self._missed.setVisible(phase == "answer")
        self._done.setVisible(phase == "result")
        self._phase = phase
        self._show_action.setEnabled(phase == "question")
        for action in (self._known_action, self._missed_action):
            action.setEnabled(phase == "answer")

    def _reveal(self) -> None:
        if self._phase == "question":
            self._shown("answer")

    def _answered(self, known: bool) -> None:
        if self._phase == "answer":
            self._shown("")
            self.answered.emit(known)

    def _connect(self) -> None:
        self._close.clicked.connect(self.closed)
        self._done.clicked.connect(self.closed)
        self._show.clicked.connect(self._reveal)
        self._known.clicked.connect(lambda: self._answered(True))
        self._missed.clicked.connect(lambda: self._answered(False))
        self._show_action = add_action(self, "placement.show", self._reveal)
        self._known_action = add_action(self, "placement.known", lambda: self._answered(True))
        self._missed_action = add_action(self, "placement.missed", lambda: self._answered(False))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._place)
        head.addSpacing(8)
        head.addWidget(self._close)
        header = QWidget()
        top = QVBoxLayout(header)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(4)
        top.addLayout(head)
        top.addWidget(self._intro)
        self._sheet = Card()
        sheet = QVBoxLayout(self._sheet)
        sheet.setContentsMargins(36, 32, 36, 32)
        sheet.setSpacing(20)
        for part in (self._question, self._line, self._answer):
            sheet.addWidget(part)
        self._sheet.setMaximumWidth(_SHEET)
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        for button in (self._show, self._missed, self._known, self._done):
            buttons.addWidget(button)
        buttons.addStretch(1)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        # in a row of its own: a column would take the height for the page's whole width
        row = QHBoxLayout()
        row.addWidget(self._sheet, 1)
        row.addStretch(0)
        column.addLayout(row)
        column.addLayout(buttons)
        page = ScrollPage(header, body)
        page.set_padding(48, 40, 32, below_header=28)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(page)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Placement test"))
