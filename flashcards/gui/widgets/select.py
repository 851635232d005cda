"""One of a list: ``Select("Day starts at", (("4", "04:00"),))``; it emits ``chosen(value)``."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QSizePolicy, QStyleOptionComboBox, QWidget

from flashcards.gui import icons
from flashcards.gui.theme import ICON, SIZE, Role, theme
from flashcards.gui.widgets import focus_ring

_RIGHT = 12
_ARROW_ROOM = 28


class Select(QComboBox):
    """A drop-down list of (value, label); the wheel moves the page, not the choice."""

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        options: Sequence[tuple[str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setView(QListView(self))
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        focus_ring.track(self)
        self.activated.connect(lambda _index: self.chosen.emit(self.value))
        theme().changed.connect(self._restyle)
        self._restyle()
        self.set_options(options)

    @property
    def value(self) -> str:
        """The value that is chosen, "" of an empty list."""
        return self.currentData() or ""

    def set_options(self, options: Sequence[tuple[str, str]], value: str | None = None) -> None:
        """Show other options, the choice kept where it is still there."""
        kept = self.value if value is None else value
        self.clear()
        for each, label in options:
            self.addItem(label, each)
        self.set_value(kept)

    def set_value(self, value: str) -> None:
        """Choose a value without telling of it; one that isn't there leaves the choice."""
        index = self.findData(value)
        if index >= 0:
            self.setCurrentIndex(index)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        room = self.width() - 2 * _RIGHT - _ARROW_ROOM
        option.currentText = QFontMetrics(self.font()).elidedText(
            option.currentText, Qt.TextElideMode.ElideRight, room
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colors = theme().colors
        size = ICON["inline"]
        left = _RIGHT if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else 0
        x = left or self.width() - _RIGHT - size
        where = QRectF(x, (self.height() - size) / 2, size, size)
        ink = colors.text2 if self.isEnabled() else colors.disabled
        icons.paint(QPainter(self), "chevron-down", where, ink)

    def _restyle(self) -> None:
        self.setFont(theme().font(Role.BODY))
        self.setFixedHeight(theme().grow(SIZE["input"]))
