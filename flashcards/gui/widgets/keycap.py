"""Keycaps: a key as it is shown on buttons, in menus of keys and beside texts."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.painting import draw_line, rounded, text_width

HEIGHT = 20
GAP = 3
_PADDING = 6
_EDGE = 2.0
_MAC_NAMES = {"Ctrl": "⌘", "Shift": "⇧", "Alt": "⌥"}
_NAMES = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓", "Return": "Enter", "Escape": "Esc"}


def key_names(sequence: str) -> tuple[str, ...]:
    """The caps of a shortcut as Qt writes it: ``Ctrl+Shift+Z`` is three of them."""
    names = _NAMES | _MAC_NAMES if sys.platform == "darwin" else _NAMES
    plus = sequence.endswith("+")
    parts = [part for part in sequence.removesuffix("+").split("+") if part]
    return tuple(names.get(part, part) for part in [*parts, *(["+"] if plus else [])])


def keycap_height() -> int:
    """The height of a keycap at the present text size."""
    return theme().grow(HEIGHT)


def keycap_width(text: str) -> int:
    """The width of one keycap."""
    wanted = text_width(theme().font(Role.KEYCAP), text) + 2 * _PADDING
    return max(keycap_height(), ceil(wanted))


def keycaps_width(names: Sequence[str]) -> int:
    """The width of several keycaps side by side."""
    return sum(map(keycap_width, names)) + GAP * max(0, len(names) - 1)


def paint_keycap(
    painter: QPainter,
    corner: QPointF,
    text: str,
    *,
    color: QColor,
    border: QColor,
    fill: QColor | None = None,
) -> None:
    """One keycap with its top left corner there; its bottom edge is twice as strong."""
    rect = QRectF(corner.x(), corner.y(), keycap_width(text), keycap_height())
    rounded(painter, rect, RADIUS["keycap"], fill, border)
    painter.save()
    painter.setClipRect(QRectF(rect.left(), rect.bottom() - _EDGE, rect.width(), _EDGE))
    radius = RADIUS["keycap"] - 0.5
    painter.setPen(QPen(border, 1.0))
    painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -1.5), radius, radius)
    painter.restore()
    face = rect.adjusted(0, 0, 0, -_EDGE)
    font = theme().font(Role.KEYCAP)
    draw_line(painter, face, text, font, color, alignment=Qt.AlignmentFlag.AlignHCenter)


def paint_keycaps(
    painter: QPainter,
    corner: QPointF,
    names: Sequence[str],
    *,
    color: QColor,
    border: QColor,
    fill: QColor | None = None,
) -> None:
    """Keycaps side by side."""
    left = corner.x()
    for name in names:
        where = QPointF(left, corner.y())
        paint_keycap(painter, where, name, color=color, border=border, fill=fill)
        left += keycap_width(name) + GAP


class Keycap(QWidget):
    """A shortcut in keycaps, to be read only."""

    def __init__(self, sequence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names = key_names(sequence)
        self.setAccessibleName(" ".join(self._names))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(keycaps_width(self._names), keycap_height())

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        corner = QPointF(0, (self.height() - keycap_height()) / 2)
        paint_keycaps(
            painter,
            corner,
            self._names,
            color=colors.text2,
            border=colors.keycap,
            fill=colors.surface,
        )
