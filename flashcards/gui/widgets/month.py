"""A month to choose a day in: ``Month("Interview date")``; it emits ``chosen(date)``.

Arrow keys go from day to day and from week to week and choose where they come to, Page Up and Page
Down go by months. Days out of bounds are shown, not chosen.
"""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QLocale, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.buttons import IconButton, Size
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line, rounded
from flashcards.language import _

_WEEK = 7
_ROW = 32
_HEAD = 26
_LEAST_ROWS = 5
_CIRCLE = 30
_COLUMN = 36
_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: -_WEEK,
    Qt.Key.Key_Down: _WEEK,
}
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class Month(QWidget):
    """The month's name with its arrows, and its days."""

    chosen = Signal(object)
    settled = Signal()
    """Enter or a click: the choice is meant, and not passed by."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days = _Days(name)
        self._title = Label("", Role.BODY, weight=600)
        self._before = IconButton("chevron-left", _("Month before"), size=Size.SMALL)
        self._after = IconButton("chevron-right", _("Month after"), size=Size.SMALL)
        head = QHBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._title, 1)
        head.addWidget(self._before)
        head.addWidget(self._after)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._days)
        self.setFocusProxy(self._days)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._before.clicked.connect(lambda: self._days.turn(-1))
        self._after.clicked.connect(lambda: self._days.turn(1))
        self._days.turned.connect(self._show_title)
        self._days.chosen.connect(self.chosen)
        self._days.settled.connect(self.settled)
        self._show_title()

    @property
    def value(self) -> date | None:
        """The day that is chosen."""
        return self._days.value

    @property
    def shown(self) -> date:
        """The first day of the month that is shown."""
        return self._days.month

    def set_bounds(self, first: date, last: date, today: date) -> None:
        """The first and the last day that can be chosen; today has a ring."""
        self._days.set_bounds(first, last, today)
        self._show_title()

    def set_value(self, value: date | None) -> None:
        """Show a day without telling of it."""
        self._days.set_value(value)
        self._show_title()

    def where(self, day: date) -> QPointF:
        """The middle of a day that is shown, for the mouse, in ``days``' own pixels."""
        return self._days.rect_of(day).center()

    @property
    def days(self) -> QWidget:
        """The field of days, which has the focus."""
        return self._days

    def _show_title(self) -> None:
        first = self._days.month
        locale = QLocale()
        name = locale.standaloneMonthName(first.month, QLocale.FormatType.LongFormat)
        self._title.setText(f"{name[:1].upper()}{name[1:]} {first.year}")
        self._before.setEnabled(self._days.can_turn(-1))
        self._after.setEnabled(self._days.can_turn(1))


class _Days(QWidget):
    """The days of a month in weeks, with those of its neighbours at its ends."""

    chosen = Signal(object)
    settled = Signal()
    turned = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._value: date | None = None
        today = date.today()  # noqa: DTZ011 - until the bounds are set
        self._first, self._last, self._today = today, today, today
        self._month = today.replace(day=1)
        self._hovered: date | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self._restyle)
        self._tell_name()

    @property
    def value(self) -> date | None:
        return self._value

    @property
    def month(self) -> date:
        return self._month

    def set_bounds(self, first: date, last: date, today: date) -> None:
        self._first, self._last, self._today = first, last, today
        if self._value is None:
            self._show_month(first)
        self.update()

    def set_value(self, value: date | None) -> None:
        self._value = value
        if value is not None:
            self._show_month(value)
        self._tell_name()
        self.update()

    def can_turn(self, months: int) -> bool:
        other = _months_on(self._month, months)
        return self._first.replace(day=1) <= other <= self._last

    def turn(self, months: int) -> None:
        """Show another month; what is chosen stays."""
        if self.can_turn(months):
            self._show_month(_months_on(self._month, months))

    def rect_of(self, day: date) -> QRectF:
        row, column = divmod((day - self._begin()).days, _WEEK)
        width, height = self.width() / _WEEK, theme().grow(_ROW)
        if self.layoutDirection() is Qt.LayoutDirection.RightToLeft:
            column = _WEEK - 1 - column
        return QRectF(column * width, theme().grow(_HEAD) + row * height, width, height)

    def sizeHint(self) -> QSize:
        height = theme().grow(_HEAD) + self._rows() * theme().grow(_ROW)
        return QSize(theme().grow(_COLUMN) * _WEEK, height)

    def minimumSizeHint(self) -> QSize:
        return QSize(_COLUMN * _WEEK, self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """Keeps the arrows from the shortcuts of a page while it has the focus."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            key = Qt.Key(event.key())
            if not event.modifiers() and (key in _STEPS or key in _PAGES or key in _ENTER):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if key in _STEPS:
            sideways = mirrored and key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            self._step(timedelta(days=-_STEPS[key] if sideways else _STEPS[key]))
        elif key in _PAGES:
            start = self._value or self._first
            self._choose(_months_on(start, _PAGES[key]))
        elif key in _ENTER and self._value is not None and not event.modifiers():
            self.settled.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and day is not None and self._open(day):
            self._choose(day)
            self.settled.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        day = self._day_at(event.position())
        if day != self._hovered:
            self._hovered = day
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        focus_ring.follow(self, event.reason(), RADIUS["button"])

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.ActiveWindowFocusReason:
            focus_ring.leave(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        colors, begin = theme().colors, self._begin()
        letters = theme().font(Role.CAPTION)
        for column in range(_WEEK):
            cell = self.rect_of(begin + timedelta(days=column))
            head = QRectF(cell.left(), 0, cell.width(), theme().grow(_HEAD))
            day = (begin + timedelta(days=column)).isoweekday()
            letter = QLocale().standaloneDayName(day, QLocale.FormatType.NarrowFormat)
            draw_line(painter, head, letter, letters, colors.text3, alignment=_MIDDLE)
        for number in range(self._rows() * _WEEK):
            self._paint_day(painter, begin + timedelta(days=number))

    def _paint_day(self, painter: QPainter, day: date) -> None:
        colors, cell = theme().colors, self.rect_of(day)
        size = min(theme().grow(_CIRCLE), cell.height(), cell.width())
        circle = QRectF(0, 0, size, size)
        circle.moveCenter(cell.center())
        chosen = day == self._value
        if chosen:
            rounded(painter, circle, size / 2, colors.accent)
        elif day == self._hovered and self._open(day):
            rounded(painter, circle, size / 2, colors.hover)
        if day == self._today and not chosen:
            rounded(painter, circle, size / 2, None, colors.control)
        inside = day.month == self._month.month and self._open(day)
        ink = colors.on_accent if chosen else colors.text if inside else colors.text3
        if not self._open(day):
            ink = colors.disabled
        font = theme().font(Role.SMALL, 600 if chosen else None, tabular=True)
        draw_line(painter, cell, str(day.day), font, ink, alignment=_MIDDLE)

    def _step(self, by: timedelta) -> None:
        if self._value is None:
            self._choose(self._first)
        else:
            self._choose(self._value + by)

    def _choose(self, day: date) -> None:
        day = min(max(day, self._first), self._last)
        if day == self._value:
            return
        self.set_value(day)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, _spoken(day)))
        self.chosen.emit(day)

    def _open(self, day: date) -> bool:
        return self._first <= day <= self._last

    def _day_at(self, point: QPointF) -> date | None:
        begin = self._begin()
        for number in range(self._rows() * _WEEK):
            day = begin + timedelta(days=number)
            if self.rect_of(day).contains(point):
                return day
        return None

    def _begin(self) -> date:
        """The first day that is shown: the one with which the month's first week begins."""
        start = QLocale().firstDayOfWeek().value
        return self._month - timedelta(days=(self._month.isoweekday() - start) % _WEEK)

    def _rows(self) -> int:
        days = (_months_on(self._month, 1) - self._begin()).days
        return max(_LEAST_ROWS, -(-days // _WEEK))

    def _show_month(self, day: date) -> None:
        month = day.replace(day=1)
        if month != self._month:
            self._month = month
            self._hovered = None
            self.updateGeometry()
            self.update()
            self.turned.emit()

    def _tell_name(self) -> None:
        shown = _("none chosen") if self._value is None else _spoken(self._value)
        self.setAccessibleName(f"{self._name}: {shown}")

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()


def _months_on(day: date, months: int) -> date:
    """The same day some months later; the last of the month where there is no such day."""
    later = QDate(day.year, day.month, day.day).addMonths(months)
    return date(later.year(), later.month(), later.day())


def _spoken(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)
