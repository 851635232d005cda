"""A word that leads somewhere: underlined under the mouse, a button to the keys."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.painting import draw_line


class TextLink(PaintedButton):
    """Takes what width there is and elides its text; ``clicked`` says that it was followed."""

    radius = RADIUS["tag"]

    def __init__(
        self,
        text: str,
        role: Role = Role.BODY_STRONG,
        parent: QWidget | None = None,
        *,
        color: str = "text",
    ) -> None:
        super().__init__(text, parent)
        self._role = role
        self._color = color
        self.setAccessibleName(text)
        self.setToolTip(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(theme().font(self._role)).horizontalAdvance(self.text())
        return QSize(round(width) + 1, theme().line(self._role))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, theme().line(self._role))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        font = theme().font(self._role)
        font.setUnderline(self.underMouse() or self.focused_by_keyboard)
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        ink = getattr(colors, self._color)
        draw_line(QPainter(self), QRectF(self.rect()), shown, font, ink)
