"""The commands of the Roadmap screen."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group

_ENTER = ("Return", "Enter")

COMMANDS = (
    Command("roadmap.study", "Study this stage", ("S",), Context.ROADMAP, Group.ROADMAP),
    Command("roadmap.place_out", "Place out…", ("P",), Context.ROADMAP, Group.ROADMAP),
    Command("roadmap.list", "List or map", ("L",), Context.ROADMAP, Group.ROADMAP),
    Command("placement.show", "Show answer", ("Space", *_ENTER), Context.PLACEMENT, Group.ROADMAP),
    Command("placement.known", "I knew it", ("1", "Y"), Context.PLACEMENT, Group.ROADMAP),
    Command("placement.missed", "Not yet", ("2", "N"), Context.PLACEMENT, Group.ROADMAP),
)
