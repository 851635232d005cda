"""The small round sign at the edge of a ring: mastered, placed out, chosen."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter

from flashcards.gui import icons
from flashcards.gui.theme import theme
from flashcards.gui.widgets.painting import rounded
from flashcards.gui.widgets.tick import paint_tick
from flashcards.services.studying.today_view import StationState

_HALO = 2.0
_BORDER = 1.5
_ICON_INSET = 0.15  # of the badge, around its icon


def paint_state_badge(painter: QPainter, middle: QPointF, size: float, state: StationState) -> None:
    """The badge of a station that is mastered or placed out; no other one has any."""
    colors = theme().colors
    if state is StationState.MASTERED:
        paint_ticked_badge(painter, middle, size)
    elif state is StationState.PLACED_OUT:
        box = paint_badge(painter, middle, size, colors.surface, colors.accent)
        inset = _ICON_INSET * size
        inner = box.adjusted(inset, inset, -inset, -inset)
        icons.paint(painter, "chevrons-right", inner, colors.accent)


def paint_ticked_badge(painter: QPainter, middle: QPointF, size: float) -> None:
    """A filled badge with a tick."""
    colors = theme().colors
    paint_tick(painter, paint_badge(painter, middle, size, colors.accent), colors.on_accent)


def paint_badge(
    painter: QPainter, middle: QPointF, size: float, fill: QColor, border: QColor | None = None
) -> QRectF:
    """A disc with a halo of the page's ground around it; its box."""
    box = QRectF(middle.x() - size / 2, middle.y() - size / 2, size, size)
    halo = box.adjusted(-_HALO, -_HALO, _HALO, _HALO)
    rounded(painter, halo, halo.width() / 2, theme().colors.bg)
    rounded(painter, box, size / 2, fill, border, width=_BORDER)
    return box
