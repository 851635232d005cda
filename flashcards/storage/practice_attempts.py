"""Practice sessions and attempts in the database.

What is saved while somebody answers is written without a trace in the change log: it is the
attempt's own draft. What a score sets is recorded, so that it can be undone.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flashcards.domain.practice.schedule import PromptMemory
from flashcards.storage.reading import Reader, Row, id_list

if TYPE_CHECKING:
    # what the first paint needs must not load SQLAlchemy
    from flashcards.storage.unit_of_work import Operation

_ATTEMPT = (
    "id, prompt_id, session_id, position, planned_minutes, started_ms, finished_ms, think_ms, "
    "answer_ms, paused_ms, notes, asked, ticked, grade, points, possible, recording, state, "
    "study_day, due_day, stability, difficulty"
)
_SESSION = "id, started_ms, finished_ms, planned_minutes, preset, seed, settings, state"
OPEN = "open"
FINISHED = "finished"
DISCARDED = "discarded"


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session. ``options``: what was asked of it; ``state``: open, finished or discarded."""

    id: int
    started_ms: int
    finished_ms: int | None
    minutes: int
    preset: str
    seed: int
    options: Mapping[str, object]
    state: str


@dataclass(frozen=True, slots=True)
class StoredAttempt:
    """An attempt. Times are milliseconds; ``recordings``: (file name, seconds)."""

    id: int
    prompt_id: int
    session_id: int
    position: int
    minutes: int
    started_ms: int
    finished_ms: int | None
    think_ms: int
    answer_ms: int
    paused_ms: int
    notes: str
    clarified: tuple[int, ...]
    follow_ups: int
    ticked: frozenset[int]
    grade: int | None
    points: int
    possible: int
    recordings: tuple[tuple[str, float], ...]
    state: str
    memory: PromptMemory | None

    @property
    def share(self) -> float | None:
        """The share of the points, None before it was scored."""
        if self.grade is None:
            return None
        return self.points / self.possible if self.possible else 0.0


def mean_share(attempts: Iterable[StoredAttempt]) -> float | None:
    """The mean of the scores, None without any."""
    shares = [attempt.share for attempt in attempts if attempt.share is not None]
    return sum(shares) / len(shares) if shares else None


def load_session(reader: Reader, session_id: int) -> StoredSession | None:
    """A session by its id."""
    row = reader.row(f"SELECT {_SESSION} FROM practice_session WHERE id = :id", id=session_id)
    return None if row is None else _session(row)


def open_session(reader: Reader) -> StoredSession | None:
    """The session that was not finished, the newest of several."""
    row = reader.row(
        f"SELECT {_SESSION} FROM practice_session WHERE state = :open AND deleted_by IS NULL "
        "ORDER BY started_ms DESC, id DESC LIMIT 1",
        open=OPEN,
    )
    return None if row is None else _session(row)


def finished_sessions(reader: Reader) -> list[StoredSession]:
    """All finished sessions, the newest first."""
    rows = reader.rows(
        f"SELECT {_SESSION} FROM practice_session WHERE state = :finished AND deleted_by IS NULL "
        "ORDER BY started_ms DESC, id DESC",
        finished=FINISHED,
    )
    return [_session(row) for row in rows]


def load_attempt(reader: Reader, attempt_id: int) -> StoredAttempt | None:
    """An attempt by its id."""
    row = reader.row(f"SELECT {_ATTEMPT} FROM attempt WHERE id = :id", id=attempt_id)
    return None if row is None else _attempt(row)


def attempts_of(reader: Reader, session_ids: Collection[int]) -> list[StoredAttempt]:
    """The attempts of sessions in their order."""
    rows = reader.rows(
        f"SELECT {_ATTEMPT} FROM attempt WHERE session_id IN ({id_list(sorted(session_ids))}) "
        "AND deleted_by IS NULL ORDER BY session_id, position, id"
    )
    return [_attempt(row) for row in rows]


def scored_attempts(reader: Reader) -> list[StoredAttempt]:
    """All scored attempts, oldest first."""
    rows = reader.rows(
        f"SELECT {_ATTEMPT} FROM attempt WHERE grade IS NOT NULL AND deleted_by IS NULL "
        "ORDER BY finished_ms, id"
    )
    return [_attempt(row) for row in rows]


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to begin; ``prompts``: (prompt, planned minutes) of each attempt."""

    minutes: int
    preset: str
    seed: int
    options: Mapping[str, object]
    prompts: Sequence[tuple[int, int]]


def add_session(operation: Operation, new: NewSession) -> int:
    """Write a new session with its attempts; its id."""
    identifier = operation.ids.next_id()
    operation.execute(
        f"INSERT INTO practice_session ({_SESSION}) VALUES (:id, :now, NULL, :minutes, :preset, "
        ":seed, :settings, :state)",
        id=identifier,
        now=operation.now_ms,
        minutes=new.minutes,
        preset=new.preset,
        seed=new.seed,
        settings=json.dumps(new.options),
        state=OPEN,
    )
    operation.execute_many(
        "INSERT INTO attempt (id, prompt_id, session_id, position, planned_minutes, state) "
        "VALUES (:id, :prompt, :session, :position, :minutes, 'waiting')",
        [
            {
                "id": operation.ids.next_id(),
                "prompt": prompt,
                "session": identifier,
                "position": position,
                "minutes": planned,
            }
            for position, (prompt, planned) in enumerate(new.prompts)
        ],
    )
    return identifier


def _session(row: Row) -> StoredSession:
    identifier, started, finished, minutes, preset, seed, settings, state = row
    options = json.loads(settings)
    return StoredSession(
        identifier, started, finished, minutes or 0, preset, seed or 0, options, state
    )


def _attempt(row: Row) -> StoredAttempt:
    asked = json.loads(row[11])
    is_pair = isinstance(asked, dict)
    stability, difficulty = row[20], row[21]
    memory = None
    if None not in (row[18], row[19], stability, difficulty):
        memory = PromptMemory(stability, difficulty, row[6] or row[5], row[18], row[19])
    return StoredAttempt(
        id=row[0],
        prompt_id=row[1],
        session_id=row[2] or 0,
        position=row[3],
        minutes=row[4] or 0,
        started_ms=row[5],
        finished_ms=row[6],
        think_ms=row[7],
        answer_ms=row[8],
        paused_ms=row[9],
        notes=row[10],
        clarified=tuple(asked["clarified"]) if is_pair else (),
        follow_ups=asked["follow_ups"] if is_pair else 0,
        ticked=frozenset(json.loads(row[12])),
        grade=row[13],
        points=int(row[14] or 0),
        possible=int(row[15] or 0),
        recordings=tuple((name, seconds) for name, seconds in json.loads(row[16] or "[]")),
        state=row[17],
        memory=memory,
    )
