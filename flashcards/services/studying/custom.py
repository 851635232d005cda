"""Which cards a custom study asks, and what has been answered of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.forgetting import DECAY, retrievability
from flashcards.domain.query import parse_query
from flashcards.domain.queue import QueueItem
from flashcards.domain.review import Rating, ReviewKind, State
from flashcards.errors import InvalidValueError
from flashcards.language import _
from flashcards.services.studying.custom_view import CustomStudy, Subject, Way
from flashcards.services.studying.day_queue import upcoming_new
from flashcards.settings import StudySettings
from flashcards.storage.card_rows import Queue
from flashcards.storage.queue_sql import topic_counts, track_condition
from flashcards.storage.reading import Reader, Row
from flashcards.storage.roadmap_rows import active_roadmap
from flashcards.storage.search_numbers import SearchMoment
from flashcards.storage.search_rows import find_cards
from flashcards.storage.search_sql import search_condition

LONGEST_AHEAD_DAYS = 365
USUAL_PREVIEW = 20
"""How many new cards are previewed where nothing else is said."""

_COLUMNS = "id, note_id, state, coalesce(stability, 0), coalesce(last_review_ms, 0)"
_DECK_ORDER = "deck_id, position, note_id, length(key), key"
# An answer that was taken back is none.
_STANDS = (
    "NOT EXISTS (SELECT 1 FROM review t WHERE t.card_id = r.card_id "
    "AND t.kind = 'retraction' AND t.target = r.id)"
)


def custom_cards(
    reader: Reader,
    settings: StudySettings,
    calendar: StudyCalendar,
    now_ms: int,
    study: CustomStudy,
) -> list[QueueItem]:
    """The cards of a custom study in the order in which they are asked.

    Suspended cards and drafts stay out. Raises QueryError for a query that cannot be read,
    InvalidValueError for a number of days out of bounds.
    """
    if not 1 <= study.days <= LONGEST_AHEAD_DAYS:
        raise InvalidValueError(
            _("{days} days ahead are out of bounds: 1 to {most}.").format(
                days=study.days, most=LONGEST_AHEAD_DAYS
            )
        )
    if study.way is Way.PREVIEW and not study.query and study.card_ids is None:
        limit = USUAL_PREVIEW if study.limit is None else study.limit
        return upcoming_new(reader, settings, calendar, now_ms, limit)
    today = calendar.day(now_ms)
    chosen = _chosen(reader, settings, calendar, now_ms, study)
    conditions = [f"queue >= {Queue.NEW:d}", *_of_way(study, today)]
    if chosen is not None:
        conditions.append("id IN (SELECT value FROM json_each(:ids))")
    else:
        conditions.append(track_condition(settings.track))
    rows = reader.rows(
        f"SELECT {_COLUMNS} FROM card WHERE {' AND '.join(conditions)} ORDER BY {_DECK_ORDER}",
        **({} if chosen is None else {"ids": json.dumps(chosen)}),
    )
    if study.way is Way.FORGOTTEN:
        forgotten = _forgotten_on(reader, today)
        rows = [row for row in rows if row[0] in forgotten]
    items = _in_order(rows, now_ms, settings.parameters[DECAY])
    return items if study.limit is None else items[: study.limit]


def subjects(reader: Reader, settings: StudySettings) -> tuple[Subject, ...]:
    """The stages of the road with what can be studied of them, each followed by its topics."""
    roadmap = active_roadmap(reader)
    topics = [topic for stage in roadmap.stages for topic in stage.topic_ids]
    counts = topic_counts(reader, settings.track, topics, 0)
    titles = {row[0]: row[1] for row in reader.rows("SELECT id, title FROM topic")}
    found: list[Subject] = []
    for stage in roadmap.stages:
        parts = [
            Subject(titles[topic], _query("topic", titles[topic]), counts[topic].cards, stage.title)
            for topic in stage.topic_ids
            if topic in counts and topic in titles
        ]
        if parts:
            cards = sum(part.cards for part in parts)
            found += [Subject(stage.title, _query("stage", stage.title), cards), *parts]
    return tuple(found)


def _query(field: str, title: str) -> str:
    words = title.replace("\\", "\\\\").replace('"', '\\"')
    return f'{field}:"{words}"'


def answers_since(
    reader: Reader, kind: ReviewKind, since: int, cards: Iterable[int]
) -> dict[int, Rating]:
    """The last answer of that kind to each of the cards after a row of the log, if it stands.

    In the order of these answers.
    """
    wanted = frozenset(cards)
    rows = reader.rows(
        f"SELECT r.card_id, r.rating FROM review r WHERE r.id > :since AND r.kind = :kind "
        f"AND r.rating IS NOT NULL AND {_STANDS} ORDER BY r.id",
        since=since,
        kind=kind.value,
    )
    found: dict[int, Rating] = {}
    for card, rating in rows:
        if card in wanted:
            found.pop(card, None)
            found[card] = Rating(rating)
    return found


def newest_row(reader: Reader, before_day: int | None = None) -> int:
    """The newest row of the log, or the newest one that was written before a study day."""
    condition = "" if before_day is None else f" WHERE study_day < {before_day:d}"
    return int(reader.value(f"SELECT coalesce(max(id), 0) FROM review{condition}"))


def steps_of(reader: Reader, cards: Iterable[int]) -> dict[int, int]:
    """When the step of each of these cards is due, of those that are in their steps."""
    rows = reader.rows(
        f"SELECT id, due_ms FROM card WHERE queue = {Queue.LEARNING:d} "
        "AND id IN (SELECT value FROM json_each(:ids))",
        ids=json.dumps(list(cards)),
    )
    return {row[0]: row[1] for row in rows}


def present(reader: Reader, cards: Iterable[int]) -> frozenset[int]:
    """Which of these cards can still be studied."""
    rows = reader.rows(
        f"SELECT id FROM card WHERE queue >= {Queue.NEW:d} "
        "AND id IN (SELECT value FROM json_each(:ids))",
        ids=json.dumps(list(cards)),
    )
    return frozenset(row[0] for row in rows)


def buried_on(reader: Reader, cards: Iterable[int], day: int) -> frozenset[int]:
    """Which of these cards are put away until the next day."""
    rows = reader.rows(
        "SELECT id FROM card WHERE buried_day = :day AND id IN (SELECT value FROM json_each(:ids))",
        day=day,
        ids=json.dumps(list(cards)),
    )
    return frozenset(row[0] for row in rows)


def _chosen(
    reader: Reader,
    settings: StudySettings,
    calendar: StudyCalendar,
    now_ms: int,
    study: CustomStudy,
) -> list[int] | None:
    """The cards that were chosen or searched for, None for all."""
    if study.card_ids is not None:
        return list(study.card_ids)
    if not study.query.strip():
        return None
    moment = SearchMoment(now_ms, calendar, settings.parameters[DECAY])
    return find_cards(reader, search_condition(reader, parse_query(study.query), moment))


def _of_way(study: CustomStudy, today: int) -> Sequence[str]:
    match study.way:
        case Way.PREVIEW:
            return (f"queue = {Queue.NEW:d}",)
        case Way.AHEAD:
            last = today + study.days
            return (
                f"queue = {Queue.REVIEW:d}",
                f"due_day > {today:d} AND due_day <= {last:d}",
                f"(buried_day IS NULL OR buried_day <> {today:d})",
            )
        case _:
            return ()


def _forgotten_on(reader: Reader, day: int) -> frozenset[int]:
    rows = reader.rows(
        "SELECT DISTINCT r.card_id FROM review r WHERE r.study_day = :day AND r.kind = 'review' "
        f"AND r.rating = {Rating.AGAIN:d} AND r.id > :since AND {_STANDS}",
        day=day,
        since=newest_row(reader, day),
    )
    return frozenset(row[0] for row in rows)


def _in_order(rows: Iterable[Row], now_ms: int, decay: float) -> list[QueueItem]:
    """What is remembered worst first, then what is new; cards of a note not side by side."""
    items = []
    for card, note, state, stability, last_ms in rows:
        recall = 1.0
        if stability > 0:
            recall = retrievability(stability, max(0, now_ms - last_ms) / MS_PER_DAY, decay)
        items.append(QueueItem(card, note, State(state), retrievability=recall))
    items.sort(key=lambda item: (item.state is State.NEW, item.retrievability))
    seen: dict[int, int] = {}
    turns = []
    for item in items:
        turns.append(seen.get(item.note_id, 0))
        seen[item.note_id] = turns[-1] + 1
    return [item for _, item in sorted(zip(turns, items, strict=True), key=lambda pair: pair[0])]
