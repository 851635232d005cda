"""Ways out of a backlog, each with the days that it leads to before anything is changed."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from flashcards.domain.backlog import LONGEST_SPREAD_DAYS
from flashcards.domain.wording import count_text, minutes_text, number_text
from flashcards.gui.charts.legend import Legend
from flashcards.gui.charts.view import ChartView
from flashcards.gui.dates import long_date
from flashcards.gui.theme import Role
from flashcards.gui.today.days_chart import days_chart
from flashcards.gui.today.wording import waiting_text
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.stepper import Stepper
from flashcards.gui.widgets.toggles import Radio
from flashcards.language import _
from flashcards.services.scheduling.backlog_view import Backlog, BacklogPreview
from flashcards.services.studying.comeback import CATCH_UP, SPREAD, VALUE

_WIDTH = 640
_FIELD, _AXIS = 130, 40
_INDENT = 30
_GAP = 16  # between the title and the choices
_ASK_AFTER_MS = 120


class ComebackDialog(Dialog):
    """``asked(way, days)`` wants a preview, ``taken(way, days)`` is the choice."""

    asked = Signal(str, int)
    taken = Signal(str, int)

    def __init__(self, parent: QWidget, backlog: Backlog) -> None:
        title = waiting_text(backlog.waiting, backlog.away)
        super().__init__(parent, title, width=_WIDTH, gap=_GAP)
        self._backlog = backlog
        self._ask = QTimer(self, singleShot=True, interval=_ASK_AFTER_MS)
        self._ask.timeout.connect(lambda: self.asked.emit(self.way, self.days.value))
        seconds = backlog.waiting * backlog.review_seconds
        self.radios = {
            SPREAD: Radio(_("Spread over some days"), _("Level days; what gains most comes first")),
            VALUE: Radio(
                _("Most valuable first"),
                _("{limit} a day by recall gained for a minute; the rest waits").format(
                    limit=number_text(backlog.limit)
                ),
            ),
            CATCH_UP: Radio(
                _("Catch up today"),
                _("All {cards}, about {minutes}").format(
                    cards=count_text(backlog.waiting, "card"),
                    minutes=minutes_text(seconds, long=True),
                ),
            ),
        }
        self.days = Stepper(_("Days to spread over"), 2, LONGEST_SPREAD_DAYS, suffix=_("days"))
        self.chart = ChartView(field=_FIELD)
        self.chart.setMinimumHeight(_FIELD + _AXIS)
        self.legend = Legend()
        self.result = Label(role=Role.BODY_STRONG, wrap=True)
        self._lay_out()
        self.add_button(_("Cancel"))
        self.button = self.add_button("", self._take, Kind.PRIMARY)
        self.button.setDefault(True)
        self.days.set_value(backlog.days)
        self.days.changed.connect(lambda _value: self._follow())
        for radio in self.radios.values():
            radio.toggled.connect(lambda on: self._follow() if on else None)
        self.radios[SPREAD].setChecked(True)

    @property
    def way(self) -> str:
        """What is chosen."""
        return next(way for way, radio in self.radios.items() if radio.isChecked())

    def show_preview(self, preview: BacklogPreview) -> None:
        """Show the days that the chosen way leads to; one of another way comes too late."""
        if preview.way != self.way:
            return
        words = self._words(preview)
        self.result.setText(words)
        chart = days_chart(preview.before, preview.after, self._backlog.day, words)
        self.chart.set_chart(chart)
        self.legend.show_for(chart)
        self.button.setEnabled(True)

    def _words(self, preview: BacklogPreview) -> str:
        busiest = max(preview.after, key=lambda day: day.cards)
        most = _("{cards} on the fullest day, about {minutes}").format(
            cards=count_text(busiest.cards, "card"),
            minutes=minutes_text(busiest.seconds, long=True),
        )
        if preview.way == SPREAD:
            return _("{most}. {moved} move.").format(
                most=most, moved=count_text(preview.moved, "card")
            )
        if preview.clear_day is None:
            return _("{most}. Some still wait in {days}.").format(
                most=most, days=count_text(len(preview.after), "day")
            )
        if preview.way == VALUE:
            return _("{most}. Nothing waits any more from {day} on.").format(
                most=most, day=long_date(preview.clear_day)
            )
        return _("{most}. The daily limit counts again tomorrow.").format(most=most)

    def _lay_out(self) -> None:
        for way, radio in self.radios.items():
            self.content.addWidget(radio)
            if way == SPREAD:
                row = QHBoxLayout()
                row.setContentsMargins(_INDENT, 0, 0, 0)
                row.addWidget(self.days)
                row.addStretch(1)
                self.content.addLayout(row)
            self.content.addSpacing(4)
        self.content.addSpacing(8)
        self.content.addWidget(self.legend)
        self.content.addWidget(self.chart)
        self.content.addWidget(self.result)

    def _follow(self) -> None:
        way = self.way
        self.days.setEnabled(way == SPREAD)
        self.button.setEnabled(False)
        verbs = {
            SPREAD: _("Spread over {days}").format(days=count_text(self.days.value, "day")),
            VALUE: _("Most valuable first"),
            CATCH_UP: _("Catch up today"),
        }
        self.button.setText(verbs[way])
        self._ask.start()

    def _take(self) -> None:
        if self.button.isEnabled():
            way, days = self.way, self.days.value
            self.accept()
            self.taken.emit(way, days)
