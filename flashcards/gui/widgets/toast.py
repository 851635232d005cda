"""Toasts: what has just happened, with one way to act on it, which is never the only way."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QEnterEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsOpacityEffect, QHBoxLayout, QWidget

from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.keycap import (
    key_names,
    keycap_height,
    keycaps_width,
    paint_keycaps,
)
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.motion import Glide
from flashcards.gui.widgets.painting import draw_line, rounded, text_width

_HEIGHT = 40
_RISE = 6
_KEY_GAP = 14


class Toaster(QObject):
    """Shows toasts at the bottom of a window, one at a time."""

    def __init__(self, window: QWidget, bottom: int = 24) -> None:
        super().__init__(window)
        self._window = window
        self._bottom = bottom
        self._toast = _Toast(window)
        self._toast.closed.append(self._hide)
        self._glide = Glide(self, "toastIn", self._place)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        window.installEventFilter(self)

    @property
    def toast(self) -> QWidget:
        """The toast, hidden when there is none."""
        return self._toast

    @property
    def action(self) -> PaintedButton:
        """The button of the toast, hidden when it has none."""
        return self._toast.action

    def set_bottom(self, pixels: int) -> None:
        """How far above the window's lower edge toasts stand."""
        self._bottom = pixels
        self._place()

    def show_toast(
        self,
        text: str,
        action: str = "",
        keys: str = "",
        callback: Callable[[], object] | None = None,
    ) -> None:
        """Shows a text and perhaps a verb with its key; reads it to a screen reader."""
        self._toast.say(text, action, keys, callback)
        self._glide.jump(0.0)
        self._toast.show()
        self._toast.raise_()
        self._glide.to(1.0)
        self._timer.start(theme().duration("toastStay"))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._toast, text))

    def dismiss(self) -> None:
        """Takes the toast away, unless the pointer or the focus is on it."""
        if self._toast.is_held():
            self._timer.start(theme().duration("toastStay"))
        else:
            self._hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and self._toast.isVisible():
            self._place()
        return False

    def _hide(self) -> None:
        self._timer.stop()
        self._toast.hide()

    def _place(self) -> None:
        share = self._glide.value
        self._toast.set_opacity(share)
        self._toast.adjustSize()
        left = (self._window.width() - self._toast.width()) // 2
        top = self._window.height() - self._bottom - self._toast.height()
        self._toast.move(left, round(top + _RISE * (1 - share)))


class _Toast(QFrame):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.closed: list[Callable[[], object]] = []
        self._callback: Callable[[], object] | None = None
        self._label = Label(role=Role.SMALL, color="bg")
        self.action = _Action(self)
        self.action.clicked.connect(self._act)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(20)
        row.addWidget(self._label)
        row.addWidget(self.action)
        self._effect: QGraphicsOpacityEffect | None = None
        self.hide()

    def say(self, text: str, action: str, keys: str, callback: Callable[[], object] | None) -> None:
        self._callback = callback
        self._label.setText(text)
        self.action.set_action(action, keys)
        self.action.setVisible(bool(action))
        self.layout().setContentsMargins(14, 4, 8 if action else 14, 4)
        self.setAccessibleName(text)
        self.setMinimumHeight(theme().grow(_HEIGHT))

    def is_held(self) -> bool:
        return self.underMouse() or self.action.hasFocus()

    def set_opacity(self, share: float) -> None:
        if share >= 1:
            self.setGraphicsEffect(None)
            self._effect = None
            return
        if self._effect is None:
            self._effect = QGraphicsOpacityEffect(self)
            self.setGraphicsEffect(self._effect)
        self._effect.setOpacity(share)

    def paintEvent(self, event: QPaintEvent) -> None:
        rounded(QPainter(self), QRectF(self.rect()), RADIUS["button"], theme().colors.text)

    def _act(self) -> None:
        for close in self.closed:
            close()
        if self._callback is not None:
            self._callback()


class _Action(PaintedButton):
    """The verb of a toast with its keycaps, in the toast's inverted colours."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self._keys: tuple[str, ...] = ()

    def set_action(self, text: str, keys: str) -> None:
        self._keys = key_names(keys)
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        width = text_width(theme().font(Role.LABEL), self.text()) + 2 * 8
        if self._keys:
            width += _KEY_GAP + keycaps_width(self._keys) - 8
        return QSize(round(width), theme().grow(30))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        if self._hover.value > 0:
            painter.setOpacity(0.16 * self._hover.value)
            rounded(painter, QRectF(self.rect()), RADIUS["tag"], colors.bg)
            painter.setOpacity(1.0)
        font = theme().font(Role.LABEL)
        line = QRectF(8, 0, self.width() - 8, self.height())
        draw_line(painter, line, self.text(), font, colors.bg)
        if self._keys:
            left = 8 + text_width(font, self.text()) + _KEY_GAP
            corner = QPointF(round(left), (self.height() - keycap_height()) // 2)
            paint_keycaps(painter, corner, self._keys, color=colors.bg, border=colors.text3)
