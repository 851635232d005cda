"""The row of the easy days: another week is shown on the coming four before it is kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from flashcards.domain.calendar import date_of
from flashcards.domain.wording import count_text, number_text
from flashcards.gui.charts.data import BarChart, Fill, Place, Series, Tick
from flashcards.gui.charts.legend import Legend
from flashcards.gui.charts.scale import value_axis
from flashcards.gui.charts.view import ChartView
from flashcards.gui.dates import long_date, short_date
from flashcards.gui.settings.rows import SettingRow, WeekLoads
from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.card import Card
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.toggles import TickBox
from flashcards.language import _, ngettext

if TYPE_CHECKING:
    from flashcards.gui.place import Host
    from flashcards.services.changes import Changes
    from flashcards.services.library import SettingLine
    from flashcards.services.scheduling.easing import Easing

_ORIGIN = "settings"
_WEEK = 7
_FIELD = 92
_PAD = 19


class EasyDaysRow(SettingRow):
    """The loads of the week, and below them the effect of a change that isn't kept yet.

    ``kept(changes)`` after it was kept, ``dropped()`` when it was not.
    """

    def __init__(
        self,
        line: SettingLine,
        balance: bool,
        host: Host,
        kept: Callable[[Changes], object],
        dropped: Callable[[], object],
    ) -> None:
        self._week = WeekLoads(line.value, self._try_week)
        super().__init__(line.setting.title, line.setting.hint, self._week)
        self._host, self._kept, self._dropped = host, kept, dropped
        self._loads = tuple(map(float, line.value.split()))
        self._balance = balance
        self._round = 0
        self.preview = _Preview()
        self.preview.hide()
        self.preview.save.clicked.connect(self._save)
        self.preview.leave.clicked.connect(self._leave)
        column = self.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(column.count() - 1, self.preview)

    def try_balance(self, balance: bool) -> None:
        """Show the coming weeks with reviews spread evenly, or not."""
        self._balance = balance
        self._look()

    def _try_week(self, text: str) -> None:
        self._loads = tuple(map(float, text.split()))
        self._look()

    def _look(self) -> None:
        """Ask what the change does; of several questions only the newest is answered."""
        self.set_error("")
        self._round += 1
        number, loads, balance = self._round, self._loads, self._balance

        def show(found: Easing) -> None:
            if number == self._round:
                self.preview.show_easing(found)

        self._host.tasks.run(lambda app: app.easing.preview(loads, balance), show, self._host.told)

    def _save(self) -> None:
        loads, balance, move = self._loads, self._balance, self.preview.moves
        self._round += 1
        self.preview.hide()
        self._host.tasks.run(
            lambda app: app.easing.apply(loads, balance, move=move, origin=_ORIGIN),
            self._kept,
            self._host.told,
        )

    def _leave(self) -> None:
        self._round += 1
        self.preview.hide()
        self._dropped()


class _Preview(Card):
    """Four weeks, now and then, and what to do about it."""

    def __init__(self) -> None:
        super().__init__()
        self._words = Label("", Role.SMALL, "text2", wrap=True)
        self._legend = Legend()
        self.chart = ChartView(field=_FIELD)
        self.move = TickBox(_("Move cards now"))
        self.leave = Button(_("Leave as it is"), size=Size.SMALL)
        self.save = Button(_("Save this week"), Kind.PRIMARY, size=Size.SMALL)
        head = QHBoxLayout()
        head.setContentsMargins(_PAD, 0, _PAD, 0)
        head.addWidget(Label(_("Reviews in the coming weeks"), Role.LABEL), 1)
        head.addWidget(self._legend)
        words = QHBoxLayout()
        words.setContentsMargins(_PAD, 0, _PAD, 0)
        words.addWidget(self._words)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(_PAD, 6, _PAD, 0)
        buttons.setSpacing(8)
        buttons.addWidget(self.move)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 16)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.chart)
        column.addLayout(words)
        column.addLayout(buttons)
        self._easing: Easing | None = None
        self.move.toggled.connect(lambda _on: self._draw())

    @property
    def moves(self) -> bool:
        """Whether cards that are scheduled already are to move at once."""
        return not self.move.isHidden() and self.move.isChecked()

    def words(self) -> str:
        """What the change does, in sentences."""
        return self._words.text()

    def show_easing(self, easing: Easing) -> None:
        """Show what a change does to the coming weeks."""
        self._easing = easing
        blocked = self.move.blockSignals(True)
        self.move.setChecked(easing.moved > 0)
        self.move.blockSignals(blocked)
        self.move.setVisible(easing.moved > 0)
        self._words.setText(easing_words(easing))
        self._draw()
        self.show()

    def _draw(self) -> None:
        if self._easing is not None:
            chart = easing_chart(self._easing, moves=self.moves)
            self.chart.set_chart(chart)
            self._legend.show_for(chart)


def easing_words(easing: Easing) -> str:
    """What a change of the week does to what is scheduled."""
    if not easing.moved:
        return _("No scheduled card has to move. New due dates follow the week from now on.")
    easier = [day for day in easing.days if day.share < 1]
    moved = ngettext(
        "{n} card can move within its safe range", "{n} cards can move within their safe range",
        easing.moved,
    ).format(n=number_text(easing.moved))  # fmt: skip
    if not easier:
        return _("{moved}; due dates to come are spread as well.").format(moved=moved)
    words = _("{moved}: the easier days then have {after} instead of {before} in four weeks.")
    return words.format(
        moved=moved,
        after=count_text(sum(day.after for day in easier), "review"),
        before=number_text(sum(day.before for day in easier)),
    )


def easing_chart(easing: Easing, *, moves: bool) -> BarChart:
    """The reviews of each day now, and as they would be."""
    before = tuple(float(day.before) for day in easing.days)
    after = tuple(float(day.after) for day in easing.days) if moves else before
    series = [Series(_("as it would be"), after)]
    if moves:
        series.append(Series(_("now"), before, Fill.OUTLINE))
    first = easing.days[0].day
    return BarChart(
        name=_("Reviews in the coming weeks"),
        summary=easing_words(easing),
        places=tuple(Place(long_date(day.day)) for day in easing.days),
        series=tuple(series),
        y=value_axis((*before, *after), whole=True, least=1),
        ticks=tuple(
            Tick(place, _("Tomorrow") if day.day == first else short_date(day.day))
            for place, day in enumerate(easing.days)
            if day.day == first or date_of(day.day).weekday() == 0
        ),
        stacked=False,
        x_name=_("Day"),
    )
