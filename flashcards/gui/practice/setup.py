"""The set-up of a session: length, kinds, stages, and what they make."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from flashcards.domain.practice.prompt import Level
from flashcards.domain.practice.setup import (
    LENGTHS,
    LONGEST_THINK_SECONDS,
    Order,
    PracticeOptions,
    Preset,
)
from flashcards.gui.actions import add_action
from flashcards.gui.commands import first_key
from flashcards.gui.practice import texts
from flashcards.gui.practice.parts import FootBar, SidePanel, clear, scrolled
from flashcards.gui.practice.setup_parts import (
    ANY_LEVEL,
    KindRows,
    SessionRoad,
    SwitchRow,
)
from flashcards.gui.theme import SIZE, Role, theme
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.chip import Chip
from flashcards.gui.widgets.flow import FlowLayout
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.notice import Notice, Tone
from flashcards.gui.widgets.scroll_page import ScrollPage
from flashcards.gui.widgets.segments import Segments
from flashcards.gui.widgets.select import Select
from flashcards.gui.widgets.stepper import Stepper
from flashcards.gui.widgets.toggles import Switch
from flashcards.language import _
from flashcards.services.practice.views import Draw, SetupView, StageChoice

_NARROW = 816  # pixels of the page, a window of 880 less the collapsed rail: no room for an aside
_BELOW_NOTICE = 20
_GHOST = 15  # the padding of a button without a ground
_THINK_LONGEST = LONGEST_THINK_SECONDS // 60


class SetupPage(QWidget):
    """Shows a ``SetupView`` and a ``Draw``; ``changed(options)`` asks for both anew."""

    changed = Signal(object)
    start_pressed = Signal()
    resume_pressed = Signal()
    discard_pressed = Signal()
    redraw_pressed = Signal()
    history_pressed = Signal()
    stories_pressed = Signal()
    readiness_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._setup: SetupView | None = None
        self._draw: Draw | None = None
        self._missing = ""
        self._chips: dict[int, Chip] = {}
        self.notice = Notice()
        self._below_notice = QWidget()
        self._below_notice.setFixedHeight(_BELOW_NOTICE)
        self._below_notice.hide()
        self.due = Label(role=Role.SMALL, color="text2", tabular=True, elide=True)
        self.preset = Select(
            _("Session"), [(each.value, name) for each, name in texts.PRESETS.items()]
        )
        self.level = Select(_("Level"), [ANY_LEVEL])
        self.length = Segments(_("Length"), [(str(n), _("{n} min").format(n=n)) for n in LENGTHS])
        self.kinds = KindRows()
        self.order = Segments(
            _("Order"), [(each.value, name) for each, name in texts.ORDERS.items()]
        )
        self.session = Label(role=Role.BODY, color="text2", tabular=True, wrap=True)
        self.road = SessionRoad()
        self.problem = Label(role=Role.SMALL, color="text2", wrap=True)
        self.think = Stepper(_("Think before answering"), 0, _THINK_LONGEST, suffix=_("min"))
        self.follow_ups = Switch(_("Follow-up questions"))
        self.record = Switch(_("Record my voice"))
        self.start = Button(
            _("Start practice"), Kind.PRIMARY, size=Size.HERO, keys=first_key("practice.start")
        )
        self._lay_out()
        self._connect()
        theme().changed.connect(self._arrange)

    @property
    def options(self) -> PracticeOptions:
        """What is chosen now."""
        return PracticeOptions(
            minutes=int(self.length.value),
            kinds=self.kinds.kinds,
            stages=frozenset(n for n, chip in self._chips.items() if chip.isChecked()),
            levels=frozenset({Level(self.level.value)} if self.level.value else ()),
            order=Order(self.order.value),
            preset=Preset(self.preset.value),
            think_seconds=self.think.value * 60,
            follow_ups=self.follow_ups.isChecked(),
            record=self.record.isChecked(),
        )

    @property
    def draw(self) -> Draw | None:
        """What would be asked."""
        return self._draw

    def chip(self, stage: int) -> Chip:
        """The chip of a stage, by its number."""
        return self._chips[stage]

    def show_setup(self, setup: SetupView) -> None:
        """Show the counts and the choice that they belong to."""
        self._setup = setup
        options = setup.options
        due = texts.due_line(setup)
        self.due.setText(due)
        self.due.setVisible(bool(due))
        self.preset.set_value(options.preset.value)
        levels = [(level.value, f"{texts.LEVELS[level]}, {n}") for level, n in setup.levels]
        chosen = next(iter(options.levels)).value if len(options.levels) == 1 else ""
        self.level.set_options([ANY_LEVEL, *levels], chosen)
        nearest = min(LENGTHS, key=lambda n: abs(n - options.wanted_minutes))
        self.length.set_value(str(nearest))
        self.kinds.show_kinds(setup.kinds, frozenset(options.wanted_kinds))
        self.order.set_value(options.order.value)
        self.think.set_value(round(options.think_seconds / 60))
        self.follow_ups.setChecked(options.follow_ups)
        self.record.setChecked(options.record and not self._missing)
        self._show_stages(setup.stages, options.stages)
        own = options.preset is Preset.CUSTOM
        self.length.setEnabled(own)
        self.kinds.setEnabled(own)
        self._show_open(setup)

    def show_draw(self, draw: Draw) -> None:
        """Show what the choice makes."""
        self._draw = draw
        self.session.setText(texts.session_line(draw) if draw.prompts else _("No prompts"))
        self.road.show_prompts(draw.prompts)
        words = draw.problem or " ".join(draw.notes)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))
        self.problem.set_color("again" if draw.problem else "text2")
        self.start.setEnabled(bool(draw.prompts))
        self._bar_words.setText(words if draw.problem else self.session.text())

    def show_recording(self, missing: str) -> None:
        """Say where recordings stay, or why there can be none."""
        self._missing = missing
        self.record.setEnabled(not missing)
        if missing:
            self.record.setChecked(False)
        self._record_row.say(missing or _("Stays on this computer"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _show_stages(self, stages: tuple[StageChoice, ...], chosen: frozenset[int]) -> None:
        names = [(stage.number, texts.chip_name(stage)) for stage in stages]
        if names != [(number, chip.text()) for number, chip in self._chips.items()]:
            clear(self._flow)
            self._chips = {}
            for number, name in names:
                chip = Chip(name, str(number), checkable=True)
                chip.clicked.connect(self._tell)
                self._chips[number] = chip
                self._flow.addWidget(chip)
                chip.show()
        for stage in stages:
            chip = self._chips[stage.number]
            chip.setChecked(stage.number in chosen)
            chip.setEnabled(bool(stage.prompts))
            words = [stage.title, texts.prompts_text(stage.prompts)]
            if stage.score is not None:
                words.append(_("last scores {share}").format(share=texts.share_text(stage.score)))
            if stage.locked:
                words.append(_("not open yet; choosing it draws from it all the same"))
            chip.setToolTip(", ".join(words))
            chip.setAccessibleName(f"{stage.number} {', '.join(words)}")
        self._all.setText(_("All open stages") if not chosen else "")

    def _show_open(self, setup: SetupView) -> None:
        self._below_notice.setVisible(setup.open_session is not None)
        if setup.open_session is None:
            self.notice.hide()
            return
        title, words = texts.resume_line(setup.open_session)
        actions = (
            (_("Go on"), self.resume_pressed.emit),
            (_("Discard"), self.discard_pressed.emit),
        )
        self.notice.show_notice(Tone.INFORMATION, title, words, actions)

    def _tell(self) -> None:
        self.changed.emit(self.options)

    def _tell_kinds(self) -> None:
        if not self.kinds.kinds:  # none would mean all of them
            self._draw_nothing()
            return
        self._tell()

    def _draw_nothing(self) -> None:
        self._draw = None
        self.session.setText(_("No prompts"))
        self.road.show_prompts(())
        self.problem.setText(_("Tick one kind or more."))
        self.problem.set_color("again")
        self.problem.show()
        self.start.setEnabled(False)
        self._bar_words.setText(self.problem.text())

    def _press_start(self) -> None:
        if self.start.isEnabled():
            self.start_pressed.emit()

    def _arrange(self) -> None:
        narrow = self.width() <= theme().grow(_NARROW)
        side = 24 if narrow else 48
        # the room at the right of the page is narrower beside the panel than at the window's edge
        right = 24 if narrow else 28
        self._page.set_padding(right, 24 if narrow else 40, 24, below_header=28)
        for part in (self._header_column, self._body_column):
            part.setContentsMargins(side - right, 0, 0, 0)
        self._aside.set_form(below=False, width=min(SIZE["aside"], self.width() // 2))
        self._aside.setVisible(not narrow)
        self._bar.setVisible(narrow)
        self._narrow_settings.setVisible(narrow)
        home = self._narrow_column if narrow else self._settings_home
        if self._settings.parentWidget() is not home.parentWidget():
            home.addWidget(self._settings)
        holder = self._bar_row if narrow else self._aside_foot
        if holder.indexOf(self.start) < 0:
            holder.insertWidget(holder.count() if narrow else 0, self.start)
        policy = QSizePolicy.Policy.Fixed if narrow else QSizePolicy.Policy.Expanding
        self.start.setSizePolicy(policy, QSizePolicy.Policy.Fixed)
        self.kinds.set_explained(self.width() >= theme().grow(620))

    def _connect(self) -> None:
        for signal in (
            self.preset.chosen,
            self.level.chosen,
            self.length.chosen,
            self.order.chosen,
            self.think.changed,
            self.follow_ups.clicked,
            self.record.clicked,
        ):
            signal.connect(self._tell)
        self.kinds.changed.connect(self._tell_kinds)
        self.start.clicked.connect(self._press_start)
        self._history.clicked.connect(self.history_pressed)
        self._stories.clicked.connect(self.stories_pressed)
        self._readiness.clicked.connect(self.readiness_pressed)
        add_action(self, "practice.start", self._press_start)
        add_action(self, "practice.redraw", self.redraw_pressed.emit)
        add_action(self, "practice.history", self.history_pressed.emit)
        add_action(self, "practice.stories", self.stories_pressed.emit)
        add_action(self, "practice.readiness", self.readiness_pressed.emit)

    def _lay_out(self) -> None:
        self._page = ScrollPage(self._header(), self._body())
        self._settings = self._settings_part()
        self._aside = self._aside_part()
        self._bar = FootBar(surface=True)
        self._bar_words = Label(role=Role.BODY, color="text2", tabular=True, elide=True)
        self._bar_row = QHBoxLayout(self._bar)
        self._bar_row.setContentsMargins(24, 0, 24, 0)
        self._bar_row.setSpacing(16)
        self._bar_row.addWidget(self._bar_words, 1)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self._page, 1)
        main.addWidget(self._bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(main, 1)
        row.addWidget(self._aside)

    def _header(self) -> QWidget:
        header = QWidget()
        self._history = Button(_("History"), Kind.GHOST, icon="history")
        self._stories = Button(_("Stories"), Kind.GHOST, icon="layout-grid")
        self._readiness = Button(_("Readiness"), Kind.GHOST, icon="circle-check")
        self.prompts = Button(_("Prompts"), Kind.GHOST, icon="pencil")
        top = QHBoxLayout()
        top.setSpacing(0)
        top.setContentsMargins(0, 0, -_GHOST, 0)  # the words of the last button end at the edge
        top.addWidget(Label(_("Practice"), Role.TITLE), 1)
        for button in (self._readiness, self._stories, self.prompts, self._history):
            top.addWidget(button)
        column = QVBoxLayout(header)
        self._header_column = column
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(Label(texts.LEAD, Role.LEAD, "text2", wrap=True))
        column.addWidget(self.due)
        return header

    def _body(self) -> QWidget:
        body = QWidget()
        chosen = QWidget()
        choices = FlowLayout(chosen, across=24, down=16)
        for name, control in (
            (_("Length"), self.length),
            (_("Session"), self.preset),
            (_("Level"), self.level),
        ):
            part = QWidget()
            inner = QVBoxLayout(part)
            inner.setContentsMargins(0, 0, 0, 0)
            inner.setSpacing(8)
            inner.addWidget(Label(name, Role.LABEL))
            inner.addWidget(control)
            inner.addStretch(1)
            choices.addWidget(part)
        stages = QHBoxLayout()
        stages.setSpacing(12)
        stages.addWidget(Label(_("Stages"), Role.LABEL))
        self._all = Label(role=Role.CAPTION, color="text2")
        stages.addWidget(self._all, 1)
        stages.addWidget(self.order)
        chips = QWidget()
        self._flow = FlowLayout(chips, across=6, down=8)
        self._narrow_settings = QWidget()
        self._narrow_column = QVBoxLayout(self._narrow_settings)
        self._narrow_column.setContentsMargins(0, 24, 0, 0)
        column = QVBoxLayout(body)
        self._body_column = column
        column.setSpacing(0)
        column.addWidget(self.notice)
        column.addWidget(self._below_notice)
        column.addWidget(chosen)
        column.addSpacing(28)
        column.addWidget(Label(_("Kinds"), Role.LABEL))
        column.addSpacing(10)
        column.addWidget(self.kinds)
        column.addSpacing(28)
        column.addLayout(stages)
        column.addSpacing(10)
        column.addWidget(chips)
        column.addWidget(self._narrow_settings)
        return body

    def _settings_part(self) -> QWidget:
        part = QWidget()
        self._record_row = SwitchRow(_("Record my voice"), self.record, _("Stays on this computer"))
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(18)
        column.addWidget(SwitchRow(_("Think before answering"), self.think))
        column.addWidget(SwitchRow(_("Follow-up questions"), self.follow_ups))
        column.addWidget(self._record_row)
        return part

    def _aside_part(self) -> SidePanel:
        aside = SidePanel()
        content = QWidget()
        inner = QVBoxLayout(content)
        inner.setContentsMargins(28, 0, 28, 16)
        inner.setSpacing(0)
        inner.addWidget(self.road)
        inner.addWidget(self.problem)
        inner.addSpacing(8)
        inner.addWidget(Hairline())
        inner.addSpacing(12)
        self._settings_home = QVBoxLayout()
        inner.addLayout(self._settings_home)
        self._settings_home.addWidget(self._settings)
        inner.addStretch(1)
        head = QVBoxLayout()
        head.setContentsMargins(28, 40, 28, 18)
        head.setSpacing(0)
        head.addWidget(Label(_("Your session"), Role.HEADING))
        head.addWidget(self.session)
        self._aside_foot = QVBoxLayout()
        self._aside_foot.setContentsMargins(28, 12, 28, 22)
        self._aside_foot.setSpacing(8)
        self._aside_foot.addWidget(self.start)
        hidden = Label(
            texts.HIDDEN, Role.CAPTION, "text2", wrap=True, alignment=Qt.AlignmentFlag.AlignHCenter
        )
        self._aside_foot.addWidget(hidden)
        column = QVBoxLayout(aside)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(scrolled(content), 1)
        column.addLayout(self._aside_foot)
        return aside
