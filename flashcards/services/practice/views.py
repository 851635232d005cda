"""What the screens and the terminal show of interview practice, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from flashcards.domain.practice.prompt import Clarification, Level, PromptKind, RubricPoint
from flashcards.domain.practice.scoring import Score
from flashcards.domain.practice.setup import PracticeOptions
from flashcards.domain.review import Rating
from flashcards.services.changes import Changes
from flashcards.services.practice.today_view import PromptLine


@dataclass(frozen=True, slots=True)
class LinkedNote:
    """A note that a missed point leads back to. ``missing``: the library has no such note."""

    source_id: str
    note_id: int | None = None
    question: str = ""
    topic_title: str = ""

    @property
    def missing(self) -> bool:
        """Whether the library has no such note."""
        return self.note_id is None


@dataclass(frozen=True, slots=True)
class PromptView:
    """All of a prompt; texts are Markdown. ``follow_ups`` in rising difficulty."""

    line: PromptLine
    body: str
    clarifying: tuple[Clarification, ...]
    rubric: tuple[RubricPoint, ...]
    follow_ups: tuple[str, ...]
    model_answer: str
    cards: tuple[LinkedNote, ...]


@dataclass(frozen=True, slots=True)
class KindCount:
    """A kind of prompts and how many there are in the chosen stages and levels."""

    kind: PromptKind
    prompts: int


@dataclass(frozen=True, slots=True)
class StageChoice:
    """A stage chip. ``locked``: its gate is shut; choosing it draws from it all the same.

    ``short_titles``: names for narrow places, the longer first. ``score``: the mean of the last
    scores of its prompts, 0 to 1, None without any.
    """

    number: int
    title: str
    short_titles: tuple[str, ...]
    prompts: int
    locked: bool
    score: float | None


@dataclass(frozen=True, slots=True)
class SetupView:
    """The setup screen. ``options``: the last choice. ``open_session``: one to go on with.

    ``due``: prompts that are due today.
    """

    options: PracticeOptions
    kinds: tuple[KindCount, ...]
    stages: tuple[StageChoice, ...]
    levels: tuple[tuple[Level, int], ...]
    prompts: int
    due: int
    open_session: OpenSession | None = None


@dataclass(frozen=True, slots=True)
class DrawnPrompt:
    """A prompt of a draw. ``minutes``: planned, which may be less than its own in a short mix."""

    prompt: PromptLine
    minutes: int
    reason: str


@dataclass(frozen=True, slots=True)
class Draw:
    """What a session would hold. ``seed`` repeats it. ``minutes`` is the sum over the prompts.

    ``problem``: why nothing could be drawn, "" if something was. ``notes``: what was left out or
    cut short, and why.
    """

    options: PracticeOptions
    seed: int
    prompts: tuple[DrawnPrompt, ...]
    minutes: int
    problem: str = ""
    notes: tuple[str, ...] = ()


class Phase(StrEnum):
    """Where an attempt stands."""

    WAITING = "waiting"
    THINKING = "thinking"
    ANSWERING = "answering"
    SCORING = "scoring"
    SCORED = "scored"
    SKIPPED = "skipped"


DONE = frozenset({Phase.SCORED, Phase.SKIPPED})
"""The phases that an attempt ends in."""


@dataclass(frozen=True, slots=True)
class Recording:
    """A recorded answer. ``path`` lies in the library. ``seconds``: how long it plays."""

    name: str
    path: Path
    seconds: float
    bytes: int


@dataclass(frozen=True, slots=True)
class AttemptDraft:
    """What is saved while one answers, whole each time; a save costs less than a millisecond.

    Times are milliseconds so far, without pauses and sleep. ``clarified``: the places of the
    clarifying questions that were asked, in their order. ``follow_ups``: how many were shown.
    ``ticked``: places of the rubric.
    """

    notes: str = ""
    think_ms: int = 0
    answer_ms: int = 0
    paused_ms: int = 0
    clarified: tuple[int, ...] = ()
    follow_ups: int = 0
    ticked: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class AttemptView:
    """An attempt with its prompt. ``number`` of ``of`` in its session.

    ``think_seconds``: what is given for thinking; ``minutes``: planned for the answer.
    ``next``: the prompt that follows, None at the end.
    """

    id: int
    session_id: int
    number: int
    of: int
    prompt: PromptView
    phase: Phase
    draft: AttemptDraft
    think_seconds: int
    minutes: int
    recordings: tuple[Recording, ...]
    grade: Rating | None
    score: Score | None
    next: DrawnPrompt | None


@dataclass(frozen=True, slots=True)
class StepLine:
    """A prompt of a running session."""

    attempt_id: int
    prompt: PromptLine
    minutes: int
    phase: Phase


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that is not finished. ``current``: the attempt to show, None when all are done."""

    id: int
    started_ms: int
    options: PracticeOptions
    title: str
    steps: tuple[StepLine, ...]
    current: int | None

    @property
    def done(self) -> int:
        """How many prompts were scored or skipped."""
        return sum(step.phase in DONE for step in self.steps)


class CardStep(StrEnum):
    """What becomes of a missed point's card."""

    FORWARD = "forward"
    UNSUSPEND = "unsuspend"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class PointCard:
    """What a missed point offers: a note that is there, or a new one written from the point.

    ``key`` names the offer within its attempt. ``title``: the note's question. ``place``: its
    topic or deck. ``words``: what will happen ("Due in 12 days, brought to today", "New card").
    ``question`` and ``answer``: of the new note, to be edited before it is written. ``proposed``:
    ticked from the start; the others are further choices for the same point.
    """

    key: str
    point: int
    step: CardStep
    title: str
    place: str
    words: str
    note_id: int | None = None
    question: str = ""
    answer: str = ""
    proposed: bool = True


@dataclass(frozen=True, slots=True)
class GradeChoice:
    """A grade and after how many seconds the prompt would come back."""

    grade: Rating
    interval_s: int


@dataclass(frozen=True, slots=True)
class Scoring:
    """The scoring screen for some ticks.

    ``suggested``: the grade that follows, with ``reason`` ("Hard is suggested at 50 to 74 %") and
    ``summary`` ("Both musts covered."). ``cards``: what the missed points offer.
    """

    attempt: AttemptView
    ticked: frozenset[int]
    score: Score
    suggested: Rating
    reason: str
    summary: str
    grades: tuple[GradeChoice, ...]
    cards: tuple[PointCard, ...]


@dataclass(frozen=True, slots=True)
class ScoreRequest:
    """What is saved: the ticks, one's own grade (None: the suggested one), the cards to take."""

    ticked: frozenset[int]
    grade: Rating | None = None
    cards: tuple[PointCard, ...] = ()


@dataclass(frozen=True, slots=True)
class Scored:
    """A score that is on the disk. ``session`` None: that was the last prompt.

    ``forwarded``, ``unsuspended`` and ``written``: notes that were taken.
    """

    session_id: int
    session: OpenSession | None
    grade: Rating
    due_day: int
    forwarded: int
    unsuspended: int
    written: int
    changes: Changes
