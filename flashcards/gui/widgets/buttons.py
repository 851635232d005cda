"""Buttons: primary, plain, ghost and danger, with icon and keycaps, and the base of all.

``Button("Start", Kind.PRIMARY, size=Size.LARGE, keys="Enter")`` · ``set_keys``, ``set_icon`` ·
``IconButton("x", "Close")``. Buttons take the focus by Tab, not by a click, so that Space and
Enter go on meaning what the screen says; a button that has the keyboard focus keeps both.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QFont,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from flashcards.gui import icons
from flashcards.gui.theme import ICON, RADIUS, SIZE, Colors, Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.keycap import (
    key_names,
    keycap_height,
    keycaps_width,
    paint_keycaps,
)
from flashcards.gui.widgets.motion import Glide
from flashcards.gui.widgets.painting import draw_line, mix, rounded, text_width, with_alpha

_TAB = Qt.FocusReason.TabFocusReason
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ARROWS = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
_OWN_KEYS = frozenset({*_ENTER, Qt.Key.Key_Space})


class Kind(Enum):
    """How much a button weighs."""

    PRIMARY = "primary"
    PLAIN = "plain"
    GHOST = "ghost"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Measure:
    """The measures of a size of button, in pixels; ``key_gap`` lies before the keycaps."""

    height: int
    role: Role
    padding: int
    gap: int
    key_gap: int
    radius: float


class Size(Enum):
    """How tall a button is."""

    SMALL = Measure(SIZE["buttonSmall"], Role.SMALL, 10, 6, 6, RADIUS["button"])
    NORMAL = Measure(SIZE["button"], Role.BODY, 15, 8, 8, RADIUS["button"])
    MEDIUM = Measure(SIZE["buttonMedium"], Role.BODY, 16, 8, 8, RADIUS["button"])
    LARGE = Measure(SIZE["buttonLarge"], Role.LEAD, 21, 8, 12, RADIUS["buttonLarge"])
    HERO = Measure(SIZE["buttonHero"], Role.LEAD, 24, 8, 12, RADIUS["buttonLarge"])


class PaintedButton(QPushButton):
    """A button that paints itself: hover and press glide, the focus ring is for the keyboard."""

    radius = RADIUS["button"]

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._hover = Glide(self, "hover", self.update)
        self._press = Glide(self, "press", self.update)
        self._by_keyboard = False
        self.pressed.connect(lambda: self._press.to(1.0))
        self.released.connect(lambda: self._press.to(0.0))
        theme().changed.connect(self.restyle)

    @property
    def focused_by_keyboard(self) -> bool:
        """Whether it has the focus and got it by Tab or a shortcut."""
        return self.hasFocus() and self._by_keyboard

    def restyle(self) -> None:
        """Follows a change of the theme."""
        self.updateGeometry()
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self.isEnabled():
            self._hover.to(1.0)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover.to(0.0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange and not self.isEnabled():
            self._hover.jump(0.0)
            self._press.jump(0.0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self._by_keyboard = focus_ring.is_keyboard(event.reason())
        self.show_focus(_TAB if self._by_keyboard else event.reason())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            self.hide_focus()

    def focus_visibly(self) -> None:
        """Takes the focus as if by Tab, with the ring, even before the window is active."""
        self._by_keyboard = True
        if self.hasFocus():
            self.show_focus(_TAB)
        else:
            self.setFocus(_TAB)

    def show_focus(self, reason: Qt.FocusReason) -> None:
        """Shows that it has the focus; a button with its own way overrides this."""
        focus_ring.follow(self, reason, self.radius)

    def hide_focus(self) -> None:
        """Undoes ``show_focus``."""
        focus_ring.leave(self)

    def event(self, event: QEvent) -> bool:
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self.focused_by_keyboard
            and event.key() in _OWN_KEYS
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.click()
        elif event.key() in _ARROWS:
            event.ignore()  # Qt would move the focus; a road, a page may have its own idea
        else:
            super().keyPressEvent(event)


class Button(PaintedButton):
    """A button with an optional icon before its text and keycaps after it.

    ``keys`` is a shortcut as Qt writes it (``Ctrl+Z``); it is shown, not bound.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = Kind.PLAIN,
        *,
        size: Size = Size.NORMAL,
        icon: str = "",
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._kind = kind
        self._measure = size.value
        self._icon = icon
        self._keys = key_names(keys)
        self.radius = self._measure.radius
        self.setAccessibleName(text)

    def set_size(self, size: Size) -> None:
        """Makes it taller or lower."""
        self._measure = size.value
        self.radius = self._measure.radius
        self.restyle()

    def set_label(self, text: str) -> None:
        """Changes its text and accessible name."""
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def set_keys(self, keys: str) -> None:
        """Shows another shortcut, or none."""
        self._keys = key_names(keys)
        self.restyle()

    def set_icon(self, name: str) -> None:
        """Shows another icon, or none."""
        self._icon = name
        self.restyle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.EnabledChange:
            self.updateGeometry()  # its words are bolder and its keycaps are there, or not

    def sizeHint(self) -> QSize:
        width = 2 * self._measure.padding + self._content_width()
        return QSize(round(width), theme().grow(self._measure.height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        self._paint_box(painter)
        color = self._ink(theme().colors)
        left = (self.width() - self._content_width()) / 2
        if self._icon:
            size = ICON["button"]
            where = QRectF(left, (self.height() - size) / 2, size, size)
            icons.paint(painter, self._icon, where, color)
            left += size + (self._measure.gap if self.text() else 0)
        line = QRectF(left, 0, self.width() - left, self.height())
        draw_line(painter, line, self.text(), self._font(), color)
        if self._shown_keys():
            left += text_width(self._font(), self.text()) + self._measure.key_gap
            corner = QPointF(round(left), (self.height() - keycap_height()) // 2)
            self._paint_keys(painter, corner, color)

    def _paint_box(self, painter: QPainter) -> None:
        colors = theme().colors
        rect = QRectF(self.rect())
        hover, press = self._hover.value, self._press.value
        if not self.isEnabled():
            if self._kind is not Kind.GHOST:
                rounded(painter, rect, self.radius, colors.hover, colors.border)
        elif self._kind is Kind.PRIMARY:
            fill = mix(mix(colors.accent, colors.accent_hover, hover), colors.accent_pressed, press)
            rounded(painter, rect, self.radius, fill)
        elif self._kind is Kind.DANGER:
            fill = mix(colors.surface, colors.again_bg, max(hover, press))
            border = mix(mix(colors.border, colors.again_border, hover), colors.again, press)
            rounded(painter, rect, self.radius, fill, border)
        else:
            ghost = self._kind is Kind.GHOST
            rest = with_alpha(colors.hover, 0.0) if ghost else colors.surface
            fill = mix(mix(rest, colors.hover, hover), colors.pressed, press)
            rounded(painter, rect, self.radius, fill, None if ghost else colors.border)

    def _paint_keys(self, painter: QPainter, corner: QPointF, color: QColor) -> None:
        colors = theme().colors
        if self._kind is Kind.PRIMARY:
            ink, border, fill = color, with_alpha(colors.on_accent, 0.45), None
        else:
            ink, border, fill = colors.text2, colors.keycap, colors.surface
        paint_keycaps(painter, corner, self._keys, color=ink, border=border, fill=fill)

    def _ink(self, colors: Colors) -> QColor:
        if not self.isEnabled():
            return colors.disabled
        if self._kind is Kind.PRIMARY:
            return colors.on_accent
        if self._kind is Kind.DANGER:
            return colors.again
        if self._kind is Kind.GHOST:
            return mix(colors.text2, colors.text, max(self._hover.value, self._press.value))
        return colors.text

    def _font(self) -> QFont:
        weight = 600 if self._kind is Kind.PRIMARY and self.isEnabled() else 500
        return theme().font(self._measure.role, weight)

    def _shown_keys(self) -> bool:
        return bool(self._keys) and (self.isEnabled() or self._kind is not Kind.PRIMARY)

    def _content_width(self) -> float:
        width = text_width(self._font(), self.text())
        if self._icon:
            width += ICON["button"] + (self._measure.gap if self.text() else 0)
        if self._shown_keys():
            width += self._measure.key_gap + keycaps_width(self._keys)
        return width


class IconButton(Button):
    """A square ghost button with an icon; its name and key are its tooltip."""

    def __init__(
        self,
        icon: str,
        name: str,
        *,
        keys: str = "",
        size: Size = Size.NORMAL,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", Kind.GHOST, size=size, icon=icon, parent=parent)
        self.setAccessibleName(name)
        shown = " ".join(key_names(keys))
        self.setToolTip(f"{name}  {shown}" if shown else name)

    def sizeHint(self) -> QSize:
        side = theme().grow(self._measure.height)
        return QSize(side, side)
