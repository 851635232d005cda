"""The planner: the choices at the left, what they lead to at the right, and the way to keep them.

``open(opening, choice)`` once, then each ``changed(choice)`` is answered by ``show_plan``,
``show_curve`` or ``show_error``. ``saved``, ``removed`` and ``cancelled`` end it.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from flashcards.gui.actions import add_action
from flashcards.gui.commands import first_key
from flashcards.gui.planner import texts
from flashcards.gui.planner.choice import Choice
from flashcards.gui.planner.inputs import PlanInputs
from flashcards.gui.planner.results import PlanResults
from flashcards.gui.theme import Colors, theme
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.language import _
from flashcards.services.planning.view import Opening

_ASIDE, _ASIDE_MOST = 316, 424
_WIDEST = 540  # a calendar as wide as a page is no calendar
_BESIDE = 700  # from here on there is room for the calendar beside the rest
_COMPACT_WIDTH = 916  # a window of 980 less the collapsed rail


class PlannerPage(QWidget):
    """The whole page."""

    changed = Signal(object)
    saved = Signal()
    removed = Signal()
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.inputs = PlanInputs()
        self.results = PlanResults()
        self.save = Button(texts.SAVE, Kind.PRIMARY, size=Size.MEDIUM,
                           keys=first_key("planner.save"))  # fmt: skip
        self.cancel = Button(_("Cancel"), size=Size.MEDIUM)
        self.remove = _QuietDanger(texts.REMOVE, size=Size.MEDIUM)
        self.remove.hide()
        self._compact = False
        self._form = (False, False, 0)
        self._lay_out()
        theme().changed.connect(self._fit)
        self.inputs.changed.connect(self._take)
        self.inputs.back_requested.connect(self.cancelled)
        self.results.minutes_chosen.connect(
            lambda minutes: self._change(self.inputs.choice.with_minutes(minutes))
        )
        self.results.left_out.connect(self._leave_out)
        self.save.clicked.connect(self.saved)
        self.cancel.clicked.connect(self.cancelled)
        self.remove.clicked.connect(self.removed)
        add_action(self, "planner.save", self.save.click)
        self._remove_action = add_action(self, "planner.remove", self.remove.click)
        self._set_form(False)

    @property
    def choice(self) -> Choice:
        """What the controls say."""
        return self.inputs.choice

    def open(self, opening: Opening, choice: Choice) -> None:
        """Show a choice, and whether there is a plan to remove."""
        self.inputs.open(opening, choice)
        on = opening.week is not None
        self.remove.setVisible(on)
        self._remove_action.setEnabled(on)
        self.remove.set_label(texts.REMOVE if opening.day is not None else texts.REMOVE_MINUTES)
        self._name_save(choice)

    def focus_first(self) -> None:
        """Give the calendar the focus: its arrows go from day to day."""
        self.inputs.month.days.setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._compact:
            line = QRectF(_aside() - 1, 0, 1, self.height())
            QPainter(self).fillRect(line, theme().colors.border)
        bar = self._area.verticalScrollBar()
        if bar.value() < bar.maximum():  # more lies below the foot
            left = 0 if self._compact else _aside()
            line = QRectF(left, self._area.height(), self.width() - left, 1)
            QPainter(self).fillRect(line, theme().colors.border)

    def _take(self, choice: Choice) -> None:
        self._name_save(choice)
        self.changed.emit(choice)

    def _change(self, choice: Choice) -> None:
        """Take a choice that was made outside the controls."""
        if choice != self.inputs.choice:
            self.inputs.show_choice(choice)
            self._take(choice)

    def _leave_out(self, stages: frozenset[int]) -> None:
        now = self.inputs.choice
        self._change(Choice(now.date, now.minutes, now.shares, frozenset(stages)))

    def _name_save(self, choice: Choice) -> None:
        self.save.set_label(texts.SAVE_MINUTES if choice.date is None else texts.SAVE)

    def _fit(self) -> None:
        compact = self.width() < _COMPACT_WIDTH + _aside() - _ASIDE
        beside = compact and self.width() >= theme().grow(_BESIDE)
        if (compact, beside, _aside()) != self._form:
            self._set_form(compact, beside=beside)

    def _set_form(self, compact: bool, *, beside: bool = False) -> None:
        self._form = compact, beside, _aside()
        self._compact = compact
        directions = QBoxLayout.Direction
        self._body.setDirection(directions.TopToBottom if compact else directions.LeftToRight)
        most = 2 * _WIDEST if beside else _WIDEST
        self.inputs.setMaximumWidth(most if compact else _aside())
        self.inputs.setMinimumWidth(0 if compact else _aside())
        self.inputs.set_form(compact=compact, beside=beside)
        self.results.set_compact(compact)
        if compact:
            self.inputs.take_answer(self.results.answer)
        else:
            self.inputs.give_answer()
        left = 8 if compact else _aside() + 20
        self._bar.setContentsMargins(left, 10, 24 if compact else 40, 24)
        self.update()

    def _lay_out(self) -> None:
        frame = QWidget()
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight, frame)
        self._body.setContentsMargins(0, 0, 0, 0)
        self._body.setSpacing(0)
        self._body.addWidget(self.inputs)
        self._body.addWidget(self.results, 1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(frame)
        bar = self._area.verticalScrollBar()
        bar.rangeChanged.connect(
            lambda _low, high: self.results.set_taken(bar.sizeHint().width() if high else 0)
        )
        bar.rangeChanged.connect(self.update)
        bar.valueChanged.connect(self.update)
        # the line between the sides lies on the page, below all that scrolls
        frame.setAutoFillBackground(False)
        self._area.viewport().setAutoFillBackground(False)
        self._bar = QHBoxLayout()
        self._bar.setSpacing(10)
        self._bar.addWidget(self.remove)
        self._bar.addStretch(1)
        self._bar.addWidget(self.cancel)
        self._bar.addWidget(self.save)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._area, 1)
        whole.addLayout(self._bar)


def _aside() -> int:
    """The width of the left side, which larger text needs more of."""
    return min(theme().grow(_ASIDE), _ASIDE_MOST)


class _QuietDanger(Button):
    """A button that takes something away and can be taken back: words in red."""

    def __init__(self, text: str, *, size: Size) -> None:
        super().__init__(text, Kind.GHOST, size=size)

    def _ink(self, colors: Colors) -> QColor:
        return colors.again if self.isEnabled() else colors.disabled
