"""What statistics are counted from: columns of the log and of the cards, and counts of days.

Columns come as text, the numbers of one column with spaces between them: SQLite joins a million
numbers in a tenth of the time that a million rows take to become objects, and numpy reads them back
as fast. All columns of a reading are in the same order.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashcards.storage.card_rows import Queue
from flashcards.storage.queue_sql import track_condition
from flashcards.storage.reading import Reader, Row, Value
from flashcards.storage.search_sql import Condition

RESET, PLACEMENT = 0, 5
"""What stands in the column of ratings for a row that is no answer but begins a memory anew."""
NO_DUE, IN_STEPS = -1, 0
"""What stands in the column of due days for a row that gave no due date, or one within a day."""

RATING_BITS, DAY_BITS, QUARTER_BITS = 3, 20, 10
"""How many bits these numbers take in a packed column."""
QUARTER_MS = 900_000
QUARTERS_A_DAY = 96
FIRST_QUARTER = -256
"""The quarter of an hour, counted from the study day's midnight in UTC, that is packed as 0."""

_CHUNK = 200_000
# A row that is no answer matters where it gives the card a memory.
_GIVES_MEMORY = (
    "kind IN ('placement', 'manual', 'reschedule') "
    "AND json_extract(payload, '$.stability') IS NOT NULL"
)
_COUNTS = f"(kind = 'review' AND rating IS NOT NULL OR kind = 'reset' OR {_GIVES_MEMORY})"
_STANDING = "AND id NOT IN (SELECT value FROM json_each(:retracted))"
_RATING = f"CASE kind WHEN 'review' THEN rating WHEN 'reset' THEN {RESET} ELSE {PLACEMENT} END"
_DUE = f"coalesce(due_day, CASE WHEN due_ms IS NULL THEN {NO_DUE} ELSE {IN_STEPS} END)"
# The study day comes from the time, so that both are never far apart; the mask is for bad rows.
_QUARTER = (
    f"((time_ms / {QUARTER_MS} - study_day * {QUARTERS_A_DAY} - {FIRST_QUARTER}) "
    f"& {(1 << QUARTER_BITS) - 1})"
)
_LOG_COLUMNS = (
    "card_id",
    f"(duration_ms << {RATING_BITS}) | {_RATING}",
    f"((({_DUE}) - {NO_DUE} << {QUARTER_BITS}) | {_QUARTER} << {DAY_BITS}) | study_day",
)
_CARD_COLUMNS = (
    "c.id",
    "coalesce(c.topic_id, 0)",
    "c.queue",
    "coalesce(c.stability, 'nan')",
    "coalesce(c.difficulty, 'nan')",
    "coalesce(c.last_review_ms, 0)",
    "coalesce(c.last_study_day, 0)",
    "coalesce(c.due_day, 0)",
    "coalesce(c.mastered_until_ms, 0)",
    "c.position",
)

Columns = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LogState:
    """What tells one state of the log from another; ``retracted``: ids of rows as JSON.

    Rows are only ever added: as many rows with the same newest one are the same log.
    """

    newest: int
    rows: int
    retracted: str


def log_state(reader: Reader) -> LogState:
    """The state of the log."""
    retracted = reader.value(
        "SELECT json_group_array(target) FROM review "
        "WHERE kind = 'retraction' AND target IS NOT NULL"
    )
    newest = reader.value("SELECT coalesce(max(id), 0) FROM review")
    return LogState(newest, reader.value("SELECT count(*) FROM review"), retracted)


def log_columns(reader: Reader, state: LogState) -> Iterator[Columns]:
    """The log that stands, in the order of its ids, piece by piece.

    Columns: card; duration in milliseconds above the RATING_BITS of the rating (1 to 4, RESET or
    PLACEMENT); due day (or IN_STEPS, NO_DUE), counted from NO_DUE, above the QUARTER_BITS of the
    quarter of an hour, above the DAY_BITS of the study day. Three packed columns are read in two
    thirds of the time of six plain ones.
    """
    some = state.retracted != "[]"  # where there are none, nothing need be compared
    names = [f"v{number}" for number in range(len(_LOG_COLUMNS))]
    values = ", ".join(
        f"{column} AS {name}" for column, name in zip(_LOG_COLUMNS, names, strict=True)
    )
    sql = (
        f"SELECT max(id), {_joined(names)} FROM (SELECT id, {values} FROM review "
        f"WHERE id > :last AND {_COUNTS} {_STANDING if some else ''} ORDER BY id LIMIT {_CHUNK})"
    )
    bound: dict[str, Value] = {"retracted": state.retracted} if some else {}
    last = -(1 << 63)
    while True:
        row = reader.row(sql, last=last, **bound)
        if row is None or row[0] is None:
            return
        last = row[0]
        yield tuple(row[1:])


def given_memories(reader: Reader, state: LogState) -> list[tuple[float, float]]:
    """(stability, difficulty) of each row that stands as PLACEMENT, in the order of ids."""
    rows = reader.rows(
        "SELECT json_extract(payload, '$.stability'), json_extract(payload, '$.difficulty') "
        f"FROM review WHERE {_GIVES_MEMORY} "
        f"{_STANDING} ORDER BY id",
        retracted=state.retracted,
    )
    return [(row[0], row[1]) for row in rows]


def newest_operation(reader: Reader) -> int:
    """The id of the last change of anything."""
    return int(reader.value("SELECT coalesce(max(id), 0) FROM operation"))


def card_columns(reader: Reader, tracks: Sequence[str]) -> Columns:
    """The cards that can be studied: of these language tracks and not put away.

    Columns: id, topic (0: none), queue, stability and difficulty (NaN: none), last review in
    milliseconds, last study day, due day, mastered until in milliseconds, position.
    """
    row = reader.row(f"SELECT {_joined(_CARD_COLUMNS)} FROM card c WHERE {_studied(tracks, None)}")
    return ("",) * len(_CARD_COLUMNS) if row is None else tuple(text or "" for text in row)


def card_ids(reader: Reader, condition: Condition) -> str:
    """The ids of the cards that match, one after the other."""
    text = reader.value(
        f"SELECT {_joined(('c.id',))} FROM card c WHERE {condition.sql}", **condition.values
    )
    return str(text or "")


def card_counts(
    reader: Reader, tracks: Sequence[str], now_ms: int, condition: Condition | None = None
) -> tuple[int, int, int]:
    """How many cards can be studied, how many of them were seen, and how many are mastered."""
    row = reader.row(
        "SELECT count(*), coalesce(sum(c.queue > 0), 0), "
        f"coalesce(sum(c.queue = {Queue.REVIEW:d} AND c.mastered_until_ms >= :now), 0) "
        f"FROM card c WHERE {_studied(tracks, condition)}",
        now=now_ms,
        **({} if condition is None else condition.values),
    )
    return (0, 0, 0) if row is None else (row[0], row[1], row[2])


def study_days(reader: Reader, first: int) -> Sequence[Row]:
    """The counts of each day from ``first`` on on which something was answered.

    (day, answers, new cards, due reviews, recalled, forgotten, milliseconds, those of new cards).
    """
    return reader.rows(
        "SELECT day, reviews, introduced, due_reviews, recalled, forgotten, duration_ms, "
        "new_duration_ms FROM study_day WHERE reviews > 0 AND day >= :first ORDER BY day",
        first=first,
    )


def first_study_day(reader: Reader) -> int | None:
    """The first day on which something was answered."""
    found = reader.value("SELECT min(day) FROM study_day WHERE reviews > 0")
    return None if found is None else int(found)


def count_answers(reader: Reader) -> int:
    """How many answers stand in all."""
    return int(reader.value("SELECT coalesce(sum(reviews), 0) FROM study_day"))


def deck_names(reader: Reader) -> list[str]:
    """The decks that have cards, by name."""
    rows = reader.rows(
        "SELECT name FROM deck WHERE deleted_by IS NULL AND EXISTS (SELECT 1 FROM card "
        f"WHERE deck_id = deck.id AND queue > {Queue.DELETED:d}) ORDER BY name COLLATE NOCASE"
    )
    return [row[0] for row in rows]


def _studied(tracks: Sequence[str], condition: Condition | None) -> str:
    parts = [f"+c.queue >= {Queue.NEW:d}", track_condition(tracks)]
    if condition is not None:
        parts.append(f"({condition.sql})")
    return " AND ".join(parts)


def _joined(expressions: Sequence[str]) -> str:
    return ", ".join(f"group_concat({expression}, ' ')" for expression in expressions)
