"""The road of a session: a line across the window, with a station where one stands."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.theme import theme
from flashcards.gui.widgets.motion import Glide
from flashcards.gui.widgets.ring import paint_ring
from flashcards.language import _

_HEIGHT = 14
_BEHIND = 4.0
_AHEAD = 2.0
_STATION = 13.0
_STATION_WIDTH = 2.5


class ProgressRoad(QWidget):
    """How far a session is; its height is a station's, the line runs in its middle."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        road = QEasingCurve.Type.InOutCubic
        self._share = Glide(self, "road", self.update, easing=road)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    @property
    def share(self) -> float:
        """Where the station is or is going to, 0 to 1."""
        return self._share.target

    def set_progress(self, done: int, total: int) -> None:
        """The station moves to ``done`` of ``total``."""
        self._share.to(done / total if total else 0.0)
        self.setAccessibleName(_("{done} of {total} cards done").format(done=done, total=total))

    def finish_moving(self) -> None:
        """Ends a movement at once, for a key that was pressed in the middle of it."""
        self._share.finish()

    def sizeHint(self) -> QSize:
        return QSize(100, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        middle = self.height() / 2
        half = _STATION / 2
        left = min(self.width() - half, max(half, self._share.value * self.width()))
        ahead = QRectF(left, middle - _AHEAD / 2, self.width() - left, _AHEAD)
        painter.fillRect(ahead, colors.border)
        painter.fillRect(QRectF(0, middle - _BEHIND / 2, left, _BEHIND), colors.accent)
        station = QPointF(left, middle)
        fill = colors.surface
        paint_ring(painter, station, _STATION, _STATION_WIDTH, color=colors.accent, fill=fill)
