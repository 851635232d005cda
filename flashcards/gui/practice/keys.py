"""The commands of the practice screens."""

from __future__ import annotations

from flashcards.gui.command import Command, Context, Group
from flashcards.language import _

_ENTER = ("Return", "Enter")
_CTRL_ENTER = ("Ctrl+Return", "Ctrl+Enter")

COMMANDS = (
    Command("practice.start", _("Start practice"), _ENTER, Context.PRACTICE, Group.PRACTICE),
    Command("practice.history", _("History"), ("H",), Context.PRACTICE, Group.PRACTICE),
    Command("practice.stories", _("Stories"), ("S",), Context.PRACTICE, Group.PRACTICE),
    Command("practice.readiness", _("Readiness"), ("R",), Context.PRACTICE, Group.PRACTICE),
    Command("practice.redraw", _("Draw other prompts"), ("D",), Context.PRACTICE, Group.PRACTICE),
    Command("practice.new_prompt", _("New prompt…"), ("N",), Context.PRACTICE, Group.PRACTICE),
    Command("practice.edit_prompt", _("Edit prompt…"), ("E",), Context.PRACTICE, Group.PRACTICE),
    Command("running.follow_up", _("Next follow-up"), ("Ctrl+F",), Context.RUNNING, Group.PRACTICE),
    Command(
        "running.clarify", _("Clarifying question"), ("Ctrl+I",), Context.RUNNING, Group.PRACTICE
    ),
    Command("running.record", _("Record or stop"), ("Ctrl+R",), Context.RUNNING, Group.PRACTICE),
    Command("running.pause", _("Pause"), ("Ctrl+P",), Context.RUNNING, Group.PRACTICE),
    Command("running.skip", _("Skip"), ("Ctrl+Shift+S",), Context.RUNNING, Group.PRACTICE),
    Command("running.done", _("Done, score it"), _CTRL_ENTER, Context.RUNNING, Group.PRACTICE),
    Command("scoring.again", _("Again"), ("1",), Context.SCORING, Group.PRACTICE),
    Command("scoring.hard", _("Hard"), ("2",), Context.SCORING, Group.PRACTICE),
    Command("scoring.good", _("Good"), ("3",), Context.SCORING, Group.PRACTICE),
    Command("scoring.easy", _("Easy"), ("4",), Context.SCORING, Group.PRACTICE),
    Command("scoring.play", _("Play answer"), ("Ctrl+R",), Context.SCORING, Group.PRACTICE),
    Command("scoring.save", _("Save and go on"), _CTRL_ENTER, Context.SCORING, Group.PRACTICE),
    Command("report.study", _("Study now"), ("S",), Context.REPORT, Group.PRACTICE),
    Command("report.export", _("Export CSV…"), ("Ctrl+E",), Context.REPORT, Group.PRACTICE),
    Command("report.page", _("Save as page…"), ("Ctrl+Shift+P",), Context.REPORT, Group.PRACTICE),
)
