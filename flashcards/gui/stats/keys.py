"""What can be done by key on the statistics page; ← and → read the chart that has the focus."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group

COMMANDS: tuple[Command, ...] = (
    Command("stats.export", "Export charts as CSV…", ("Ctrl+E",), Context.STATS, Group.STATS),
    Command("stats.table", "Show chart as table", ("L",), Context.STATS, Group.STATS),
    Command("stats.search", "Statistics of a search", ("/",), Context.STATS, Group.STATS),
    Command("stats.longer", "Longer period", ("+", "="), Context.STATS, Group.STATS),
    Command("stats.shorter", "Shorter period", ("-",), Context.STATS, Group.STATS),
)
