"""Cards in the database: their schedule and the queue that they stand in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from flashcards.domain.review import State
from flashcards.domain.scheduling import CardSchedule
from flashcards.storage.reading import Reader, Row, Value

if TYPE_CHECKING:
    # what the first paint needs must not load SQLAlchemy
    from flashcards.storage.unit_of_work import Operation

SCHEDULE_COLUMNS = (
    "id, state, step, stability, difficulty, last_review_ms, last_study_day, due_day, due_ms, "
    "reps, lapses"
)


class Queue(IntEnum):
    """Where a card waits; what is below zero is never shown."""

    DELETED = -3
    DRAFT = -2
    SUSPENDED = -1
    NEW = 0
    LEARNING = 1
    REVIEW = 2


@dataclass(frozen=True, slots=True)
class StoredCard:
    """A card with its schedule and what else decides about it."""

    schedule: CardSchedule
    note_id: int
    deck_id: int
    topic_id: int | None
    key: str
    suspended: bool
    draft: bool
    buried_day: int | None
    flag: int


def queue_of(
    state: State, *, suspended: bool = False, draft: bool = False, deleted: bool = False
) -> Queue:
    """The queue that a card belongs in."""
    if deleted:
        return Queue.DELETED
    if draft:
        return Queue.DRAFT
    if suspended:
        return Queue.SUSPENDED
    if state is State.NEW:
        return Queue.NEW
    return Queue.REVIEW if state is State.REVIEW else Queue.LEARNING


def schedule_of(row: Row) -> CardSchedule:
    """A schedule from the columns of SCHEDULE_COLUMNS."""
    return CardSchedule(
        card_id=row[0],
        state=State(row[1]),
        step=row[2],
        stability=row[3],
        difficulty=row[4],
        last_review_ms=row[5],
        last_study_day=row[6],
        due_day=row[7],
        due_ms=row[8],
        reps=row[9],
        lapses=row[10],
    )


def load_card(reader: Reader, card_id: int) -> StoredCard | None:
    """A card that is not deleted, None if there is none of that id."""
    row = reader.row(
        f"SELECT {SCHEDULE_COLUMNS}, note_id, deck_id, topic_id, key, suspended, queue, "
        "buried_day, flag FROM card WHERE id = :id AND deleted_by IS NULL",
        id=card_id,
    )
    if row is None:
        return None
    return StoredCard(
        schedule=schedule_of(row),
        note_id=row[11],
        deck_id=row[12],
        topic_id=row[13],
        key=row[14],
        suspended=bool(row[15]),
        draft=row[16] == Queue.DRAFT,
        buried_day=row[17],
        flag=row[18],
    )


def schedule_columns(schedule: CardSchedule, mastered_until_ms: int | None) -> Mapping[str, Value]:
    """What a schedule sets in a card's row; its queue besides."""
    return {
        "state": int(schedule.state),
        "step": schedule.step,
        "stability": schedule.stability,
        "difficulty": schedule.difficulty,
        "last_review_ms": schedule.last_review_ms,
        "last_study_day": schedule.last_study_day,
        "due_day": schedule.due_day,
        "due_ms": schedule.due_ms,
        "reps": schedule.reps,
        "lapses": schedule.lapses,
        "mastered_until_ms": mastered_until_ms,
    }


_SAVE = (
    "UPDATE card SET state = :state, step = :step, stability = :stability, "
    "difficulty = :difficulty, last_review_ms = :last_review_ms, "
    "last_study_day = :last_study_day, due_day = :due_day, due_ms = :due_ms, reps = :reps, "
    "lapses = :lapses, mastered_until_ms = :mastered_until_ms, queue = CASE WHEN queue < 0 "
    "THEN queue WHEN :state = 0 THEN 0 WHEN :state = 2 THEN 2 ELSE 1 END WHERE id = :id"
)
# The columns of SCHEDULE_COLUMNS in their order, then the mastery.
_SAVE_MANY = (
    "UPDATE card SET state = ?2, step = ?3, stability = ?4, difficulty = ?5, last_review_ms = ?6, "
    "last_study_day = ?7, due_day = ?8, due_ms = ?9, reps = ?10, lapses = ?11, "
    "mastered_until_ms = ?12, queue = CASE WHEN queue < 0 THEN queue WHEN ?2 = 0 THEN 0 "
    "WHEN ?2 = 2 THEN 2 ELSE 1 END WHERE id = ?1"
)


def save_schedule(
    operation: Operation, schedule: CardSchedule, mastered_until_ms: int | None
) -> None:
    """Keep what the log amounts to in the card's row (a cache, hence no change record)."""
    columns = schedule_columns(schedule, mastered_until_ms)
    operation.execute(_SAVE, id=schedule.card_id, **columns)
    operation.touched.add("card")


def save_schedules(
    operation: Operation, schedules: Sequence[tuple[CardSchedule, int | None]]
) -> None:
    """The same for many cards."""
    operation.run_many(
        _SAVE_MANY,
        (
            (
                schedule.card_id,
                int(schedule.state),
                schedule.step,
                schedule.stability,
                schedule.difficulty,
                schedule.last_review_ms,
                schedule.last_study_day,
                schedule.due_day,
                schedule.due_ms,
                schedule.reps,
                schedule.lapses,
                mastered,
            )
            for schedule, mastered in schedules
        ),
    )
    operation.touched.add("card")
