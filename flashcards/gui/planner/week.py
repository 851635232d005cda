"""Minutes for each day of the week; one with less than the longest is drawn as an easy day."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui.planner.choice import MOST
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import rounded
from flashcards.language import _

_WEEK = 7
_WIDTH, _HEIGHT = 34, 30
_STEP = 5
_MIDDLE = Qt.AlignmentFlag.AlignHCenter


class WeekMinutes(QWidget):
    """``changed(weekday, minutes)`` when a day is given other minutes; 0 is Monday."""

    changed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._fields = [_Minutes(_day_name(day, QLocale.FormatType.LongFormat))
                        for day in range(_WEEK)]  # fmt: skip
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        first = QLocale().firstDayOfWeek().value - 1
        for number in range(_WEEK):
            day = (first + number) % _WEEK
            column = QVBoxLayout()
            column.setSpacing(5)
            name = _day_name(day, QLocale.FormatType.ShortFormat)
            column.addWidget(Label(name, Role.CAPTION, "text2", alignment=_MIDDLE))
            column.addWidget(self._fields[day], 0, _MIDDLE)
            row.addLayout(column, 1)
            self._fields[day].changed.connect(
                lambda minutes, day=day: self.changed.emit(day, minutes)
            )

    def field(self, weekday: int) -> QLineEdit:
        """The field of a day; 0 is Monday."""
        return self._fields[weekday]

    def show_week(self, week: tuple[int, ...]) -> None:
        """Show the minutes of Monday to Sunday without telling of it."""
        most = max(week)
        for field, minutes in zip(self._fields, week, strict=True):
            field.show_minutes(minutes, easy=minutes < most)


class _Minutes(QLineEdit):
    """The minutes of a day: typed, or stepped by ↑ and ↓."""

    changed = Signal(int)

    def __init__(self, day: str) -> None:
        super().__init__()
        self._day = day
        self._minutes = 0
        self._easy = False
        self.setFrame(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setValidator(QIntValidator(0, MOST, self))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setStyleSheet("QLineEdit { border: 0; padding: 0; background: transparent; }")
        self.editingFinished.connect(self._typed)
        theme().changed.connect(self._restyle)
        self._restyle()

    def show_minutes(self, minutes: int, *, easy: bool) -> None:
        """Show a number that was not typed here."""
        self._minutes, self._easy = minutes, easy
        self.setText(str(minutes))
        name = _("{day}: minutes, easy day") if easy else _("{day}: minutes")
        self.setAccessibleName(name.format(day=self._day))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme().grow(_WIDTH), theme().grow(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: _STEP, Qt.Key.Key_Down: -_STEP}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self._take(self._minutes + step)
            self.selectAll()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setText(str(self._minutes))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        fill = colors.hover if self._easy else colors.surface
        border = colors.border if self._easy else colors.control
        if self.underMouse():
            border = colors.text2
        width = 2.0 if self.hasFocus() else 1.0
        border = colors.focus if self.hasFocus() else border
        painter = QPainter(self)
        rounded(painter, QRectF(self.rect()), RADIUS["button"], fill, border, width=width)
        painter.end()
        super().paintEvent(event)

    def _typed(self) -> None:
        text = self.text()
        self._take(int(text) if text.isdigit() else self._minutes)

    def _take(self, minutes: int) -> None:
        minutes = min(MOST, max(0, minutes))
        self.setText(str(minutes))
        if minutes != self._minutes:
            self._minutes = minutes
            self.changed.emit(minutes)

    def _restyle(self) -> None:
        self.setFont(theme().font(Role.CAPTION, 600, tabular=True))
        self.setFixedSize(self.sizeHint())
        self.update()


def _day_name(weekday: int, form: QLocale.FormatType) -> str:
    return QLocale().standaloneDayName(weekday + 1, form)
