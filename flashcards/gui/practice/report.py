"""The report of a session, with the history of all and their trends beside it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.gui.actions import add_action
from flashcards.gui.charts.view import ChartView
from flashcards.gui.commands import first_key
from flashcards.gui.practice import texts
from flashcards.gui.practice.parts import (
    ActionLink,
    FootBar,
    SidePanel,
    clear,
    scrolled,
    section,
)
from flashcards.gui.practice.report_answer import AnswerDetail
from flashcards.gui.practice.report_rows import (
    MissedRow,
    PromptRow,
    ScoreBar,
    SessionRow,
    StepButton,
)
from flashcards.gui.practice.trend import trend_chart
from flashcards.gui.theme import SIZE, Role, theme
from flashcards.gui.widgets.buttons import Button, IconButton, Kind, Size
from flashcards.gui.widgets.card import Card, Hairline
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.scroll_page import ScrollPage
from flashcards.language import _, ngettext
from flashcards.services.practice.report_views import History, ScoreLine, SessionReport
from flashcards.services.practice.views import AttemptView

_NARROW = 900  # pixels of the page below which what stands beside the report goes below it
_FEW = 5
_FIELD = 116
_ASIDE_SIDE = 24
_TOAST_ROOM = 72  # the last row can be scrolled to above a toast
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReportPage(QWidget):
    """Shows a ``SessionReport`` and the ``History``, or that there is none yet."""

    setup_pressed = Signal()
    session_chosen = Signal(object)
    answer_requested = Signal(object)
    study_requested = Signal(object)
    export_pressed = Signal()
    page_pressed = Signal()
    play_requested = Signal(object)
    delete_requested = Signal(object, object)
    link_requested = Signal(str)

    def __init__(self, media: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._media = media
        self.report: SessionReport | None = None
        self._history: History | None = None
        self._all = False
        self._narrow = False
        self.rows: list[PromptRow] = []
        self.sessions: list[SessionRow] = []
        self._details: dict[int, AnswerDetail] = {}
        self._day = Label(role=Role.SMALL, color="text2")
        self.title = Label(role=Role.TITLE, wrap=True)
        self.summary = Label(role=Role.LEAD, color="text2", wrap=True)
        self.back = IconButton("chevron-left", _("Back to the set-up"), keys="Esc")
        self.study = Button("", Kind.PRIMARY, size=Size.HERO, keys=first_key("report.study"))
        self.export = Button(_("Export CSV"), icon="download")
        self.printed = IconButton("printer", _("Save as page…"), keys=first_key("report.page"))
        self._prompts = Card()
        self._since = Label(role=Role.SMALL, color="text2", elide=True, alignment=_RIGHT)
        self._more = ActionLink(_("Show all"))
        self.chart = ChartView(field=_FIELD)
        self._few = Label(role=Role.SMALL, color="text2", wrap=True)
        self._empty = _Empty()
        self._lay_out()
        self._connect()
        theme().changed.connect(self._arrange)

    def show_report(self, report: SessionReport, history: History) -> None:
        """Show a session, and what all of them show together; the focus stays on its row."""
        rows = [*self.rows, *self.sessions]
        focused = next((place for place, row in enumerate(rows) if row.hasFocus()), None)
        self.report, self._history = report, history
        self._empty.hide()
        self._whole.show()
        self._day.setText(
            _("Practice, {day}").format(day=texts.long_day(report.session.started_ms))
        )
        self.title.setText(report.headline)
        self.summary.setText(report.summary)
        number = len(report.study)
        self.study.set_label(
            ngettext("Study {n} card now", "Study {n} cards now", number).format(n=number)
        )
        self.study.setVisible(bool(number))
        self._arrange()
        self._show_prompts(report)
        self._show_sessions()
        self._show_aside(history)
        if focused is not None:
            rows = [*self.rows, *self.sessions]
            rows[min(focused, len(rows) - 1)].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_empty(self) -> None:
        """Say that there was no session yet."""
        self.report = None
        self._whole.hide()
        self._empty.show()

    def show_answer(self, view: AttemptView) -> None:
        """Open an answer below its row; it takes the place of one that was open."""
        self.close_answer(view.id)
        row = next((row for row in self.rows if row.row.attempt_id == view.id), None)
        if row is None:
            return
        detail = AnswerDetail(view, self._media)
        detail.play_requested.connect(self.play_requested)
        detail.delete_requested.connect(
            lambda recording: self.delete_requested.emit(view.id, recording)
        )
        detail.link_requested.connect(self.link_requested)
        self._details[view.id] = detail
        self._rows.insertWidget(self._rows.indexOf(row) + 1, detail)
        detail.show()

    def close_answer(self, attempt_id: int) -> bool:
        """Close an answer that is open; whether it was."""
        detail = self._details.pop(attempt_id, None)
        if detail is None:
            return False
        self._rows.removeWidget(detail)
        detail.hide()
        detail.deleteLater()
        return True

    @property
    def open_answers(self) -> tuple[int, ...]:
        """The attempts whose answers are open."""
        return tuple(self._details)

    def focus_first(self) -> None:
        """Let the arrow keys walk from the first prompt on."""
        if self.rows:
            self.rows[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show_prompts(self, report: SessionReport) -> None:
        clear(self._rows)
        self._details.clear()
        self.rows = [PromptRow(row, first=place == 0) for place, row in enumerate(report.rows)]
        for row in self.rows:
            row.clicked.connect(lambda _on=False, row=row: self._toggle(row))
            row.stepped.connect(lambda step, row=row: self._step(row, step))
            self._rows.addWidget(row)
            row.show()

    def _toggle(self, row: PromptRow) -> None:
        if not self.close_answer(row.row.attempt_id):
            self.answer_requested.emit(row.row.attempt_id)

    def _show_sessions(self) -> None:
        history, report = self._history, self.report
        if history is None or report is None:
            return
        clear(self._sessions)
        shown = history.sessions if self._all else history.sessions[:_FEW]
        self.sessions = [SessionRow(line, shown=line.id == report.session.id) for line in shown]
        for row in self.sessions:
            row.clicked.connect(lambda _on=False, row=row: self.session_chosen.emit(row.session.id))
            row.stepped.connect(lambda step, row=row: self._step(row, step))
            self._sessions.addWidget(row)
            row.show()
        self._since.setText(texts.history_line(history))
        self._more.setVisible(len(history.sessions) > _FEW and not self._all)

    def _show_all(self) -> None:
        self._all = True
        self._show_sessions()

    def _step(self, row: StepButton, step: int) -> None:
        rows = [*self.rows, *self.sessions]
        target = rows.index(row) + step
        if 0 <= target < len(rows):
            rows[target].focus_visibly()

    def _show_aside(self, history: History) -> None:
        chart = trend_chart(history.trend)
        self.chart.setVisible(chart is not None)
        self._few.setVisible(chart is None)
        if chart is not None:
            self.chart.set_chart(chart)
        else:
            self._few.setText(_("A line appears after the second session."))
        self._show_scores(self._kinds, history.by_kind)
        self._show_scores(self._stages, history.by_stage)
        self._kinds_part.setVisible(bool(history.by_kind))
        self._stages_part.setVisible(bool(history.by_stage))
        before = any(line.before is not None for line in (*history.by_kind, *history.by_stage))
        self._legend.setText(_("○ four weeks ago") if before else "")
        clear(self._missed)
        for point in history.missed:
            row = MissedRow(point)
            row.drilled.connect(self.study_requested)
            self._missed.addWidget(row)
            row.show()
        self._missed_part.setVisible(bool(history.missed))

    @staticmethod
    def _show_scores(column: QVBoxLayout, lines: tuple[ScoreLine, ...]) -> None:
        clear(column)
        for line in lines:
            bar = ScoreBar(line)
            column.addWidget(bar)
            bar.show()

    def _study(self) -> None:
        if self.report is not None and self.report.study:
            self.study_requested.emit(self.report.study)

    def _arrange(self) -> None:
        narrow = self.width() < theme().grow(_NARROW)
        side = 24 if narrow else 48
        right = 24 if narrow else 32
        bottom = _TOAST_ROOM if narrow else 24
        self._page.set_padding(right, 24 if narrow else 36, bottom, below_header=24)
        for column in (self._header_column, self._body_column):
            column.setContentsMargins(side - right, 0, 0, 0)
        self._aside.set_form(below=narrow, width=SIZE["aside"] + 32)
        inside = self._body_column.indexOf(self._aside) >= 0
        if narrow and not inside:
            self._body_column.addWidget(self._aside)
        elif not narrow and inside:
            self._body_column.removeWidget(self._aside)
            self._halves.addWidget(self._aside)
        self._narrow = narrow
        self._pad_aside()
        self._foot.setVisible(narrow and bool(self.report and self.report.study))
        policy = QSizePolicy.Policy.Fixed if narrow else QSizePolicy.Policy.Expanding
        self.study.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        (self._foot_row if narrow else self._aside_foot).addWidget(self.study)

    def _pad_aside(self) -> None:
        """Its rows end where the button below them ends, with the scroll bar in their margin."""
        bar = self._aside_scroll.verticalScrollBar()
        taken = bar.sizeHint().width() if bar.maximum() > 0 else 0
        self._more_below.setVisible(bar.maximum() > 0)
        right = max(0, _ASIDE_SIDE - taken)
        margins = (0, 20, 0, 0) if self._narrow else (_ASIDE_SIDE, 36, right, 24)
        self._aside_column.setContentsMargins(*margins)

    def _connect(self) -> None:
        self._aside_scroll.verticalScrollBar().rangeChanged.connect(self._pad_aside)
        self.back.clicked.connect(self.setup_pressed)
        self._empty.button.clicked.connect(self.setup_pressed)
        self.study.clicked.connect(self._study)
        self.export.clicked.connect(self.export_pressed)
        self.printed.clicked.connect(self.page_pressed)
        self._more.clicked.connect(self._show_all)
        self.chart.activated.connect(lambda key: self.session_chosen.emit(int(key)))
        add_action(self, "report.study", self._study)
        add_action(self, "report.export", self.export_pressed.emit)
        add_action(self, "report.page", self.page_pressed.emit)

    def _lay_out(self) -> None:
        self._aside = self._aside_part()
        self._page = ScrollPage(self._header(), self._body())
        self._whole = QWidget()
        self._halves = QHBoxLayout(self._whole)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.setSpacing(0)
        self._foot = FootBar(surface=True)
        self._foot_row = QHBoxLayout(self._foot)
        self._foot_row.setContentsMargins(24, 0, 24, 0)
        self._foot_row.addStretch(1)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self._page, 1)
        main.addWidget(self._foot)
        self._halves.addLayout(main, 1)
        self._halves.addWidget(self._aside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._whole)
        column.addWidget(self._empty)
        self._empty.hide()

    def _header(self) -> QWidget:
        header = QWidget()
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self._day)
        names.addWidget(self.title)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        for button in (self.back, self.printed, self.export):
            self._buttons.addWidget(button)
        self._head = QHBoxLayout()
        self._head.setSpacing(16)
        self._head.addLayout(names, 1)
        self._head.addLayout(self._buttons)
        self._header_column = QVBoxLayout(header)
        self._header_column.setSpacing(2)
        self._header_column.addLayout(self._head)
        self._header_column.addWidget(self.summary)
        return header

    def _body(self) -> QWidget:
        body = QWidget()
        self._rows = QVBoxLayout(self._prompts)
        self._rows.setContentsMargins(1, 1, 1, 1)
        self._rows.setSpacing(0)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(Label(_("History"), Role.LABEL))
        head.addWidget(self._since, 1)
        head.addWidget(self._more)
        self._sessions = QVBoxLayout()
        self._sessions.setSpacing(0)
        column = QVBoxLayout(body)
        self._body_column = column
        column.setSpacing(0)
        column.addWidget(self._prompts)
        column.addSpacing(28)
        column.addLayout(head)
        column.addSpacing(8)
        column.addLayout(self._sessions)
        return body

    def _aside_part(self) -> SidePanel:
        aside = SidePanel()
        content = QWidget()
        self._aside_foot = QVBoxLayout()
        self._aside_foot.setContentsMargins(_ASIDE_SIDE, 8, _ASIDE_SIDE, 24)
        self._aside_foot.addWidget(self.study)
        self._legend = Label(role=Role.CAPTION, color="text2", alignment=_RIGHT)
        self._aside_column = QVBoxLayout(content)
        self._aside_column.setSpacing(0)
        head = QHBoxLayout()
        head.addWidget(Label(_("Score by session"), Role.LABEL))
        head.addWidget(
            Label(
                _("per cent of rubric points"),
                Role.CAPTION,
                "text2",
                elide=True,
                alignment=_RIGHT,
            ),
            1,
        )
        self._aside_column.addLayout(head)
        self._aside_column.addSpacing(6)
        self._aside_column.addWidget(self._few)
        self._aside_column.addWidget(self.chart)
        self._kinds_part, self._kinds = section(_("By kind"), self._legend)
        self._stages_part, self._stages = section(_("By stage"))
        self._missed_part, self._missed = section(_("Missed more than once"))
        for part in (self._kinds_part, self._stages_part, self._missed_part):
            self._aside_column.addWidget(part)
        self._aside_column.addStretch(1)
        column = QVBoxLayout(aside)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        self._aside_scroll = scrolled(content)
        self._more_below = Hairline()
        column.addWidget(self._aside_scroll, 1)
        column.addWidget(self._more_below)
        column.addLayout(self._aside_foot)
        return aside


class _Empty(QWidget):
    """No session yet."""

    def __init__(self) -> None:
        super().__init__()
        self.button = Button(_("Set one up"), Kind.PRIMARY)
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        words = _("No sessions yet. The first takes 15 minutes.")
        column.addWidget(Label(words, Role.LEAD, "text2", wrap=True, alignment=middle))
        column.addWidget(self.button, 0, middle)
        column.addStretch(2)
