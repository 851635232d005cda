"""The bar above a prompt: what it is, how far the session is, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from flashcards.domain.practice.prompt import PromptKind
from flashcards.gui.practice.kinds import KindTag
from flashcards.gui.practice.prompt_road import PromptRoad
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Button, IconButton, Size
from flashcards.gui.widgets.label import Label
from flashcards.language import _

_HEIGHT = 60
_WIDE = 1100
_NARROW_ROAD = 140


class PracticeBar(QWidget):
    """``close_pressed`` is the cross; ``add_button`` puts actions at the right.

    The road stands in the middle, whatever is said beside it. Under 1100 pixels the kind's name
    and the keys of actions give way.
    """

    close_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.close_button = IconButton("x", _("Leave"), keys="Esc", size=Size.SMALL)
        self.tag = KindTag()
        self.subject = Label(role=Role.SMALL, color="text2", elide=True)
        self.subject.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.road = PromptRoad()
        self.count = Label(role=Role.LABEL, tabular=True)
        self._buttons: list[tuple[Button, str]] = []
        self._actions, self._right = _side()
        self._right.addStretch(1)
        self._lay_out()
        self.close_button.clicked.connect(self.close_pressed)
        theme().changed.connect(self.update)

    def add_button(self, button: Button, keys: str = "") -> None:
        """Put an action at the right; ``keys`` are shown while there is room."""
        self._buttons.append((button, keys))
        self._right.addWidget(button)

    def show_prompt(self, kind: PromptKind, subject: str, minutes: list[int], current: int) -> None:
        """Say which prompt is asked."""
        self.tag.show_kind(kind)
        self.subject.setText(subject)
        self.road.show_road(minutes, current)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), theme().grow(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        line = QRectF(0, self.height() - 1, self.width(), 1)
        QPainter(self).fillRect(line, theme().colors.border)

    def _fit(self) -> None:
        wide = self.width() >= theme().grow(_WIDE)
        self.tag.set_words(wide)
        self.road.setFixedWidth(self.road.sizeHint().width() if wide else _NARROW_ROAD)
        total = self.road.total
        text = _("Prompt {n} of {total}") if wide else _("{n} of {total}")
        self.count.setText(text.format(n=self.road.current + 1, total=total) if total else "")
        for button, keys in self._buttons:
            button.set_keys(keys if wide else "")

    def _lay_out(self) -> None:
        beginning, left = _side()
        left.addWidget(self.close_button)
        left.addWidget(self.tag)
        left.addWidget(self.subject, 1)
        left.addStretch(0)
        middle = QHBoxLayout()
        middle.setSpacing(20)
        middle.addWidget(self.road)
        middle.addWidget(self.count)
        row = QHBoxLayout(self)
        row.setContentsMargins(21, 0, 21, 1)
        row.setSpacing(16)
        row.addWidget(beginning, 1)
        row.addLayout(middle)
        row.addWidget(self._actions, 1)


def _side() -> tuple[QWidget, QHBoxLayout]:
    """What lies beside the road: both sides are equally wide, however much they hold."""
    side = QWidget()
    side.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    row = QHBoxLayout(side)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    return side, row
