"""The two cards of Today: its plan, and the topics that are recalled worst."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.wording import percent_text
from flashcards.gui import icons
from flashcards.gui.theme import ICON, Role, theme
from flashcards.gui.today.interview import InterviewPanel, PlanFoot
from flashcards.gui.today.practice_row import PracticeRow
from flashcards.gui.today.texts import PlanRow, plan, plan_time, so_far
from flashcards.gui.widgets.bars import TargetBar
from flashcards.gui.widgets.card import Card, Hairline
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.link import TextLink
from flashcards.gui.widgets.painting import text_width
from flashcards.gui.widgets.tick import TickCircle
from flashcards.language import _
from flashcards.services.studying.today_view import Today, WeakTopic

_SIDE = 23
_TOP = 21
_NARROW = 400
_PLAN_ROW = 50
_PLAN_ROW_COMPACT = 46
_TOPIC_ROW = 49
_BAR_WIDTH = 130
_BAR_LEAST = 72
_NAME_GAP = 12
_NAME_WIDTH = 162
_PERCENT_WIDTH = 54
_NO_LIMIT = 16_777_215  # QWIDGETSIZE_MAX, which the bindings leave out
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlanCard(Card):
    """Today's plan: the interview, rows that tick themselves, and how far the day is."""

    plan_requested = Signal()
    practice_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._total = Label(role=Role.SMALL, color="text3", alignment=_RIGHT)
        self._rows = [_PlanRowView(), _PlanRowView()]
        self.practice = PracticeRow()
        self.practice.clicked.connect(self.practice_requested)
        self._so_far = _SoFar()
        self._tip = _Tip()
        self._interview = InterviewPanel()
        self._foot = PlanFoot()
        self._interview.plan_requested.connect(self.plan_requested)
        self._foot.change_requested.connect(self.plan_requested)
        self._day = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(0)
        self._sides.addWidget(self._interview)
        self._sides.addWidget(self._day, 1)
        head = QHBoxLayout()
        head.addWidget(Label(_("Today’s plan"), Role.LABEL))
        head.addWidget(self._total, 1)
        column = QVBoxLayout(self._day)
        column.setContentsMargins(_SIDE, _TOP, _SIDE, 22)
        column.setSpacing(0)
        column.addLayout(head)
        column.addSpacing(8)
        for row in self._rows:
            column.addWidget(row)
        column.addWidget(self.practice)
        column.addWidget(Hairline())
        column.addSpacing(14)
        column.addStretch(1)
        column.addWidget(self._so_far)
        column.addWidget(self._foot)
        column.addWidget(self._tip)
        column.addStretch(1)

    def show_plan(self, today: Today) -> None:
        """Shows the plan; a tip stands below it once all is done."""
        waiting = today.due + today.new
        self._total.setText(plan_time(today))
        rows = plan(today)
        for place, view in enumerate(self._rows):
            view.setVisible(place < len(rows))
            if place < len(rows):
                view.show_row(rows[place])
        self.practice.show_practice(today.practice)
        text, share = so_far(today)
        self._so_far.show_progress(text, share)
        self._interview.show_interview(today.interview, today.day)
        self._foot.show_foot(today.interview, today.day)
        self._so_far.setVisible(self._foot.isHidden())
        self._day.setVisible(bool(rows))
        self._place_interview()
        self._tip.show_tip("" if waiting else today.tip)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_interview()

    def _place_interview(self) -> None:
        """At the left of the day, above it where its rows would have no room for their words."""
        narrow = self.width() < theme().grow(_NARROW)
        directions = QBoxLayout.Direction
        self._sides.setDirection(directions.TopToBottom if narrow else directions.LeftToRight)
        edge = Qt.Edge.BottomEdge if narrow else Qt.Edge.RightEdge
        self._interview.set_edge(None if self._day.isHidden() else edge)

    def set_compact(self, compact: bool) -> None:
        """Lower rows, for a narrow page."""
        for row in self._rows:
            row.set_height(_PLAN_ROW_COMPACT if compact else _PLAN_ROW)
        self.practice.set_compact(compact)

    def rows(self) -> list[tuple[str, bool]]:
        """The shown rows as (title, ticked)."""
        return [(row.title(), row.is_done()) for row in self._rows if not row.isHidden()]


class WeakestCard(Card):
    """The topics that are recalled worst now, each against the target; ``chosen(title)``."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._target = _TargetSign()
        self._wide_bars = False
        self._topics: list[_TopicRow] = []
        head = QHBoxLayout()
        head.addWidget(Label(_("Weakest topics"), Role.LABEL), 1)
        head.addWidget(self._target)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(_SIDE, _TOP, _SIDE, 11)
        self._column.setSpacing(0)
        self._column.addLayout(head)
        self._column.addSpacing(5)
        self._column.addStretch(1)

    def show_topics(self, topics: Sequence[WeakTopic], target: float) -> None:
        """Shows these topics, the weakest first."""
        self._target.set_target(target)
        for row in self._topics:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._topics = [
            _TopicRow(topic, target, first=place == 0) for place, topic in enumerate(topics)
        ]
        for row in self._topics:
            self._column.insertWidget(self._column.count() - 1, row)
            row.link.clicked.connect(lambda _checked=False, link=row.link: self._follow(link))
            row.show()
        self._fit()

    def _follow(self, link: TextLink) -> None:
        self.chosen.emit(link.text())

    def set_wide_bars(self, wide: bool) -> None:
        """Lets the bars take what room there is, for a card as wide as the page."""
        self._wide_bars = wide
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Gives the longest name its room and all bars one length, from what the card has."""
        names = max((row.name_width() for row in self._topics), default=0)
        for row in self._topics:
            row.share(self.width() - 2 * _SIDE, names, wide_bar=self._wide_bars)


class _Row(QWidget):
    """A row with a hairline above it, as tall as its tokens or its text need."""

    def __init__(self, height: int, *, line: bool) -> None:
        super().__init__()
        self._height = height
        self._line = line
        self.content = QHBoxLayout(self)
        self.content.setContentsMargins(0, 1, 0, 0)
        self.content.setSpacing(12)
        theme().changed.connect(self._restyle)
        self._restyle()

    def set_height(self, height: int) -> None:
        """Makes it as tall as this, at the normal text size."""
        self._height = height
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedHeight(theme().grow(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._line:
            line = QRectF(0, 0, self.width(), 1)
            QPainter(self).fillRect(line, theme().colors.border)


def _two_lines(first: QWidget, second: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(0)
    column.addStretch(1)
    column.addWidget(first)
    column.addWidget(second)
    column.addStretch(1)
    return column


class _PlanRowView(_Row):
    def __init__(self) -> None:
        super().__init__(_PLAN_ROW, line=True)
        self._circle = TickCircle()
        self._title = Label(role=Role.BODY_STRONG, elide=True)
        self._caption = Label(role=Role.CAPTION, color="text3", elide=True)
        self._time = Label(role=Role.BODY, color="text2", tabular=True, alignment=_RIGHT)
        self.content.addWidget(self._circle)
        self.content.addLayout(_two_lines(self._title, self._caption), 1)
        self.content.addWidget(self._time)

    def title(self) -> str:
        return self._title.text()

    def is_done(self) -> bool:
        return self._circle.is_done()

    def show_row(self, row: PlanRow) -> None:
        self._circle.set_done(row.done)
        self._title.setText(row.title)
        self._title.set_color("text2" if row.done else "text")
        self._caption.setText(row.caption)
        self._time.setText(row.time)
        self.setAccessibleName(", ".join(filter(None, (row.title, row.caption, row.time))))


class _SoFar(QWidget):
    """How many of today's cards are done, as a text and a bar."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Label(role=Role.CAPTION, color="text3", alignment=_RIGHT)
        self._bar = TargetBar()
        head = QHBoxLayout()
        head.addWidget(Label(_("Today so far"), Role.BODY_STRONG))
        head.addWidget(self._text, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._bar)

    def show_progress(self, text: str, share: float) -> None:
        self._text.setText(text)
        self._bar.set_share(share)


class _Tip(QWidget):
    """A tip of the roadmap."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Label(role=Role.SMALL, color="text2", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 12, 0, 0)
        row.setSpacing(0)
        row.addSpacing(int(ICON["button"]) + 12)
        row.addWidget(self._text, 1)

    def show_tip(self, tip: str) -> None:
        self._text.setText(tip)
        self.setVisible(bool(tip))

    def paintEvent(self, event: QPaintEvent) -> None:
        size = ICON["button"]
        where = QRectF(0, 13, size, size)
        icons.paint(QPainter(self), "lightbulb", where, theme().colors.text3)


class _TopicRow(_Row):
    def __init__(self, topic: WeakTopic, target: float, *, first: bool) -> None:
        super().__init__(_TOPIC_ROW, line=not first)
        self._title = topic.title
        self._names = QWidget()
        self.link = TextLink(topic.title)
        names = _two_lines(
            self.link,
            Label(topic.stage_title, Role.CAPTION, "text3", elide=True),
        )
        names.setContentsMargins(0, 0, _NAME_GAP, 0)
        self._names.setLayout(names)
        self._bar = TargetBar(topic.recall, target)
        percent = Label(
            percent_text(topic.recall),
            Role.BODY,
            weight=600,
            tabular=True,
            alignment=_RIGHT,
        )
        percent.setFixedWidth(theme().grow(_PERCENT_WIDTH))
        self.content.addWidget(self._names, 1)
        self.content.addWidget(self._bar)
        self.content.addWidget(percent)
        self.content.setSpacing(0)
        self.setAccessibleName(
            _("{title}, {stage_title}, recall {share}").format(
                title=topic.title, stage_title=topic.stage_title, share=percent_text(topic.recall)
            )
        )

    def name_width(self) -> int:
        """The room that the topic's whole name needs, with the gap before the bar."""
        font = theme().font(Role.BODY_STRONG)
        return math.ceil(text_width(font, self._title)) + _NAME_GAP

    def share(self, width: int, names: int, *, wide_bar: bool) -> None:
        """Divides a width: a bar that takes the room beside the names, or a short one at the right.

        ``names`` is what the longest name needs; a short bar gives way to it down to its least.
        """
        if wide_bar:
            wanted = max(theme().grow(_NAME_WIDTH), names)
            self._names.setFixedWidth(max(0, min(wanted, width // 2)))
            self._bar.setMinimumWidth(_BAR_WIDTH)
            self._bar.setMaximumWidth(_NO_LIMIT)
        else:
            self._names.setMinimumWidth(0)
            self._names.setMaximumWidth(_NO_LIMIT)
            left = width - theme().grow(_PERCENT_WIDTH) - names
            self._bar.setFixedWidth(min(_BAR_WIDTH, max(_BAR_LEAST, left)))


class _TargetSign(QWidget):
    """The sign of the bars' tick and what it stands for."""

    def __init__(self) -> None:
        super().__init__()
        self._text = Label(role=Role.CAPTION, color="text3")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._text)

    def set_target(self, target: float) -> None:
        self._text.setText(_("target {share}").format(share=percent_text(target)))

    def paintEvent(self, event: QPaintEvent) -> None:
        top = (self.height() - 12) / 2
        QPainter(self).fillRect(QRectF(0, top, 2, 12), theme().colors.text)
