"""Where the library is, its backups and the way back to one; and what the program is made of."""

from __future__ import annotations

import platform
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtGui import QDesktopServices, QGuiApplication

from flashcards import __version__
from flashcards.gui.settings.rows import SettingRow
from flashcards.gui.widgets.buttons import Button
from flashcards.paths import state_dir

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
    folder = Button("Open folder")
    folder.clicked.connect(lambda: open_folder(library))
    now = Button("Back up now")
    now.clicked.connect(back_up)
    whole = Button("Save as…")
    whole.clicked.connect(save_all)
    choose = Button("Choose a file…")
    choose.clicked.connect(restore_file)
    rows = [
        SettingRow("Library", str(library), folder),
        SettingRow("Back up now", "A backup counts only after it was opened and checked", now),
        SettingRow("Whole library as one file", "With its media, to carry or to keep", whole),
        SettingRow("Restore from a file", "What is there now is kept beside the backups", choose),
    ]
    for backup in backups[:_SHOWN]:
        button = Button("Restore")
        button.setAccessibleName(f"Restore the backup of {backup.when}")
        button.clicked.connect(lambda _checked=False, path=backup.path: restore(path))
        rows.append(SettingRow(backup.when, backup.words, button))
    return rows


def about_rows(notices: Callable[[], object]) -> list[SettingRow]:
    """The rows of 'About'."""
    copy = Button("Copy")
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(versions()))
    licences = Button("Show")
    licences.clicked.connect(notices)
    log = Button("Open folder")
    log.clicked.connect(lambda: open_folder(state_dir()))
    return [
        SettingRow(f"Flashcards {__version__}", versions().split("\n", 1)[1], copy),
        SettingRow("Licences", "Of the fonts, icons and libraries that it is made of", licences),
        SettingRow("Log", "Holds what went wrong, never the text of a card", log),
    ]


def versions() -> str:
    """What a report of a problem begins with."""
    return "\n".join(
        (
            f"Flashcards {__version__}",
            f"Python {platform.python_version()}, Qt {qVersion()}",
            f"{platform.system()} {platform.release()} ({platform.machine()})",
        )
    )


def open_folder(folder: Path) -> None:
    """Show a folder in the system's file manager."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
