"""The right side of the planner: the answer, its charts, and what to do each day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui import icons
from flashcards.gui.charts.card import ChartCard
from flashcards.gui.planner import charts, texts
from flashcards.gui.planner.day_table import DayTable
from flashcards.gui.planner.texts import Head, Practice
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.label import Label
from flashcards.language import _
from flashcards.services.planning.view import CurvePoint, Plan

_FIELD = 148
_FEW_DAYS = 6
_SIGN = 30
_BESIDE = 16
_TWO_CHARTS = 500
_INDENT = 10  # the padding of a small button, so that its words stand at the margin
_PATIENCE_MS = 300


class PlanResults(QWidget):
    """``minutes_chosen`` and ``left_out`` take a change that is enough; all from what is shown."""

    minutes_chosen = Signal(int)
    left_out = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._practice: Mapping[int, Practice] = {}
        self._all_days = False
        self._taken = 0
        self._apart = False
        self._sign = _Sign()
        self._title = Label("", Role.HEADING, wrap=True)
        self._lead = Label("", Role.BODY, "text2", wrap=True)
        self._take_minutes = Button("", size=Size.SMALL)
        self._leave_out = Button("", size=Size.SMALL)
        self.curve = ChartCard(texts.CURVE, field=_FIELD)
        self.workload = ChartCard(texts.WORKLOAD, field=_FIELD)
        self.table = DayTable()
        self._more = Button("", Kind.GHOST, size=Size.SMALL)
        self._note = Label(texts.DAYS_NOTE, Role.SMALL, "text3", elide=True,
                           alignment=Qt.AlignmentFlag.AlignRight)  # fmt: skip
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._say(Head(texts.WAITING, "", None)))
        self._lay_out()
        self._take_minutes.clicked.connect(self._emit_minutes)
        self._leave_out.clicked.connect(self._emit_left_out)
        self._more.clicked.connect(self._toggle_days)
        self.curve.activated.connect(lambda key: self.minutes_chosen.emit(int(key)))
        self.show_nothing()

    @property
    def plan(self) -> Plan | None:
        """The plan that is shown."""
        return self._plan

    def words(self) -> str:
        """The answer, on one line."""
        return " ".join(part for part in (self._title.text(), self._lead.text()) if part)

    def changes(self) -> list[Button]:
        """The buttons with the smallest changes that are enough."""
        both = (self._take_minutes, self._leave_out)
        return [button for button in both if not button.isHidden()]

    def show_plan(
        self, plan: Plan, practice: Mapping[int, Practice], *, searched: bool = False
    ) -> None:
        """Show a plan; ``searched``: the smallest changes that are enough are known."""
        self._patience.stop()
        self._plan, self._practice = plan, practice
        self._say(texts.head(plan, searched=searched))
        self.workload.show_chart(charts.workload_chart(plan, practice))
        self._parts.show()
        self._show_days()

    def show_curve(self, plan: Plan, points: Sequence[CurvePoint], chosen: int) -> None:
        """Show how much is ready with other minutes a day."""
        self.curve.show_chart(charts.curve_chart(plan, points, chosen))

    def show_nothing(self) -> None:
        """Ask for a day."""
        self._patience.stop()
        self._plan = None
        self._parts.hide()
        self._say(Head(texts.NO_DATE, texts.NO_DATE_LEAD, None))

    def show_error(self, title: str, text: str) -> None:
        """Say why there is no plan."""
        self.show_nothing()
        self._say(Head(title, text, False))

    def wait(self) -> None:
        """Say that it is being planned once that takes longer than a blink."""
        if self._plan is None:
            self._title.setText("")
            self._lead.setText("")
        self._patience.start()

    def set_compact(self, compact: bool) -> None:
        """The padding below the choices, which then have the answer, or beside them."""
        self._apart = compact
        if compact:
            self._set_padding(24, 0, 24)
        else:
            self._column.insertWidget(0, self.answer)
            self._set_padding(36, 32, 40)

    def set_taken(self, pixels: int) -> None:
        """So much of the padding at the right is taken by a scroll bar."""
        self._taken = pixels
        self._set_padding(*self._padding)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _set_padding(self, left: int, top: int, right: int) -> None:
        self._padding = left, top, right
        end = max(0, right - self._taken)
        self._column.setContentsMargins(0, top, 0, 16)
        self._top.setContentsMargins(*((0, 0, 0, 0) if self._apart else (left, 0, end, 0)))
        self._inner.setContentsMargins(left, 22, end, 0)
        self._foot.setContentsMargins(left - _INDENT, 4, end, 0)

    def _arrange(self) -> None:
        """The buttons beside the words and the charts beside each other, where both fit."""
        words = self._words.sizeHint().width() + self._changes.sizeHint().width() + _BESIDE
        left, _, right = self._padding
        room = self.width() - left - right
        directions = QBoxLayout.Direction
        beside = words <= room - _SIGN - _BESIDE
        self._answer.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        beside = room >= theme().grow(_TWO_CHARTS)
        self._charts.setDirection(directions.LeftToRight if beside else directions.TopToBottom)

    def _say(self, head: Head) -> None:
        self._sign.show_sign(head.good)
        self._title.setText(head.title)
        self._lead.setText(head.lead)
        self._take_minutes.setVisible(head.minutes is not None)
        self._leave_out.setVisible(bool(head.without))
        if head.minutes is not None:
            self._take_minutes.set_label(texts.take_minutes(head.minutes))
        if head.without and self._plan is not None:
            self._leave_out.set_label(texts.leave_out(self._plan))
        self._changes.setVisible(bool(self.changes()))
        self._arrange()

    def _emit_minutes(self) -> None:
        if self._plan is not None and self._plan.enough_minutes is not None:
            self.minutes_chosen.emit(self._plan.enough_minutes)

    def _emit_left_out(self) -> None:
        if self._plan is not None:
            self.left_out.emit(self._plan.request.leave_out | set(self._plan.enough_without))

    def _show_days(self) -> None:
        plan = self._plan
        if plan is None:
            return
        rows = texts.day_rows(plan, self._practice)
        few = len(rows) <= _FEW_DAYS
        shown = rows if few or self._all_days else rows[:_FEW_DAYS]
        self.table.show_rows(shown, practice=bool(self._practice))
        self._more.setVisible(not few)
        text = _("Fewer days") if self._all_days else _("All {n} days").format(n=len(rows))
        self._more.set_label(text)

    def _toggle_days(self) -> None:
        self._all_days = not self._all_days
        self._show_days()

    def _lay_out(self) -> None:
        self._words = QWidget()
        words = QVBoxLayout(self._words)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._lead)
        self._changes = QWidget()
        changes = QHBoxLayout(self._changes)
        changes.setContentsMargins(0, 0, 0, 0)
        changes.setSpacing(8)
        changes.addWidget(self._take_minutes)
        changes.addWidget(self._leave_out)
        changes.addStretch(1)
        self._answer = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._answer.setSpacing(8)
        self._answer.addWidget(self._words, 1)
        self._answer.addWidget(self._changes)
        self.answer = QWidget()
        self._top = QHBoxLayout(self.answer)
        self._top.setSpacing(14)
        self._top.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        self._top.addLayout(self._answer, 1)
        self._charts = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._charts.setSpacing(16)
        self._charts.addWidget(self.curve, 320)
        self._charts.addWidget(self.workload, 344)
        head = QHBoxLayout()
        head.addWidget(Label(texts.DAYS, Role.LABEL))
        head.addWidget(self._note, 1)
        self._parts = QWidget()
        whole = QVBoxLayout(self._parts)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self._inner, self._foot = QVBoxLayout(), QVBoxLayout()
        whole.addLayout(self._inner)
        whole.addLayout(self._foot)
        parts = self._inner
        parts.setSpacing(0)
        parts.addLayout(self._charts)
        parts.addSpacing(26)
        parts.addLayout(head)
        parts.addSpacing(6)
        parts.addWidget(self.table)
        self._foot.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.answer)
        self._column.addWidget(self._parts)
        self._column.addStretch(1)
        self.set_compact(False)


class _Sign(QWidget):
    """A tick where it is enough, an amber triangle where it is not, a calendar before that."""

    def __init__(self) -> None:
        super().__init__()
        self._good: bool | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme().changed.connect(self.update)

    def show_sign(self, good: bool | None) -> None:
        self._good = good
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_SIGN, theme().line(Role.HEADING) + theme().line(Role.BODY) // 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        where = QRectF(0, (self.height() - _SIGN) / 2, _SIGN, _SIGN)
        if self._good:
            icons.paint(QPainter(self), "circle-check", where, colors.good)
        elif self._good is None:
            icons.paint(QPainter(self), "calendar-days", where, colors.text3)
        else:
            icons.paint(QPainter(self), "triangle-alert", where, colors.hard)
