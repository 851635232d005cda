"""The statistics page: figures, then charts in rows of two, one column where it is narrow.

``StatsPage`` is given the pieces of the statistics as they come and emits what the user wants::

    page.show_overview(overview)            # then show_cards, show_forecast, show_answers …
    page.scope_chosen.connect(...)          # a query, empty for all cards
    page.period_chosen.connect(...)         # days, 0 for all
    page.cards_requested.connect(...)       # a query: show the cards behind a bar
    page.export_requested.connect(...)      # the charts that are shown
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from flashcards.gui.actions import add_action
from flashcards.gui.charts.card import ChartCard
from flashcards.gui.charts.data import Chart
from flashcards.gui.charts.view import FIELD
from flashcards.gui.stats import card_charts, day_charts, history_charts, texts
from flashcards.gui.stats.header import StatsHeader
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.notice import Notice, Tone
from flashcards.gui.widgets.scroll_page import ScrollPage
from flashcards.language import _
from flashcards.services.statistics.view import (
    FEWEST_REVIEWS,
    Answers,
    Cards,
    Forecast,
    Memory,
    Overview,
)

_COMPACT_WIDTH = 916  # a window of 980 less the collapsed rail; more where text is larger
_PER_TEXT_SCALE = 550
_GAP = 16
_RING = 6  # room for the ring around a card that has the focus
_LOW_FIELD = 98
_PATIENCE_MS = 300

# The rows of the page: what each card is called until its chart is there, and its share of the row.
_ROWS: tuple[tuple[tuple[str, str, int], ...], ...] = (
    (("retention", _("Retention, true against target"), 456), ("forecast", _("Forecast"), 536)),
    (("days", _("Study days"), 602), ("stages", _("Mastery by stage"), 390)),
    (
        ("stability", _("Stability"), 602),
        ("calibration", _("Calibration, recalled against predicted"), 390),
    ),
    (("age", _("Retention by age of card"), 496), ("knowledge", _("Growth of knowledge"), 496)),
    (("time", _("Time"), 602), ("buttons", _("Answer buttons"), 390)),
    (("hours", _("Answers by hour of the day"), 496), ("hour_recall", _("Recall by hour"), 496)),
    (
        ("recall", _("Recall now"), 325),
        ("difficulty", _("Difficulty"), 325),
        ("interval", _("Intervals"), 325),
    ),
)


class StatsPage(QWidget):
    """Everything that the statistics draw."""

    scope_chosen = Signal(str)
    period_chosen = Signal(int)
    cards_requested = Signal(str)
    export_requested = Signal()
    told = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._overview: Overview | None = None
        self._answers: Answers | None = None
        self._scope = ""
        self.header = StatsHeader()
        self.cards = {
            name: ChartCard(title, field=_LOW_FIELD if row >= 2 else FIELD)
            for row, cards in enumerate(_ROWS)
            for name, title, _ in cards
        }
        self._rows: list[QBoxLayout] = []
        self._notice = Notice()
        self._words = Label(role=Role.LEAD, color="text2", wrap=True)
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._words.setText("Counting…"))
        self._grid = QWidget()
        self._body = QWidget()
        self._page = ScrollPage(self.header, self._body)
        self._lay_out()
        self._connect()
        self._set_form()
        self.show_waiting()

    @property
    def days(self) -> int | None:
        """The days of the period, None for all."""
        return self.header.days

    @property
    def scope(self) -> str:
        """The query for the cards that are counted, empty for all."""
        return self._scope

    def charts(self) -> list[Chart]:
        """The charts that are shown, in order."""
        if self._grid.isHidden():
            return []
        return [card.chart for card in self.cards.values() if card.chart is not None]

    def show_waiting(self) -> None:
        """There is nothing to show yet; says so once that takes longer than a blink."""
        self._show_words("")
        self.header.figures.show_figures(())
        self._patience.start()

    def show_scope(self, query: str) -> None:
        """Show which cards are counted."""
        self._scope = query
        self.header.show_scope(query)

    def show_overview(self, overview: Overview) -> None:
        """Show the figures and what the days say."""
        self._overview = overview
        self._patience.stop()
        self._notice.hide()
        self.header.show_error("")
        if overview.answers < FEWEST_REVIEWS:
            self.header.figures.show_figures(())
            self._show_words(texts.too_few(overview.answers))
            return
        self.header.figures.show_figures(texts.figures(overview, self.days))
        self._words.hide()
        self._grid.show()
        self._show("retention", history_charts.retention(overview))
        self._show("days", day_charts.study_days(overview))
        self._show("time", day_charts.time_spent(overview))
        _settle()

    def show_cards(self, cards: Cards) -> None:
        """Show how the cards stand."""
        self._show("stages", card_charts.stages(cards))
        self._show("stability", card_charts.stability(cards))
        self._show("difficulty", card_charts.difficulty(cards))
        self._show("recall", card_charts.recall(cards))
        self._show("interval", card_charts.intervals(cards))

    def show_forecast(self, forecast: Forecast) -> None:
        """Show what is to come."""
        self._show("forecast", card_charts.forecast(forecast))

    def show_answers(self, answers: Answers) -> None:
        """Show what the answers say besides their number."""
        if self._overview is None:
            return
        self._show("age", history_charts.retention_by_age(answers, self._overview))
        self._show("buttons", history_charts.buttons(answers, self.days))
        self._show("hours", history_charts.hours(answers))
        self._show("hour_recall", history_charts.recall_by_hour(answers, self._overview.target))

    def show_memory(self, memory: Memory) -> None:
        """Show what replaying the log says."""
        self._show("calibration", card_charts.calibration(memory.calibration))
        self._show("knowledge", history_charts.knowledge(memory.knowledge))

    def show_error(self, text: str, retry: Callable[[], object]) -> None:
        """Say why nothing can be counted, and offer to try again."""
        self._patience.stop()
        self._words.hide()
        self._grid.hide()
        self.header.figures.show_figures(())
        self._notice.show_notice(Tone.ERROR, texts.FAILED, text, ((_("Try again"), retry),))

    def show_query_error(self, text: str) -> None:
        """Say what is wrong with the search; what was shown before stays."""
        self._patience.stop()
        self.header.show_error(text)

    def go_back(self) -> bool:
        """Leave what Esc leaves here, a search; False when there is none."""
        return self.header.close_search()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_form()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._page)
        grid = QVBoxLayout(self._grid)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(_GAP)
        for cards in _ROWS:
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.setSpacing(_GAP)
            for name, _title, share in cards:
                row.addWidget(self.cards[name], share)
            self._rows.append(row)
            grid.addLayout(row)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, _RING, 0, 0)
        column.addWidget(self._notice)
        column.addWidget(self._words)
        column.addWidget(self._grid)

    def _connect(self) -> None:
        self.header.scope_chosen.connect(self.scope_chosen)
        self.header.period_chosen.connect(self.period_chosen)
        self.header.export_requested.connect(self.export_requested)
        for card in self.cards.values():
            card.activated.connect(self._request_cards)
            card.told.connect(self.told)
            card.failed.connect(self.failed)
        theme().changed.connect(self._set_form)
        add_action(self, "stats.export", self.export_requested.emit)
        add_action(self, "stats.table", self._show_table)
        add_action(self, "stats.search", self.header.open_search)
        add_action(self, "stats.longer", lambda: self.header.step_period(1))
        add_action(self, "stats.shorter", lambda: self.header.step_period(-1))

    def _set_form(self) -> None:
        narrow = self.width() < _COMPACT_WIDTH
        larger = max(0.0, theme().text_scale - 1)
        compact = self.width() < _COMPACT_WIDTH + larger * _PER_TEXT_SCALE
        side = 24 if narrow else 32
        self._page.set_padding(side, 24 if narrow else 26, 32, below_header=_GAP - _RING)
        self.header.set_stacked(self.header.choices_width() > self.width() - 2 * side - 12)
        directions = QBoxLayout.Direction
        for row in self._rows:
            row.setDirection(directions.TopToBottom if compact else directions.LeftToRight)

    def _show(self, name: str, found: Chart | tuple[Chart, str] | str) -> None:
        if isinstance(found, str):
            self.cards[name].show_text(found)
        elif isinstance(found, tuple):
            self.cards[name].show_chart(*found)
        else:
            self.cards[name].show_chart(found)

    def _show_words(self, text: str) -> None:
        self._words.setText(text)
        self._words.show()
        self._grid.hide()
        self._notice.hide()

    def _show_table(self) -> None:
        """Open the chart that has the focus as a table, else the first one."""
        cards = [card for card in self.cards.values() if card.chart is not None]
        focused = [card for card in cards if card.view.hasFocus()]
        for card in [*focused, *cards][:1]:
            card.show_table()

    def _request_cards(self, query: str) -> None:
        scope = f"({self._scope}) " if " or " in self._scope.lower() else f"{self._scope} "
        self.cards_requested.emit(f"{scope if self._scope else ''}{query}")


def _settle() -> None:
    """Lets nested layouts find their sizes now, and not one round of events each."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
