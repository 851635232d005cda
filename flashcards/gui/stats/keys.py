"""What can be done by key on the statistics page; ← and → read the chart that has the focus."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group
from flashcards.language import _

COMMANDS: tuple[Command, ...] = (
    Command("stats.export", _("Export charts as CSV…"), ("Ctrl+E",), Context.STATS, Group.STATS),
    Command("stats.table", _("Show chart as table"), ("L",), Context.STATS, Group.STATS),
    Command("stats.search", _("Statistics of a search"), ("/",), Context.STATS, Group.STATS),
    Command("stats.longer", _("Longer period"), ("+", "="), Context.STATS, Group.STATS),
    Command("stats.shorter", _("Shorter period"), ("-",), Context.STATS, Group.STATS),
)
