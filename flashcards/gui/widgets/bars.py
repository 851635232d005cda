"""Bars: a share of a whole, with a tick where it should be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.domain.wording import percent_text
from flashcards.gui.theme import RADIUS, theme
from flashcards.gui.widgets.painting import rounded

_HEIGHT = 12
_BAR = 6.0
_TICK_WIDTH = 2.0


class TargetBar(QWidget):
    """A horizontal bar for a share from 0 to 1; ``target`` is the place of the tick, or None."""

    def __init__(
        self, share: float = 0.0, target: float | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._share = share
        self._target = target
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)
        self._name()

    def set_share(self, share: float, target: float | None = None) -> None:
        """Shows another share and target."""
        self._share, self._target = share, target
        self._name()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(130, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        track = QRectF(0, (self.height() - _BAR) / 2, self.width(), _BAR)
        rounded(painter, track, RADIUS["bar"], colors.heat0)
        share = min(1.0, max(0.0, self._share))
        if share > 0:
            done = QRectF(track)
            done.setWidth(max(_BAR, share * self.width()))
            rounded(painter, done, RADIUS["bar"], colors.accent)
        if self._target is not None:
            left = round(self._target * self.width())
            painter.fillRect(QRectF(left, 0, _TICK_WIDTH, self.height()), colors.text)

    def _name(self) -> None:
        target = f", target {percent_text(self._target)}" if self._target is not None else ""
        self.setAccessibleName(percent_text(self._share) + target)
