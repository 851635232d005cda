"""A day that is picked from a month: ``DateField("Interview date")``; it emits ``changed(date)``.

The month opens below it; Enter and a click take the day, Esc leaves it as it was. ``changed(None)``
comes when the day is taken away.
"""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui import icons
from flashcards.gui.theme import ICON, RADIUS, SIZE, Role, theme
from flashcards.gui.widgets.buttons import Button, Kind, PaintedButton, Size
from flashcards.gui.widgets.month import Month
from flashcards.gui.widgets.painting import draw_line, mix, rounded
from flashcards.language import _

_LEFT = 12
_GAP = 8
_BELOW = 4


class DateField(PaintedButton):
    """Looks like a field, works like a button."""

    changed = Signal(object)

    def __init__(self, name: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(empty, parent)
        self._name, self._empty = name, empty
        self._value: date | None = None
        self._bounds: tuple[date, date, date] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open)
        self._show()

    @property
    def value(self) -> date | None:
        """The day, None without one."""
        return self._value

    def set_bounds(self, first: date, last: date, today: date) -> None:
        """The first and the last day that can be picked, and today."""
        self._bounds = first, last, today

    def set_value(self, value: date | None) -> None:
        """Show a day without telling of it."""
        self._value = value
        self._show()

    def open(self) -> QFrame:
        """Open the month below the field."""
        popup = _Popup(self, self._name, self._value, self._bounds)
        popup.picked.connect(self._pick)
        corner = self.mapToGlobal(QPoint(0, self.height() + _BELOW))
        size, screen = popup.sizeHint(), self.screen().availableGeometry()
        if corner.y() + size.height() > screen.bottom():
            corner.setY(self.mapToGlobal(QPoint(0, -_BELOW)).y() - size.height())
        popup.move(corner)
        popup.show()
        popup.month.setFocus(Qt.FocusReason.OtherFocusReason)
        return popup

    def sizeHint(self) -> QSize:
        return QSize(220, theme().grow(SIZE["input"]))

    def minimumSizeHint(self) -> QSize:
        return QSize(120, theme().grow(SIZE["input"]))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors, painter = theme().colors, QPainter(self)
        border = mix(colors.control, colors.text2, self._hover.value)
        rounded(painter, QRectF(self.rect()), RADIUS["button"], colors.surface, border)
        size = ICON["button"]
        where = QRectF(_LEFT, (self.height() - size) / 2, size, size)
        icons.paint(painter, "calendar-days", where, colors.text2)
        left = _LEFT + size + _GAP
        line = QRectF(left, 0, self.width() - left - _LEFT, self.height())
        ink = colors.text3 if self._value is None else colors.text
        draw_line(painter, line, self.text(), theme().font(Role.BODY), ink)

    def _pick(self, day: date | None) -> None:
        if day != self._value:
            self.set_value(day)
            self.changed.emit(day)

    def _show(self) -> None:
        day = self._value
        shown = self._empty
        if day is not None:
            form = QLocale.FormatType.LongFormat
            shown = QLocale().toString(QDate(day.year, day.month, day.day), form)
        self.setText(shown)
        self.setAccessibleName(f"{self._name}: {shown}")
        self.update()


class _Popup(QFrame):
    """The month, and the way to have no day."""

    picked = Signal(object)

    def __init__(
        self,
        field: DateField,
        name: str,
        value: date | None,
        bounds: tuple[date, date, date] | None,
    ) -> None:
        super().__init__(field, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.month = Month(name)
        if bounds is not None:
            self.month.set_bounds(*bounds)
        self.month.set_value(value)
        self.none = Button(_("No date"), Kind.GHOST, size=Size.SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 10, 14, 10)
        column.addWidget(self.month)
        column.addWidget(self.none, 0, Qt.AlignmentFlag.AlignLeft)
        self.none.setVisible(value is not None)
        self.month.settled.connect(lambda: self._take(self.month.value))
        self.none.clicked.connect(lambda: self._take(None))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        rect = QRectF(self.rect())
        rounded(QPainter(self), rect, RADIUS["card"], colors.surface, colors.control)

    def _take(self, day: date | None) -> None:
        self.picked.emit(day)
        self.close()
