"""Settings at their place in the window: read from the library, kept as they are changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from flashcards.domain.wording import sentence
from flashcards.errors import FlashcardsError
from flashcards.gui.actions import add_action
from flashcards.gui.command import Context
from flashcards.gui.commands import command, first_key
from flashcards.gui.place import Host, Place
from flashcards.gui.settings.about import about_rows, show_licences, show_report
from flashcards.gui.settings.appearance import AppearanceRows
from flashcards.gui.settings.keyboard import keyboard_rows
from flashcards.gui.settings.memory import MemoryRows
from flashcards.gui.settings.page import SectionEntry, SettingsPage
from flashcards.gui.settings.presets import PresetRows
from flashcards.gui.settings.reminders import ReminderRows
from flashcards.gui.settings.rows import SettingRow, setting_row
from flashcards.gui.settings.safety import open_folder, safety_rows
from flashcards.gui.widgets.dialog import confirm, tell
from flashcards.language import _
from flashcards.paths import state_dir

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.gui.settings.easy_days import EasyDaysRow
    from flashcards.gui.settings.rows import Told
    from flashcards.services.backups import BackupLine
    from flashcards.services.changes import Changes
    from flashcards.services.library import SettingLine
    from flashcards.services.scheduling.optimizing import FitOffer
    from flashcards.services.scheduling.presets import PresetView
    from flashcards.storage.backup import Backup

_ORIGIN = "settings"
_SCHEDULING, _KEYBOARD, _APPEARANCE = _("Scheduling"), _("Keyboard"), _("Appearance")
_PRESETS = _("Presets")
_REMINDERS, _DATA, _ABOUT = _("Reminders"), _("Data & backup"), _("About")
SECTIONS = (
    SectionEntry(_("General"), "sliders-horizontal", _("What you learn. Kept in the library.")),
    SectionEntry(_APPEARANCE, "palette", _("How the window looks. Kept on this computer.")),
    SectionEntry(
        _SCHEDULING,
        "calendar-clock",
        _(
            "FSRS decides when a card comes back. "
            "These choices apply to the whole library unless a preset says otherwise."
        ),
    ),
    SectionEntry(_("Review"), "square-play", _("How a session goes.")),
    SectionEntry(_PRESETS, "layers", _("Settings of their own for some stages and decks.")),
    SectionEntry(
        _KEYBOARD,
        "keyboard",
        _("Press a field, then the key that you want. Kept on this computer."),
    ),
    SectionEntry(
        _REMINDERS,
        "bell",
        _("A nudge when you want one. Kept on this computer."),
    ),
    SectionEntry(_DATA, "hard-drive", _("Where everything is, and the way back.")),
    SectionEntry(_ABOUT, "info", _("What this is made of.")),
)


@dataclass(frozen=True, slots=True)
class _Read:
    settings: tuple[SettingLine, ...]
    backups: tuple[BackupLine, ...]
    fit: FitOffer
    presets: tuple[PresetView, ...]


def _read(app: App) -> _Read:
    from flashcards.services.backups import backup_lines

    return _Read(
        tuple(app.library.settings()),
        backup_lines(app.folder),
        app.optimizing.offer(),
        app.presets.presets(),
    )


class SettingsPlace(Place):
    """Everything that can be set."""

    contexts = (Context.SETTINGS,)

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.page = SettingsPage(SECTIONS)
        self._appearance = AppearanceRows()
        self._memory = MemoryRows(host, self, self.refresh)
        self._presets = PresetRows(host, self, self.refresh)
        self._shown_presets: tuple[PresetView, ...] | None = None
        self._known: tuple[SettingLine, ...] = ()
        self._easy: EasyDaysRow | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.page.show_rows(
            {
                _APPEARANCE: self._appearance.rows(),
                _KEYBOARD: keyboard_rows(self._rebind),
                _REMINDERS: ReminderRows(host.follow_reminder).rows(),
                _ABOUT: about_rows(
                    lambda: show_licences(self),
                    lambda: show_report(self),
                    lambda: open_folder(state_dir()),
                ),
            }
        )
        add_action(self, "settings.find", self._find)

    def enter(self, argument: object) -> None:
        if isinstance(argument, str) and argument in {entry.title for entry in SECTIONS}:
            self.page.show_section(argument)
        self.refresh()

    def refresh(self) -> None:
        self.host.tasks.run(_read, self._show)

    def go_back(self) -> bool:
        return self.page.go_back()

    def _show(self, read: _Read) -> None:
        if read.settings != self._known:
            self._known = read.settings
            self._memory = MemoryRows(self.host, self, self.refresh)
            self.page.show_rows(self._setting_rows(read.settings))
        self._memory.show_offer(read.fit)
        if read.presets != self._shown_presets:
            self._shown_presets = read.presets
            self.page.show_rows({_PRESETS: self._presets.rows(read.presets)})
        self.page.show_rows({_DATA: self._safety_rows(read.backups)})

    def _setting_rows(self, lines: tuple[SettingLine, ...]) -> dict[str, list[SettingRow]]:
        from flashcards.setting_kinds import Control

        found: dict[str, list[SettingRow]] = {}
        for line in lines:
            rows = found.setdefault(line.setting.section.value, [])
            if line.setting.key == "easy_days":
                rows.append(self._easy_days_row(line, lines))
            elif line.setting.control is not Control.NONE:
                rows.append(self._setting_row(line))
        found[_SCHEDULING] += self._memory.rows()
        return found

    def _easy_days_row(self, line: SettingLine, lines: tuple[SettingLine, ...]) -> SettingRow:
        from flashcards.gui.settings.easy_days import EasyDaysRow

        balance = next(each.value for each in lines if each.setting.key == "load_balance")
        self._easy = EasyDaysRow(line, balance == "on", self.host, self._kept, self._read_anew)
        return self._easy

    def _recall_row(self, line: SettingLine, changed: Told) -> SettingRow:
        from flashcards.gui.settings.recall import RecallRow

        row = RecallRow(line, changed)
        row.wanted.connect(
            lambda: self.host.tasks.run(lambda app: app.recall_cost.curve(), row.show_curve)
        )
        return row

    def _read_anew(self) -> None:
        """Make the rows anew from what the library has."""
        self._known = ()
        self.refresh()

    def _setting_row(self, line: SettingLine) -> SettingRow:
        made: list[SettingRow] = []

        def refused(error: Exception) -> None:
            if made and isinstance(error, FlashcardsError):
                made[0].set_error(sentence(str(error)))
            else:
                self.host.told(error)

        def changed(text: str) -> None:
            made[0].set_error("")
            self.host.tasks.run(
                lambda app: app.library.set(line.setting.key, text, _ORIGIN), self._kept, refused
            )

        if line.setting.key == "retention":
            made.append(self._recall_row(line, changed))
        elif line.setting.key == "load_balance" and self._easy is not None:
            # its effect on the coming weeks is shown first, as that of the easy days
            easy = self._easy
            made.append(setting_row(line, lambda text: easy.try_balance(text == "on")))
        else:
            made.append(setting_row(line, changed))
        return made[0]

    def _kept(self, changes: Changes) -> None:
        # the rows show what was chosen already: they are not made anew under the user's hand
        self.host.tasks.run(lambda app: tuple(app.library.settings()), self._take_note)
        self.host.changed(changes)
        if changes.operation is not None:
            self.host.toaster.show_toast(
                _("Kept"), _("Undo"), first_key("edit.undo"), self._undo_and_show
            )

    def _undo_and_show(self) -> None:
        self._known = ()
        self.host.undo()

    def _take_note(self, lines: tuple[SettingLine, ...]) -> None:
        self._known = lines

    def _rebind(self, command_id: str) -> None:
        keys = [QKeySequence(key) for key in command(command_id).keys]
        for action in self.window().findChildren(QAction, command_id):
            action.setShortcuts(keys)

    def _find(self) -> None:
        self.page.find.setFocus()
        self.page.find.selectAll()

    def _safety_rows(self, backups: tuple[BackupLine, ...]) -> list[SettingRow]:
        return safety_rows(
            self.host.library,
            backups,
            back_up=self._back_up,
            restore=self._ask_to_restore,
            restore_file=self._choose_backup,
            save_all=self._save_all,
        )

    def _back_up(self) -> None:
        def done(made: Backup) -> None:
            self.host.toaster.show_toast(_("Backed up to {name}").format(name=made.path.name))
            self.refresh()

        self._run(lambda app: app.maintenance.back_up(), done)

    def _save_all(self) -> None:
        from flashcards.gui.export.flow import open_export
        from flashcards.gui.export.what import What

        open_export(self.host, What.LIBRARY)

    def _choose_backup(self) -> None:
        name, _kinds = QFileDialog.getOpenFileName(
            self,
            _("Restore a backup"),
            str(self.host.library / "backups"),
            _("Backups (*.db *.zip)"),
        )
        if name:
            self._ask_to_restore(Path(name))

    def _ask_to_restore(self, path: Path) -> None:
        confirm(
            self,
            _("Restore this backup?"),
            _(
                "{name} takes the place of the library. What is there now is kept "
                "beside the backups; nothing is thrown away."
            ).format(name=path.name),
            _("Restore"),
            lambda: self.host.restore(path),
        )

    def _run(self, work: Callable[[App], Any], done: Callable[[Any], object]) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, FlashcardsError):
                tell(self, _("That did not work"), sentence(str(error)))
            else:
                self.host.told(error)

        self.host.tasks.run(work, done, failed)
