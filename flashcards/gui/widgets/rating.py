"""Rating buttons: a grade with its key and the interval that it leads to."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.theme import RADIUS, SIZE, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.keycap import keycap_height, keycap_width, paint_keycap
from flashcards.gui.widgets.painting import draw_line, mix, rounded

_INSET = 15
_GAP = 12
_MINIMUM_WIDTH = 132


class RatingButton(PaintedButton):
    """One grade. ``tone`` is ``again``, ``hard``, ``good`` or ``easy`` and gives the colours."""

    radius = RADIUS["buttonLarge"]

    def __init__(self, tone: str, title: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._tone = tone
        self._key = key
        self._interval = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_interval("")

    @property
    def interval(self) -> str:
        """The interval as it is shown."""
        return self._interval

    def set_interval(self, interval: str) -> None:
        """Shows when the card would come back: ``11 days``."""
        self._interval = interval
        self.setAccessibleName(f"{self.text()}, {interval}" if interval else self.text())
        self.update()

    def sizeHint(self) -> QSize:
        width, height = SIZE["ratingButton"]
        return QSize(theme().grow(width), theme().grow(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(_MINIMUM_WIDTH, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        ink = getattr(colors, self._tone)
        fill, border = getattr(colors, f"{self._tone}_bg"), getattr(colors, f"{self._tone}_border")
        if self.isEnabled():
            border = mix(border, ink, max(self._hover.value, self._press.value))
        else:
            fill, border, ink = colors.hover, colors.border, colors.disabled
        width = 1.0 + self._press.value
        rounded(painter, QRectF(self.rect()), self.radius, fill, border, width=width)
        corner = QPointF(_INSET, (self.height() - keycap_height()) // 2)
        paint_keycap(painter, corner, self._key, color=ink, border=ink)
        self._paint_texts(painter, _INSET + keycap_width(self._key) + _GAP)

    def _paint_texts(self, painter: QPainter, left: float) -> None:
        ink = getattr(theme().colors, self._tone if self.isEnabled() else "disabled")
        first, second = theme().line(Role.LEAD), theme().line(Role.SMALL)
        shown = self._interval
        top = (self.height() - first - (second if shown else 0)) / 2
        width = self.width() - left
        title = QRectF(left, top, width, first)
        draw_line(painter, title, self.text(), theme().font(Role.LEAD, 600), ink)
        below = QRectF(left, top + first, width, second)
        draw_line(painter, below, shown, theme().font(Role.SMALL, tabular=True), ink)
