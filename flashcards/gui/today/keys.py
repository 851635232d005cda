"""The commands of Today beside starting. Needs no Qt."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group
from flashcards.language import _

COMMANDS: tuple[Command, ...] = (
    Command("today.custom", _("Study something else…"), ("C",), Context.TODAY, Group.TODAY),
    Command("today.backlog", _("Work off the backlog…"), ("W",), Context.TODAY, Group.TODAY),
    Command("today.break", _("Plan a break…"), ("V",), Context.TODAY, Group.TODAY),
    Command("go.trouble", _("Leeches and mix-ups…"), ("Ctrl+L",), Context.EVERYWHERE, Group.GO),
    Command("card.rewrite", _("Rewrite…"), ("R",), Context.REVIEW, Group.CARD),
    Command("browse.study", _("Study these cards…"), ("S",), Context.BROWSE, Group.BROWSE),
    Command("browse.rewrite", _("Rewrite…"), ("W",), Context.BROWSE, Group.BROWSE),
)
