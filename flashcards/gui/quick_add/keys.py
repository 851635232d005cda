"""The commands of the quick-add window. Needs no Qt."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group
from flashcards.language import _

COMMANDS: tuple[Command, ...] = (
    Command("file.add", _("Add card…"), ("Ctrl+N",), Context.EVERYWHERE, Group.FILE),
    Command(
        "add.keep",
        _("Add and go on"),
        ("Ctrl+Return", "Ctrl+Enter"),
        Context.QUICK_ADD,
        Group.CARD,
    ),
    Command("add.cloze", _("Cloze deletion"), ("Ctrl+Shift+C",), Context.QUICK_ADD, Group.CARD),
)
