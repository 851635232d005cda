"""The commands of Browse. Needs no Qt."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group

_TABLE = (
    Command("browse.search", "Search", ("/",), Context.BROWSE, Group.BROWSE),
    Command("browse.edit", "Edit", ("Return", "Enter", "E"), Context.BROWSE, Group.BROWSE),
    Command("browse.add", "Add card", ("N",), Context.BROWSE, Group.BROWSE),
    Command("browse.suspend", "Suspend", ("Ctrl+J", "!"), Context.BROWSE, Group.BROWSE),
    Command("browse.flag", "Flag", ("F",), Context.BROWSE, Group.BROWSE),
    Command("browse.mark", "Mark", ("*",), Context.BROWSE, Group.BROWSE),
    Command("browse.move", "Move to deck…", ("M",), Context.BROWSE, Group.BROWSE),
    Command("browse.tag", "Tags…", ("#",), Context.BROWSE, Group.BROWSE),
    Command("browse.due", "Set due…", ("D",), Context.BROWSE, Group.BROWSE),
    Command("browse.reset", "Reset…", ("Shift+R",), Context.BROWSE, Group.BROWSE),
    Command("browse.delete", "Delete…", ("Del",), Context.BROWSE, Group.BROWSE),
    Command("browse.replace", "Find and replace…", ("Ctrl+F",), Context.BROWSE, Group.BROWSE),
    Command("browse.information", "Information", ("I",), Context.BROWSE, Group.BROWSE),
    Command("browse.select_all", "Select all", ("Ctrl+A",), Context.BROWSE, Group.BROWSE),
    Command("browse.columns", "Columns", ("C",), Context.BROWSE, Group.BROWSE),
    Command("browse.sidebar", "Sidebar", ("\\",), Context.BROWSE, Group.BROWSE),
    Command("browse.save_search", "Save search…", ("Ctrl+D",), Context.BROWSE, Group.BROWSE),
)
_EDITOR = (
    Command("note.bold", "Bold", ("Ctrl+B",), Context.BROWSE, Group.CARD),
    Command("note.code", "Code", ("Ctrl+Shift+K",), Context.BROWSE, Group.CARD),
    Command("note.code_block", "Code block", ("Ctrl+Shift+B",), Context.BROWSE, Group.CARD),
    Command("note.cloze", "Cloze deletion", ("Ctrl+Shift+C",), Context.BROWSE, Group.CARD),
    Command("note.image", "Picture…", ("Ctrl+Shift+M",), Context.BROWSE, Group.CARD),
    Command(
        "note.save", "Save", ("Ctrl+Return", "Ctrl+Enter", "Ctrl+S"), Context.BROWSE, Group.CARD
    ),
)

COMMANDS: tuple[Command, ...] = (*_TABLE, *_EDITOR)
"""What acts on the table while no text field has the focus, and what acts in a note's text."""
