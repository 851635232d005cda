"""Text inputs; the style sheet gives them their borders."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from flashcards.gui import icons
from flashcards.gui.theme import ICON, SIZE, Role, theme

_ICON_ROOM = 22  # before the text


class TextField(QLineEdit):
    """One line. ``name`` is what a screen reader calls it; ``role`` may be a code role.

    ``icon``: stands before the text.
    """

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        role: Role = Role.BODY,
        icon: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self._icon = icon
        if icon:
            self.setTextMargins(_ICON_ROOM, 0, 0, 0)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_error(self, wrong: bool) -> None:
        """Draws it as wrong, or as right again; the message belongs below it."""
        _set_error(self, wrong)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._icon:
            size = ICON["button"]
            where = QRectF(11, (self.height() - size) / 2, size, size)
            icons.paint(QPainter(self), self._icon, where, theme().colors.text3)

    def _restyle(self) -> None:
        self.setFont(theme().font(self._role))
        self.setFixedHeight(theme().grow(SIZE["input"]))


class TextArea(QPlainTextEdit):
    """Several lines. Tab moves on to the next field."""

    def __init__(
        self,
        name: str,
        placeholder: str = "",
        *,
        role: Role = Role.BODY,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role = role
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_error(self, wrong: bool) -> None:
        """Draws it as wrong, or as right again; the message belongs below it."""
        _set_error(self, wrong)

    def _restyle(self) -> None:
        self.setFont(theme().font(self._role))


def _set_error(field: QWidget, wrong: bool) -> None:
    if field.property("error") != wrong:
        field.setProperty("error", wrong)
        field.style().unpolish(field)
        field.style().polish(field)
