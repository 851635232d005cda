"""What is added under the question: the answer, what it is compared with, and more to know."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.domain.note import NoteKind
from flashcards.gui.review.grading import Outcome, takes_text
from flashcards.gui.review.result import ResultPanel
from flashcards.gui.review.steps import StepList
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.card_style import QUOTE_BAR, Look
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.label import Label
from flashcards.render.faces import remainder
from flashcards.services.card_view import CardView

_ANSWER = Look(Role.ANSWER)
_ASIDE = Look(Role.LEAD, "text2")
_SOURCE = Look(Role.CAPTION, "text3", "text3")
_BAR_GAP = 12


class AnswerPanel(QWidget):
    """Divider, result, steps, answer, extra and source, each only where the card has it."""

    link_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: CardView | None = None
        self.result = ResultPanel()
        self.steps = StepList()
        self.answer = CardText("Answer", _ANSWER)
        self.extra = CardText("Note", _ASIDE)
        self.source = CardText("Source", _SOURCE)
        self._aside = _Aside(self.extra)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for gap, widget in (
            (0, _Divider()),
            (18, self.result),
            (14, self.steps),
            (14, self.answer),
            (14, self._aside),
            (10, self.source),
        ):
            column.addWidget(_Spaced(gap, widget) if gap else widget)
        for text in (self.answer, self.extra, self.source, self.steps):
            text.link_requested.connect(self.link_requested)

    def set_media_folder(self, folder: Path | None) -> None:
        """Where images come from."""
        for text in (self.answer, self.extra, self.source, *self.steps.texts()):
            text.set_media_folder(folder)

    def prepare(self, view: CardView) -> None:
        """Takes the answer of a card, before it is shown."""
        self._view = view
        shown_elsewhere = takes_text(view) or view.options or view.steps
        answer = remainder(view.kind, view.answer) if shown_elsewhere else view.answer
        self._fill(self.answer, answer)
        self._fill(self.extra, view.extra)
        self._aside.set_barred(bool(answer.strip()) and not view.steps)
        self._fill(self.source, _source(view.source))
        self.steps.set_steps(view.steps)
        _show(self.steps, bool(view.steps))
        _show(self.result, takes_text(view))
        if takes_text(view):
            self.result.compare(view, "", Outcome.OPEN)
        nothing = not (answer.strip() or view.extra.strip() or view.steps or shown_elsewhere)
        if nothing:
            self._fill(self.answer, "*This card has no answer yet. Edit it to add one.*")

    def compare(self, typed: str, result: Outcome) -> None:
        """Shows what was typed beside what was expected."""
        if self._view is not None and takes_text(self._view):
            self.result.compare(self._view, typed, result)

    def _fill(self, text: CardText, markdown: str) -> None:
        text.set_markdown(markdown.strip())
        _show(text if text is not self.extra else self._aside, bool(markdown.strip()))


class _Spaced(QWidget):
    """A part with the room above it, which goes when the part does."""

    def __init__(self, gap: int, widget: QWidget) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, gap, 0, 0)
        column.addWidget(widget)


class _Divider(QWidget):
    """The word Answer and a line to the right of it."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Label("Answer", Role.LABEL, "text2"))
        row.addWidget(Hairline(), 1)


class _Aside(QWidget):
    """The note under an answer: beside a bar and small, or in the answer's place as its text."""

    def __init__(self, text: CardText) -> None:
        super().__init__()
        self._text = text
        self._barred = True
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        self._column.addWidget(text)
        self.set_barred(True)
        theme().changed.connect(self.update)

    def set_barred(self, barred: bool) -> None:
        self._barred = barred
        self._text.set_look(_ASIDE if barred else _ANSWER)
        self._column.setContentsMargins(QUOTE_BAR + _BAR_GAP if barred else 0, 0, 0, 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._barred:
            bar = self.rect()
            bar.setWidth(QUOTE_BAR)
            QPainter(self).fillRect(bar, theme().colors.accent_mid)


def _show(widget: QWidget, shown: bool) -> None:
    """Shows a part together with the room above it."""
    (widget.parentWidget() or widget).setVisible(shown)


def _source(source: str) -> str:
    source = source.strip()
    if not source or source.lower().startswith("source"):
        return source
    return f"Source: {source}"
