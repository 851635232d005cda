"""A number with − and +: ``Stepper("New cards a day", 0, 999)``; ``changed(value)`` on a change.

The number can be typed; ↑ and ↓ step it. ``suffix`` is shown after it, as in "1 min".
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QValidator
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from flashcards.domain.wording import number_text
from flashcards.gui.theme import RADIUS, SIZE, Role, theme
from flashcards.gui.widgets.buttons import IconButton, Size
from flashcards.gui.widgets.painting import rounded, text_width
from flashcards.language import _

_BUTTON = 34


class Stepper(QWidget):
    """A whole number between two bounds."""

    changed = Signal(int)

    def __init__(
        self,
        name: str,
        low: int,
        high: int,
        *,
        step: int = 1,
        suffix: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low, self._high, self._step = low, high, step
        self._suffix = suffix
        self._value = low
        self._field = _Number(self)
        self._field.setAccessibleName(name)
        self._less = IconButton("minus", _("{name}: less").format(name=name), size=Size.SMALL)
        self._more = IconButton("plus", _("{name}: more").format(name=name), size=Size.SMALL)
        for button in (self._less, self._more):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setAutoRepeat(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        row.addWidget(self._less)
        row.addWidget(self._field, 1)
        row.addWidget(self._more)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFocusProxy(self._field)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._less.clicked.connect(lambda: self.step(-1))
        self._more.clicked.connect(lambda: self.step(1))
        self._field.editingFinished.connect(self._typed)
        theme().changed.connect(self._restyle)
        self._restyle()
        self._show()

    @property
    def value(self) -> int:
        """The number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a number without telling of it; one out of bounds is brought to the nearest."""
        self._value = min(self._high, max(self._low, value))
        self._show()

    def step(self, steps: int) -> None:
        """Go some steps up or down and tell of it."""
        self._take(self._value + steps * self._step)

    def sizeHint(self) -> QSize:
        widest = text_width(theme().font(Role.BODY_STRONG, tabular=True), self._text(self._high))
        return QSize(2 * _BUTTON + round(widest) + 20, theme().grow(SIZE["input"]))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        focused = self._field.hasFocus()
        hovered = colors.text2 if self.underMouse() else colors.control
        border = colors.focus if focused else hovered
        fill = colors.surface if self.isEnabled() else colors.hover
        width = 2.0 if focused else 1.0
        border = border if self.isEnabled() else colors.border
        rect = QRectF(self.rect())
        rounded(QPainter(self), rect, RADIUS["button"], fill, border, width=width)

    def _take(self, value: int) -> None:
        before = self._value
        self.set_value(value)
        if self._value != before:
            self.changed.emit(self._value)

    def _typed(self) -> None:
        digits = "".join(c for c in self._field.text() if c.isdigit() or c == "-")
        self._take(int(digits) if digits.lstrip("-").isdigit() else self._value)

    def _text(self, value: int) -> str:
        return f"{number_text(value)} {self._suffix}".strip()

    def _show(self) -> None:
        self._field.setText(self._text(self._value))
        self._less.setEnabled(self._value > self._low)
        self._more.setEnabled(self._value < self._high)

    def _restyle(self) -> None:
        self._field.setFont(theme().font(Role.BODY_STRONG, tabular=True))
        self.updateGeometry()
        self.update()


class _Number(QLineEdit):
    """The number itself, without a border of its own."""

    def __init__(self, stepper: Stepper) -> None:
        super().__init__(stepper)
        self._stepper = stepper
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setStyleSheet("QLineEdit { border: 0; padding: 0; background: transparent; }")
        self.setValidator(_Lenient(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._stepper.step(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
        self._stepper.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._stepper.update()


class _Lenient(QValidator):
    """Takes anything while it is typed, so that ``editingFinished`` comes; the stepper mends it."""

    def validate(self, text: str, position: int) -> object:
        return QValidator.State.Acceptable, text, position
