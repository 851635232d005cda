"""What stands in place of a card: the session is done, or the next card is not yet due."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.wording import interval_text, number_text
from flashcards.gui.review.wording import finished_text
from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.label import Label
from flashcards.language import _, ngettext

_CENTER = Qt.AlignmentFlag.AlignHCenter
_WIDTH = 520


class MessagePage(QWidget):
    """A title, a sentence, and one or two buttons in the middle of the window."""

    back_pressed = Signal()
    learn_pressed = Signal()

    def __init__(self, now_ms: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now_ms = now_ms
        self._due_ms = 0
        self.title = Label(role=Role.TITLE_SMALL, alignment=_CENTER, wrap=True)
        self.text = Label(role=Role.LEAD, color="text2", alignment=_CENTER, wrap=True)
        self.learn = Button(_("Learn 5 more"), size=Size.LARGE)
        self.back = Button(_("Back to Today"), Kind.PRIMARY, size=Size.LARGE, keys="Enter")
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._tick)
        self.learn.clicked.connect(self.learn_pressed)
        self.back.clicked.connect(self.back_pressed)
        self._build()

    def _build(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(12)
        buttons.addStretch(1)
        buttons.addWidget(self.learn)
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.text)
        column.addSpacing(20)
        column.addLayout(buttons)
        outer = QVBoxLayout(self)
        outer.addStretch(4)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle, 8)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(5)

    def show_finished(self, tomorrow: int, seconds: float, *, can_learn_more: bool) -> None:
        """The session is done; what tomorrow brings."""
        self._timer.stop()
        self._say(_("Done for today."), finished_text(tomorrow, seconds))
        self.learn.setVisible(can_learn_more)

    def show_studied(self, cards: int, *, counts: bool) -> None:
        """A study out of turn is done; ``counts``: whether its answers moved due dates."""
        self._timer.stop()
        answers = ngettext("{n} answer given", "{n} answers given", cards).format(
            n=number_text(cards)
        )
        kept = _("They count as reviews.") if counts else _("Your schedule is as it was.")
        self._say(_("That was the last card."), f"{answers}. {kept}")
        self.learn.hide()

    def show_waiting(self, due_ms: int) -> None:
        """Only cards that are being learned are left, and none is due yet."""
        self._due_ms = due_ms
        self.learn.hide()
        self._tick()
        if self._due_ms > self._now_ms():
            self._timer.start(1_000)

    def hideEvent(self, event) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _tick(self) -> None:
        seconds = math.ceil((self._due_ms - self._now_ms()) / 1_000)
        if seconds <= 0:
            self._timer.stop()
            self._say(_("The next card is due."), "")
            return
        self._say(
            _("Next card in {time}").format(time=interval_text(seconds)),
            _("All others are done. It comes by itself when its time is there."),
        )

    def _say(self, title: str, text: str) -> None:
        if self.title.text() != title:
            self.title.setText(title)
            self.setAccessibleName(f"{title} {text}".strip())
        self.text.setText(text)
        self.text.setVisible(bool(text))
