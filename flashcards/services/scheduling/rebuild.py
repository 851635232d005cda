"""Makes the cached memory states and study days anew from the review log, which is the truth."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.review import State
from flashcards.domain.scheduler import Scheduler
from flashcards.domain.scheduling import ALGORITHM, CardSchedule
from flashcards.services.jobs import Progress, no_progress
from flashcards.services.scheduling import replay
from flashcards.services.scheduling.schedulers import SchedulerSource, mastered_until
from flashcards.storage.card_rows import SCHEDULE_COLUMNS, Queue, save_schedules, schedule_of
from flashcards.storage.reading import Reader, Row, id_list
from flashcards.storage.unit_of_work import Operation

MEMORY_VERSION = f"{ALGORITHM}, 1"
MEMORY_VERSION_KEY = "memory-version"
_STEP_SETTINGS = frozenset({"learning_steps", "relearning_steps"})
_BATCH = 4_000
# Relative. A library may be carried to a computer whose powers differ in the last digit.
_ROUNDING = 1e-6

_DAY_COLUMNS = (
    "day, reviews, introduced, due_reviews, recalled, forgotten, duration_ms, new_duration_ms"
)
_COUNTED_DAYS = """
SELECT study_day AS day, count(*), sum(state = 0), sum(state = 2),
       sum(state = 2 AND elapsed >= 1 AND rating > 1),
       sum(state = 2 AND elapsed >= 1 AND rating = 1), sum(duration_ms),
       sum(CASE WHEN state < 2 THEN duration_ms ELSE 0 END)
FROM (SELECT study_day, rating, duration_ms,
             coalesce(json_extract(payload, '$.state'), 2) AS state,
             coalesce(json_extract(payload, '$.elapsed'), 0) AS elapsed
      FROM review WHERE kind = 'review' AND rating IS NOT NULL {scope}
      AND id NOT IN (SELECT target FROM review WHERE kind = 'retraction' AND target IS NOT NULL))
GROUP BY study_day
"""
_ALL_DAYS = _COUNTED_DAYS.format(scope="")
_DRIFTED_DAYS = f"""
SELECT count(*) FROM (
    SELECT day FROM (SELECT * FROM ({_ALL_DAYS})
                     EXCEPT SELECT {_DAY_COLUMNS} FROM study_day)
    UNION SELECT day FROM (SELECT {_DAY_COLUMNS} FROM study_day WHERE reviews <> 0
                           EXCEPT SELECT * FROM ({_ALL_DAYS})))
"""
# Where a card belongs by what is known of it: ``queue_of`` in SQL.
TRUE_QUEUE = f"""
CASE WHEN card.deleted_by IS NOT NULL THEN {Queue.DELETED:d}
     WHEN note.draft <> 0 THEN {Queue.DRAFT:d}
     WHEN card.suspended <> 0 THEN {Queue.SUSPENDED:d}
     WHEN card.state = {State.NEW:d} THEN {Queue.NEW:d}
     WHEN card.state = {State.REVIEW:d} THEN {Queue.REVIEW:d}
     ELSE {Queue.LEARNING:d} END
"""


Replayed = tuple[CardSchedule, int | None]
"""What the log of a card amounts to, and until when the card then counts as mastered."""


def replayed(
    reader: Reader, schedulers: SchedulerSource, progress: Progress = no_progress
) -> Iterator[tuple[CardSchedule, CardSchedule]]:
    """For each card with a log or a memory: what is cached, and what the log amounts to."""
    return ((cached, true) for cached, (true, _) in _replayed(reader, schedulers, progress))


def _replayed(
    reader: Reader, schedulers: SchedulerSource, progress: Progress
) -> Iterator[tuple[CardSchedule, Replayed]]:
    cards = _cards_with_past(reader)
    for start in range(0, len(cards), _BATCH):
        batch = cards[start : start + _BATCH]
        cached = {
            row[0]: schedule_of(row)
            for row in reader.rows(
                f"SELECT {SCHEDULE_COLUMNS} FROM card WHERE id IN ({id_list(batch)})"
            )
        }
        for true in _replay(reader, schedulers, batch):
            card = true[0].card_id
            if card in cached:
                yield cached[card], true
        progress.step(min(start + _BATCH, len(cards)), len(cards))


def rebuild(
    operation: Operation, schedulers: SchedulerSource, progress: Progress = no_progress
) -> int:
    """Replay the whole log into the cards and count the study days; how many cards changed."""
    pairs = _replayed(operation, schedulers, progress)
    changed = [true for cached, true in pairs if not agree(cached, true[0])]
    save_schedules(operation, changed)
    recount_days(operation)
    set_meta(operation, MEMORY_VERSION_KEY, MEMORY_VERSION)
    return len(changed)


def drift(
    reader: Reader, schedulers: SchedulerSource, progress: Progress = no_progress
) -> list[str]:
    """What of the caches is not what the log and the settings amount to, in words."""
    wrong = sum(not agree(*pair) for pair in replayed(reader, schedulers, progress))
    found = [(wrong, "cards differ from what their review log says")]
    if not wrong:
        stale = sum(not _same_moment(*pair[1:]) for pair in _mastery(reader, schedulers))
        found.append((stale, "cards have a stale mastery"))
    queues = f"SELECT count(*) FROM card JOIN note ON note.id = note_id WHERE queue <> {TRUE_QUEUE}"
    found.append((reader.value(queues), "cards stand in the wrong queue"))
    found.append((reader.value(_DRIFTED_DAYS), "study days are counted wrong"))
    return [f"{count} {words}" for count, words in found if count]


def mend(
    operation: Operation, schedulers: SchedulerSource, progress: Progress = no_progress
) -> int:
    """Make all caches anew; how many memory states changed."""
    changed = rebuild(operation, schedulers, progress)
    recompute_mastery(operation, schedulers)
    operation.execute(
        f"UPDATE card SET queue = (SELECT {TRUE_QUEUE} FROM note WHERE note.id = card.note_id)"
    )
    return changed


def follow_settings(
    operation: Operation, schedulers: SchedulerSource, changed: Collection[str]
) -> None:
    """Bring the caches in line after these settings have changed; due dates stay."""
    if "parameters" in changed:
        from flashcards.services.scheduling.recompute import recompute_memory

        recompute_memory(operation, schedulers)
    elif not _STEP_SETTINGS.isdisjoint(changed):
        rows = operation.rows(
            f"SELECT id FROM card WHERE state IN ({State.LEARNING:d}, {State.RELEARNING:d})"
        )
        replay_cards(operation, schedulers, [row[0] for row in rows])


def replay_cards(
    operation: Operation,
    schedulers: SchedulerSource,
    cards: Sequence[int],
    logged: Sequence[Row] = (),
) -> None:
    """Replay the log of these cards into their rows.

    ``logged``: the whole log of some of the cards, where it is at hand, as ``replay_rows`` takes
    it.
    """
    known: set[int] = set()
    assignments = schedulers.assignments(operation)
    if logged and assignments.plain:
        scheduler = schedulers.scheduler(operation)
        found = list(_with_mastery(scheduler, replay.replay_rows(scheduler, logged)))
        save_schedules(operation, found)
        known = {schedule.card_id for schedule, _ in found}
    others = [card for card in cards if card not in known]
    for start in range(0, len(others), _BATCH):
        batch = others[start : start + _BATCH]
        save_schedules(operation, list(_replay(operation, schedulers, batch)))


def recompute_mastery(operation: Operation, schedulers: SchedulerSource) -> None:
    """Set anew until when each card counts as mastered, after parameters have changed."""
    operation.execute_many(
        "UPDATE card SET mastered_until_ms = :until WHERE id = :id",
        [
            {"id": card, "until": true}
            for card, cached, true in _mastery(operation, schedulers)
            if cached != true
        ],
    )


def _mastery(
    reader: Reader, schedulers: SchedulerSource
) -> Iterator[tuple[int, int | None, int | None]]:
    """For each card the cached moment until which it counts as mastered, and the true one."""
    assignments = schedulers.assignments(reader)
    columns = f"{SCHEDULE_COLUMNS}, deck_id, topic_id, mastered_until_ms"
    for row in reader.rows(f"SELECT {columns} FROM card WHERE state > 0"):
        parameters = assignments.settings_of(row[-3], row[-2]).parameters
        yield row[0], row[-1], mastered_until(schedule_of(row), parameters)


def recount_days(operation: Operation, days: Collection[int] | None = None) -> None:
    """Count study days anew from the log: all of them, or these."""
    if days is None:
        operation.execute("DELETE FROM study_day")
        counted = _ALL_DAYS
    elif not days:
        return
    else:
        listed = id_list(sorted(days))
        operation.execute(f"DELETE FROM study_day WHERE day IN ({listed})")
        counted = _COUNTED_DAYS.format(scope=f"AND study_day IN ({listed})")
    operation.execute(f"INSERT INTO study_day ({_DAY_COLUMNS}) {counted}")
    operation.touched.add("study_day")


def set_meta(operation: Operation, key: str, value: str) -> None:
    """Keep a fact about the library itself."""
    operation.execute(
        "INSERT INTO meta (key, value) VALUES (:key, :value) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key=key,
        value=value,
    )
    operation.touched.add("meta")


def remember_once(operation: Operation, key: str, value: str) -> None:
    """Keep a fact that never changes: the first value stays."""
    if meta(operation, key) is None:
        set_meta(operation, key, value)


def meta(reader: Reader, key: str) -> str | None:
    """A fact about the library itself."""
    found = reader.value("SELECT value FROM meta WHERE key = :key", key=key)
    return None if found is None else str(found)


def agree(cached: CardSchedule, true: CardSchedule) -> bool:
    """Whether two schedules are the same but for the last digits, which computers round apart."""
    if cached.stability is None or true.stability is None:
        return cached == true
    if cached.difficulty is None or true.difficulty is None:
        return cached == true
    return (
        math.isclose(cached.stability, true.stability, rel_tol=_ROUNDING)
        and math.isclose(cached.difficulty, true.difficulty, rel_tol=_ROUNDING)
        and replace(cached, stability=true.stability, difficulty=true.difficulty) == true
    )


def _same_moment(cached: int | None, true: int | None) -> bool:
    if cached is None or true is None:
        return cached == true
    return abs(cached - true) <= _ROUNDING * max(abs(true), MS_PER_DAY)


def _replay(
    reader: Reader, schedulers: SchedulerSource, cards: Sequence[int]
) -> Iterator[Replayed]:
    """What the log of each card amounts to, by the settings that the card follows."""
    for settings, own in schedulers.by_settings(reader, cards):
        scheduler = schedulers.scheduler_for(settings)
        yield from _with_mastery(scheduler, replay.replay_cards(reader, scheduler, own))


def _with_mastery(scheduler: Scheduler, schedules: Iterable[CardSchedule]) -> Iterator[Replayed]:
    parameters = scheduler.config.parameters
    return ((each, mastered_until(each, parameters)) for each in schedules)


def _cards_with_past(reader: Reader) -> list[int]:
    rows = reader.rows(
        "SELECT DISTINCT card_id FROM review UNION SELECT id FROM card WHERE state > 0 ORDER BY 1"
    )
    return [row[0] for row in rows]
