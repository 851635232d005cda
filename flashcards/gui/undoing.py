"""Undo and redo of the window: what they did, in a toast with the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from flashcards.gui.commands import first_key
from flashcards.gui.place import Host
from flashcards.language import _

if TYPE_CHECKING:
    from flashcards.services.undo import Undone

_ORIGIN = "window"


class Undoing(QObject):
    """Of one window; ``redo`` is what the toast's button does, wherever the learner is by then."""

    def __init__(self, parent: QObject, host: Host, redo: Callable[[], object]) -> None:
        super().__init__(parent)
        self._host = host
        self._again = redo

    def undo(self) -> None:
        """Take the last operation back."""
        host = self._host
        host.tasks.run(lambda app: app.undo.undo(_ORIGIN), self._undone, host.told)

    def redo(self) -> None:
        """Bring the operation undone last again."""
        host = self._host
        host.tasks.run(lambda app: app.undo.redo(_ORIGIN), self._redone, host.told)

    def _undone(self, undone: Undone) -> None:
        self._host.changed(undone.changes)
        self._host.toaster.show_toast(
            _("{label} undone").format(label=undone.label),
            _("Redo"),
            first_key("edit.redo"),
            self._again,
        )

    def _redone(self, redone: Undone) -> None:
        self._host.changed(redone.changes)
        self._host.toaster.show_toast(_("{label} done again").format(label=redone.label))
