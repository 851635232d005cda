"""The prompts of a session as stations of a road that ends at a terminus."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.theme import theme
from flashcards.gui.widgets.painting import rounded
from flashcards.gui.widgets.ring import paint_ring
from flashcards.language import _

_WIDTH = 292
_HEIGHT = 14
_DOT = 12.0
_CURRENT = 14.0
_AHEAD = 11.0
_BEHIND_LINE = 3.5
_AHEAD_LINE = 2.5
_TERMINUS = 10.0


class PromptRoad(QWidget):
    """Stations apart as far as their prompts take minutes; the line fills as time is used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._minutes: tuple[int, ...] = ()
        self._current = 0
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    @property
    def current(self) -> int:
        """The place of the prompt that is asked, from 0."""
        return self._current

    @property
    def total(self) -> int:
        """How many prompts there are."""
        return len(self._minutes)

    def show_road(self, minutes: Sequence[int], current: int) -> None:
        """Show these prompts; ``current`` is the place of the one that is asked."""
        self._minutes = tuple(minutes)
        self._current = current
        words = _("Prompt {n} of {total}").format(n=current + 1, total=len(self._minutes))
        self.setAccessibleName(words)
        self.set_share(0.0)

    def set_share(self, share: float) -> None:
        """How much of the present prompt's time is used, 0 to 1."""
        self._share = min(1.0, max(0.0, share))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(_WIDTH // 3, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._minutes:
            return
        colors = theme().colors
        painter = QPainter(self)
        middle = self.height() / 2
        places = self._places()
        here, beyond = places[self._current], places[self._current + 1]
        reached = here + self._share * (beyond - here)
        line = QRectF(reached, middle - _AHEAD_LINE / 2, places[-1] - reached, _AHEAD_LINE)
        painter.fillRect(line, colors.road_ahead)
        line = QRectF(places[0], middle - _BEHIND_LINE / 2, reached - places[0], _BEHIND_LINE)
        painter.fillRect(line, colors.accent)
        for number, x in enumerate(places[:-1]):
            self._paint_station(painter, number, QPointF(x, middle))
        half = _TERMINUS / 2
        end = QRectF(places[-1] - half, middle - half, _TERMINUS, _TERMINUS)
        rounded(painter, end, 2.5, colors.bg, colors.control, width=1.5)

    def _paint_station(self, painter: QPainter, number: int, center: QPointF) -> None:
        colors = theme().colors
        if number < self._current:
            paint_ring(painter, center, _DOT, 1.0, color=colors.accent, fill=colors.accent)
        elif number == self._current:
            paint_ring(painter, center, _CURRENT, 2.5, color=colors.accent, fill=colors.surface)
        else:
            paint_ring(painter, center, _AHEAD, 1.5, color=colors.control, fill=colors.bg)

    def _places(self) -> list[float]:
        """Where the stations and the terminus lie; a short prompt keeps some room."""
        lengths = [max(minutes, 2) for minutes in self._minutes]
        left, right = _CURRENT / 2, self.width() - _CURRENT / 2
        total = sum(lengths)
        sums = [0, *accumulate(lengths)]
        return [left + (right - left) * at / total for at in sums]
