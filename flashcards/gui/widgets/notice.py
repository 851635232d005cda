"""Notices: a message that stands where it belongs until it is dealt with."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui import icons
from flashcards.gui.theme import ICON, RADIUS, Role, theme
from flashcards.gui.widgets.buttons import Button, Size
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import rounded


class Tone(Enum):
    """What a notice says, as (icon, ink, ground, border) by names of colours."""

    ERROR = ("circle-alert", "again", "again_bg", "again_border")
    WARNING = ("triangle-alert", "hard", "hard_bg", "hard_border")
    SUCCESS = ("circle-check", "good", "good_bg", "good_border")
    INFORMATION = ("info", "text2", "surface", "border")


class Notice(QFrame):
    """An icon, a title, a text and buttons; hidden until ``show_notice``."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone = Tone.INFORMATION
        self._mark = _Mark(self)
        self._title = Label(role=Role.LABEL, wrap=True)
        self._text = Label(role=Role.SMALL, color="text2", wrap=True)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(self._title)
        texts.addWidget(self._text)
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 10, 14, 10)
        row.setSpacing(0)
        row.addWidget(self._mark, alignment=Qt.AlignmentFlag.AlignTop)
        row.addSpacing(11)
        row.addLayout(texts, 1)
        row.addLayout(self._buttons)
        # a fixed height would be that of the text on one line
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.hide()
        theme().changed.connect(self.update)

    @property
    def tone(self) -> Tone:
        """What kind of message it is."""
        return self._tone

    def text(self) -> str:
        """All that it says, on one line."""
        return " ".join(part for part in (self._title.text(), self._text.text()) if part)

    def buttons(self) -> list[Button]:
        """Its buttons, from the left."""
        found = [self._buttons.itemAt(place).widget() for place in range(self._buttons.count())]
        return [widget for widget in found if isinstance(widget, Button)]

    def show_notice(
        self,
        tone: Tone,
        title: str,
        text: str = "",
        actions: tuple[tuple[str, Callable[[], object]], ...] = (),
    ) -> None:
        """Says this; each action is a verb and what it does."""
        self._tone = tone
        self._mark.set_tone(tone)
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self._clear_buttons()
        self._buttons.setContentsMargins(16 if actions else 0, 0, 0, 0)
        for verb, act in actions:
            button = Button(verb, size=Size.SMALL)
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._buttons.addWidget(button)
        self.setAccessibleName(self.text())
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        _, _, ground, border = self._tone.value
        fill, edge = getattr(colors, ground), getattr(colors, border)
        rounded(QPainter(self), QRectF(self.rect()), RADIUS["button"], fill, edge)

    def _clear_buttons(self) -> None:
        while (item := self._buttons.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class _Mark(QWidget):
    """The icon of a notice."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._tone = Tone.INFORMATION
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_tone(self, tone: Tone) -> None:
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(int(ICON["button"]), theme().line(Role.LABEL))

    def paintEvent(self, event: QPaintEvent) -> None:
        name, ink, _, _ = self._tone.value
        icons.paint(QPainter(self), name, QRectF(self.rect()), getattr(theme().colors, ink))
