"""What the practice screens share: a panel at the side, a bar at the foot, a large ring."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from flashcards.domain.wording import percent_text
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Button
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.link import TextLink
from flashcards.gui.widgets.painting import draw_line
from flashcards.gui.widgets.ring import paint_mastery

_FOOT = 80
_RING, _RING_WIDTH = 88, 8.0
_NO_LIMIT = 16_777_215  # QWIDGETSIZE_MAX, which the bindings leave out


class SidePanel(QFrame):
    """A surface at the right of the page, or below it where the page is narrow."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._below = False
        theme().changed.connect(self.update)

    def set_form(self, *, below: bool, width: int) -> None:
        """Lie below the page, or stand beside it this wide."""
        self._below = below
        self.setMinimumWidth(0 if below else width)
        self.setMaximumWidth(_NO_LIMIT if below else width)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        painter.fillRect(self.rect(), colors.surface)
        edge = QRectF(0, 0, self.width(), 1) if self._below else QRectF(0, 0, 1, self.height())
        painter.fillRect(edge, colors.border)


class FootBar(QWidget):
    """A bar at the foot of a screen, with a hairline above it."""

    def __init__(self, parent: QWidget | None = None, *, surface: bool = False) -> None:
        super().__init__(parent)
        self._surface = surface
        theme().changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().grow(_FOOT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._surface:
            painter.fillRect(self.rect(), theme().colors.surface)
        painter.fillRect(QRectF(0, 0, self.width(), 1), theme().colors.border)


class ShareRing(QWidget):
    """A share from 0 to 1 in a large ring, with its number."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_share(self, share: float) -> None:
        """Show another share."""
        self._share = share
        self.setAccessibleName(percent_text(share))
        self.update()

    def _restyle(self) -> None:
        side = theme().grow(_RING)
        self.setFixedSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        rect = QRectF(self.rect())
        paint_mastery(painter, rect, _RING_WIDTH, self._share)
        font = theme().font(Role.QUESTION, 600, tabular=True)
        middle = Qt.AlignmentFlag.AlignHCenter
        text = percent_text(self._share)
        draw_line(painter, rect, text, font, theme().colors.text, alignment=middle)


def back_row(back: Button) -> QHBoxLayout:
    """The way back to the set-up, above a title and as narrow as its words."""
    row = QHBoxLayout()
    row.addWidget(back)
    row.addStretch(1)
    return row


class ActionLink(TextLink):
    """A word in the accent's colour that does something, as wide as it is."""

    def __init__(self, text: str, name: str = "") -> None:
        super().__init__(text, Role.LABEL, color="accent_ink")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name or text)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def scrolled(content: QWidget) -> QScrollArea:
    """The content in an area that scrolls up and down and takes no focus."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    content.setAutoFillBackground(False)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


def clear(layout: QLayout) -> None:
    """Take all widgets out of a layout and let them go."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()


def section(title: str, legend: QWidget | None = None) -> tuple[QWidget, QVBoxLayout]:
    """A titled part of the aside below a hairline, and where its rows go."""
    part = QWidget()
    head = QHBoxLayout()
    head.addWidget(Label(title, Role.LABEL))
    if legend is not None:
        head.addWidget(legend, 1)
    rows = QVBoxLayout()
    rows.setSpacing(0)
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 14, 0, 0)
    column.setSpacing(0)
    column.addWidget(Hairline())
    column.addSpacing(16)
    column.addLayout(head)
    column.addSpacing(6)
    column.addLayout(rows)
    return part, rows
