"""The dialogs of a preset: its name, its settings, and what uses it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from flashcards.domain.wording import sentence
from flashcards.errors import FlashcardsError
from flashcards.gui.place import Host
from flashcards.gui.settings.memory import MemoryRows
from flashcards.gui.settings.rows import SettingRow, setting_row
from flashcards.gui.theme import Role, theme
from flashcards.gui.widgets.buttons import Button, Kind, Size
from flashcards.gui.widgets.card import Hairline
from flashcards.gui.widgets.dialog import Dialog
from flashcards.gui.widgets.field import TextField
from flashcards.gui.widgets.label import Label
from flashcards.gui.widgets.toggles import TickBox
from flashcards.language import _
from flashcards.setting_kinds import Control

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.changes import Changes
    from flashcards.services.scheduling.optimizing import FitOffer
    from flashcards.services.scheduling.presets import (
        PresetLine,
        PresetPlace,
        PresetPlaces,
        PresetView,
    )

_ORIGIN = "settings"
_WIDTH = 720
_CONTROL = 170  # a wider control stands out of the column
_INDENT = 10  # the padding of a small button
_BEFORE_GROUP = 12
_TALLEST = 460
_Given = Callable[[frozenset[int], frozenset[int]], object]


class NameDialog(Dialog):
    """Asks for a name; ``done`` gets it."""

    def __init__(
        self, parent: QWidget, title: str, name: str, done: Callable[[str], object]
    ) -> None:
        super().__init__(parent, title)
        self._done = done
        self.field = TextField(_("Name of the preset"), _("Such as Interview soon"))
        self.field.setText(name)
        self.field.selectAll()
        self.content.addWidget(self.field)
        self.add_button(_("Cancel"))
        self.save = self.add_button(_("Save"), self._save, Kind.PRIMARY)
        self.field.textChanged.connect(self._follow)
        self.field.returnPressed.connect(self._save)
        self._follow()
        self.field.setFocus()

    def _follow(self) -> None:
        self.save.setEnabled(bool(self.field.text().strip()))

    def _save(self) -> None:
        name = self.field.text().strip()
        if name:
            self.accept()
            self._done(name)


class SettingsDialog(Dialog):
    """The settings of a preset, kept as they are changed; each can be left to the library."""

    def __init__(
        self, parent: QWidget, host: Host, preset: PresetView, refresh: Callable[[], object]
    ) -> None:
        super().__init__(parent, preset.name, width=_WIDTH)
        self._host, self._preset, self._refresh = host, preset.id, refresh
        self._open = True
        self.finished.connect(self._closed)
        self._memory = MemoryRows(host, self, self._read_anew, preset.id)
        self.rows: dict[str, SettingRow] = {}
        self.add_text(_("What is not set here is as in the library, whatever that becomes."))
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 12, 0)
        self._column.setSpacing(0)
        self.content.addWidget(_scrolled(self._column), 1)
        self.add_button(_("Done"), self.accept, Kind.PRIMARY).focus_visibly()
        self._show(preset)
        self._ask_for_offer()

    def _closed(self) -> None:
        self._open = False

    def _show(self, preset: PresetView) -> None:
        for row in self.rows.values():
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = {line.line.setting.key: self._row(line) for line in preset.lines}
        column = min(max(row.control_width for row in self.rows.values()), theme().grow(_CONTROL))
        for place, row in enumerate(self.rows.values()):
            row.align_beside(column)
            self._column.insertWidget(place, row)

    def _row(self, preset_line: PresetLine) -> SettingRow:
        line = preset_line.line
        key = line.setting.key
        if line.setting.control is Control.NONE:
            self._memory = MemoryRows(self._host, self, self._read_anew, self._preset)
            row = self._memory.rows()[0]
        else:
            # a field that loses the focus tells of its text though nobody has changed it
            row = setting_row(
                line, lambda text: self._set(key, text) if text != line.value else None
            )
        leave = Button(_("Use the library’s"), Kind.GHOST, size=Size.SMALL)
        if preset_line.own:
            leave.setAccessibleName(
                _("{setting}: use the library’s").format(setting=line.setting.title)
            )
            leave.clicked.connect(lambda: self._set(key, None))
            row.add_beside(leave)
        else:
            row.add_beside(_as_in_library(leave.sizeHint().width()))
        return row

    def _set(self, key: str, text: str | None) -> None:
        def work(app: App) -> tuple[Changes, PresetView]:
            changes = app.presets.set(self._preset, key, text, _ORIGIN)
            return changes, app.presets.preset(self._preset)

        def done(found: tuple[Changes, PresetView]) -> None:
            changes, preset = found
            self._host.changed(changes)
            self._refresh()
            if self._open:
                self._keep_focus(preset, key)

        def refused(error: Exception) -> None:
            if isinstance(error, FlashcardsError) and self._open:
                self.rows[key].set_error(sentence(str(error)))
            else:
                self._host.told(error)

        self._host.tasks.run(work, done, refused)

    def _keep_focus(self, preset: PresetView, key: str) -> None:
        """Show what there is now, the focus where it was: in the row that was changed."""
        bar = self.findChild(QScrollArea).verticalScrollBar().value()
        self._show(preset)
        self._ask_for_offer()
        first = next(
            (
                widget
                for widget in self.rows[key].findChildren(QWidget)
                if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled()
            ),
            None,
        )
        if first is not None:
            first.setFocus()
        self.findChild(QScrollArea).verticalScrollBar().setValue(bar)

    def _read_anew(self) -> None:
        def done(preset: PresetView) -> None:
            self._refresh()
            if self._open:
                self._show(preset)
                self._ask_for_offer()

        self._host.tasks.run(lambda app: app.presets.preset(self._preset), done)

    def _ask_for_offer(self) -> None:
        memory = self._memory

        def show(offer: FitOffer) -> None:
            # the rows may have been made anew meanwhile, or the dialog be closed
            if self._open and memory is self._memory:
                memory.show_offer(offer)

        self._host.tasks.run(lambda app: app.optimizing.offer(self._preset), show)


def _as_in_library(width: int) -> QWidget:
    """Words that stand where those of the button would, which is this wide."""
    words = QWidget()
    words.setFixedWidth(width)
    row = QHBoxLayout(words)
    row.setContentsMargins(_INDENT, 0, 0, 0)
    row.addWidget(Label(_("as in the library"), Role.CAPTION, "text3"))
    return words


class PlacesDialog(Dialog):
    """Which stages and decks use a preset; ``given`` gets the ids of decks and of stages."""

    def __init__(
        self, parent: QWidget, preset: PresetView, places: PresetPlaces, given: _Given
    ) -> None:
        super().__init__(parent, _("{name} is used by").format(name=preset.name), width=520)
        self._given = given
        self.add_text(
            _("A deck’s own preset comes before that of a stage; nested decks follow those above.")
        )
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        self._stages = _boxes(column, _("Stages"), places.stages, preset.id)
        self._decks = _boxes(column, _("Decks"), places.decks, preset.id)
        column.addStretch(1)
        self.content.addWidget(_scrolled(column), 1)
        self.add_button(_("Cancel"))
        self.add_button(_("Save"), self._save, Kind.PRIMARY)

    def _save(self) -> None:
        self.accept()
        self._given(_ticked(self._decks), _ticked(self._stages))


def _boxes(
    column: QVBoxLayout, title: str, places: Sequence[PresetPlace], preset: int
) -> dict[int, TickBox]:
    if places:
        if column.count():
            column.addSpacing(_BEFORE_GROUP)
        column.addWidget(Label(title, Role.BODY_STRONG))
    boxes = {}
    for place in places:
        box = TickBox(place.name)
        box.setChecked(place.preset == preset)
        column.addWidget(box)
        boxes[place.id] = box
        if place.preset not in (0, preset):
            box.setToolTip(_("Uses another preset now"))
    return boxes


def _ticked(boxes: dict[int, TickBox]) -> frozenset[int]:
    return frozenset(key for key, box in boxes.items() if box.isChecked())


def _scrolled(column: QVBoxLayout) -> QWidget:
    """A column that scrolls, with a line at its foot as long as there is more below."""
    inner = QWidget()
    inner.setLayout(column)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    area.setMinimumHeight(theme().grow(_TALLEST))
    whole, line, bar = QWidget(), Hairline(), area.verticalScrollBar()
    kept = line.sizePolicy()
    kept.setRetainSizeWhenHidden(True)
    line.setSizePolicy(kept)
    line.hide()

    def follow() -> None:
        line.setVisible(bar.value() < bar.maximum())

    bar.valueChanged.connect(follow)
    bar.rangeChanged.connect(follow)
    stack = QVBoxLayout(whole)
    stack.setContentsMargins(0, 0, 0, 0)
    stack.setSpacing(0)
    stack.addWidget(area, 1)
    stack.addWidget(line)
    return whole
