"""The rows of the tables that leave a library: cards, reviews, stages, days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from flashcards.domain.calendar import (
    MS_PER_DAY,
    MS_PER_MINUTE,
    StudyCalendar,
    date_of,
)
from flashcards.domain.forgetting import DECAY, retrievability
from flashcards.domain.note import NoteKind
from flashcards.domain.note_type import NoteType
from flashcards.domain.review import State
from flashcards.domain.templates import special_fields
from flashcards.render.faces import faces
from flashcards.render.plain import first_line
from flashcards.services.exporting.csv_file import Cell
from flashcards.services.roads.gates import gates, mastery, roadmap_counts, stage_counts
from flashcards.settings import StudySettings
from flashcards.storage import export_sql
from flashcards.storage.export_sql import ExportedCard, ExportedReview
from flashcards.storage.note_rows import split_fields
from flashcards.storage.note_type_rows import all_note_types
from flashcards.storage.queue_sql import Scope
from flashcards.storage.reading import Reader, Row
from flashcards.storage.roadmap_rows import active_roadmap, topic_titles

PROGRESS = (
    "card_id", "note_id", "roadmap", "stage", "topic", "deck", "tags", "kind", "question", "state",
    "due", "last_review", "interval_days", "stability", "difficulty", "retrievability", "reps",
    "lapses", "suspended",
)  # fmt: skip
REVIEWS = (
    "card_id", "review_rating", "review_time", "review_duration", "review_id", "kind", "state",
    "study_day", "elapsed_days", "due", "retracted",
)  # fmt: skip
STAGES = (
    "roadmap", "number", "stage", "goal", "optional", "unlocked", "reason", "topics", "cards",
    "seen", "mastered", "mastery", "due", "new",
)  # fmt: skip
DAYS = (
    "day", "reviews", "new", "due_reviews", "recalled", "forgotten", "retention", "minutes",
    "new_minutes",
)  # fmt: skip

_IDS = frozenset({"card_id", "note_id", "review_id"})
_STATES = tuple(state.name.lower() for state in State)
_ASKED_BY_FACE = frozenset({NoteKind.CLOZE, NoteKind.REVERSED, NoteKind.CUSTOM})


@dataclass(frozen=True, slots=True)
class Scales:
    """What turns numbers of the library into those of a table."""

    calendar: StudyCalendar
    now_ms: int
    settings: StudySettings


class WholeId(int):
    """An id that spreadsheets take for text.

    They count with 15 digits, so that the last ones of a longer number would become zeros. The
    result of the formula ``="1234567890123456789"`` is a text, which Excel and LibreOffice keep,
    save and compare as it is; one that runs no formulas of a file shows it with all its digits.
    """

    def __str__(self) -> str:
        return f'="{int(self)}"'


def with_whole_ids(
    header: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> Iterator[Sequence[Cell]]:
    """The rows of a table for spreadsheets: whose columns of ids are ``WholeId``."""
    places = [place for place, name in enumerate(header) if name in _IDS]
    for row in rows:
        cells = list(row)
        for place in places:
            cell = cells[place]
            cells[place] = WholeId(cell) if isinstance(cell, int) else cell
        yield cells


def progress_rows(reader: Reader, ids: Sequence[int], scales: Scales) -> Iterator[tuple[Cell, ...]]:
    """These cards in the order of PROGRESS.

    Roadmap and stage are those of the active roadmap, empty for a card that it does not show.
    """
    roadmap = active_roadmap(reader)
    stages = roadmap.stage_by_topic()
    titles = topic_titles(reader, roadmap.id)
    note_types = all_note_types(reader)
    for card in export_sql.cards(reader, ids):
        stage = None if card.topic_id is None else stages.get(card.topic_id)
        yield (
            card.id,
            card.note_id,
            "" if stage is None else roadmap.title,
            "" if stage is None else stage.title,
            "" if card.topic_id is None else titles.get(card.topic_id, ""),
            card.deck,
            card.tags or "",
            card.kind,
            asked(card, note_types),
            "draft" if card.draft else State(card.state).name.lower(),
            _due(card.due_day, card.due_ms, scales.calendar),
            _moment(card.last_review_ms),
            _number(_interval_days(card)),
            _number(card.stability),
            _number(card.difficulty),
            _number(_recall(card, scales)),
            card.reps,
            card.lapses,
            _truth(card.suspended),
        )


def review_row(
    review: ExportedReview, retracted: frozenset[int], calendar: StudyCalendar
) -> tuple[Cell, ...]:
    """A row of the log in the order of REVIEWS; ``review_duration`` in milliseconds."""
    return (
        review.card_id,
        review.rating,
        _moment(review.time_ms),
        review.duration_ms,
        review.id,
        review.kind,
        "" if review.state is None else _STATES[review.state],
        _date(review.study_day),
        review.elapsed,
        _due(review.due_day, review.due_ms, calendar),
        _truth(review.id in retracted),
    )


def stage_rows(reader: Reader, scales: Scales) -> Iterator[tuple[Cell, ...]]:
    """The stages of the active roadmap in the order of STAGES; ``mastery`` is 0 to 1."""
    roadmap = active_roadmap(reader)
    settings = scales.settings
    counts = roadmap_counts(reader, roadmap, settings.track, scales.now_ms)
    today = scales.calendar.day(scales.now_ms)
    scope = Scope(today, settings.track)
    waiting = export_sql.waiting_by_topic(reader, scope.condition(), today)
    for stage, gate in zip(roadmap.stages, gates(roadmap, counts, settings), strict=True):
        total = stage_counts(stage, counts)
        queued = [waiting[topic] for topic in stage.topic_ids if topic in waiting]
        yield (
            roadmap.title,
            stage.number,
            stage.title,
            stage.goal,
            _truth(stage.optional),
            _truth(gate.unlocked),
            gate.reason,
            len(stage.topic_ids),
            total.cards,
            total.seen,
            total.mastered,
            _number(mastery(total)),
            sum(due for due, _ in queued),
            sum(new for _, new in queued),
        )


def day_row(row: Row) -> tuple[Cell, ...]:
    """A row of ``export_sql.study_days`` in the order of DAYS; retention is 0 to 1."""
    day, reviews, introduced, due, recalled, forgotten, duration_ms, new_duration_ms = row
    counted = recalled + forgotten
    return (
        date_of(day).isoformat(),
        reviews,
        introduced,
        due,
        recalled,
        forgotten,
        _number(recalled / counted if counted else None),
        _number(duration_ms / MS_PER_MINUTE),
        _number(new_duration_ms / MS_PER_MINUTE),
    )


def asked(card: ExportedCard, note_types: Mapping[int, NoteType]) -> str:
    """What a card asks, on one line of plain text: of its heading where it has one."""
    kind, fields = NoteKind(card.kind), split_fields(card.fields)
    if kind in _ASKED_BY_FACE and card.key != "forward":
        note_type = note_types.get(card.note_type_id)
        special = special_fields(card.deck, (card.tags or "").split())
        return first_line(faces(kind, card.key, fields, note_type, special).question)
    return first_line(fields.heading) or first_line(fields.question)


def _interval_days(card: ExportedCard) -> float | None:
    if card.due_day is not None and card.last_study_day is not None:
        return card.due_day - card.last_study_day
    if card.due_ms is not None and card.last_review_ms is not None:
        return (card.due_ms - card.last_review_ms) / MS_PER_DAY
    return None


def _recall(card: ExportedCard, scales: Scales) -> float | None:
    if card.stability is None or card.last_review_ms is None:
        return None
    elapsed = max(0, scales.now_ms - card.last_review_ms) / MS_PER_DAY
    return retrievability(card.stability, elapsed, scales.settings.parameters[DECAY])


def _due(day: int | None, time_ms: int | None, calendar: StudyCalendar) -> str:
    if time_ms is None and day is not None:
        return _day_start(calendar, day)
    return _moment(time_ms)


@lru_cache(maxsize=4_096)
def _day_start(calendar: StudyCalendar, day: int) -> str:
    return _moment(calendar.start_ms(day))


def _moment(time_ms: int | None) -> str:
    """A moment as ISO 8601 in UTC: ``2024-03-29T20:32:32.250000+00:00``.

    Put together by hand from a date that was written before: a log has millions of moments.
    """
    if time_ms is None:
        return ""
    day, rest = divmod(time_ms, MS_PER_DAY)
    seconds, millis = divmod(rest, 1_000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{_date(day)}T{hours:02}:{minutes:02}:{seconds:02}.{millis:03}000+00:00"


@lru_cache(maxsize=4_096)
def _date(day: int) -> str:
    return date_of(day).isoformat()


def _number(value: float | None) -> int | float | None:
    """Four decimals at most, and none that say nothing."""
    if value is None:
        return None
    rounded = round(value, 4)
    whole = int(rounded)
    return whole if whole == rounded else rounded


def _truth(value: object) -> str:
    return "true" if value else "false"
