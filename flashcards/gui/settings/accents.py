"""The accents to choose from, each as a disc of its colour with a tick on the one chosen."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent

from flashcards.gui.theme import Accent, Colors, theme
from flashcards.gui.widgets.painting import mix, rounded
from flashcards.gui.widgets.segments import Segment, Segments
from flashcards.gui.widgets.tick import paint_tick
from flashcards.language import _

NAMES = {
    Accent.VIOLET: _("Violet"),
    Accent.BLUE: _("Blue"),
    Accent.TEAL: _("Teal"),
    Accent.PLUM: _("Plum"),
    Accent.GRAPHITE: _("Graphite"),
}
_SIDE, _DISC, _RING = 32, 22, 28


class AccentChoice(Segments):
    """``chosen`` carries the value of an ``Accent``; the name of each is its tooltip."""

    def __init__(self) -> None:
        super().__init__(_("Accent"), [(accent.value, name) for accent, name in NAMES.items()])

    def make_button(self, value: str, label: str) -> Segment:
        return _Disc(Accent(value), label, self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing lies behind the discs."""


class _Disc(Segment):
    radius = _SIDE / 2

    def __init__(self, accent: Accent, name: str, parent: Segments) -> None:
        super().__init__(name, parent)
        self._accent = accent
        self.setToolTip(name)

    def sizeHint(self) -> QSize:
        return QSize(theme().grow(_SIDE), theme().grow(_SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = Colors.of("dark" if theme().dark else "light", self._accent)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = self._middle(_DISC)
        fill = mix(colors.accent, colors.accent_hover, self._hover.value)
        rounded(painter, disc, disc.width() / 2, fill)
        if self.isChecked():
            ring = self._middle(_RING)
            rounded(painter, ring, ring.width() / 2, None, colors.accent, width=2.0)
            paint_tick(painter, disc, colors.on_accent, 2.0)

    def _middle(self, size: int) -> QRectF:
        side = theme().grow(size)
        return QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
