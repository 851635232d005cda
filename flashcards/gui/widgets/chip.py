"""Chips: a choice among many that stands in a row, with a tick when chosen, or a text to take.

``Chip("Databases", "3", checkable=True)`` toggles; ``Chip("is:due")`` is clicked; ``removable``
shows a cross and emits ``removed``.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from flashcards.gui import icons
from flashcards.gui.theme import ICON, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width
from flashcards.gui.widgets.tick import paint_tick

_HEIGHT = 34
_HEIGHT_SMALL = 26
_CIRCLE = 20
_GAP = 8


class Chip(PaintedButton):
    """``mark`` is a short text in a circle before the name, the tick's place when chosen."""

    removed = Signal()

    def __init__(
        self,
        text: str,
        mark: str = "",
        *,
        checkable: bool = False,
        removable: bool = False,
        code: bool = False,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._mark = mark
        self._removable = removable
        self._code = code
        self._small = small
        self.setCheckable(checkable)
        self.setAccessibleName(f"{mark} {text}".strip())
        self.radius = theme().grow(self._height()) / 2

    def sizeHint(self) -> QSize:
        width = text_width(self._font(600), self.text()) + 2 * self._padding()
        if self._has_circle():
            width += _CIRCLE + _GAP - 4
        if self._removable:
            width += ICON["inline"] + 4
        return QSize(ceil(width), theme().grow(self._height()))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        cross = self.width() - self._padding() - ICON["inline"] - 4
        where = event.position().toPoint()
        if self._removable and where.x() >= cross and self.rect().contains(where):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        chosen = self.isChecked()
        fill = colors.accent_soft if chosen else colors.surface
        fill = mix(fill, colors.pressed, self._press.value)
        border = mix(colors.accent if chosen else colors.border, colors.accent, self._hover.value)
        if not self.isEnabled():
            fill, border = colors.hover, colors.border
        rect = QRectF(self.rect())
        rounded(painter, rect, rect.height() / 2, fill, border)
        ink = colors.accent_ink if chosen else colors.text2
        ink = ink if self.isEnabled() else colors.disabled
        left = float(self._padding())
        if self._has_circle():
            left -= 4
            self._paint_circle(painter, left)
            left += _CIRCLE + _GAP
        line = QRectF(left, 0, rect.width() - left, rect.height())
        draw_line(painter, line, self.text(), self._font(600 if chosen else 400), ink)
        if self._removable:
            size = ICON["inline"]
            x = rect.width() - self._padding() - size + 2
            icons.paint(painter, "x", QRectF(x, (rect.height() - size) / 2, size, size), ink)

    def _paint_circle(self, painter: QPainter, left: float) -> None:
        colors = theme().colors
        circle = QRectF(left, (self.height() - _CIRCLE) / 2, _CIRCLE, _CIRCLE)
        if self.isChecked():
            rounded(painter, circle, _CIRCLE / 2, colors.accent)
            paint_tick(painter, circle, colors.on_accent)
            return
        ink = colors.text2 if self.isEnabled() else colors.disabled
        border = colors.control if self.isEnabled() else colors.border
        rounded(painter, circle, _CIRCLE / 2, None, border)
        font = theme().font(Role.KEYCAP, tabular=True)
        draw_line(painter, circle, self._mark, font, ink, alignment=Qt.AlignmentFlag.AlignHCenter)

    def _has_circle(self) -> bool:
        return bool(self._mark) or self.isCheckable()

    def _height(self) -> int:
        return _HEIGHT_SMALL if self._small else _HEIGHT

    def _padding(self) -> int:
        return 10 if self._small else 13

    def _font(self, weight: int):
        if self._code:
            return theme().font(Role.CODE_EDITOR)
        return theme().font(Role.CAPTION if self._small else Role.SMALL, weight)
