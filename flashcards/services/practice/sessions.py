"""A practice session from its start to its end, on the disk at every moment."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.practice.scoring import score
from flashcards.domain.review import Rating
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.language import _
from flashcards.services.practice.library import PromptLibrary
from flashcards.services.practice.options import options_document, read_options, remember_options
from flashcards.services.practice.recordings import recordings_of
from flashcards.services.practice.views import (
    DONE,
    AttemptDraft,
    AttemptView,
    Draw,
    DrawnPrompt,
    OpenSession,
    Phase,
    StepLine,
)
from flashcards.services.practice.words import session_title
from flashcards.storage.practice_attempts import (
    DISCARDED,
    FINISHED,
    OPEN,
    NewSession,
    StoredAttempt,
    StoredSession,
    add_session,
    attempts_of,
    load_attempt,
    load_session,
    open_session,
)
from flashcards.storage.reading import Reader
from flashcards.storage.unit_of_work import Operation

_MOST_NOTES = 200_000


def start_session(operation: Operation, draw: Draw) -> int:
    """Begin a session of what was drawn; its id. An open one is ended first.

    Raises InvalidValueError where nothing was drawn.
    """
    if not draw.prompts:
        raise InvalidValueError(draw.problem or _("a session needs a prompt."))
    before = open_session(operation)
    if before is not None:
        end_session(operation, before)
    options = draw.options
    remember_options(operation, replace(options, seed=None))
    return add_session(
        operation,
        NewSession(
            minutes=draw.minutes,
            preset=options.preset.value,
            seed=draw.seed,
            options=options_document(options),
            prompts=[(drawn.prompt.id, drawn.minutes) for drawn in draw.prompts],
        ),
    )


def end_session(operation: Operation, session: StoredSession, *, discard: bool = False) -> None:
    """End a session; what was scored in it counts unless all of it is to be discarded."""
    attempts = attempts_of(operation, [session.id])
    for attempt in attempts:
        if attempt.state not in DONE:
            set_phase(operation, attempt.id, Phase.SKIPPED)
    scored = any(attempt.grade is not None for attempt in attempts)
    operation.execute(
        "UPDATE practice_session SET state = :state, finished_ms = :now WHERE id = :id",
        state=FINISHED if scored and not discard else DISCARDED,
        now=operation.now_ms,
        id=session.id,
    )


def is_over(reader: Reader, session_id: int) -> bool:
    """Whether nothing of a session is left to be answered."""
    return all(attempt.state in DONE for attempt in attempts_of(reader, [session_id]))


def set_phase(operation: Operation, attempt_id: int, phase: Phase) -> None:
    """Bring an attempt to a phase; the first one that is not waiting begins it."""
    operation.execute(
        "UPDATE attempt SET state = :state, started_ms = CASE WHEN started_ms = 0 THEN :now "
        "ELSE started_ms END WHERE id = :id AND grade IS NULL",
        state=phase.value,
        now=operation.now_ms,
        id=attempt_id,
    )


def save_draft(operation: Operation, attempt_id: int, draft: AttemptDraft) -> bool:
    """Keep what was typed and ticked so far; whether the attempt still takes it.

    One that was scored or skipped meanwhile stays as it is.
    """
    if len(draft.notes) > _MOST_NOTES:
        words = _("notes of more than {most:,} characters can't be kept; shorten them.")
        raise InvalidValueError(words.format(most=_MOST_NOTES))
    asked = {"clarified": list(draft.clarified), "follow_ups": draft.follow_ups}
    changed = operation.execute(
        "UPDATE attempt SET notes = :notes, think_ms = :think, answer_ms = :answer, "
        "paused_ms = :paused, asked = :asked, ticked = :ticked "
        "WHERE id = :id AND state NOT IN ('scored', 'skipped')",
        notes=draft.notes,
        think=_clamped(draft.think_ms),
        answer=_clamped(draft.answer_ms),
        paused=_clamped(draft.paused_ms),
        asked=json.dumps(asked),
        ticked=json.dumps(sorted(draft.ticked)),
        id=attempt_id,
    )
    return changed > 0


def require_session(reader: Reader, session_id: int) -> StoredSession:
    """A session by id. Raises NotFoundError."""
    found = load_session(reader, session_id)
    if found is None:
        raise NotFoundError(_("there is no practice session {n}.").format(n=session_id))
    return found


def require_attempt(reader: Reader, attempt_id: int) -> StoredAttempt:
    """An attempt by id. Raises NotFoundError."""
    found = load_attempt(reader, attempt_id)
    if found is None:
        raise NotFoundError(_("there is no attempt {n}.").format(n=attempt_id))
    return found


def open_session_view(
    library: PromptLibrary, reader: Reader, session: StoredSession
) -> OpenSession | None:
    """An open session as it is gone on with, None for one that is over."""
    if session.state != OPEN:
        return None
    attempts = attempts_of(reader, [session.id])
    options = read_options(session.options, session.seed)
    steps = tuple(
        StepLine(
            attempt_id=attempt.id,
            prompt=library.line_of(attempt.prompt_id),
            minutes=attempt.minutes,
            phase=Phase(attempt.state),
        )
        for attempt in attempts
    )
    kinds = {step.prompt.kind for step in steps}
    return OpenSession(
        id=session.id,
        started_ms=session.started_ms,
        options=options,
        title=session_title(options.preset, kinds, len(steps)),
        steps=steps,
        current=next((step.attempt_id for step in steps if step.phase not in DONE), None),
    )


def attempt_view(
    library: PromptLibrary, reader: Reader, attempt: StoredAttempt, folder: Path
) -> AttemptView:
    """An attempt with its prompt, as it stands on the disk."""
    session = require_session(reader, attempt.session_id)
    attempts = attempts_of(reader, [session.id])
    options = read_options(session.options, session.seed)
    later = [
        other for other in attempts if other.position > attempt.position and other.state not in DONE
    ]
    prompt = library.view(library.stored(attempt.prompt_id))
    if not options.follow_ups:
        prompt = replace(prompt, follow_ups=())
    return AttemptView(
        id=attempt.id,
        session_id=session.id,
        number=1 + [other.id for other in attempts].index(attempt.id),
        of=len(attempts),
        prompt=prompt,
        phase=Phase(attempt.state),
        draft=AttemptDraft(
            notes=attempt.notes,
            think_ms=attempt.think_ms,
            answer_ms=attempt.answer_ms,
            paused_ms=attempt.paused_ms,
            clarified=attempt.clarified,
            follow_ups=attempt.follow_ups,
            ticked=attempt.ticked,
        ),
        think_seconds=options.think_seconds,
        minutes=attempt.minutes,
        recordings=recordings_of(attempt, folder),
        grade=None if attempt.grade is None else Rating(attempt.grade),
        score=None if attempt.grade is None else score(prompt.rubric, attempt.ticked),
        next=_drawn(library, later[0]) if later else None,
    )


def _drawn(library: PromptLibrary, attempt: StoredAttempt) -> DrawnPrompt:
    return DrawnPrompt(library.line_of(attempt.prompt_id), attempt.minutes, "")


def _clamped(milliseconds: int) -> int:
    """A time as it can be true: a clock that jumps must not make an answer of years."""
    return min(max(0, milliseconds), MS_PER_DAY)
