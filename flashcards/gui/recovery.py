"""A library that is damaged: what happened, and the way back to the newest backup."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from flashcards.domain.wording import sentence
from flashcards.errors import FlashcardsError, LibraryDamagedError
from flashcards.gui.widgets.buttons import Kind
from flashcards.gui.widgets.dialog import Dialog, tell
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.gui.main_window import MainWindow
    from flashcards.gui.today.place import TodayPlace


def tell_not_opened(window: MainWindow, today: TodayPlace, error: FlashcardsError) -> None:
    """Say where the day would stand why there is none; a damaged library has a way back."""
    today.show_error(
        _("The library can’t be opened"),
        sentence(str(error)),
        ((_("Try again"), window.open_library),),
    )
    if isinstance(error, LibraryDamagedError):
        offer_backup(window, window.library, error, window.open_library)


def offer_backup(
    window: QWidget, library: Path, error: FlashcardsError, restored: Callable[[], object]
) -> Dialog:
    """Say what is wrong and offer the newest backup; ``restored`` runs when it is in place."""
    from flashcards.storage.backup import backups_of
    from flashcards.storage.folder import LibraryFolder

    found = backups_of(LibraryFolder(library))
    dialog = Dialog(window, _("The library is damaged"), width=520)
    dialog.add_text(sentence(str(error)))
    if found:
        dialog.add_text(
            _(
                "The newest backup is {name}. What is there now is kept beside the backups; "
                "nothing is thrown away."
            ).format(name=found[0].name)
        )

        def bring_back() -> None:
            dialog.accept()
            if _restore(window, library, found[0]):
                restored()

        dialog.add_button(_("Close"))
        button = dialog.add_button(_("Restore the newest backup"), bring_back, Kind.PRIMARY)
    else:
        dialog.add_text(_("There is no backup yet."))
        button = dialog.add_button(_("Close"), kind=Kind.PRIMARY)
    dialog.open()
    button.focus_visibly()
    return dialog


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
        tell(window, _("The backup was not restored"), sentence(str(error)))
        return False
    return True
