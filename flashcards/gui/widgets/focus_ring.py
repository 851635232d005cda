"""The ring around what has the keyboard focus: 2 px, 2 px away, only for keyboard focus.

Widgets of this package call ``follow(self, event.reason())`` from ``focusInEvent``. Any other
widget is given to ``track(widget, radius)`` once.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFocusFrame, QProxyStyle, QStyle, QStyleOption, QWidget

from flashcards.gui.theme import RADIUS, theme
from flashcards.gui.widgets.painting import rounded

MARGIN = 4
_WIDTH = 2.0
_KEYBOARD = frozenset(
    {
        Qt.FocusReason.TabFocusReason,
        Qt.FocusReason.BacktabFocusReason,
        Qt.FocusReason.ShortcutFocusReason,
    }
)


def is_keyboard(reason: Qt.FocusReason) -> bool:
    """Whether the focus came by Tab or a shortcut."""
    return reason in _KEYBOARD


def follow(widget: QWidget, reason: Qt.FocusReason, radius: float = RADIUS["button"]) -> None:
    """Puts the ring around a widget that got the focus, or hides it after a click."""
    ring = widget.window().findChild(FocusRing)
    if is_keyboard(reason):
        if ring is None:
            ring = FocusRing(widget.window())
        ring.surround(widget, radius)
    elif ring is not None and reason is not Qt.FocusReason.ActiveWindowFocusReason:
        ring.setWidget(None)


def follow_nothing(widget: QWidget) -> None:
    """Hides the ring in the window of a widget that shows its focus in its own way."""
    ring = widget.window().findChild(FocusRing)
    if ring is not None:
        ring.setWidget(None)


def leave(widget: QWidget) -> None:
    """Takes the ring away from a widget that lost the focus."""
    ring = widget.window().findChild(FocusRing)
    if ring is not None and ring.widget() is widget:
        ring.setWidget(None)


def track(widget: QWidget, radius: float = RADIUS["button"]) -> None:
    """Draws the ring around a widget that isn't one of this package."""
    widget.installEventFilter(_Tracker(widget, radius))


class FocusRing(QFocusFrame):
    """One of these serves a whole window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._radius = RADIUS["button"]
        self.setStyle(_ring_style())

    def surround(self, widget: QWidget, radius: float) -> None:
        """Follows this widget from now on."""
        self._radius = radius
        self.setWidget(widget)
        self.raise_()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        outline = self._radius + MARGIN
        rounded(painter, QRectF(self.rect()), outline, None, theme().colors.focus, width=_WIDTH)


class _RingStyle(QProxyStyle):
    """Makes room for the ring around the widget, and puts it above everything beside it."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        # A widget doesn't own its style; the application does, and so outlives every ring's.
        self.setParent(QApplication.instance())

    def pixelMetric(
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        if metric in {
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        }:
            return MARGIN
        return super().pixelMetric(metric, option, widget)

    def styleHint(self, hint, option=None, widget=None, returned=None) -> int:
        if hint is QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        if hint is QStyle.StyleHint.SH_FocusFrame_Mask:
            return 0
        return super().styleHint(hint, option, widget, returned)


@cache
def _ring_style() -> _RingStyle:
    return _RingStyle()


class _Tracker(QObject):
    """Tells the ring of a foreign widget's focus."""

    def __init__(self, widget: QWidget, radius: float) -> None:
        super().__init__(widget)
        self._radius = radius

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and isinstance(event, QFocusEvent):
            if event.gotFocus():
                follow(watched, event.reason(), self._radius)
            else:
                leave(watched)
        return False
