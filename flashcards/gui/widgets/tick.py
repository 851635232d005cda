"""Ticks: a box that a person ticks, and a circle that ticks itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.motion import Glide
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width

_BOX = 18
_BOX_RADIUS = 5.0
_GAP = 8
_CIRCLE_WIDTH = 1.25
# The tick of both, in shares of the box.
_TICK = ((0.27, 0.52), (0.44, 0.68), (0.75, 0.35))


def paint_tick(painter: QPainter, rect: QRectF, color: QColor, width: float = 1.75) -> None:
    """A tick in a square."""
    pen = QPen(color, width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(pen)
    painter.drawPolyline(
        [QPointF(rect.x() + x * rect.width(), rect.y() + y * rect.height()) for x, y in _TICK]
    )


class TickBox(QCheckBox):
    """A box with a text after it."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._hover = Glide(self, "hover", self.update)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        label = text_width(theme().font(Role.BODY), self.text())
        width = _BOX + (_GAP + label if self.text() else 0)
        return QSize(round(width), max(_BOX, theme().line(Role.BODY)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position) -> bool:
        return self.rect().contains(position)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hover.to(1.0)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover.to(0.0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        focus_ring.follow(self, event.reason(), _BOX_RADIUS)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        focus_ring.leave(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        box = QRectF(0, (self.height() - _BOX) / 2, _BOX, _BOX)
        fill, border = self._box_colors()
        rounded(painter, box, _BOX_RADIUS, fill, border)
        if self.isChecked():
            paint_tick(painter, box, colors.on_accent if self.isEnabled() else colors.bg)
        left = _BOX + _GAP
        ink = colors.text if self.isEnabled() else colors.disabled
        line = QRectF(left, 0, self.width() - left, self.height())
        draw_line(painter, line, self.text(), theme().font(Role.BODY), ink)

    def _box_colors(self) -> tuple[QColor, QColor | None]:
        colors = theme().colors
        if self.isChecked():
            if not self.isEnabled():
                return colors.disabled, None
            if self.isDown():
                return colors.accent_pressed, None
            return mix(colors.accent, colors.accent_hover, self._hover.value), None
        if not self.isEnabled():
            return colors.hover, colors.border
        border = mix(colors.control, colors.text, self._hover.value)
        return (colors.pressed if self.isDown() else colors.surface), border


class TickCircle(QWidget):
    """An empty circle that fills with a tick when something is done."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = False
        self._fill = Glide(self, "reveal", self.update)
        self.setFixedSize(_BOX, _BOX)
        theme().changed.connect(self.update)

    def is_done(self) -> bool:
        """Whether the tick is there."""
        return self._done

    def set_done(self, done: bool) -> None:
        """Ticks it or takes the tick away; only a circle on screen shows that it moves."""
        self._done = done
        (self._fill.to if self.isVisible() else self._fill.jump)(1.0 if done else 0.0)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        share = self._fill.value
        painter = QPainter(self)
        fill = mix(colors.surface, colors.accent, share)
        border = mix(colors.control, colors.accent, share)
        rounded(painter, QRectF(self.rect()), _BOX / 2, fill, border, width=_CIRCLE_WIDTH)
        if share > 0:
            painter.setOpacity(share)
            paint_tick(painter, QRectF(self.rect()), colors.on_accent)
