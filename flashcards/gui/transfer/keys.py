"""The commands of the Import screen. Needs no Qt."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group

_CONTROL_ENTER = ("Ctrl+Return", "Ctrl+Enter")

COMMANDS = (
    Command("import.run", "Import this file", _CONTROL_ENTER, Context.IMPORT, Group.IMPORT),
    Command(
        "import.run_all",
        "Import all files",
        ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
        Context.IMPORT,
        Group.IMPORT,
    ),
    Command("import.paste", "Paste cards", ("Ctrl+V",), Context.IMPORT, Group.IMPORT),
    Command("import.next_file", "Next file", ("Down",), Context.IMPORT, Group.IMPORT),
    Command("import.previous_file", "Previous file", ("Up",), Context.IMPORT, Group.IMPORT),
    Command("import.discard", "Take file off the list", ("Del",), Context.IMPORT, Group.IMPORT),
    Command("outline.rename", "Rename", ("F2",), Context.IMPORT, Group.IMPORT),
    Command("outline.move_up", "Move up", ("Alt+Up",), Context.IMPORT, Group.IMPORT),
    Command("outline.move_down", "Move down", ("Alt+Down",), Context.IMPORT, Group.IMPORT),
    Command("outline.merge", "Merge with the one above", ("Ctrl+M",), Context.IMPORT, Group.IMPORT),
    Command("outline.split", "Split here", ("Ctrl+J",), Context.IMPORT, Group.IMPORT),
    Command("outline.drop", "Leave out", ("Ctrl+Del",), Context.IMPORT, Group.IMPORT),
)
"""↑ and ↓ walk through the files while the list of files has the focus."""
