"""A prompt in a list and Today's practice row, as plain values; the first paint waits for these."""

from __future__ import annotations

from dataclasses import dataclass

from flashcards.domain.practice.prompt import Level, PromptKind


@dataclass(frozen=True, slots=True)
class PromptLine:
    """A prompt in a list. ``stage`` is its number, None where it belongs to none.

    ``last_share``: the score of its last attempt, 0 to 1. ``due_day``: the study day on which it
    comes back, None before the first attempt; ``due``: today or earlier. ``own``: the learner's,
    not one that came with the program.
    """

    id: int
    source_id: str
    title: str
    kind: PromptKind
    stage: int | None
    stage_title: str
    level: Level | None
    minutes: int
    attempts: int = 0
    last_share: float | None = None
    due_day: int | None = None
    due: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class PracticeToday:
    """Today's practice row. ``prompt``: the one to practise first, None without prompts.

    ``due``: prompts that are due. ``open_session``: whether there is one to go on with.
    ``words``: one line that says it.
    """

    due: int
    minutes: int
    prompt: PromptLine | None
    open_session: bool
    words: str


@dataclass(frozen=True, slots=True)
class PromptAhead:
    """A prompt that would be asked on a coming study day."""

    day: int
    prompt: PromptLine
    minutes: int
