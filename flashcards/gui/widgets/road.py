"""The road: a roadmap's stages as stations on one line, each of which takes the focus.

``Road.show_stations(stations)`` draws them; ``activated(id)`` is emitted on a click or Enter;
``step(±1)`` moves the focus along the road; ``set_choosing(ids)`` puts ticks on the open stations
and ``chosen_changed`` follows them. A road of many stations breaks into rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.station import NORMAL, SMALL, Measures, Station, StationButton
from flashcards.language import _
from flashcards.services.studying.today_view import StationState

_NARROW_SLOT = 90
_LEAST_SLOT = 68
_WIDEST_HALF = 80
_OVERHANG = 6  # of a name beyond the road’s end, which the centred text leaves empty
_ROW_GAP = 8
_LINE = 5.0
_LINE_GAP = 3.0
_DOT = 4.0
_DOT_STEP = 9.3
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Road(QWidget):
    """Stations on a line: solid where it is open, dots ahead."""

    activated = Signal(object)  # ids have 63 bits, more than a Qt int
    chosen_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stations: tuple[Station, ...] = ()
        self._buttons: list[StationButton] = []
        self._choosing = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Road"))
        theme().changed.connect(self._restyle)

    @property
    def choosing(self) -> bool:
        """Whether the stations carry ticks."""
        return self._choosing

    @property
    def chosen(self) -> tuple[int, ...]:
        """The ids of the stations that are ticked, in their order."""
        return tuple(
            station.id
            for station, button in zip(self._stations, self._buttons, strict=True)
            if self._choosing and button.isChecked()
        )

    def button(self, station_id: int) -> StationButton:
        """The widget of a station."""
        ids = [station.id for station in self._stations]
        return self._buttons[ids.index(station_id)]

    def show_stations(self, stations: Sequence[Station]) -> None:
        """Draws these stations; those that were there keep their focus and tick."""
        kept = [station.id for station in self._stations] == [station.id for station in stations]
        self._stations = tuple(stations)
        if not kept:
            self._rebuild()
        for station, button in zip(self._stations, self._buttons, strict=True):
            button.show_station(station)
        self._restyle()

    def set_choosing(self, chosen: Iterable[int] | None) -> None:
        """Puts ticks on the open stations, set on these; None takes all ticks away."""
        self._choosing = chosen is not None
        ticked = frozenset(chosen or ())
        for station, button in zip(self._stations, self._buttons, strict=True):
            button.set_choosing(self._choosing, ticked=station.id in ticked)
        self.chosen_changed.emit()

    def step(self, places: int) -> None:
        """Moves the keyboard focus along the road, onto the first open station if it is off it."""
        if not self._buttons:
            return
        at = next((i for i, button in enumerate(self._buttons) if button.hasFocus()), None)
        if at is None:
            self._focus(next((i for i, button in enumerate(self._buttons) if button.tabbable), 0))
        else:
            self._focus(min(len(self._buttons) - 1, max(0, at + places)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows, measures, _ = self._layout_for(width)
        return rows * self._row_height(measures) + (rows - 1) * _ROW_GAP

    def sizeHint(self) -> QSize:
        return QSize(600, self.heightForWidth(600))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_SLOT, self._row_height(SMALL.grown()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for button in self._buttons:
            button.hide_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.step(step)

    def event(self, event: QEvent) -> bool:
        """Keeps the arrow keys from being taken for shortcuts while a station has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and Qt.Key(event.key()) in _STEPS:
                event.accept()
                return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pairs = zip(self._buttons, self._buttons[1:], self._stations[1:], strict=False)
        for before, after, station in pairs:
            ahead = station.state is StationState.LOCKED
            start, end = before.center(), after.center()
            left, right = before.reach() + _LINE_GAP, after.reach() + _LINE_GAP
            if start.y() == end.y():
                self._paint_way(painter, start.x() + left, end.x() - right, start.y(), ahead=ahead)
            else:
                stub = before.width() / 2
                self._paint_way(painter, start.x() + left, start.x() + stub, start.y(), ahead=ahead)
                self._paint_way(painter, end.x() - stub, end.x() - right, end.y(), ahead=ahead)

    def _paint_way(
        self, painter: QPainter, left: float, right: float, middle: float, *, ahead: bool
    ) -> None:
        colors = theme().colors
        if not ahead:
            way = QRectF(left, middle - _LINE / 2, right - left, _LINE)
            painter.fillRect(way, colors.accent)
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colors.road_ahead)
        count = max(1, round((right - left) / _DOT_STEP))
        step = (right - left) / count
        for number in range(count):
            center = QPointF(left + (number + 0.5) * step, middle)
            painter.drawEllipse(center, _DOT / 2, _DOT / 2)

    def _rebuild(self) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._choosing = False
        self._buttons = []
        for station in self._stations:
            button = StationButton(self)
            button.clicked.connect(
                lambda _checked=False, station_id=station.id: self._clicked(station_id)
            )
            button.show()
            self._buttons.append(button)
        opened = (i for i, s in enumerate(self._stations) if s.state is not StationState.LOCKED)
        self._make_tabbable(next(opened, 0))

    def _clicked(self, station_id: int) -> None:
        if self._choosing and self.button(station_id).isCheckable():
            self.chosen_changed.emit()
        else:
            self.activated.emit(station_id)

    def _focus(self, place: int) -> None:
        self._make_tabbable(place)
        self._buttons[place].focus_visibly()

    def _make_tabbable(self, place: int) -> None:
        """Tab stops once on the road; the arrow keys move along it."""
        for number, button in enumerate(self._buttons):
            button.set_tabbable(number == place)

    def _restyle(self) -> None:
        self.updateGeometry()
        self._arrange()

    def _layout_for(self, width: int) -> tuple[int, Measures, int]:
        """Rows, measures, and the stations in a row."""
        count = max(1, len(self._stations))
        least = theme().grow(_LEAST_SLOT)
        rows = min(count, ceil(count * least / max(least, width)))
        in_row = ceil(count / rows)
        narrow = width / in_row < _NARROW_SLOT
        return rows, (SMALL if narrow else NORMAL).grown(), in_row

    def _row_height(self, measures: Measures) -> int:
        lines = theme().line(measures.name_role) + theme().line(Role.CAPTION)
        return round(measures.labels_top) + lines + 2

    def _inset(self, measures: Measures, in_row: int) -> float:
        """How far the outer stations stand from the ends, so that their names are not cut."""
        even = self.width() / in_row / 2
        if even <= measures.inset + _OVERHANG:
            return measures.inset
        return min(even, theme().grow(_WIDEST_HALF))

    def _arrange(self) -> None:
        _, measures, in_row = self._layout_for(self.width())
        inset = self._inset(measures, in_row)
        inner = self.width() - 2 * inset
        slot = inner / (in_row - 1) if in_row > 1 else 2 * inset
        height = self._row_height(measures)
        for number, button in enumerate(self._buttons):
            row, place = divmod(number, in_row)
            center = inset + place * slot
            button.set_measures(measures)
            half = min(int(slot / 2), int(inset) + _OVERHANG)
            top = row * (height + _ROW_GAP)
            button.setGeometry(round(center) - half, top, 2 * half, height)
        self.update()
