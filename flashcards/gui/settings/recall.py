"""The target recall with what it costs: a slider, and the minutes a day that each target takes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.interpolation import interpolated
from flashcards.domain.wording import decimal_text, minutes_text, number_text, percent_text
from flashcards.gui.charts.data import Axis, LineChart, Place, Series, Tick
from flashcards.gui.charts.scale import value_axis
from flashcards.gui.charts.view import ChartView
from flashcards.gui.settings.rows import Told
from flashcards.gui.theme import Role
from flashcards.gui.widgets.buttons import Button, Size
from flashcards.gui.widgets.card import Card
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.slider import Slider
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.services.library import SettingLine
    from flashcards.services.scheduling.recall_cost import RetentionPoint

COSTLY = 97
"""Above so many percent the cost is said before the target is taken."""

_USUAL = 90
_SECONDS = 60
_PAD = 22
_FIELD = 84
_NARROW = 620
_CHART_WIDTH = 296
_RIGHT = Qt.AlignmentFlag.AlignRight


class RecallRow(QWidget):
    """The row of the target recall; ``wanted`` asks for the curve when it is first seen.

    Up to 97 % the slider is followed at once; above, a button takes the target that costs so much.
    """

    wanted = Signal()

    def __init__(self, line: SettingLine, changed: Told) -> None:
        super().__init__()
        title, hint = line.setting.title, line.setting.hint
        self.words = f"{title} {hint}".casefold()
        self._changed = changed
        self._points: tuple[RetentionPoint, ...] = ()
        self._asked = False
        self._kept = round(float(line.value) * 100)
        low, high = line.setting.bounds
        self.slider = Slider(title, low, high)
        self.chart = ChartView(field=_FIELD)
        self.take = Button("", size=Size.SMALL)
        self._value = Label("", Role.HEADING, tabular=True)
        self._cost = Label("", Role.SMALL, "hard", wrap=True)
        self._error = Label("", Role.SMALL, "again", wrap=True)
        self._error.hide()
        self._waiting = Label(_("Counting…"), Role.CAPTION, "text3")
        self._lay_out(title, hint, low, high)
        self.slider.set_value(self._kept)
        self._show(self._kept)
        self.slider.changed.connect(self._move)
        self.slider.sliderReleased.connect(self._settle)
        self.take.clicked.connect(lambda: self._keep(self.slider.value()))

    def set_error(self, text: str) -> None:
        """Say what is wrong with the target; "" takes the message away."""
        self._error.setText(text)
        self._error.setVisible(bool(text))

    def show_curve(self, points: Sequence[RetentionPoint]) -> None:
        """Show what each target costs; without cards there is nothing to show."""
        self._points = tuple(points)
        self._waiting.setText("" if points else _("Appears with your first cards"))
        self._waiting.setVisible(not points)
        self.chart.setVisible(bool(points))
        self._show(self.slider.value())

    def cost(self) -> str:
        """What is said of a target that is costly; empty for others."""
        return "" if self._cost.isHidden() else self._cost.text()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._asked:
            self._asked = True
            self.wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < _NARROW
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        self._right.setMaximumWidth(16_777_215 if narrow else _CHART_WIDTH)
        self._sides.setContentsMargins(_PAD, 17, _PAD if narrow else 8, 14)

    def _move(self, share: int) -> None:
        self._show(share)
        if not self.slider.isSliderDown():
            self._settle()

    def _settle(self) -> None:
        share = self.slider.value()
        if share <= COSTLY:
            self._keep(share)

    def _keep(self, share: int) -> None:
        if share != self._kept:
            self._kept = share
            self._changed(f"{share / 100:g}")
        self._show(self.slider.value())

    def _show(self, share: int) -> None:
        self._value.setText(percent_text(share / 100))
        costly = share > COSTLY
        self._cost.setText(cost_words(share, self._points) if costly else "")
        self._cost.setVisible(costly)
        self.take.set_label(_("Use {share}").format(share=percent_text(share / 100)))
        self.take.setVisible(costly and share != self._kept)
        if self._points:
            self.chart.set_chart(recall_chart(self._points, share))

    def _lay_out(self, title: str, hint: str, low: int, high: int) -> None:
        head = QHBoxLayout()
        head.addWidget(Label(title, Role.BODY_STRONG), 1)
        head.addWidget(self._value)
        ends = QHBoxLayout()
        fewer, more = _("{share}, fewer reviews"), _("{share}, many more")
        ends.addWidget(Label(fewer.format(share=percent_text(low / 100)), Role.CAPTION, "text2"), 1)
        ends.addWidget(Label(more.format(share=percent_text(high / 100)), Role.CAPTION, "text2"))
        left = QVBoxLayout()
        left.setSpacing(0)
        left.addLayout(head)
        left.addWidget(Label(hint, Role.SMALL, "text2", wrap=True))
        left.addSpacing(10)
        left.addWidget(self.slider)
        left.addSpacing(4)
        left.addLayout(ends)
        left.addSpacing(6)
        left.addWidget(self._cost)
        left.addSpacing(6)
        left.addWidget(self.take, 0, Qt.AlignmentFlag.AlignLeft)
        left.addWidget(self._error)
        left.addStretch(1)
        self._right = QWidget()
        right = QVBoxLayout(self._right)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        caption = Label(_("Review minutes a day"), Role.CAPTION, "text2")
        caption.setContentsMargins(19, 0, 0, 0)
        right.addWidget(caption)
        right.addWidget(self._waiting)
        right.addWidget(self.chart)
        right.addStretch(1)
        self.chart.hide()
        card = Card()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, card)
        self._sides.setContentsMargins(_PAD, 17, 8, 14)
        self._sides.setSpacing(_PAD)
        self._sides.addLayout(left, 3)
        self._sides.addWidget(self._right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 14)
        column.addWidget(card)


def recall_chart(points: Sequence[RetentionPoint], chosen: int) -> LineChart:
    """Minutes of reviews a day by target recall, in whole percents."""
    shares, minutes = _by_percent(points)
    first, last = shares[0], shares[-1]
    place = min(max(chosen, first), last) - first
    known = interpolated(
        [point.retention * 100 for point in points], [point.knowledge for point in points], shares
    )
    ticks = sorted({first, 80, last} | {chosen})
    words = _("A target of {share} takes {minutes} of reviews a day.")
    return LineChart(
        name=_("Review minutes a day by target recall"),
        summary=words.format(
            share=percent_text(chosen / 100), minutes=minutes_text(minutes[place] * _SECONDS)
        ),
        places=tuple(
            Place(
                percent_text(share / 100),
                (
                    _("{minutes} a day").format(minutes=minutes_text(each * _SECONDS)),
                    _("{cards} cards known in half a year").format(cards=number_text(round(cards))),
                ),
            )
            for share, each, cards in zip(shares, minutes, known, strict=True)
        ),
        at=tuple(map(float, shares)),
        series=(Series(_("minutes"), minutes),),
        x=Axis(first, last, tuple(Tick(tick, str(tick), strong=tick == chosen) for tick in ticks)),
        y=value_axis(minutes, whole=True),
        x_name=_("Target recall"),
        marked=place,
        marked_text=minutes_text(minutes[place] * _SECONDS),
    )


def cost_words(share: int, points: Sequence[RetentionPoint]) -> str:
    """What a costly target takes, against the usual one."""
    if not points:
        limit = percent_text(COSTLY / 100)
        words = _("Above {limit} reviews multiply: most cards come back within days.")
        return words.format(limit=limit)
    shares, minutes = _by_percent(points)
    there = minutes[min(max(share, shares[0]), shares[-1]) - shares[0]]
    usual = minutes[_USUAL - shares[0]]
    words = _("{share} takes {minutes} of reviews a day, {times} times as many as {usual}.")
    return words.format(
        share=percent_text(share / 100),
        minutes=minutes_text(there * _SECONDS),
        times=decimal_text(there / max(usual, 0.1), 1),
        usual=percent_text(_USUAL / 100),
    )


def _by_percent(points: Sequence[RetentionPoint]) -> tuple[tuple[int, ...], tuple[float, ...]]:
    """The minutes of reviews at each whole percent."""
    known = [point.retention * 100 for point in points]
    shares = tuple(range(round(known[0]), round(known[-1]) + 1))
    minutes = [point.minutes - point.new_minutes for point in points]
    return shares, interpolated(known, minutes, shares)
