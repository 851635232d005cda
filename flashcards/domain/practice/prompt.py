"""An interview prompt and its parts, as a file, the library and the screens know it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class PromptKind(StrEnum):
    """What a prompt asks for, in the order in which an interview does."""

    CONCEPT = "concept"
    CODING = "coding"
    SYSTEM_DESIGN = "system-design"
    DEBUGGING = "debugging"
    BEHAVIOURAL = "behavioural"


class Level(StrEnum):
    """For whom a prompt is."""

    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"


DEFAULT_MINUTES = {
    PromptKind.CONCEPT: 4,
    PromptKind.CODING: 10,
    PromptKind.SYSTEM_DESIGN: 30,
    PromptKind.DEBUGGING: 8,
    PromptKind.BEHAVIOURAL: 5,
}
"""How long a prompt takes whose file does not say it."""


@dataclass(frozen=True, slots=True)
class Clarification:
    """A question that a good candidate asks, and what the interviewer answers."""

    question: str
    answer: str


@dataclass(frozen=True, slots=True)
class RubricPoint:
    """Something that can be heard in a good answer. ``weight`` is at least 0.

    ``must``: without it the answer fails.
    """

    weight: int
    text: str
    must: bool = False


@dataclass(frozen=True, slots=True)
class PromptText:
    """All that is said and asked of a prompt; texts are Markdown.

    ``cards``: ids of the notes that a missed point leads back to, as files name them.
    """

    body: str
    clarifying: tuple[Clarification, ...] = ()
    rubric: tuple[RubricPoint, ...] = ()
    follow_ups: tuple[str, ...] = ()
    model_answer: str = ""
    cards: tuple[str, ...] = ()
