"""The commands of the Roadmap screen."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group
from flashcards.language import _

_ENTER = ("Return", "Enter")

COMMANDS = (
    Command("roadmap.study", _("Study this stage"), ("S",), Context.ROADMAP, Group.ROADMAP),
    Command("roadmap.place_out", _("Place out…"), ("P",), Context.ROADMAP, Group.ROADMAP),
    Command("roadmap.list", _("List or map"), ("L",), Context.ROADMAP, Group.ROADMAP),
    Command(
        "placement.show", _("Show answer"), ("Space", *_ENTER), Context.PLACEMENT, Group.ROADMAP
    ),
    Command("placement.known", _("I knew it"), ("1", "Y"), Context.PLACEMENT, Group.ROADMAP),
    Command("placement.missed", _("Not yet"), ("2", "N"), Context.PLACEMENT, Group.ROADMAP),
)
