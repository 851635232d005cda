"""The commands of the Import screen. Needs no Qt."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group
from flashcards.language import _

_CONTROL_ENTER = ("Ctrl+Return", "Ctrl+Enter")

COMMANDS = (
    Command("import.run", _("Import this file"), _CONTROL_ENTER, Context.IMPORT, Group.IMPORT),
    Command(
        "import.run_all",
        _("Import all files"),
        ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
        Context.IMPORT,
        Group.IMPORT,
    ),
    Command("import.paste", _("Paste cards"), ("Ctrl+V",), Context.IMPORT, Group.IMPORT),
    Command("import.next_file", _("Next file"), ("Down",), Context.IMPORT, Group.IMPORT),
    Command("import.previous_file", _("Previous file"), ("Up",), Context.IMPORT, Group.IMPORT),
    Command("import.discard", _("Take file off the list"), ("Del",), Context.IMPORT, Group.IMPORT),
    Command("outline.rename", _("Rename"), ("F2",), Context.IMPORT, Group.IMPORT),
    Command("outline.move_up", _("Move up"), ("Alt+Up",), Context.IMPORT, Group.IMPORT),
    Command("outline.move_down", _("Move down"), ("Alt+Down",), Context.IMPORT, Group.IMPORT),
    Command(
        "outline.merge", _("Merge with the one above"), ("Ctrl+M",), Context.IMPORT, Group.IMPORT
    ),
    Command("outline.split", _("Split here"), ("Ctrl+J",), Context.IMPORT, Group.IMPORT),
    Command("outline.drop", _("Leave out"), ("Ctrl+Del",), Context.IMPORT, Group.IMPORT),
)
"""↑ and ↓ walk through the files while the list of files has the focus."""
