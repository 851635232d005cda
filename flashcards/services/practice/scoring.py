"""The score of an attempt: what its ticks amount to, and keeping it as one operation."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from flashcards.domain.calendar import MS_PER_SECOND
from flashcards.domain.practice.prompt import RubricPoint
from flashcards.domain.practice.schedule import practice_scheduler, preview
from flashcards.domain.practice.scoring import Score, score, suggested_grade
from flashcards.domain.review import Rating
from flashcards.domain.scheduler import Scheduler
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.practice.library import PromptLibrary
from flashcards.services.practice.offers import offers, take
from flashcards.services.practice.sessions import (
    attempt_view,
    is_over,
    open_session_view,
    require_attempt,
    require_session,
)
from flashcards.services.practice.views import (
    GradeChoice,
    Phase,
    PointCard,
    Scored,
    ScoreRequest,
    Scoring,
)
from flashcards.services.practice.words import grade_reason, musts_words, used_words
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.practice_attempts import FINISHED, StoredAttempt
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Database, Operation


@dataclass(frozen=True, slots=True)
class _Kept:
    """A score as it is kept."""

    result: Score
    ticks: frozenset[int]
    grade: Rating


class ScoringDesk:
    """Shows and keeps scores."""

    def __init__(self, database: Database, schedulers: SchedulerSource, recordings: Path) -> None:
        self._database = database
        self._schedulers = schedulers
        self._recordings = recordings

    def scoring(
        self, reader: Reader, attempt_id: int, ticked: Collection[int] | None, now_ms: int
    ) -> Scoring:
        """The scoring screen for these ticks, None: those that are saved. Raises NotFoundError."""
        library = PromptLibrary(reader, self._schedulers, now_ms)
        attempt = require_attempt(reader, attempt_id)
        prompt = library.stored(attempt.prompt_id)
        ticks = _ticks(prompt.text.rubric, attempt.ticked if ticked is None else ticked)
        result = score(prompt.text.rubric, ticks)
        suggested = suggested_grade(result)
        intervals = self._intervals(reader, library, attempt, now_ms)
        used = used_words(attempt.answer_ms / MS_PER_SECOND, attempt.minutes * 60)
        return Scoring(
            attempt=attempt_view(library, reader, attempt, self._recordings),
            ticked=ticks,
            score=result,
            suggested=suggested,
            reason=grade_reason(result, suggested),
            summary=" ".join(filter(None, (musts_words(result), used))),
            grades=tuple(GradeChoice(grade, intervals[grade]) for grade in Rating),
            cards=offers(reader, prompt, result.missed, library.today),
        )

    def score(self, attempt_id: int, request: ScoreRequest, origin: str) -> Scored:
        """Keep a score with the cards that were chosen, as one operation.

        Raises NotFoundError, and InvalidValueError for an attempt that has its score already.
        """
        with self._database.write("practice", _("Score prompt"), origin) as operation:
            library = PromptLibrary(operation, self._schedulers, operation.now_ms)
            attempt = require_attempt(operation, attempt_id)
            if attempt.grade is not None:
                raise InvalidValueError(_("this attempt has its score. Undo takes it back."))
            prompt = library.stored(attempt.prompt_id)
            ticks = _ticks(prompt.text.rubric, request.ticked)
            result = score(prompt.text.rubric, ticks)
            grade = request.grade or suggested_grade(result)
            due_day = self._keep(operation, library, attempt, _Kept(result, ticks, grade))
            taken = take(operation, prompt, request.cards, library.today)
            over = _finish_if_last(operation, attempt)
        with self._database.read() as reader:
            library = PromptLibrary(reader, self._schedulers, self._database.clock.now_ms())
            session = require_session(reader, attempt.session_id)
            view = None if over else open_session_view(library, reader, session)
        return Scored(
            session_id=attempt.session_id,
            session=view,
            grade=grade,
            due_day=due_day,
            forwarded=taken.forwarded,
            unsuspended=taken.unsuspended,
            written=taken.written,
            changes=_changes(operation, origin),
        )

    def take(self, attempt_id: int, cards: Collection[PointCard], origin: str) -> Changes:
        """Take cards of missed points by themselves, as one operation."""
        with self._database.write("practice", _("Study missed points"), origin) as operation:
            library = PromptLibrary(operation, self._schedulers, operation.now_ms)
            attempt = require_attempt(operation, attempt_id)
            take(operation, library.stored(attempt.prompt_id), cards, library.today)
        return _changes(operation, origin)

    def _keep(
        self,
        operation: Operation,
        library: PromptLibrary,
        attempt: StoredAttempt,
        kept: _Kept,
    ) -> int:
        """Write the score, and when the prompt comes back by it; that study day."""
        memory = library.memory_before(attempt)
        scheduler = self._scheduler(operation)
        schedule = preview(scheduler, attempt.prompt_id, memory, operation.now_ms)[
            kept.grade
        ].schedule
        operation.update(
            "attempt",
            attempt.id,
            ticked=json.dumps(sorted(kept.ticks)),
            grade=int(kept.grade),
            points=float(kept.result.points),
            possible=float(kept.result.possible),
            state=Phase.SCORED.value,
            started_ms=attempt.started_ms or operation.now_ms,
            finished_ms=operation.now_ms,
            study_day=library.today,
            due_day=schedule.due_day,
            stability=schedule.stability,
            difficulty=schedule.difficulty,
        )
        return schedule.due_day or library.today

    def _intervals(
        self, reader: Reader, library: PromptLibrary, attempt: StoredAttempt, now_ms: int
    ) -> dict[Rating, int]:
        memory = library.memory_before(attempt)
        outcomes = preview(self._scheduler(reader), attempt.prompt_id, memory, now_ms)
        return {grade: outcome.interval_s for grade, outcome in outcomes.items()}

    def _scheduler(self, reader: Reader) -> Scheduler:
        """The scheduler of prompts by the settings of the library."""
        retention = self._schedulers.settings(reader).practice_retention
        return practice_scheduler(self._schedulers.calendar(reader), retention)


def _ticks(rubric: Collection[RubricPoint], ticked: Collection[int]) -> frozenset[int]:
    return frozenset(place for place in ticked if 0 <= place < len(rubric))


def _finish_if_last(operation: Operation, attempt: StoredAttempt) -> bool:
    """Finish the session when nothing of it is left; whether it is over."""
    if not is_over(operation, attempt.session_id):
        return False
    operation.update(
        "practice_session", attempt.session_id, state=FINISHED, finished_ms=operation.now_ms
    )
    return True


def _changes(operation: Operation, origin: str) -> Changes:
    return Changes(
        operation.kept_id, operation.label, cards=True, notes=True, reviews=True, origin=origin
    )
