"""Today's cards: what is due, what is learned, and which new ones come, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial

from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.forgetting import DECAY, retrievability
from flashcards.domain.queue import (
    DailyLimits,
    DoneToday,
    GateState,
    QueueItem,
    apart,
    in_review_order,
    mix,
    remaining,
)
from flashcards.domain.review import State
from flashcards.errors import NotFoundError
from flashcards.services.planning.today import PlannedDay, important_new_cards, planned_day
from flashcards.services.roads.gates import gates, roadmap_counts
from flashcards.settings import StudySettings
from flashcards.storage.queue_sql import (
    Scope,
    TopicCounts,
    Waiting,
    count_due,
    deck_and_below,
    due_reviews,
    learning_cards,
    new_cards_of_decks,
    new_cards_of_topics,
)
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import StoredRoadmap, StoredStage, active_roadmap

_SIBLING_SLACK = 2


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """What a session is about.

    ``stage_ids``: only these stages (empty: all). ``deck``: only this deck and those below it.
    ``extra_new``: new cards beyond the daily limit, for who wants to learn some more.
    """

    stage_ids: frozenset[int] = frozenset()
    deck: str | None = None
    extra_new: int = 0


@dataclass(frozen=True, slots=True)
class DayQueue:
    """The cards of today's session.

    ``others``: reviews and new cards, mixed, in the order in which they are asked.
    ``learning``: cards in their steps. ``waiting``: all reviews that are due, more than
    ``others`` has when the daily limit cuts them or siblings wait for each other.
    ``reviews_left``: what the daily limit still allows. ``topics``: the topic of each card.
    ``planned``: what the interview plan says of the day, which ``settings`` follow.
    """

    day: int
    others: tuple[QueueItem, ...]
    learning: tuple[QueueItem, ...]
    waiting: int
    reviews_left: int
    topics: Mapping[int, int | None]
    roadmap: StoredRoadmap
    gates: tuple[GateState, ...]
    counts: Mapping[int, TopicCounts]
    settings: StudySettings
    planned: PlannedDay | None = None

    @property
    def reviews(self) -> tuple[QueueItem, ...]:
        """The reviews among the others."""
        return tuple(item for item in self.others if item.state is State.REVIEW)

    @property
    def new(self) -> tuple[QueueItem, ...]:
        """The new cards among the others."""
        return tuple(item for item in self.others if item.state is State.NEW)


def build_day_queue(
    reader: Reader,
    settings: StudySettings,
    calendar: StudyCalendar,
    now_ms: int,
    wanted: SessionFilter | None = None,
) -> DayQueue:
    """Today's cards for the settings. Raises NotFoundError for a deck that does not exist."""
    wanted = wanted or SessionFilter()
    roadmap = active_roadmap(reader)
    counts = roadmap_counts(reader, roadmap, settings.track, now_ms)
    states = gates(roadmap, counts, settings)
    day = calendar.day(now_ms)
    planned = planned_day(reader, settings, day)
    if planned is not None:
        settings = planned.settings(settings)
    scope = _scope(reader, settings, roadmap, day, wanted)
    done = done_today(reader, day)
    limits = DailyLimits(settings.new_per_day + wanted.extra_new, settings.reviews_per_day)
    left = remaining(limits, done)
    waiting = count_due(reader, scope)
    learning = learning_cards(reader, scope)
    taken = {card.note_id for card in learning} if settings.bury_siblings else None
    due = _picked(partial(due_reviews, reader, scope, now_ms), left.reviews, taken)
    decay = settings.parameters[DECAY]
    reviews = [_review_item(card, now_ms, decay) for card in due]
    limit = left.reviews if waiting > left.reviews else len(reviews)
    reviews = in_review_order(reviews, limit, day)
    if taken is not None:
        reviews = apart(reviews, taken)
    reviews = reviews[: left.reviews]
    if taken is not None:
        taken |= {item.note_id for item in reviews}
    fetch = partial(
        _new_cards, reader, scope, _road(roadmap, states, planned), wanted, planned=planned
    )
    fresh = _picked(fetch, left.new, taken)
    new = [QueueItem(card.card_id, card.note_id, State.NEW) for card in fresh]
    if taken is not None:
        new = apart(new, taken)
    others = mix(reviews, new[: left.new], done)
    return DayQueue(
        day=day,
        others=tuple(others),
        learning=tuple(
            QueueItem(card.card_id, card.note_id, State.LEARNING, due_ms=card.due_ms)
            for card in learning
        ),
        waiting=waiting,
        reviews_left=left.reviews,
        topics={card.card_id: card.topic_id for card in (*due, *learning, *fresh)},
        roadmap=roadmap,
        gates=states,
        counts=counts,
        settings=settings,
        planned=planned,
    )


def done_today(reader: Reader, day: int) -> DoneToday:
    """What was answered since the study day began."""
    row = reader.row("SELECT introduced, due_reviews FROM study_day WHERE day = :day", day=day)
    return DoneToday() if row is None else DoneToday(new=row[0], reviews=row[1])


def has_more_new(reader: Reader, queue: DayQueue) -> bool:
    """Whether a session with a higher limit would bring further new cards."""
    fetch = _all_new_cards(reader, queue, queue.day)
    wanted = len(queue.new) + 1
    if not queue.settings.bury_siblings:
        return len(fetch(wanted)) == wanted
    taken = {item.note_id for item in (*queue.learning, *queue.reviews)}
    return len({card.note_id for card in _picked(fetch, wanted, taken)} - taken) >= wanted


def count_new_tomorrow(reader: Reader, queue: DayQueue) -> int:
    """How many new cards tomorrow's session will bring, if today's are done."""
    most = queue.settings.new_per_day
    today = {item.card_id for item in queue.new}
    fetch = _all_new_cards(reader, queue, queue.day + 1)
    if not queue.settings.bury_siblings:
        return min(
            most, len([card for card in fetch(most + len(today)) if card.card_id not in today])
        )
    cards = _picked(fetch, most + len(today), frozenset())
    return min(most, len({card.note_id for card in cards if card.card_id not in today}))


def _all_new_cards(reader: Reader, queue: DayQueue, day: int) -> Callable[[int], list[Waiting]]:
    """Fetches so many new cards of a session without a filter on that day."""
    road = _road(queue.roadmap, queue.gates, queue.planned)
    scope = Scope(day, queue.settings.track)
    return partial(_new_cards, reader, scope, road, SessionFilter(), planned=queue.planned)


_Road = Sequence[tuple[StoredStage, GateState]]


def _road(roadmap: StoredRoadmap, states: Sequence[GateState], planned: PlannedDay | None) -> _Road:
    """The stages with their gates, as far as the plan takes them, if one is on."""
    road = tuple(zip(roadmap.stages, states, strict=True))
    return road if planned is None else planned.road(road)


def _picked(
    fetch: Callable[[int], list[Waiting]], most: int, taken: AbstractSet[int] | None
) -> list[Waiting]:
    """The first cards, so many that ``most`` are left with one card a note, if there are.

    ``taken``: the notes that had their turn; None where a note may have several cards.
    """
    if taken is None:
        return fetch(most)
    asked = most * _SIBLING_SLACK
    cards = fetch(asked)
    while len(cards) == asked and len({card.note_id for card in cards} - taken) < most:
        asked *= _SIBLING_SLACK
        cards = fetch(asked)
    return cards


def _scope(
    reader: Reader,
    settings: StudySettings,
    roadmap: StoredRoadmap,
    day: int,
    wanted: SessionFilter,
) -> Scope:
    scope = Scope(day, settings.track)
    if wanted.deck is not None:
        decks = deck_and_below(reader, wanted.deck)
        require_deck(reader, wanted.deck, decks)
        scope = replace(scope, deck_ids=decks)
    if wanted.stage_ids:
        topics = [
            topic
            for stage in roadmap.stages
            if stage.id in wanted.stage_ids
            for topic in stage.topic_ids
        ]
        scope = replace(scope, topic_ids=frozenset(topics))
    return scope


def _review_item(card: Waiting, now_ms: int, decay: float) -> QueueItem:
    elapsed = max(0, now_ms - card.last_review_ms) / MS_PER_DAY
    recall = retrievability(card.stability, elapsed, decay)
    return QueueItem(card.card_id, card.note_id, State.REVIEW, retrievability=recall)


def _new_cards(
    reader: Reader,
    scope: Scope,
    road: _Road,
    wanted: SessionFilter,
    limit: int,
    *,
    planned: PlannedDay | None,
) -> list[Waiting]:
    """The new cards to be met next: by turns one of the road and one of the learner's own decks.

    A deck or stage that was asked for by name is studied whether its stage is open or not. A plan
    with a date takes its own stages first.
    """
    if limit <= 0:
        return []
    if scope.deck_ids is not None:
        return list(new_cards_of_decks(reader, scope, sorted(scope.deck_ids), (), limit))
    stages = [
        stage
        for stage, gate in road
        if stage.id in wanted.stage_ids or (gate.unlocked and not wanted.stage_ids)
    ]
    if planned is not None and planned.by_importance:
        topics = [topic for stage in stages for topic in stage.topic_ids]
        cards = important_new_cards(reader, scope, topics, limit)
    else:
        cards = []
        for stage in stages:
            cards += new_cards_of_topics(reader, scope, stage.topic_ids, limit - len(cards))
    if wanted.stage_ids:
        return cards
    linked = {topic for stage, _ in road for topic in stage.topic_ids}
    linked.update(_bank_topics_of_own_decks(reader))
    own = list(new_cards_of_decks(reader, scope, _own_decks(reader), linked, limit))
    plan_first = planned is not None and planned.with_date
    return ([*cards, *own] if plan_first else _by_turns(cards, own))[:limit]


def _own_decks(reader: Reader) -> list[int]:
    """The decks with cards of the learner's own, in the order in which they came."""
    rows = reader.rows(
        "SELECT id FROM deck WHERE deleted_by IS NULL AND origin <> 'built-in' "
        "ORDER BY created_by, name"
    )
    return [row[0] for row in rows]


def _bank_topics_of_own_decks(reader: Reader) -> list[int]:
    """The built-in topics of decks that the learner shares: they come by the road alone."""
    rows = reader.rows(
        "SELECT t.id FROM deck d JOIN topic t ON t.deck_id = d.id AND t.namespace = d.namespace "
        "WHERE d.origin = 'shared'"
    )
    return [row[0] for row in rows]


def _by_turns(road: list[Waiting], own: list[Waiting]) -> list[Waiting]:
    shorter = min(len(road), len(own))
    turns = [card for pair in zip(road[:shorter], own[:shorter], strict=True) for card in pair]
    return [*turns, *road[shorter:], *own[shorter:]]


def require_deck(reader: Reader, name: str, found: frozenset[int]) -> None:
    """Raises NotFoundError, naming the decks that there are, when none was found."""
    if found:
        return
    rows = reader.rows("SELECT name FROM deck WHERE deleted_by IS NULL ORDER BY name LIMIT 20")
    names = ", ".join(row[0] for row in rows) or "none yet"
    raise NotFoundError(f"there is no deck {name!r}. There are: {names}.")
