"""The commands of Browse. Needs no Qt."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group
from flashcards.language import _

_TABLE = (
    Command("browse.search", _("Search"), ("/",), Context.BROWSE, Group.BROWSE),
    Command("browse.edit", _("Edit"), ("Return", "Enter", "E"), Context.BROWSE, Group.BROWSE),
    Command("browse.add", _("Add card"), ("N",), Context.BROWSE, Group.BROWSE),
    Command("browse.suspend", _("Suspend"), ("Ctrl+J", "!"), Context.BROWSE, Group.BROWSE),
    Command("browse.flag", _("Flag"), ("F",), Context.BROWSE, Group.BROWSE),
    Command("browse.mark", _("Mark"), ("*",), Context.BROWSE, Group.BROWSE),
    Command("browse.move", _("Move to deck…"), ("M",), Context.BROWSE, Group.BROWSE),
    Command("browse.tag", _("Tags…"), ("#",), Context.BROWSE, Group.BROWSE),
    Command("browse.due", _("Set due…"), ("D",), Context.BROWSE, Group.BROWSE),
    Command("browse.reset", _("Reset…"), ("Shift+R",), Context.BROWSE, Group.BROWSE),
    Command("browse.delete", _("Delete…"), ("Del",), Context.BROWSE, Group.BROWSE),
    Command("browse.replace", _("Find and replace…"), ("Ctrl+F",), Context.BROWSE, Group.BROWSE),
    Command("browse.information", _("Information"), ("I",), Context.BROWSE, Group.BROWSE),
    Command("browse.select_all", _("Select all"), ("Ctrl+A",), Context.BROWSE, Group.BROWSE),
    Command("browse.columns", _("Columns"), ("C",), Context.BROWSE, Group.BROWSE),
    Command("browse.sidebar", _("Sidebar"), ("\\",), Context.BROWSE, Group.BROWSE),
    Command("browse.save_search", _("Save search…"), ("Ctrl+D",), Context.BROWSE, Group.BROWSE),
)
_EDITOR = (
    Command("note.bold", _("Bold"), ("Ctrl+B",), Context.BROWSE, Group.CARD),
    Command("note.code", _("Code"), ("Ctrl+Shift+K",), Context.BROWSE, Group.CARD),
    Command("note.code_block", _("Code block"), ("Ctrl+Shift+B",), Context.BROWSE, Group.CARD),
    Command("note.cloze", _("Cloze deletion"), ("Ctrl+Shift+C",), Context.BROWSE, Group.CARD),
    Command("note.image", _("Picture…"), ("Ctrl+Shift+M",), Context.BROWSE, Group.CARD),
    Command(
        "note.save", _("Save"), ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"), Context.BROWSE, Group.CARD
    ),
)

COMMANDS: tuple[Command, ...] = (*_TABLE, *_EDITOR)
"""What acts on the table while no text field has the focus, and what acts in a note's text."""
