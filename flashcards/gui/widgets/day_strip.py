"""The strip of days: a bar of minutes a day, a hollow dot for a missed one, today outlined."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashcards.domain.wording import minutes_text
from flashcards.gui.dates import long_date, short_date
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets import focus_ring
from flashcards.gui.widgets.painting import draw_line, rounded, text_width
from flashcards.language import _
from flashcards.services.studying.today_view import StudyDay

_BARS = 47
_LABELS = 24
_BAR_WIDTH = 10.0
_BAR_RADIUS = 2.5
_DOT = 4.0
_DOT_RISE = 4.0
_REST = 8.0  # a day off is a dash: planned, not missed
_TICK = QSize(2, 6)
_WEEK = 7
_WHOLE_SCALE_S = 300.0  # the tallest bar is never less than five minutes
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class DayStrip(QWidget):
    """Minutes studied on each of the last days; the last one is today.

    ``pointed(text)`` says the exact value of the day under the pointer or chosen with the arrow
    keys, and an empty text when there is none. The days of the streak have the full accent.
    """

    pointed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._days: tuple[StudyDay, ...] = ()
        self._in_streak: frozenset[int] = frozenset()
        self._planned = 0.0
        self._chosen: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.updateGeometry)

    def set_days(self, days: Sequence[StudyDay], *, streak: int, planned_seconds: float) -> None:
        """Shows these days, oldest first; ``planned_seconds`` outlines what today will be."""
        self._days = tuple(days)
        studied_places = [place for place, day in enumerate(self._days) if day.seconds > 0]
        self._in_streak = frozenset(studied_places[len(studied_places) - streak :])
        self._planned = planned_seconds
        self._chosen = None
        studied = sum(1 for day in self._days if day.seconds > 0)
        self.setAccessibleName(_("Minutes a day"))
        self.setAccessibleDescription(
            _("{studied} of the last {n} days studied, {streak} in a row.").format(
                studied=studied, n=len(self._days), streak=streak
            )
        )
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(400, _BARS + max(_LABELS, theme().line(Role.CAPTION) + 8))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None or not self._days:
            super().keyPressEvent(event)
            return
        last = len(self._days) - 1
        self._choose(last if self._chosen is None else min(last, max(0, self._chosen + step)))

    def event(self, event: QEvent) -> bool:
        """Keeps the arrow keys from being taken for shortcuts while it has the focus."""
        if (
            event.type() is QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and Qt.Key(event.key()) in _STEPS
        ):
            event.accept()
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._days:
            place = floor(event.position().x() / self._step())
            self._choose(min(len(self._days) - 1, max(0, place)))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._choose(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        focus_ring.follow(self, event.reason())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        focus_ring.leave(self)
        self._choose(None)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place in range(len(self._days)):
            self._paint_day(painter, place)
        painter.fillRect(QRectF(0, _BARS, self.width(), 1), theme().colors.border)
        self._paint_labels(painter)

    def _paint_day(self, painter: QPainter, place: int) -> None:
        colors = theme().colors
        seconds = self._days[place].seconds
        today = place == len(self._days) - 1
        middle = round((place + 0.5) * self._step())
        if today and self._planned > 0:
            self._outline_today(painter, middle, seconds + self._planned)
        if seconds > 0:
            color = colors.accent if place in self._in_streak else colors.accent_mid
            rounded(painter, self._bar(middle, seconds), _BAR_RADIUS, color)
        elif self._days[place].rest:
            painter.fillRect(
                QRectF(middle - _REST / 2, _BARS - _DOT_RISE, _REST, 1.4), colors.control
            )
        elif not today:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colors.control, 1.4))
            painter.drawEllipse(QPointF(middle, _BARS - _DOT_RISE), _DOT / 2, _DOT / 2)
        if place == self._chosen:
            painter.setPen(QPen(colors.text2, 1.0))
            painter.drawLine(QPointF(middle + 0.5, 0), QPointF(middle + 0.5, _BARS))

    def _outline_today(self, painter: QPainter, middle: float, seconds: float) -> None:
        """What today will have been once the plan is done: a dashed outline."""
        pen = QPen(theme().colors.accent, 1.4)
        pen.setDashPattern([1.8, 1.8])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        path = QPainterPath()
        outline = self._bar(middle, seconds).adjusted(0.6, 0.6, -0.6, -0.6)
        path.addRoundedRect(outline, _BAR_RADIUS, _BAR_RADIUS)
        painter.drawPath(path)

    def _paint_labels(self, painter: QPainter) -> None:
        colors = theme().colors
        font = theme().font(Role.CAPTION, tabular=True)
        height = theme().line(Role.CAPTION)
        top = _BARS + 5
        today = _("Today")
        bold = theme().font(Role.CAPTION, 600)
        right = QRectF(0, top, self.width(), height)
        draw_line(painter, right, today, bold, colors.text, alignment=Qt.AlignmentFlag.AlignRight)
        room = self.width() - text_width(bold, today) - 8
        for place in range(0, len(self._days), _WEEK):
            left = round(place * self._step())
            if place:
                tick = QRectF(left - 1, _BARS + 1, _TICK.width(), _TICK.height())
                painter.fillRect(tick, colors.road_ahead)
            indent = 4 if place else 0
            date = short_date(self._days[place].day)
            if left + indent + text_width(font, date) <= room:
                line = QRectF(left + indent, top, _WEEK * self._step(), height)
                draw_line(painter, line, date, font, colors.text3)

    def _bar(self, middle: float, seconds: float) -> QRectF:
        longest = max(*(day.seconds for day in self._days), self._planned, _WHOLE_SCALE_S)
        height = max(3.0, seconds / longest * _BARS)
        return QRectF(middle - _BAR_WIDTH / 2, _BARS - height, _BAR_WIDTH, height)

    def _step(self) -> float:
        return self.width() / max(1, len(self._days))

    def _studied_today(self) -> bool:
        return bool(self._days) and self._days[-1].seconds > 0

    def _choose(self, place: int | None) -> None:
        if place == self._chosen:
            return
        self._chosen = place
        self.pointed.emit("" if place is None else self._value(place))
        self.update()

    def _value(self, place: int) -> str:
        day = self._days[place]
        if day.seconds > 0:
            studied = minutes_text(day.seconds)
        elif day.rest:
            studied = _("day off")
        else:
            studied = _("nothing yet") if place == len(self._days) - 1 else _("no reviews")
        return f"{long_date(day.day)}: {studied}"
