"""The commands of the Settings screen."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group

COMMANDS = (
    Command("settings.find", "Find a setting", ("Ctrl+F",), Context.SETTINGS, Group.SETTINGS),
)
