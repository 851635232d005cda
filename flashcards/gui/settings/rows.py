"""A row of the settings: title and hint at the left, the control at the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashcards.domain.wording import percent_text
from flashcards.gui.theme import RADIUS, Role, theme
from flashcards.gui.widgets.buttons import PaintedButton
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.chip import Chip
from flashcards.gui.widgets.field import TextField
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.painting import draw_line, mix, rounded
from flashcards.gui.widgets.select import Select
from flashcards.gui.widgets.slider import Slider
from flashcards.gui.widgets.stepper import Stepper
from flashcards.gui.widgets.toggles import Switch
from flashcards.language import _
from flashcards.setting_kinds import Control
from flashcards.setting_values import TRACKS

if TYPE_CHECKING:
    from flashcards.services.library import SettingLine

_DAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)
_LOADS = (1.0, 0.5, 0.0)
_LOAD_NAMES = {1.0: _("normal"), 0.5: _("reduced"), 0.0: _("minimum")}
_TRACK_NAMES = {"python": _("Python"), "node": "Node.js", "java": _("Java"), "go": _("Go")}
_WARN_ABOVE = 97
_FIELD = 150
Told = Callable[[str], object]


class SettingRow(QWidget):
    """One setting; ``words`` is what the search looks at."""

    def __init__(self, title: str, hint: str, control: QWidget, *, below: bool = False) -> None:
        super().__init__()
        self._control, self._below = control, below
        self.words = f"{title} {hint}".casefold()
        self._hint = Label(hint, Role.SMALL, "text2", wrap=True)
        self._error = Label("", Role.SMALL, "again", wrap=True)
        self._error.hide()
        names = QVBoxLayout()
        names.setSpacing(1)
        names.addWidget(Label(title, Role.BODY_STRONG, wrap=below))
        names.addWidget(self._hint)
        names.addWidget(self._error)
        row = self._line = QHBoxLayout()
        row.setContentsMargins(0, 10, 0, 10)
        row.setSpacing(24)
        row.addLayout(names, 1)
        if not below:
            row.addWidget(control, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        if below:
            column.addWidget(control)
            column.addSpacing(14)
        column.addWidget(Hairline())

    def add_beside(self, widget: QWidget) -> None:
        """Put one thing more between the title and its control."""
        middle = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        self._line.insertWidget(1, widget, 0, middle)

    @property
    def control_width(self) -> int:
        """What the control at the right takes in pixels, 0 where it lies below."""
        if self._below:
            return 0
        control = self._control
        wanted = control.sizeHint().expandedTo(control.minimumSize())
        return wanted.boundedTo(control.maximumSize()).width()

    def align_beside(self, width: int) -> None:
        """Leave the control's column this width, so that what stands beside it aligns."""
        missing = width - self.control_width
        if missing > 0:
            self._line.insertSpacing(2, missing + (self._line.spacing() if self._below else 0))

    def set_hint(self, hint: str) -> None:
        """Say something else under the title."""
        self._hint.setText(hint)

    def set_error(self, text: str) -> None:
        """Say what is wrong with what was typed; "" takes the message away."""
        self._error.setText(text)
        self._error.setVisible(bool(text))


def setting_row(line: SettingLine, changed: Told) -> SettingRow:
    """The row of a declared setting; ``changed`` gets the new value as a person would type it."""
    setting = line.setting
    match setting.control:
        case Control.SWITCH:
            control: QWidget = _switch(line, changed)
        case Control.NUMBER:
            control = _number(line, changed)
        case Control.HOUR:
            control = _hour(line, changed)
        case Control.CHOICE:
            control = _choice(line, changed)
        case Control.WEEK:
            control = WeekLoads(line.value, changed)
        case Control.TRACKS:
            control = _tracks(line, changed)
        case Control.SHARE:
            return _share_row(line, changed)
        case _:
            control = _text(line, changed)
    return SettingRow(setting.title, setting.hint, control)


def _switch(line: SettingLine, changed: Told) -> Switch:
    switch = Switch(line.setting.title)
    switch.setChecked(line.value == "on")
    switch.clicked.connect(lambda on: changed("on" if on else "off"))
    return switch


def _number(line: SettingLine, changed: Told) -> Stepper:
    low, high = line.setting.bounds
    stepper = Stepper(line.setting.title, low, high, suffix=line.setting.unit)
    stepper.set_value(int(line.value))
    stepper.changed.connect(lambda value: changed(str(value)))
    return stepper


def _hour(line: SettingLine, changed: Told) -> Select:
    hours = [(str(hour), f"{hour:02}:00") for hour in range(24)]
    select = Select(line.setting.title, hours)
    select.set_value(line.value)
    select.chosen.connect(changed)
    return select


def _choice(line: SettingLine, changed: Told) -> Select:
    select = Select(line.setting.title, list(line.setting.choices))
    select.set_value(line.value)
    select.chosen.connect(changed)
    return select


def _text(line: SettingLine, changed: Told) -> TextField:
    field = TextField(line.setting.title, role=Role.CODE_EDITOR)
    field.setText(line.value)
    field.setFixedWidth(_FIELD)
    field.editingFinished.connect(lambda: changed(field.text()))
    return field


def _tracks(line: SettingLine, changed: Told) -> QWidget:
    box = QWidget()
    row = QHBoxLayout(box)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    chosen = line.value.split()
    chips = {}
    for track in dict.fromkeys((*TRACKS, *chosen)):
        chip = Chip(_TRACK_NAMES.get(track, track), checkable=True)
        chip.setChecked(track in chosen)
        chips[track] = chip
        row.addWidget(chip)

    def tell() -> None:
        wanted = [track for track, chip in chips.items() if chip.isChecked()]
        if wanted:
            changed(" ".join(wanted))
        else:  # one at least is studied: the last one stays
            for track, chip in chips.items():
                chip.setChecked(track in chosen)

    for chip in chips.values():
        chip.clicked.connect(tell)
    return box


def _share_row(line: SettingLine, changed: Told) -> SettingRow:
    low, high = line.setting.bounds
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(6)
    value = Label("", Role.HEADING, tabular=True)
    slider = Slider(line.setting.title, low, high)
    slider.setMinimumWidth(220)
    warning = Label("", Role.CAPTION, "hard", wrap=True)
    ends = QHBoxLayout()
    ends.addWidget(
        Label(
            _("{share}, fewer reviews").format(share=percent_text(low / 100)), Role.CAPTION, "text2"
        )
    )
    ends.addStretch(1)
    ends.addWidget(
        Label(_("{share}, many more").format(share=percent_text(high / 100)), Role.CAPTION, "text2")
    )
    top = QHBoxLayout()
    top.addWidget(slider, 1)
    top.addSpacing(16)
    top.addWidget(value)
    column.addLayout(top)
    column.addLayout(ends)
    column.addWidget(warning)

    def show(share: int) -> None:
        value.setText(percent_text(share / 100))
        limit = percent_text(_WARN_ABOVE / 100)
        text = _("Above {limit} reviews multiply: most cards come back within days.").format(
            limit=limit
        )
        warning.setText(text if share > _WARN_ABOVE else "")
        warning.setVisible(share > _WARN_ABOVE)

    slider.set_value(round(float(line.value) * 100))
    show(slider.value())
    slider.changed.connect(show)
    slider.sliderReleased.connect(lambda: changed(f"{slider.value() / 100:g}"))
    slider.changed.connect(
        lambda share: None if slider.isSliderDown() else changed(f"{share / 100:g}")
    )
    return SettingRow(line.setting.title, line.setting.hint, box, below=True)


class WeekLoads(QWidget):
    """The load of each weekday; a click goes from normal to reduced to minimum."""

    def __init__(self, value: str, changed: Told) -> None:
        super().__init__()
        self._changed = changed
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(5)
        self._days = [
            _Day(day, float(load)) for day, load in zip(_DAYS, value.split(), strict=True)
        ]
        for day in self._days:
            row.addWidget(day)
            day.stepped.connect(self._tell)

    def _tell(self) -> None:
        self._changed(" ".join(f"{day.load:g}" for day in self._days))


class _Day(PaintedButton):
    stepped = Signal()
    radius = RADIUS["button"]

    def __init__(self, day: str, load: float) -> None:
        super().__init__(day[0])
        self._day = day
        self.load = load
        self.clicked.connect(self._step)
        self._name()

    def sizeHint(self) -> QSize:
        return QSize(theme().grow(34), theme().grow(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        colors = theme().colors
        painter = QPainter(self)
        fill = mix(colors.surface, colors.hover, self._hover.value)
        rounded(painter, QRectF(self.rect()), self.radius, fill, colors.control)
        font = theme().font(Role.SMALL, 600 if self.load < 1 else 500)
        letter = QRectF(0, 0, self.width(), self.height() - 10)
        middle = Qt.AlignmentFlag.AlignHCenter
        draw_line(painter, letter, self.text(), font, colors.text, alignment=middle)
        bar = QRectF(7, self.height() - 10, self.width() - 14, 4)
        rounded(painter, bar, 2, colors.heat0)
        if self.load > 0:
            bar.setWidth(max(4.0, bar.width() * self.load))
            rounded(painter, bar, 2, colors.accent)

    def _step(self) -> None:
        lower = [load for load in _LOADS if load < self.load]
        self.load = lower[0] if lower else _LOADS[0]
        self._name()
        self.update()
        self.stepped.emit()

    def _name(self) -> None:
        name = _LOAD_NAMES.get(self.load, percent_text(self.load))
        self.setAccessibleName(f"{self._day}: {name}")
        self.setToolTip(_("{day}: {name} load").format(day=self._day, name=name))
