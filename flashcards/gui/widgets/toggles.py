"""What is on or off: a switch, a tick box, a radio button.

``Switch("Spread reviews evenly")`` · ``TickBox("Concept")`` · ``Radio("Keep mine", "Skip those
rows")``. All are Qt's own buttons underneath, so ``toggled``, ``isChecked``, groups of radios with
arrow keys and screen readers work as everywhere.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.motion import Glide
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width
from flashcards.gui.widgets.tick import paint_tick

_SWITCH = QSize(36, 20)
_KNOB = 12
_BOX = 18
_GAP = 10
_LINE = 1.25


def _border(button: QAbstractButton) -> QColor:
    colors = theme().colors
    if not button.isEnabled():
        return colors.border
    return colors.text if button.underMouse() else colors.control


def _filling(button: QAbstractButton) -> QColor:
    colors = theme().colors
    if not button.isEnabled():
        return colors.disabled
    if button.isDown():
        return colors.accent_pressed
    return colors.accent_hover if button.underMouse() else colors.accent


def _empty(button: QAbstractButton) -> QColor:
    colors = theme().colors
    if not button.isEnabled():
        return colors.hover
    return colors.pressed if button.isDown() else colors.surface


def paint_box(painter: QPainter, box: QRectF, button: QCheckBox) -> None:
    """The box of a button that is ticked, half ticked or not."""
    if button.checkState() is Qt.CheckState.Unchecked:
        rounded(painter, box, RADIUS["keycap"], _empty(button), _border(button), width=_LINE)
        return
    rounded(painter, box, RADIUS["keycap"], _filling(button))
    ink = theme().colors.on_accent
    if button.checkState() is Qt.CheckState.PartiallyChecked:
        painter.fillRect(QRectF(box.x() + 4, box.center().y() - 1, box.width() - 8, 2), ink)
    else:
        paint_tick(painter, box, ink)


class Switch(QCheckBox):
    """A setting that acts at once. ``name`` is what a screen reader calls it; it shows no text."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFixedSize(_SWITCH)
        self._place = Glide(self, "hover", self.update)
        self.toggled.connect(self._move)
        focus_ring.track(self, _SWITCH.height() / 2)
        theme().changed.connect(self.update)

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, event: QPaintEvent) -> None:
        share = self._place.value
        painter = QPainter(self)
        rect = QRectF(self.rect())
        fill = mix(_empty(self), _filling(self), share)
        border = mix(_border(self), _filling(self), share)
        rounded(painter, rect, rect.height() / 2, fill, border, width=_LINE)
        colors = theme().colors
        rest = colors.control if self.isEnabled() else colors.disabled
        knob = mix(rest, colors.on_accent if self.isEnabled() else colors.surface, share)
        left = 4 + share * (rect.width() - _KNOB - 8)
        where = QRectF(left, (rect.height() - _KNOB) / 2, _KNOB, _KNOB)
        rounded(painter, where, _KNOB / 2, knob)

    def _move(self, on: bool) -> None:
        (self._place.to if self.isVisible() else self._place.jump)(1.0 if on else 0.0)


class TickBox(QCheckBox):
    """A box with a text beside it; without a text give it an accessible name."""

    def __init__(self, text: str = "", name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(name or text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        focus_ring.track(self, RADIUS["tag"])
        theme().changed.connect(self.updateGeometry)

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        width = _BOX
        if self.text():
            width += _GAP + round(text_width(theme().font(Role.BODY), self.text())) + 1
        return QSize(width, max(_BOX, theme().line(Role.BODY)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        box = QRectF(0, (self.height() - _BOX) / 2, _BOX, _BOX)
        paint_box(painter, box, self)
        colors = theme().colors
        ink = colors.text if self.isEnabled() else colors.disabled
        line = QRectF(_BOX + _GAP, 0, self.width(), self.height())
        draw_line(painter, line, self.text(), theme().font(Role.BODY), ink)


class Radio(QRadioButton):
    """One of several; ``detail`` stands small below its text."""

    def __init__(self, text: str, detail: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._detail = detail
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        focus_ring.track(self, RADIUS["tag"])
        theme().changed.connect(self.updateGeometry)

    def set_detail(self, detail: str) -> None:
        """Says something else below the text."""
        self._detail = detail
        self.setAccessibleDescription(detail)
        self.updateGeometry()
        self.update()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        widths = [text_width(theme().font(Role.BODY_STRONG), self.text())]
        height = theme().line(Role.BODY)
        if self._detail:
            widths.append(text_width(theme().font(Role.CAPTION), self._detail))
            height += theme().line(Role.CAPTION)
        return QSize(_BOX + _GAP + round(max(widths)) + 1, max(_BOX, height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        first = theme().line(Role.BODY)
        circle = QRectF(0, (first - _BOX) / 2, _BOX, _BOX)
        if self.isChecked():
            ring = _filling(self)
            rounded(painter, circle, _BOX / 2, _empty(self), ring, width=2.0)
            rounded(painter, circle.adjusted(5, 5, -5, -5), _BOX / 2 - 5, ring)
        else:
            rounded(painter, circle, _BOX / 2, _empty(self), _border(self), width=_LINE)
        colors = theme().colors
        ink = colors.text if self.isEnabled() else colors.disabled
        left = _BOX + _GAP
        line = QRectF(left, 0, self.width(), first)
        draw_line(painter, line, self.text(), theme().font(Role.BODY_STRONG), ink)
        if self._detail:
            below = QRectF(left, first, self.width(), theme().line(Role.CAPTION))
            small = colors.text3 if self.isEnabled() else colors.disabled
            draw_line(painter, below, self._detail, theme().font(Role.CAPTION), small)
