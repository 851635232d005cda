"""What reports, history, stories and readiness show of interview practice, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flashcards.domain.practice.prompt import PromptKind, RubricPoint
from flashcards.domain.review import Rating
from flashcards.services.practice.today_view import PromptLine
from flashcards.services.practice.views import Recording


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A prompt of a report. ``share`` and ``grade`` None: skipped. Seconds without pauses."""

    attempt_id: int
    prompt: PromptLine
    used_seconds: float
    planned_seconds: float
    think_seconds: float
    share: float | None
    grade: Rating | None
    notes: str
    missed: tuple[RubricPoint, ...]
    recordings: tuple[Recording, ...]


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A mean score, 0 to 1. ``before``: that of four weeks ago, None where there is none.

    ``short_names``: names for narrow places, the longer first.
    """

    name: str
    share: float
    prompts: int
    before: float | None = None
    kind: PromptKind | None = None
    stage: int | None = None
    short_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MissedPoint:
    """A point that was missed more than once. ``card_ids``: what to drill."""

    text: str
    prompt_title: str
    times: int
    card_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session in the history. ``share`` None: nothing was scored in it."""

    id: int
    started_ms: int
    title: str
    prompts: int
    scored: int
    minutes: int
    used_seconds: float
    share: float | None


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The score of a session, for the line of all."""

    session_id: int
    started_ms: int
    share: float


@dataclass(frozen=True, slots=True)
class SessionReport:
    """The page after a session.

    ``headline`` ("73 %, your best so far") and ``summary`` ("5 prompts in 28 minutes. …") say it
    in words. ``by_kind`` and ``by_stage``: of this session. ``study``: the cards of ``Study now``,
    those that the missed points lead back to. ``cards_taken``: notes that became due by them.
    """

    session: SessionLine
    headline: str
    summary: str
    rows: tuple[ReportRow, ...]
    by_kind: tuple[ScoreLine, ...]
    by_stage: tuple[ScoreLine, ...]
    missed_twice: tuple[MissedPoint, ...]
    study: tuple[int, ...]
    cards_taken: int


@dataclass(frozen=True, slots=True)
class History:
    """All sessions, the newest first, and what they show together.

    ``trend``: oldest first. ``by_kind`` and ``by_stage``: of the last four weeks with those
    before. ``missed``: points missed more than once, the most often first.
    """

    sessions: tuple[SessionLine, ...]
    total: int
    first_ms: int | None
    trend: tuple[TrendPoint, ...]
    by_kind: tuple[ScoreLine, ...]
    by_stage: tuple[ScoreLine, ...]
    missed: tuple[MissedPoint, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story of the learner's own: situation, task, action, result.

    ``prompts``: ids of the behavioural prompts that it answers. ``id`` 0: not saved yet.
    """

    id: int
    title: str
    situation: str = ""
    task: str = ""
    action: str = ""
    result: str = ""
    tags: tuple[str, ...] = ()
    prompts: frozenset[int] = frozenset()

    @property
    def missing(self) -> tuple[str, ...]:
        """The names of the parts that are still empty."""
        parts = ("situation", "task", "action", "result")
        return tuple(name for name in parts if not getattr(self, name).strip())


@dataclass(frozen=True, slots=True)
class StoryMatrix:
    """Stories against behavioural prompts. ``gaps``: prompts that no story answers.

    ``unused``: stories that answer none. ``covered`` of ``prompts`` have a story.
    """

    stories: tuple[Story, ...]
    prompts: tuple[PromptLine, ...]
    gaps: tuple[PromptLine, ...]
    unused: tuple[Story, ...]

    @property
    def covered(self) -> int:
        """How many prompts have a story."""
        return len(self.prompts) - len(self.gaps)


@dataclass(frozen=True, slots=True)
class StageReadiness:
    """How ready a stage is, 0 to 1, with its parts and the sum in words.

    ``cards``: the recall now over all its cards, unseen ones counting zero. ``practice``: from
    scores, None where the stage has no prompts. ``reasons``: sentences that explain each part.
    """

    stage: int
    title: str
    share: float
    cards: float
    practice: float | None
    formula: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readiness:
    """Readiness over all stages; ``formula`` and ``reasons`` explain it on the spot."""

    share: float
    formula: str
    reasons: tuple[str, ...]
    stages: tuple[StageReadiness, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that was written."""

    path: Path
    rows: int
