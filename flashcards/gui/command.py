"""What a command is: something that can be done by key, menu or palette. Needs no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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


class Group(StrEnum):
    """Under which heading a command is listed."""

    FILE = "File"
    EDIT = "Edit"
    GO = "Go"
    TODAY = "Today"
    QUESTION = "Question"
    ANSWER = "Answer"
    CARD = "Card"
    ROADMAP = "Roadmap"
    PRACTICE = "Practice"
    BROWSE = "Browse"
    STATS = "Stats"
    IMPORT = "Import"
    PLANNER = "Interview plan"
    SETTINGS = "Settings"
    HELP = "Help"


@dataclass(frozen=True, slots=True)
class Command:
    """Something that a user can do; ``title`` is a verb as a menu shows it."""

    id: str
    title: str
    keys: tuple[str, ...]
    context: Context
    group: Group
