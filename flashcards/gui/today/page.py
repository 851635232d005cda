"""Today: what is due by stage, today's plan, the weakest topics, and the days behind.

``TodayPage`` is given a ``Today`` and emits what the user wants::

    page.show_today(today)
    page.start_requested.connect(...)       # tuple of stage ids, empty for all
    page.open_stage_requested.connect(...)  # id of a locked stage: open it anyway
    page.learn_more_requested.connect(...)

Enter starts, ← and → walk along the road; ``go_back()`` is what Esc does here, if anything.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from flashcards.gui.actions import add_action
from flashcards.gui.dates import long_date
from flashcards.gui.theme import Role
from flashcards.gui.today import texts
from flashcards.gui.today.cards import PlanCard, WeakestCard
from flashcards.gui.today.header import TodayHeader
from flashcards.gui.widgets.day_strip import DayStrip
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.notice import Notice, Tone
from flashcards.gui.widgets.road import Road
from flashcards.gui.widgets.scroll_page import ScrollPage
from flashcards.language import _
from flashcards.services.studying.today_view import StageToday, Today

_COMPACT_WIDTH = 916  # a window of 980 less the collapsed rail
_LOW_HEIGHT = 768  # below it the parts move closer, so that 720 needs no scrolling
_WEEKS, _WEEKS_COMPACT = 8, 6
_PATIENCE_MS = 300


@dataclass(frozen=True, slots=True)
class _Form:
    """The page's padding and the room between its parts, in pixels."""

    side: int
    top: int
    bottom: int
    below_header: int
    above_road: int
    below_road: int
    between_cards: int
    above_days: int


_ROOMY = _Form(48, 40, 32, 44, 17, 37, 24, 0)
_LOW = _Form(48, 28, 16, 30, 12, 22, 24, 0)
_COMPACT = _Form(24, 24, 24, 26, 10, 16, 16, 4)


class TodayPage(QWidget):
    """The page that the application opens on."""

    start_requested = Signal(object)
    open_stage_requested = Signal(object)  # ids have 63 bits, more than a Qt int
    learn_more_requested = Signal()
    topic_requested = Signal(str)
    plan_requested = Signal()
    practice_requested = Signal()
    backlog_requested = Signal()
    more_wanted = Signal(object)
    """Where the menu of more to do opens."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today: Today | None = None
        self._compact = self._low = False
        self._header = TodayHeader()
        self._road = Road()
        self._notice = Notice()
        self._comeback = Notice()
        self._plan = PlanCard()
        self._weakest = WeakestCard()
        self._strip = DayStrip()
        self._opened = Label(role=Role.SMALL, color="text3")
        self._streak = Label(role=Role.LABEL)
        self._longest = Label(role=Role.SMALL, color="text3")
        self._pointed = Label(role=Role.SMALL, color="text3")
        self._body = QWidget()
        self._page = ScrollPage(self._header, self._body)
        self._state = _StatePage()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._page)
        self._stack.addWidget(self._state)
        self._lay_out()
        self._connect()
        self._set_form(False, False)
        self.show_loading()

    @property
    def chosen(self) -> tuple[int, ...] | None:
        """The stages ticked on the road, None outside choosing."""
        return self._road.chosen if self._road.choosing else None

    def show_today(self, today: Today) -> None:
        """Shows the day as it stands now."""
        if today == self._today and self._stack.currentWidget() is self._page:
            return
        leads = self._focus_is_free()
        self._today = today
        self._stack.setCurrentWidget(self._page)
        self._state.clear()
        chosen = self.chosen
        self._road.show_stations([texts.station(stage) for stage in today.stages])
        if chosen is not None:
            self._road.set_choosing(chosen if today.due + today.new else None)
        self._show_headline()
        self._show_comeback(today)
        self._opened.setText(texts.open_count(today) if today.stages else "")
        self._road_part.setVisible(bool(today.stages))
        self._plan.setVisible(bool(texts.plan(today)) or today.interview is not None)
        self._plan.show_plan(today)
        self._weakest.setVisible(bool(today.weakest))
        self._weakest.show_topics(today.weakest, today.target_recall)
        self._show_days()
        _settle()
        if leads and self.isVisible():
            self._focus_primary()

    def show_loading(self) -> None:
        """Shows that the day is being read, once that takes longer than a blink."""
        self._stack.setCurrentWidget(self._state)
        self._state.wait()

    def show_error(
        self, title: str, text: str, actions: tuple[tuple[str, Callable[[], object]], ...] = ()
    ) -> None:
        """Shows why there is no day to show, and what can be done about it."""
        self._stack.setCurrentWidget(self._state)
        self._state.show_error(title, text, actions)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        form = (self.width() < _COMPACT_WIDTH, self.height() < _LOW_HEIGHT)
        if form != (self._compact, self._low):
            self._set_form(*form)
            _settle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._focus_is_free():
            self._focus_primary()

    def go_back(self) -> bool:
        """Leaves what Esc leaves here, a notice or choosing; False when there is neither."""
        if not self._notice.isHidden():
            self._notice.hide()
        elif self._road.choosing:
            self._choose(False)
        else:
            return False
        return True

    def _connect(self) -> None:
        self._header.started.connect(self._start)
        self._header.choosing_toggled.connect(lambda: self._choose(not self._road.choosing))
        self._header.more_requested.connect(self.learn_more_requested)
        self._header.menu_requested.connect(self.more_wanted)
        self._road.activated.connect(self._activate)
        self._road.chosen_changed.connect(self._show_headline)
        self._strip.pointed.connect(self._point)
        self._weakest.chosen.connect(self.topic_requested)
        self._plan.plan_requested.connect(self.plan_requested)
        self._plan.practice_requested.connect(self.practice_requested)
        add_action(self, "today.start", self._press_primary)
        add_action(self, "today.next_station", lambda: self._road.step(1))
        add_action(self, "today.previous_station", lambda: self._road.step(-1))

    def _lay_out(self) -> None:
        self._road_part = QWidget()
        road_head = QHBoxLayout()
        road_head.addWidget(Label(_("Due by stage"), Role.LABEL), 1)
        road_head.addWidget(self._opened)
        self._road_column = QVBoxLayout(self._road_part)
        self._road_column.setContentsMargins(0, 0, 0, 0)
        self._road_column.addLayout(road_head)
        self._road_column.addWidget(self._road)
        self._road_column.addWidget(self._notice)

        self._cards = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._cards.addWidget(self._plan, 560)
        self._cards.addWidget(self._weakest, 392)

        self._days_part = QWidget()
        days_head = QHBoxLayout()
        days_head.setSpacing(8)
        days_head.addWidget(self._streak)
        days_head.addWidget(self._longest)
        days_head.addStretch(1)
        days_head.addWidget(self._pointed)
        self._days = QVBoxLayout(self._days_part)
        self._days.setSpacing(13)
        self._days.addLayout(days_head)
        self._days.addWidget(self._strip)

        self._column = QVBoxLayout(self._body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._comeback)
        self._column.addWidget(self._road_part)
        self._column.addLayout(self._cards)
        self._column.addWidget(self._days_part)

    def _set_form(self, compact: bool, low: bool) -> None:
        self._compact, self._low = compact, low
        self._header.set_compact(compact)
        form = _COMPACT if compact else _LOW if low else _ROOMY
        self._page.set_padding(form.side, form.top, form.bottom, below_header=form.below_header)
        self._road_column.setSpacing(form.above_road)
        self._column.setSpacing(form.below_road)
        self._cards.setSpacing(form.between_cards)
        self._days.setContentsMargins(0, form.above_days, 0, 0)
        directions = QBoxLayout.Direction
        self._cards.setDirection(directions.TopToBottom if compact else directions.LeftToRight)
        self._plan.set_compact(compact)
        self._weakest.set_wide_bars(compact)
        self._opened.setVisible(not compact)
        if self._today is not None:
            self._show_days()

    def _show_headline(self) -> None:
        if self._today is None:
            return
        head = texts.headline(self._today, self.chosen)
        self._header.show_headline(
            long_date(self._today.day),
            head,
            more=texts.learns_more(self._today),
            choosable=sum(map(texts.has_cards, self._today.stages)) > 1,
        )
        self._header.start.setEnabled(self.chosen != ())
        self._header.set_choosing(self._road.choosing)

    def _show_comeback(self, today: Today) -> None:
        words = texts.comeback(today)
        if words is None:
            self._comeback.hide()
            return
        title, text, verb = words
        actions = ((verb, self.backlog_requested.emit),) if verb else ()
        if (self._comeback.isHidden(), self._comeback.text()) != (False, f"{title} {text}"):
            self._comeback.show_notice(Tone.INFORMATION, title, text, actions)

    def _show_days(self) -> None:
        today = self._today
        weeks = _WEEKS_COMPACT if self._compact else _WEEKS
        self._days_part.setVisible(today.seen > 0)
        days, longest = texts.streak(today)
        self._streak.setText(days)
        self._longest.setText(longest)
        planned = today.seconds if today.due + today.new else 0.0
        self._strip.set_days(today.days[-7 * weeks :], streak=today.streak, planned_seconds=planned)
        self._point("")

    def _point(self, value: str) -> None:
        weeks = _WEEKS_COMPACT if self._compact else _WEEKS
        self._pointed.setText(value or _("Minutes a day, last {weeks} weeks").format(weeks=weeks))

    def _choose(self, choosing: bool) -> None:
        if choosing == self._road.choosing:
            return
        ids = [stage.stage_id for stage in self._today.stages if texts.has_cards(stage)]
        self._road.set_choosing(ids if choosing else None)
        self._notice.hide()

    def _press_primary(self) -> None:
        primary = self._header.primary()
        if primary is not None:
            primary.click()

    def _start(self) -> None:
        self.start_requested.emit(self.chosen or ())

    def _activate(self, stage_id: int) -> None:
        stage = next(stage for stage in self._today.stages if stage.stage_id == stage_id)
        if not texts.is_open(stage):
            self._offer_to_open(stage)
        elif texts.has_cards(stage):
            self.start_requested.emit((stage_id,))
        else:
            self._notice.show_notice(
                Tone.INFORMATION, _("Nothing is due in {title} today.").format(title=stage.title)
            )

    def _offer_to_open(self, stage: StageToday) -> None:
        def open_anyway() -> None:
            self._notice.hide()
            self.open_stage_requested.emit(stage.stage_id)

        self._notice.show_notice(
            Tone.INFORMATION,
            _("Stage {number}, {title}, is locked").format(number=stage.number, title=stage.title),
            stage.reason[:1].upper() + stage.reason[1:],
            ((_("Open anyway"), open_anyway),),
        )

    def _focus_primary(self) -> None:
        primary = self._header.primary()
        if primary is not None:
            primary.focus_visibly()

    def _focus_is_free(self) -> bool:
        """Whether the focus is on the primary button, which may change, or on nothing here."""
        focus = self.window().focusWidget()
        return focus is None or focus is self._header.primary() or not self.isAncestorOf(focus)


def _settle() -> None:
    """Lets nested layouts find their sizes now.

    Each would else wait for one more round of events, and the page be drawn in between.
    """
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


class _StatePage(QWidget):
    """What stands in the page's place while there is no day to show."""

    def __init__(self) -> None:
        super().__init__()
        self._notice = Notice()
        self._wait = Label(_("Reading today’s cards…"), Role.BODY, "text3")
        self._wait.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._wait.show)
        column = QVBoxLayout(self)
        column.setContentsMargins(48, 40, 48, 40)
        column.addWidget(self._wait)
        column.addWidget(self._notice)
        column.addStretch(1)

    def wait(self) -> None:
        self._notice.hide()
        self._timer.start()

    def show_error(
        self, title: str, text: str, actions: tuple[tuple[str, Callable[[], object]], ...]
    ) -> None:
        self.clear()
        self._notice.show_notice(Tone.ERROR, title, text, actions)

    def clear(self) -> None:
        self._timer.stop()
        self._wait.hide()
        self._notice.hide()
