"""What a command is: something that can be done by key, menu or palette. Needs no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from flashcards.language import _


class Context(StrEnum):
    """Where the keys of a command act. Single letters never act in a text field."""

    EVERYWHERE = "everywhere"
    TODAY = "today"
    REVIEW = "review"  # question and answer alike
    QUESTION = "question"
    ANSWER = "answer"
    EDITOR = "editor"
    ROADMAP = "roadmap"
    PLACEMENT = "placement"
    PRACTICE = "practice"
    RUNNING = "running"
    SCORING = "scoring"
    REPORT = "report"
    BROWSE = "browse"
    STATS = "stats"
    IMPORT = "import"
    PLANNER = "planner"
    SETTINGS = "settings"
    FIRST_RUN = "first run"
    QUICK_ADD = "quick add"


class Group(StrEnum):
    """Under which heading a command is listed."""

    FILE = _("File")
    EDIT = _("Edit")
    GO = _("Go")
    TODAY = _("Today")
    QUESTION = _("Question")
    ANSWER = _("Answer")
    CARD = _("Card")
    ROADMAP = _("Roadmap")
    PRACTICE = _("Practice")
    BROWSE = _("Browse")
    STATS = _("Stats")
    IMPORT = _("Import")
    PLANNER = _("Interview plan")
    SETTINGS = _("Settings")
    HELP = _("Help")


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a user can do; ``title`` is a verb as a menu shows it."""

    id: str
    title: str
    keys: tuple[str, ...]
    context: Context
    group: Group
