"""Where the library is, its backups, and the way back to one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from flashcards.gui.settings.rows import SettingRow
from flashcards.gui.widgets.buttons import Button
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.services.backups import BackupLine

_SHOWN = 8


def safety_rows(
    library: Path,
    backups: Sequence[BackupLine],
    *,
    back_up: Callable[[], object],
    restore: Callable[[Path], object],
    restore_file: Callable[[], object],
    save_all: Callable[[], object],
) -> list[SettingRow]:
    """The rows of 'Data & backup'."""
    folder = Button(_("Open folder"))
    folder.clicked.connect(lambda: open_folder(library))
    now = Button(_("Back up now"))
    now.clicked.connect(back_up)
    whole = Button(_("Save as…"))
    whole.clicked.connect(save_all)
    choose = Button(_("Choose a file…"))
    choose.clicked.connect(restore_file)
    rows = [
        SettingRow(_("Library"), str(library), folder),
        SettingRow(
            _("Back up now"), _("A backup counts only after it was opened and checked"), now
        ),
        SettingRow(_("Whole library as one file"), _("With its media, to carry or to keep"), whole),
        SettingRow(
            _("Restore from a file"), _("What is there now is kept beside the backups"), choose
        ),
    ]
    for backup in backups[:_SHOWN]:
        button = Button(_("Restore"))
        button.setAccessibleName(_("Restore the backup of {when}").format(when=backup.when))
        button.clicked.connect(lambda _checked=False, path=backup.path: restore(path))
        rows.append(SettingRow(backup.when, backup.words, button))
    return rows


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
