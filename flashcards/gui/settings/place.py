"""Settings at their place in the window: read from the library, kept as they are changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFileDialog, QVBoxLayout

from flashcards.errors import FlashcardsError
from flashcards.gui.actions import add_action
from flashcards.gui.command import Context
from flashcards.gui.commands import command, first_key
from flashcards.gui.place import Host, Place
from flashcards.gui.recovery import sentence
from flashcards.gui.settings.appearance import AppearanceRows
from flashcards.gui.settings.keyboard import keyboard_rows
from flashcards.gui.settings.licences import show_licences
from flashcards.gui.settings.memory import MemoryRows
from flashcards.gui.settings.page import SectionEntry, SettingsPage
from flashcards.gui.settings.rows import SettingRow, setting_row
from flashcards.gui.settings.safety import about_rows, safety_rows
from flashcards.gui.widgets.dialog import confirm, tell

if TYPE_CHECKING:
    from flashcards.app import App
    from flashcards.services.backups import BackupLine
    from flashcards.services.changes import Changes
    from flashcards.services.library import SettingLine
    from flashcards.services.scheduling.optimizing import FitOffer
    from flashcards.storage.backup import Backup

_ORIGIN = "settings"
_SCHEDULING, _KEYBOARD, _APPEARANCE = "Scheduling", "Keyboard", "Appearance"
_DATA, _ABOUT = "Data & backup", "About"
SECTIONS = (
    SectionEntry("General", "sliders-horizontal", "What you learn. Kept in the library."),
    SectionEntry(_APPEARANCE, "palette", "How the window looks. Kept on this computer."),
    SectionEntry(
        _SCHEDULING,
        "calendar-clock",
        "FSRS decides when a card comes back. These choices apply to the whole library.",
    ),
    SectionEntry("Review", "square-play", "How a session goes."),
    SectionEntry(
        _KEYBOARD, "keyboard", "Press a field, then the key that you want. Kept on this computer."
    ),
    SectionEntry(_DATA, "hard-drive", "Where everything is, and the way back."),
    SectionEntry(_ABOUT, "info", "What this is made of."),
)


@dataclass(frozen=True, slots=True)
class _Read:
    settings: tuple[SettingLine, ...]
    backups: tuple[BackupLine, ...]
    fit: FitOffer


def _read(app: App) -> _Read:
    from flashcards.services.backups import backup_lines

    return _Read(tuple(app.library.settings()), backup_lines(app.folder), app.optimizing.offer())


class SettingsPlace(Place):
    """Everything that can be set."""

    contexts = (Context.SETTINGS,)

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.page = SettingsPage(SECTIONS)
        self._appearance = AppearanceRows()
        self._memory = MemoryRows(host, self, self.refresh)
        self._known: tuple[SettingLine, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)
        self.page.show_rows(
            {
                _APPEARANCE: self._appearance.rows(),
                _KEYBOARD: keyboard_rows(self._rebind),
                _ABOUT: about_rows(lambda: show_licences(self)),
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
        self.page.show_rows({_DATA: self._safety_rows(read.backups)})

    def _setting_rows(self, lines: tuple[SettingLine, ...]) -> dict[str, list[SettingRow]]:
        from flashcards.settings import Control

        found: dict[str, list[SettingRow]] = {}
        for line in lines:
            rows = found.setdefault(line.setting.section.value, [])
            if line.setting.control is not Control.NONE:
                rows.append(self._setting_row(line))
        found[_SCHEDULING] += self._memory.rows()
        return found

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

        made.append(setting_row(line, changed))
        return made[0]

    def _kept(self, changes: Changes) -> None:
        # the rows show what was chosen already: they are not made anew under the user's hand
        self.host.tasks.run(lambda app: tuple(app.library.settings()), self._take_note)
        self.host.changed(changes)
        if changes.operation is not None:
            self.host.toaster.show_toast(
                "Kept", "Undo", first_key("edit.undo"), self._undo_and_show
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
            self.host.toaster.show_toast(f"Backed up to {made.path.name}")
            self.refresh()

        self._run(lambda app: app.maintenance.back_up(), done)

    def _save_all(self) -> None:
        from flashcards.gui.export.flow import open_export
        from flashcards.gui.export.what import What

        open_export(self.host, What.LIBRARY)

    def _choose_backup(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, "Restore a backup", str(self.host.library / "backups"), "Backups (*.db *.zip)"
        )
        if name:
            self._ask_to_restore(Path(name))

    def _ask_to_restore(self, path: Path) -> None:
        confirm(
            self,
            "Restore this backup?",
            f"{path.name} takes the place of the library. What is there now is kept beside the "
            "backups; nothing is thrown away.",
            "Restore",
            lambda: self.host.restore(path),
        )

    def _run(self, work: Callable[[App], Any], done: Callable[[Any], object]) -> None:
        def failed(error: Exception) -> None:
            if isinstance(error, FlashcardsError):
                tell(self, "That did not work", sentence(str(error)))
            else:
                self.host.told(error)

        self.host.tasks.run(work, done, failed)
