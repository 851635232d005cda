"""A value on a line: ``Slider("Target recall", 70, 99)``; ``changed(value)`` while it is moved."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QSlider, QStyle, QStyleOptionSlider, QWidget

from flashcards.gui.theme import RADIUS, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.painting import rounded

_HANDLE = 18
_TRACK = 4


class Slider(QSlider):
    """A horizontal slider; a click on the line takes the handle there."""

    changed = Signal(int)

    def __init__(
        self, name: str, low: int, high: int, *, step: int = 1, parent: QWidget | None = None
    ) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setPageStep(max(step, (high - low) // 10))
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        focus_ring.track(self, RADIUS["button"])
        self.valueChanged.connect(self.changed)
        theme().changed.connect(self.update)

    def set_value(self, value: int) -> None:
        """Move the handle without telling of it."""
        blocked = self.blockSignals(True)
        self.setValue(value)
        self.blockSignals(blocked)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, _HANDLE + 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._go_to(event.position().x())
            self.setSliderDown(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self.isSliderDown():
            self._go_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.setSliderDown(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        middle = self.height() / 2
        line = QRectF(0, middle - _TRACK / 2, self.width(), _TRACK)
        rounded(painter, line, _TRACK / 2, colors.border)
        center = self._position()
        done = QRectF(0, line.y(), center, _TRACK)
        rounded(painter, done, _TRACK / 2, colors.accent if self.isEnabled() else colors.disabled)
        handle = QRectF(center - _HANDLE / 2, middle - _HANDLE / 2, _HANDLE, _HANDLE)
        hot = self.underMouse() or self.isSliderDown()
        ring = colors.accent_hover if hot else colors.accent
        ring = ring if self.isEnabled() else colors.disabled
        rounded(painter, handle, _HANDLE / 2, colors.surface, ring, width=2.5)

    def _position(self) -> float:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        room = self.width() - _HANDLE
        place = QStyle.sliderPositionFromValue(
            self.minimum(), self.maximum(), self.value(), room, option.upsideDown
        )
        return place + _HANDLE / 2

    def _go_to(self, x: float) -> None:
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        room = self.width() - _HANDLE
        self.setValue(
            QStyle.sliderValueFromPosition(
                self.minimum(),
                self.maximum(),
                round(x - _HANDLE / 2),
                room,
                option.upsideDown,
            )
        )
