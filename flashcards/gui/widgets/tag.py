"""Tags: small filled labels such as a card's kind."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from flashcards.gui import icons
from flashcards.gui.theme import ICON, RADIUS, Role, theme
from flashcards.gui.widgets.painting import draw_line, rounded, text_width

_HEIGHT = 24
_PADDING = 9
_GAP = 6


class Tag(QLabel):
    """A short plain text on a filled ground, with an icon before it."""

    def __init__(self, text: str = "", icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setText(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_tag(self, text: str, icon: str = "") -> None:
        """Says something else."""
        self._icon = icon
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        width = 2 * _PADDING + text_width(theme().font(Role.CAPTION, 500), self.text())
        if self._icon:
            width += ICON["inline"] + _GAP
        return QSize(ceil(width), theme().grow(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), RADIUS["tag"], colors.hover)
        left = float(_PADDING)
        if self._icon:
            size = ICON["inline"]
            where = QRectF(left, (self.height() - size) / 2, size, size)
            icons.paint(painter, self._icon, where, colors.text2)
            left += size + _GAP
        line = QRectF(left, 0, self.width() - left, self.height())
        draw_line(painter, line, self.text(), theme().font(Role.CAPTION, 500), colors.text2)
