"""The commands of the planner, and the one of Today that opens it."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group
from flashcards.language import _

COMMANDS = (
    Command("go.planner", _("Interview plan"), ("Ctrl+Shift+D",), Context.EVERYWHERE, Group.GO),
    Command("today.plan", _("Plan the interview…"), ("P",), Context.TODAY, Group.TODAY),
    Command(
        "planner.save",
        _("Save plan"),
        ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"),
        Context.PLANNER,
        Group.PLANNER,
    ),
    Command(
        "planner.remove", _("Remove the date"), ("Ctrl+Delete",), Context.PLANNER, Group.PLANNER
    ),
)
