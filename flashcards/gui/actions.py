"""Commands of the table as QActions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from flashcards.gui.commands import command


def add_action(owner: QWidget, command_id: str, act: Callable[[], object]) -> QAction:
    """An action of ``owner`` with the title and keys that the table declares.

    Its keys act in the owner's whole window while the owner is visible and the action is enabled;
    so a page owns the keys of its screen, and the window those that act everywhere.
    """
    declared = command(command_id)
    action = QAction(declared.title, owner)
    action.setObjectName(command_id)
    action.setShortcuts([QKeySequence(key) for key in declared.keys])
    action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
    action.triggered.connect(lambda _checked=False: act())
    owner.addAction(action)
    return action
