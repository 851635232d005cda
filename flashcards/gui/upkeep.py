"""What is done for the library while the window is open: backups, their return, the plan."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from flashcards.gui.place import PlaceId
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.gui.main_window import MainWindow

_BACKUP_EVERY_MS = 30 * 60 * 1_000


class Upkeep(QObject):
    """Of one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._backups = QTimer(self, interval=_BACKUP_EVERY_MS)
        self._backups.timeout.connect(self._back_up)

    def begin(self) -> None:
        """Back up now and then, and bring the plan up to date with what was studied."""
        self._backups.start()
        tasks = self._window.tasks
        tasks.run(lambda app: app.planning.replan(), self._replanned, self._window.told)

    def restore(self, backup: Path) -> None:
        """Put a backup in the place of the library and open that."""
        from flashcards.gui.recovery import restore_backup

        library = self._window.library
        self._window.tasks.reopen(
            lambda: restore_backup(library, backup),
            lambda _: self._restored(backup),
            self._window.failed,
        )

    def _back_up(self) -> None:
        self._window.tasks.run(
            lambda app: app.maintenance.back_up_if_changed(), failed=self._window.told
        )

    def _replanned(self, plan: object) -> None:
        if plan is not None:
            self._window.today.refresh()

    def _restored(self, backup: Path) -> None:
        window = self._window
        window.page(window.place).refresh()
        if window.place is not PlaceId.TODAY:
            window.today.refresh()
        window.toaster.show_toast(_("{name} restored").format(name=backup.name))
