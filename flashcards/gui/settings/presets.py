"""The section 'Presets': settings of their own for some stages and decks."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QHBoxLayout, QWidget

from flashcards.domain.wording import count_text, sentence
from flashcards.errors import FlashcardsError
from flashcards.gui.place import Host, undo_toast
from flashcards.gui.settings.preset_dialogs import NameDialog, PlacesDialog, SettingsDialog
from flashcards.gui.settings.rows import SettingRow
from flashcards.gui.widgets.buttons import Button, IconButton
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.changes import Changes
    from flashcards.services.scheduling.presets import PresetChange, PresetPlaces, PresetView

_ORIGIN = "settings"
_NAMED_PLACES = 4


class PresetRows:
    """The rows, and what their buttons do; ``refresh`` reads anew what they show."""

    def __init__(self, host: Host, page: QWidget, refresh: Callable[[], object]) -> None:
        self._host = host
        self._page = page
        self._refresh = refresh

    def rows(self, presets: tuple[PresetView, ...]) -> list[SettingRow]:
        """A row to make one, then a row each."""
        make = Button(_("New preset…"), icon="plus")
        make.clicked.connect(lambda: self._ask_name(_("New preset"), "", self._add))
        hint = _("What it does not set stays as in the library")
        return [SettingRow(_("New preset"), hint, make), *map(self._row, presets)]

    def _row(self, preset: PresetView) -> SettingRow:
        box = QWidget()
        line = QHBoxLayout(box)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        name = preset.name

        def add(button: Button, accessible: str, act: Callable[[], object]) -> None:
            button.setAccessibleName(accessible.format(name=name))
            button.clicked.connect(act)
            line.addWidget(button)

        change, places = Button(_("Settings…")), Button(_("Used by…"))
        add(change, _("Settings of {name}"), lambda: self._open_settings(preset.id))
        add(places, _("Stages and decks of {name}"), lambda: self._open_places(preset))
        for icon, tip, accessible, act in (
            ("pencil", _("Rename"), _("Rename {name}"), self._rename),
            ("copy", _("Duplicate"), _("Duplicate {name}"), self._duplicate),
            ("trash-2", _("Delete"), _("Delete {name}"), self._delete),
        ):
            add(IconButton(icon, tip), accessible, lambda _checked=False, act=act: act(preset))
        line.addStretch(1)
        return SettingRow(name, used_by(preset), box, below=True)

    def _add(self, name: str) -> None:
        def added(made: PresetChange) -> None:
            self._kept(made.changes, _("Preset added"))
            self._open_settings(made.id)

        self._run(lambda app: app.presets.add(name, origin=_ORIGIN), added)

    def _rename(self, preset: PresetView) -> None:
        def rename(name: str) -> None:
            self._change(
                lambda app: app.presets.rename(preset.id, name, _ORIGIN), _("Preset renamed")
            )

        self._ask_name(_("Rename preset"), preset.name, rename)

    def _duplicate(self, preset: PresetView) -> None:
        self._run(
            lambda app: app.presets.duplicate(preset.id, _ORIGIN),
            lambda made: self._kept(made.changes, _("Preset duplicated")),
        )

    def _delete(self, preset: PresetView) -> None:
        # nothing is lost that Undo would not bring back: no question is asked
        self._change(lambda app: app.presets.delete(preset.id, _ORIGIN), _("Preset deleted"))

    def _ask_name(self, title: str, name: str, done: Callable[[str], object]) -> None:
        NameDialog(self._page.window(), title, name, done).open()

    def _open_settings(self, preset_id: int) -> None:
        def show(preset: PresetView) -> None:
            SettingsDialog(self._page.window(), self._host, preset, self._refresh).open()

        self._run(lambda app: app.presets.preset(preset_id), show)

    def _open_places(self, preset: PresetView) -> None:
        def give(decks: frozenset[int], stages: frozenset[int]) -> None:
            self._change(
                lambda app: app.presets.give(preset.id, decks, stages, _ORIGIN), _("Preset given")
            )

        def show(places: PresetPlaces) -> None:
            PlacesDialog(self._page.window(), preset, places, give).open()

        self._run(lambda app: app.presets.places(), show)

    def _change(self, work: Callable[[App], Changes], words: str) -> None:
        self._run(work, lambda changes: self._kept(changes, words))

    def _kept(self, changes: Changes, words: str) -> None:
        self._host.changed(changes)
        self._refresh()
        if changes.operation is not None:
            undo_toast(self._host, words)

    def _run(self, work: Callable[[App], Any], done: Callable[[Any], object]) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, FlashcardsError):
                self._host.toaster.show_toast(sentence(str(error)))
            else:
                self._host.told(error)

        self._host.tasks.run(work, done, failed)


def used_by(preset: PresetView) -> str:
    """What follows a preset, in a line."""
    places = [*preset.stages, *preset.decks]
    if not places:
        return _("No stage or deck uses it yet")
    named = ", ".join(places[:_NAMED_PLACES])
    if len(places) > _NAMED_PLACES:
        named = _("{names} and {count} more").format(names=named, count=len(places) - _NAMED_PLACES)
    cards = count_text(preset.cards, "card")
    return _("{cards}: {names}").format(cards=cards, names=named)
