"""The left side of the planner: the day, the minutes, the week, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.calendar import date_of
from flashcards.gui.planner.choice import LEAST, MOST, Choice
from flashcards.gui.planner.leaving_out import LeavingOut
from flashcards.gui.planner.texts import TITLE
from flashcards.gui.planner.week import WeekMinutes
from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.month import Month
from flashcards.gui.widgets.slider import Slider
from flashcards.language import _
from flashcards.services.planning.view import Opening

_ENDS = (60, 120, MOST)
_LEFT, _RIGHT = 32, 28
_SIDE = 24  # where the results lie below
_BETWEEN = 40
_BACK_INDENT = 10  # the padding of a small button, so that its text stands at the margin


class PlanInputs(QWidget):
    """``changed(choice)`` follows every control; ``back_requested`` the way back."""

    changed = Signal(object)
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._choice = Choice()
        self._opening: Opening | None = None
        self.back = Button(_("Today"), Kind.GHOST, size=Size.SMALL, icon="chevron-left")
        self.month = Month(_("Interview date"))
        self.slider = Slider(_("Minutes a day"), LEAST, _ENDS[0], step=1)
        self.week = WeekMinutes()
        self.leaving_out = LeavingOut()
        self._minutes = Label("", Role.BODY, weight=600, tabular=True)
        self._low = Label(str(LEAST), Role.CAPTION, "text2", tabular=True)
        self._high = Label("", Role.CAPTION, "text2", tabular=True)
        self._recent = Label("", Role.CAPTION, "text2", wrap=True)
        self._recent.hide()
        self._lay_out()
        self.back.clicked.connect(self.back_requested)
        self.month.chosen.connect(lambda day: self._take(replace(self._choice, date=day)))
        self.slider.changed.connect(lambda value: self._take(self._choice.with_minutes(value)))
        self.week.changed.connect(self._take_day)
        self.leaving_out.changed.connect(
            lambda stages: self._take(replace(self._choice, left_out=stages))
        )

    @property
    def choice(self) -> Choice:
        """What the controls say."""
        return self._choice

    @property
    def most(self) -> int:
        """The end of the slider, in minutes."""
        return self.slider.maximum()

    def open(self, opening: Opening, choice: Choice) -> None:
        """Show a choice among what there is; the month comes to the chosen day."""
        self._opening = opening
        today = date_of(opening.today)
        self.month.set_bounds(today + timedelta(days=1), date_of(opening.last), today)
        self._leave_out_part.setVisible(len(opening.stages) > 1)
        self.show_choice(choice)

    def show_choice(self, choice: Choice) -> None:
        """Show a choice without telling of it."""
        self._choice = choice
        self.month.set_value(choice.date)
        end = next((end for end in _ENDS if choice.minutes <= end), MOST)
        # a slider that has become longer stays so: its handle would else jump under the hand
        end = max(end, self.slider.maximum())
        blocked = self.slider.blockSignals(True)
        self.slider.setRange(min(LEAST, choice.minutes), end)
        self.slider.blockSignals(blocked)
        self.slider.set_value(choice.minutes)
        self._minutes.setText(str(choice.minutes))
        self._low.setText(str(self.slider.minimum()))
        self._high.setText(str(end))
        self.week.show_week(choice.week)
        stages = self._opening.stages if self._opening is not None else ()
        self.leaving_out.show_stages(stages, choice.left_out)

    def show_recent(self, words: str) -> None:
        """Say what the learner's own pace leads to."""
        self._recent.setText(words)
        self._recent.setVisible(bool(words))

    def set_form(self, *, compact: bool, beside: bool) -> None:
        """Stand beside the results or, ``compact``, above them; the day ``beside`` the rest."""
        left, right = (_SIDE, _SIDE) if compact else (_LEFT, _RIGHT)
        self._head.setContentsMargins(left - _BACK_INDENT, 0, 0, 0)
        self._inner.setContentsMargins(left, 0, right, 0)
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        self._sides.setSpacing(_BETWEEN if beside else 20)

    def take_answer(self, answer: QWidget) -> None:
        """Show the answer below the title, before all that leads to it."""
        self._answer.setContentsMargins(0, 16, 0, 0)
        self._answer.addWidget(answer)

    def give_answer(self) -> None:
        """Leave no room for an answer that stands elsewhere."""
        self._answer.setContentsMargins(0, 0, 0, 0)

    def _take(self, choice: Choice) -> None:
        if choice == self._choice:
            return
        self.show_choice(choice)
        self.changed.emit(choice)

    def _take_day(self, weekday: int, minutes: int) -> None:
        choice = self._choice.with_day(weekday, minutes)
        if choice == self._choice:
            self.week.show_week(choice.week)  # a week without any minutes was refused
        self._take(choice)

    def _lay_out(self) -> None:
        head = self._head = QHBoxLayout()
        head.addWidget(self.back)
        head.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 27, 0, 24)
        whole.setSpacing(0)
        whole.addLayout(head)
        self._inner = QVBoxLayout()
        self._inner.setSpacing(0)
        whole.addLayout(self._inner)
        self._inner.addWidget(Label(TITLE, Role.TITLE_SMALL))
        self._answer = QVBoxLayout()
        self._inner.addLayout(self._answer)
        self._inner.addSpacing(22)
        self._sides = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._inner.addLayout(self._sides)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._sides.addLayout(column, 1)
        column.addWidget(Label(_("Date"), Role.LABEL))
        column.addSpacing(6)
        column.addWidget(self.month)
        column.addStretch(1)
        self._sides.addLayout(self._pace(), 1)
        whole.addStretch(1)
        self.set_form(compact=False, beside=False)

    def _pace(self) -> QVBoxLayout:
        """All but the day: the minutes, the week, and what is left out."""
        minutes_head = QHBoxLayout()
        minutes_head.addWidget(Label(_("Minutes a day"), Role.LABEL), 1)
        minutes_head.addWidget(self._minutes)
        ends = QHBoxLayout()
        ends.addWidget(self._low, 1)
        ends.addWidget(self._high)
        self._leave_out_part = QWidget()
        part = QVBoxLayout(self._leave_out_part)
        part.setContentsMargins(0, 24, 0, 0)
        part.setSpacing(6)
        part.addWidget(Label(_("Leave out"), Role.LABEL))
        part.addWidget(self.leaving_out)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(minutes_head)
        column.addSpacing(5)
        column.addWidget(self.slider)
        column.addSpacing(3)
        column.addLayout(ends)
        column.addSpacing(4)
        column.addWidget(self._recent)
        column.addSpacing(16)
        column.addWidget(Label(_("Week"), Role.LABEL))
        column.addSpacing(7)
        column.addWidget(self.week)
        column.addWidget(self._leave_out_part)
        column.addStretch(1)
        return column


def usual_choice(opening: Opening, day: date | None = None) -> Choice:
    """The plan that is on, or what the settings suggest where there is none."""
    if opening.week is not None and max(opening.week) > 0:
        kept = None
        if opening.day is not None and opening.today < opening.day <= opening.last:
            kept = date_of(opening.day)
        return Choice.of_week(day or kept, opening.week, opening.left_out)
    usual = opening.easy_days if any(opening.easy_days) else (1.0,) * 7
    return Choice(date=day, shares=tuple(share / max(usual) for share in usual))
