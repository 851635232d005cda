"""Days off, planned beforehand: what moves around them, and the breaks that are planned."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.breaks import Span
from flashcards.domain.calendar import date_of
from flashcards.domain.wording import count_text
from flashcards.gui.charts.legend import Legend
from flashcards.gui.charts.view import ChartView
from flashcards.gui.dates import long_date
from flashcards.gui.theme import Role
from flashcards.gui.today.days_chart import days_chart
from flashcards.gui.widgets.buttons import IconButton, Kind, Size
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.date_field import DateField
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.label import Label
from flashcards.language import _
from flashcards.services.scheduling.backlog_view import BreakPreview

_WIDTH = 620
_FIELD, _AXIS = 110, 40
_USUAL_DAYS = 6
_YEAR = timedelta(days=365)
_BACK = timedelta(days=90)


class BreakDialog(Dialog):
    """``asked(first, last)`` wants a preview, ``planned(first, last)`` plans the break.

    ``removed(first)`` takes one back that is planned.
    """

    asked = Signal(object, object)
    planned = Signal(object, object)
    removed = Signal(object)

    def __init__(self, parent: QWidget, today: int) -> None:
        super().__init__(parent, _("Plan a break"), width=_WIDTH)
        self._today = today
        day = date_of(today)
        self.first = DateField(_("First day off"), _("First day off"))
        self.last = DateField(_("Last day off"), _("Last day off"))
        self.chart = ChartView(field=_FIELD)
        self.chart.setMinimumHeight(_FIELD + _AXIS)
        self.legend = Legend()
        self.result = Label(role=Role.BODY_STRONG, wrap=True)
        self.breaks = QVBoxLayout()
        self.breaks.setSpacing(0)
        for field in (self.first, self.last):
            field.set_bounds(day - _BACK, day + _YEAR, day)
        self.first.set_value(day + timedelta(days=1))
        self.last.set_value(day + timedelta(days=1 + _USUAL_DAYS))
        self._lay_out()
        self.add_button(_("Cancel"))
        self.button = self.add_button(_("Plan break"), self._plan, Kind.PRIMARY)
        self.button.setDefault(True)
        self.first.changed.connect(self._first_changed)
        self.last.changed.connect(self._last_changed)
        self.button.setEnabled(False)
        QTimer.singleShot(0, self._ask)

    def show_preview(self, preview: BreakPreview) -> None:
        """Say what would move, and how the days around the break come out."""
        if self._span() != (date_of(preview.first), date_of(preview.last)):
            return
        if preview.last < self._today:
            words = _("These days lie behind: they count as days off, and no card moves.")
        elif preview.moved:
            words = _("{before} come before the break, {after} after it.").format(
                before=count_text(preview.sooner, "card"), after=count_text(preview.later, "card")
            )
        else:
            words = _("No card is due in the break.")
        self.result.setText(words)
        chart = days_chart(preview.before, preview.after, self._today, words)
        self.chart.set_chart(chart)
        self.legend.show_for(chart)
        self.button.setEnabled(True)

    def show_error(self, words: str) -> None:
        """Say why this is no break."""
        self.result.setText(words)
        self.button.setEnabled(False)

    def show_breaks(self, breaks: Sequence[Span]) -> None:
        """List the breaks that are planned or under way."""
        while (item := self.breaks.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        coming = [span for span in breaks if span[1] >= self._today]
        if coming:
            self.breaks.addWidget(Label(_("Planned"), Role.LABEL))
        for first, last in coming:
            self.breaks.addWidget(Hairline())
            self.breaks.addWidget(self._row(first, last))
        QTimer.singleShot(0, self.adjustSize)

    def _row(self, first: int, last: int) -> QWidget:
        words = span_text(first, last)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 4, 0, 4)
        line.addWidget(Label(words, Role.BODY), 1)
        name = _("Remove {days}").format(days=words)
        button = IconButton("trash-2", name, size=Size.SMALL)
        button.clicked.connect(lambda: self.removed.emit(date_of(first)))
        line.addWidget(button)
        return row

    def _lay_out(self) -> None:
        self.add_text(
            _(
                "No card falls due on these days, no new ones come, and your days in a row go on. "
                "Undo puts everything back."
            )
        )
        days = QHBoxLayout()
        days.setSpacing(12)
        for name, field in ((_("From"), self.first), (_("To"), self.last)):
            part = QVBoxLayout()
            part.setSpacing(4)
            part.addWidget(Label(name, Role.LABEL))
            part.addWidget(field)
            days.addLayout(part, 1)
        self.content.addSpacing(4)
        self.content.addLayout(days)
        self.content.addSpacing(8)
        self.content.addWidget(self.legend)
        self.content.addWidget(self.chart)
        self.content.addWidget(self.result)
        self.content.addSpacing(8)
        self.content.addLayout(self.breaks)

    def _first_changed(self, _value: date | None) -> None:
        first, last = self._span()
        if first is not None and (last is None or last < first):
            self.last.set_value(first + timedelta(days=_USUAL_DAYS))
        self._ask()

    def _last_changed(self, _value: date | None) -> None:
        first, last = self._span()
        if last is not None and (first is None or last < first):
            self.first.set_value(last)
        self._ask()

    def _span(self) -> tuple[date | None, date | None]:
        return self.first.value, self.last.value

    def _ask(self) -> None:
        self.button.setEnabled(False)
        first, last = self._span()
        if first is None or last is None:
            self.result.setText(_("Choose both days."))
        else:
            self.asked.emit(first, last)

    def _plan(self) -> None:
        first, last = self._span()
        if self.button.isEnabled() and first is not None and last is not None:
            self.accept()
            self.planned.emit(first, last)


def span_text(first: int, last: int) -> str:
    """The days of a break in words."""
    if first == last:
        return long_date(first)
    return _("{first} to {last}").format(first=long_date(first), last=long_date(last))
