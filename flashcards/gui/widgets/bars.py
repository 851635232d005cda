"""Bars: a share of a whole, with a tick where it should be."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.domain.wording import percent_text
from flashcards.gui.theme import RADIUS, theme
from flashcards.gui.widgets.painting import rounded
from flashcards.language import _

_HEIGHT = 12
BAR = 6.0
_TICK_WIDTH = 2.0


def paint_share(painter: QPainter, bar: QRectF, share: float, mark: float | None) -> None:
    """A bar filled to a share from 0 to 1, with a tick at ``mark``, another such share, or none."""
    colors = theme().colors
    rounded(painter, bar, RADIUS["bar"], colors.heat0)
    share = min(1.0, max(0.0, share))
    if share > 0:
        done = QRectF(bar)
        done.setWidth(max(bar.height(), share * bar.width()))
        rounded(painter, done, RADIUS["bar"], colors.accent)
    if mark is not None:
        left = bar.left() + round(mark * bar.width())
        over = (_HEIGHT - BAR) / 2
        tick = QRectF(left, bar.top() - over, _TICK_WIDTH, bar.height() + 2 * over)
        painter.fillRect(tick, colors.text)


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
        bar = QRectF(0, (self.height() - BAR) / 2, self.width(), BAR)
        paint_share(QPainter(self), bar, self._share, self._target)

    def _name(self) -> None:
        target = (
            _(", target {share}").format(share=percent_text(self._target))
            if self._target is not None
            else ""
        )
        self.setAccessibleName(percent_text(self._share) + target)
