"""A chart on the screen: pointed at, read with the arrow keys, heard.

``ChartView().set_chart(chart)`` · ``chosen(place)`` when a place is pointed at, None for none ·
``activated(key)`` when a place with a key is clicked, or Enter pressed on it. ← → (and ↑ ↓ where
there are rows), Home and End read the values; Esc lets go.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.charts.data import Chart, readout
from flashcards.gui.charts.drawing import PAD
from flashcards.gui.charts.plot import Plot, least_height, margins_of, plot
from flashcards.gui.charts.tip import paint_tip, tip_rect
from flashcards.gui.theme import RADIUS, theme
from flashcards.gui.widgets import focus_ring

FIELD = 118
"""The usual height of the field between the axes."""

_LEAST_WIDTH = 220
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_READING = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, *_ENDS})


class ChartView(QWidget):
    """One chart. It takes the focus by Tab, and says its name and what it shows."""

    chosen = Signal(object)
    activated = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, field: int = FIELD) -> None:
        super().__init__(parent)
        self._chart: Chart | None = None
        self._plot: Plot | None = None
        self._chosen: int | None = None
        self._by_keys = False
        self._field = field
        self._ringed: QWidget = self
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme().changed.connect(self._restyle)

    @property
    def chart(self) -> Chart | None:
        """What it shows."""
        return self._chart

    @property
    def chosen_place(self) -> int | None:
        """The place that is pointed at."""
        return self._chosen

    def set_ringed(self, widget: QWidget) -> None:
        """What the ring lies around while the chart has the focus, as the card that it is in."""
        self._ringed = widget

    def set_chart(self, chart: Chart) -> None:
        """Show this chart; a place that was pointed at is let go."""
        self._chart = chart
        self.setAccessibleName(chart.name)
        self.setAccessibleDescription(chart.summary)
        self._choose(None)
        self._restyle()

    def sizeHint(self) -> QSize:
        return QSize(2 * _LEAST_WIDTH, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        height = 0 if self._chart is None else least_height(self._chart, self._field)
        return QSize(_LEAST_WIDTH, height)

    def outer(self) -> QRectF:
        """Where the chart lies in the widget."""
        if self._chart is None:
            return QRectF(self.rect())
        top, bottom = margins_of(self._chart)
        return QRectF(self.rect()).adjusted(PAD, top, -PAD, -bottom)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._plot = None

    def paintEvent(self, event: QPaintEvent) -> None:
        laid_out = self._laid_out()
        if laid_out is None or self._chart is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        laid_out.paint(painter, self._chosen)
        if self._chosen is not None:
            lines = readout(self._chart, self._chosen)
            anchor = laid_out.anchor(self._chosen)
            paint_tip(painter, lines, tip_rect(lines, anchor, QRectF(self.rect())))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        laid_out = self._laid_out()
        if laid_out is not None:
            self._choose(laid_out.place_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        laid_out = self._laid_out()
        place = None if laid_out is None else laid_out.place_at(event.position())
        self._choose(place)
        self._activate()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self._by_keys:
            self._choose(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ENTER and self._chosen is not None:
            self._activate()
        elif key is Qt.Key.Key_Escape and self._chosen is not None:
            self._choose(None)
        elif key not in _READING or not self._read(key):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keeps the keys that read from being taken for shortcuts while it has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            mine = key in _READING or (
                self._chosen is not None and key in (*_ENTER, Qt.Key.Key_Escape)
            )
            if mine and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                event.accept()
                return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        focus_ring.follow(self._ringed, event.reason(), RADIUS["card"])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            focus_ring.leave(self._ringed)
            self._choose(None)

    def _laid_out(self) -> Plot | None:
        if self._plot is None and self._chart is not None:
            self._plot = plot(self._chart, self.outer())
        return self._plot

    def _read(self, key: Qt.Key) -> bool:
        """Go to the place that a key leads to and say it; whether the key leads anywhere."""
        laid_out = self._laid_out()
        if laid_out is None or not laid_out.readable:
            return False
        begun = self._chosen is not None or key in _ENDS
        start = laid_out.start() if self._chosen is None else self._chosen
        place = laid_out.step(start, key)
        if place is None:
            return False
        place = place if begun else start
        self._choose(place)
        self._by_keys = True
        text = ", ".join(readout(self._chart, place))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))
        return True

    def _choose(self, place: int | None) -> None:
        if place == self._chosen:
            return
        self._chosen = place
        self._by_keys = False
        key = "" if place is None else self._chart.places[place].key
        self.setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor)
        self.chosen.emit(place)
        self.update()

    def _activate(self) -> None:
        if self._chosen is not None and (key := self._chart.places[self._chosen].key):
            self.activated.emit(key)

    def _restyle(self) -> None:
        self._plot = None
        self.updateGeometry()
        self.update()
