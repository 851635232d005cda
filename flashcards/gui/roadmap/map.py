"""The road as a map: stops on one winding line, solid where it is open, dotted ahead."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.gui.roadmap.stop import Stop, StopButton
from flashcards.gui.theme import theme
from flashcards.language import _

_SLOT = 158  # the least distance of two stops in a row
_LEFT, _RIGHT = 100, 134  # of the outer stops, so that the turns have room
_MOST_IN_ROW = 6
_ROW = 216
_ROW_LEAST = 176
_BUTTON = 150
_BUTTON_HEIGHT = 172
_LINE = 6.0
_DOT = 5.0
_STEP = 11.3  # from dot to dot, about
_POINT = 0.01  # a dash that is nothing but its round caps
_LAST = 0.5
_GAP = 5.0
_TURN = 40.0
_OUT = 82.0  # from a stop to the line that turns around it
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class RoadMap(QWidget):
    """``chosen(id)`` is emitted for the stop that is clicked, or given Enter."""

    chosen = Signal(object)  # ids have 63 bits, more than a Qt int

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._buttons: list[StopButton] = []
        self._row_height = _ROW
        self._room = 0
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("Road"))
        theme().changed.connect(self._restyle)

    def show_stops(self, stops: Sequence[Stop]) -> None:
        """Draw these stops; those that were there keep the focus."""
        if [button.stop.id for button in self._buttons] == [stop.id for stop in stops]:
            for button, stop in zip(self._buttons, stops, strict=True):
                button.show_stop(stop)
        else:
            for button in self._buttons:
                button.deleteLater()
            self._buttons = [StopButton(stop, self) for stop in stops]
            for button in self._buttons:
                button.clicked.connect(
                    lambda _checked=False, stop_id=button.stop.id: self.chosen.emit(stop_id)
                )
                button.show()
            self._make_tabbable(0)
        self.updateGeometry()
        self._arrange()

    def set_chosen(self, stop_id: int | None) -> None:
        """Mark the stop whose panel is open."""
        for place, button in enumerate(self._buttons):
            button.set_chosen(button.stop.id == stop_id)
            if button.stop.id == stop_id:
                self._make_tabbable(place)

    def focus_chosen(self) -> None:
        """Take the focus where Tab would stop, as if by a click."""
        stop = next((b for b in self._buttons if b.focusPolicy() is Qt.FocusPolicy.TabFocus), None)
        if stop is not None:
            stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_room(self, height: int) -> None:
        """How much height there is to fill; rows come closer together where it is little."""
        self._room = height
        rows = max(1, len(self._rows()))
        least, most = theme().grow(_ROW_LEAST), theme().grow(_ROW)
        wanted = (height - theme().grow(_BUTTON_HEIGHT)) // max(1, rows - 1)
        self._row_height = min(most, max(least, wanted))
        self.updateGeometry()
        self._arrange()

    def button(self, stop_id: int) -> StopButton:
        """The button of a stop."""
        return next(button for button in self._buttons if button.stop.id == stop_id)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = len(self._rows(width))
        return max(0, rows - 1) * self._row_height + theme().grow(_BUTTON_HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(708, self.heightForWidth(708))

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEFT + _RIGHT, theme().grow(_BUTTON_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Keep the arrows from being taken for shortcuts while a stop has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if plain and Qt.Key(event.key()) in _ARROWS:
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        direction = _ARROWS.get(Qt.Key(event.key()))
        if direction is None or not self._buttons:
            super().keyPressEvent(event)
            return
        self._step(*direction)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for before, after in zip(self._buttons, self._buttons[1:], strict=False):
            ahead = after.locked or not after.stop.id
            way = self._way(before, after)
            painter.setPen(_dots(way.length()) if ahead else _line())
            painter.drawPath(way)

    def _restyle(self) -> None:
        self.set_room(self._room)

    def _way(self, before: StopButton, after: StopButton) -> QPainterPath:
        start, end = before.center(), after.center()
        path = QPainterPath()
        if start.y() == end.y():
            side = 1 if end.x() > start.x() else -1
            path.moveTo(start.x() + side * (before.reach() + _GAP), start.y())
            path.lineTo(end.x() - side * (after.reach() + _GAP), end.y())
            return path
        side = 1 if start.x() > self.width() / 2 else -1
        outer = start.x() + side * _OUT
        turn = min(_TURN, abs(outer - start.x()), (end.y() - start.y()) / 2)
        path.moveTo(start.x() + side * (before.reach() + _GAP), start.y())
        path.lineTo(outer - side * turn, start.y())
        path.quadTo(QPointF(outer, start.y()), QPointF(outer, start.y() + turn))
        path.lineTo(outer, end.y() - turn)
        path.quadTo(QPointF(outer, end.y()), QPointF(outer - side * turn, end.y()))
        path.lineTo(end.x() + side * (after.reach() + _GAP), end.y())
        return path

    def _rows(self, width: int | None = None) -> list[list[StopButton]]:
        """The stops by rows, in the order of the road; the outer rows take what is left over."""
        count = len(self._buttons)
        if not count:
            return []
        room = (self.width() if width is None else width) - _LEFT - _RIGHT
        in_row = min(_MOST_IN_ROW, max(2, int(room // theme().grow(_SLOT)) + 1))
        rows = ceil(count / in_row)
        sizes = [count // rows] * rows
        order = [*range(0, rows, 2), *range(1, rows, 2)]
        for place in order[: count % rows]:
            sizes[place] += 1
        found, start = [], 0
        for size in sizes:
            found.append(self._buttons[start : start + size])
            start += size
        return found

    def _arrange(self) -> None:
        width, height = theme().grow(_BUTTON), theme().grow(_BUTTON_HEIGHT)
        inner = self.width() - _LEFT - _RIGHT
        for row, buttons in enumerate(self._rows()):
            slots = max(1, len(buttons) - 1)
            for place, button in enumerate(buttons):
                share = place / slots if len(buttons) > 1 else 0.5
                share = 1 - share if row % 2 else share
                center = _LEFT + share * inner
                button.setGeometry(round(center - width / 2), row * self._row_height, width, height)
        self.update()

    def _step(self, right: int, down: int) -> None:
        """Move the focus to the neighbour on that side; past a row's end along the road."""
        focused = next((b for b in self._buttons if b.hasFocus()), self._buttons[0])
        here = focused.center()
        rows = self._rows()
        row = next(i for i, buttons in enumerate(rows) if focused in buttons)
        if down:
            if 0 <= row + down < len(rows):
                near = min(rows[row + down], key=lambda b: abs(b.center().x() - here.x()))
                self._focus(near)
            return
        aside = [b for b in rows[row] if (b.center().x() - here.x()) * right > 0]
        if aside:
            self._focus(min(aside, key=lambda b: abs(b.center().x() - here.x())))
            return
        along = 1 if (right > 0) == (row % 2 == 0) else -1
        place = self._buttons.index(focused) + along
        if 0 <= place < len(self._buttons):
            self._focus(self._buttons[place])

    def _focus(self, button: StopButton) -> None:
        self._make_tabbable(self._buttons.index(button))
        button.focus_visibly()

    def _make_tabbable(self, place: int) -> None:
        """Tab stops once on the road; the arrows move along it."""
        for number, button in enumerate(self._buttons):
            button.set_tabbable(number == place)


def _line() -> QPen:
    pen = QPen(theme().colors.accent, _LINE)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen


def _dots(length: float) -> QPen:
    """Dots whose first and last stand at the ends of a way of this length."""
    pen = QPen(theme().colors.road_ahead, _DOT)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    # a curve's length is an estimate: the last dot must not fall off its end
    whole = max(0.0, length - _LAST)
    step = whole / max(1, round(whole / _STEP)) / _DOT
    pen.setDashPattern([_POINT, max(_POINT, step - _POINT)])
    return pen
