"""One of a few, side by side: ``Segments("Period", (("30", "30 days"), ("90", "90 days")))``."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from flashcards.gui.theme import RADIUS, SIZE, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width

_INSET = 3
_PADDING = 12
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class Segments(QWidget):
    """``chosen(value)`` is emitted when the user chooses; ← and → move the choice."""

    chosen = Signal(str)

    def __init__(
        self, name: str, options: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._buttons = {value: self.make_button(value, label) for value, label in options}
        row = QHBoxLayout(self)
        row.setContentsMargins(_INSET, _INSET, _INSET, _INSET)
        row.setSpacing(2)
        for value, button in self._buttons.items():
            self._group.addButton(button)
            row.addWidget(button)
            button.clicked.connect(lambda _checked=False, value=value: self.chosen.emit(value))
        self.set_value(options[0][0])
        theme().changed.connect(self.update)

    @property
    def value(self) -> str:
        """The value that is chosen."""
        return next(value for value, button in self._buttons.items() if button.isChecked())

    def set_value(self, value: str) -> None:
        """Choose a value without telling of it."""
        self._buttons[value].setChecked(True)
        for button in self._buttons.values():
            chosen = button.isChecked()
            policy = Qt.FocusPolicy.TabFocus if chosen else Qt.FocusPolicy.NoFocus
            button.setFocusPolicy(policy)

    def make_button(self, value: str, label: str) -> Segment:
        """The button of an option; one that looks otherwise overrides this."""
        return Segment(label, self)

    def button(self, value: str) -> PaintedButton:
        """The button of a value."""
        return self._buttons[value]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        values = list(self._buttons)
        value = values[(values.index(self.value) + step) % len(values)]
        self.set_value(value)
        self._buttons[value].focus_visibly()
        self.chosen.emit(value)

    def paintEvent(self, event: QPaintEvent) -> None:
        radius = RADIUS["button"]
        rounded(QPainter(self), QRectF(self.rect()), radius, theme().colors.hover)


class Segment(PaintedButton):
    """A button of one option."""

    radius = RADIUS["tag"]

    def __init__(self, text: str, parent: Segments) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.setAccessibleName(f"{parent.accessibleName()}: {text}")
        self.clicked.connect(lambda: parent.set_value(parent.value))

    def sizeHint(self) -> QSize:
        width = text_width(theme().font(Role.SMALL, 600), self.text()) + 2 * _PADDING
        return QSize(round(width), theme().grow(SIZE["segment"] - 4))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        if self.isChecked():
            rounded(painter, QRectF(self.rect()), self.radius, colors.surface, colors.control)
        weight = 600 if self.isChecked() else 500
        ink = mix(colors.text2, colors.text, 1.0 if self.isChecked() else self._hover.value)
        ink = ink if self.isEnabled() else colors.disabled
        middle = Qt.AlignmentFlag.AlignHCenter
        line = QRectF(self.rect())
        draw_line(
            painter, line, self.text(), theme().font(Role.SMALL, weight), ink, alignment=middle
        )
