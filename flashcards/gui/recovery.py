"""A library that is damaged: what happened, and the way back to the newest backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QWidget

from flashcards.errors import FlashcardsError
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog, tell


def offer_backup(
    window: QWidget, library: Path, error: FlashcardsError, restored: Callable[[], object]
) -> Dialog:
    """Say what is wrong and offer the newest backup; ``restored`` runs when it is in place."""
    from flashcards.storage.backup import backups_of
    from flashcards.storage.folder import LibraryFolder

    found = backups_of(LibraryFolder(library))
    dialog = Dialog(window, "The library is damaged", width=520)
    dialog.add_text(sentence(str(error)))
    if found:
        dialog.add_text(
            f"The newest backup is {found[0].name}. What is there now is kept beside the backups; "
            "nothing is thrown away."
        )

        def bring_back() -> None:
            dialog.accept()
            if _restore(window, library, found[0]):
                restored()

        dialog.add_button("Close")
        button = dialog.add_button("Restore the newest backup", bring_back, Kind.PRIMARY)
    else:
        dialog.add_text("There is no backup yet.")
        button = dialog.add_button("Close", kind=Kind.PRIMARY)
    dialog.open()
    button.focus_visibly()
    return dialog


def sentence(text: str) -> str:
    """An error's words with a capital letter at their start."""
    return text[:1].upper() + text[1:]


def restore_backup(library: Path, source: Path) -> None:
    """Put a backup in the place of a library that is not open. Raises the library errors."""
    from flashcards.app import WINDOW
    from flashcards.clock import SystemClock
    from flashcards.services.maintenance import restore
    from flashcards.storage.folder import LibraryFolder

    restore(LibraryFolder(library), source, SystemClock(), WINDOW)


def _restore(window: QWidget, library: Path, source: Path) -> bool:
    try:
        restore_backup(library, source)
    except FlashcardsError as error:
        tell(window, "The backup was not restored", sentence(str(error)))
        return False
    return True
