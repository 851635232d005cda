"""What is added under the question: the answer, what it is compared with, and more to know."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.gui.review.grading import Outcome, takes_text
from flashcards.gui.review.result import ResultPanel
from flashcards.gui.review.spaced import Spaced, grow_with_text
from flashcards.gui.review.steps import StepList
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.card_look import Look
from flashcards.gui.widgets.card_style import QUOTE_BAR
from flashcards.gui.widgets.card_text import CardText
from flashcards.gui.widgets.label import Label
from flashcards.language import _
from flashcards.render.plain import plain_text
from flashcards.services.card_view import CardView

_ANSWER = Look(Role.ANSWER)
_ASIDE = Look(Role.LEAD, "text2")
_SOURCE = Look(Role.CAPTION, "text3", "text3")
_BAR_GAP = 12
_NO_ANSWER = _("*This card has no answer yet. Edit it to add one.*")


class AnswerPanel(QWidget):
    """Divider, result, steps, answer, extra and source, each only where the card has it."""

    link_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._view: CardView | None = None
        self._after_steps: dict[QWidget, bool] = {}
        self.result = ResultPanel()
        self.steps = StepList()
        self.answer = CardText(_("Answer"), _ANSWER)
        self.extra = CardText(_("Note"), _ASIDE)
        self.source = CardText(_("Source"), _SOURCE)
        self._aside = _Aside(self.extra)
        grow_with_text(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._divider = _Divider()
        column.addWidget(self._divider)
        self._parts: dict[QWidget, Spaced] = {}
        for widget, gap in (
            (self.result, 18),
            (self.steps, 16),
            (self.answer, 14),
            (self._aside, 16),
            (self.source, 12),
        ):
            self._parts[widget] = Spaced(widget, gap)
            column.addWidget(self._parts[widget])
        for text in (self.answer, self.extra, self.source, self.steps):
            text.link_requested.connect(self.link_requested)

    def set_media_folder(self, folder: Path | None) -> None:
        """Where images come from."""
        for text in (self.answer, self.extra, self.source, self.steps):
            text.set_media_folder(folder)

    def prepare(self, view: CardView) -> None:
        """Takes the answer of a card, before it is shown."""
        self._view = view
        elsewhere = takes_text(view) or bool(view.options or view.steps)
        answer = (view.remainder if elsewhere else view.answer).strip()
        extra, source = view.extra.strip(), _source(view.source)
        if not (elsewhere or answer or extra):
            answer = _NO_ANSWER
        for text, markdown in ((self.answer, answer), (self.extra, extra), (self.source, source)):
            text.set_markdown(markdown)
        self._aside.set_barred(bool(answer or view.steps))
        self.steps.set_steps(view.steps)
        self.steps.reveal_all()  # until it is shown, the panel is as tall as it will be in the end
        if takes_text(view):
            self.result.compare(view, "", Outcome.OPEN)
        self._after_steps = {
            self.answer: bool(answer), self._aside: bool(extra), self.source: bool(source)
        }  # fmt: skip
        self._parts[self.result].setVisible(takes_text(view))
        self._parts[self.steps].setVisible(bool(view.steps))
        self._show_rest(shown=True)

    def begin_steps(self) -> None:
        """Hides what the steps will reveal one by one, and what follows them."""
        self.steps.reveal_none()
        self._show_rest(shown=False)

    def next_step(self) -> bool:
        """Reveals one more step; whether it was the last, after which all is shown."""
        self.steps.reveal()
        last = self.steps.shown == self.steps.total
        if last:
            self._show_rest(shown=True)
        return last

    def compare(self, typed: str, result: Outcome) -> None:
        """Shows what was typed beside what was expected."""
        if self._view is not None and takes_text(self._view):
            self.result.compare(self._view, typed, result)

    def spoken(self) -> str:
        """What was shown last, for a screen reader: a step, or the whole answer."""
        if self.steps.total and self.steps.shown:
            place = self.steps.shown
            return _("Step {place}. {plain}").format(
                place=place, plain=plain_text(self.steps.texts()[place - 1].markdown())
            )
        result = self.result.spoken() if not self._parts[self.result].isHidden() else ""
        parts = (result, self.answer.markdown(), self.extra.markdown())
        return " ".join(plain_text(part) for part in parts if part)

    def _show_rest(self, *, shown: bool) -> None:
        for widget, wanted in self._after_steps.items():
            self._parts[widget].setVisible(shown and wanted)
        # a choice may say all above: nothing is then divided from it
        self._divider.setVisible(any(not part.isHidden() for part in self._parts.values()))


class _Divider(QWidget):
    """The word Answer and a line to the right of it."""

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(Label(_("Answer"), Role.LABEL, "text2"))
        row.addWidget(Hairline(), 1)


class _Aside(QWidget):
    """The note under an answer: beside a bar and small, or in the answer's place as its text."""

    def __init__(self, text: CardText) -> None:
        super().__init__()
        self._text = text
        self._barred = True
        grow_with_text(self)
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


def _source(source: str) -> str:
    source = source.strip()
    if not source or source.lower().startswith("source"):
        return source
    return _("Source: {source}").format(source=source)
