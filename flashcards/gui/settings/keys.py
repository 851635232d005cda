"""The commands of the Settings screen."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group
from flashcards.language import _

COMMANDS = (
    Command("settings.find", _("Find a setting"), ("Ctrl+F",), Context.SETTINGS, Group.SETTINGS),
)
