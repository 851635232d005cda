"""Today's cards: what is due, what is learned, and which new ones come, in order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import partial

from flashcards.domain.breaks import new_cards_rest
from flashcards.domain.calendar import MS_PER_DAY, StudyCalendar
from flashcards.domain.forgetting import retrievability
from flashcards.domain.queue import (
    DailyLimits,
    DoneToday,
    GateState,
    NewPlace,
    QueueItem,
    ReviewOrder,
    apart,
    in_review_order,
    placed,
    remaining,
)
from flashcards.domain.review import State
from flashcards.errors import NotFoundError
from flashcards.language import _
from flashcards.services.planning.today import PlannedDay, planned_day
from flashcards.services.roads.gates import gates, roadmap_counts
from flashcards.services.studying.comeback import (
    CATCH_UP,
    VALUE,
    BacklogChoice,
    most_valuable,
    stored_choice,
)
from flashcards.services.studying.custom_view import CustomStudy
from flashcards.services.studying.new_cards import new_cards, road_of
from flashcards.services.studying.preset_limits import PresetLimits, session_presets
from flashcards.settings import StudySettings
from flashcards.storage.queue_sql import (
    Scope,
    TopicCounts,
    Waiting,
    brought_forward,
    count_due,
    deck_and_below,
    due_reviews,
    learning_cards,
)
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import StoredRoadmap, active_roadmap

_SIBLING_SLACK = 2
_MOST_BROUGHT = 20
_NO_LIMIT = 1 << 30


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """What a session is about.

    ``stage_ids``: only these stages (empty: all). ``deck``: only this deck and those below it.
    ``extra_new``: new cards beyond the daily limit, for who wants to learn some more. ``custom``:
    cards out of their turn instead of the day's.
    """

    stage_ids: frozenset[int] = frozenset()
    deck: str | None = None
    extra_new: int = 0
    custom: CustomStudy | None = None


@dataclass(frozen=True, slots=True)
class DayQueue:
    """The cards of today's session.

    ``others``: reviews and new cards, mixed, in the order in which they are asked.
    ``learning``: cards in their steps. ``waiting``: all reviews that are due, more than
    ``others`` has when the daily limit cuts them or siblings wait for each other.
    ``reviews_left``: what the daily limit still allows. ``topics``: the topic of each card.
    ``planned``: what the interview plan says of the day, which ``settings`` follow.
    ``presets``: what they allow of the day.
    ``backlog_way``: how a backlog is worked off by the learner's choice, "" where there is none.
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
    presets: PresetLimits
    planned: PlannedDay | None = None
    backlog_way: str = ""

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
    choice = stored_choice(reader)
    settings = _settings_of_day(settings, planned, choice, day)
    scope = _scope(reader, settings, roadmap, day, wanted)
    presets = session_presets(reader, settings, calendar, scope, done_today(reader, day))
    settings, done = presets.settings, presets.done
    limits = DailyLimits(settings.new_per_day + wanted.extra_new, settings.reviews_per_day)
    left = _with_brought(reader, scope, remaining(limits, done))
    waiting = count_due(reader, scope)
    learning = learning_cards(reader, scope)
    taken = {card.note_id for card in learning} if settings.bury_siblings else None
    valued = choice is not None and choice.way == VALUE and waiting > left.reviews
    order = partial(most_valuable, reader, scope, settings.parameters, now_ms) if valued else None
    by_day = settings.review_order == ReviewOrder.DUE
    order = order or partial(due_reviews, reader, scope, now_ms, by_day=by_day)
    due = _picked(presets.within.reviews(reader, order), left.reviews, taken)
    reviews = [
        _review_item(card, now_ms, decay)
        for card, decay in zip(due, presets.decays(reader, due), strict=True)
    ]
    if not valued:
        limit = left.reviews if waiting > left.reviews else len(reviews)
        reviews = in_review_order(reviews, limit, day, ReviewOrder(settings.review_order))
    if taken is not None:
        reviews = apart(reviews, taken)
    reviews = reviews[: left.reviews]
    if taken is not None:
        taken |= {item.note_id for item in reviews}
    road = road_of(roadmap, states, planned)
    fetch = partial(new_cards, reader, scope, road, wanted.stage_ids, planned=planned)
    fresh = _picked(presets.within.new(reader, fetch), left.new, taken)
    new = [QueueItem(card.card_id, card.note_id, State.NEW) for card in fresh]
    if taken is not None:
        new = apart(new, taken)
    others = placed(reviews, new[: left.new], done, NewPlace(settings.new_place))
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
        presets=presets.within,
        backlog_way=_way_now(choice, day, more=waiting > left.reviews),
    )


def _with_brought(reader: Reader, scope: Scope, left: DailyLimits) -> DailyLimits:
    """The limits with room for cards that somebody asked for: they are for what comes unasked."""
    asked = len(brought_forward(reader, scope, _MOST_BROUGHT))
    return replace(left, new=max(left.new, asked))


def _way_now(choice: BacklogChoice | None, day: int, *, more: bool) -> str:
    """The choice that counts now: catching up on its day, the order while more waits than asked."""
    if choice is None:
        return ""
    counts = choice.day == day if choice.way == CATCH_UP else more
    return choice.way if counts else ""


def _settings_of_day(
    settings: StudySettings, planned: PlannedDay | None, choice: BacklogChoice | None, day: int
) -> StudySettings:
    """The limits of a day: the plan's; no new cards in a break; none on reviews to catch up."""
    if planned is not None:
        settings = planned.settings(settings)
    if new_cards_rest(settings.breaks, day):
        settings = replace(settings, new_per_day=0)
    if choice is not None and choice.way == CATCH_UP and choice.day == day:
        settings = replace(settings, reviews_per_day=_NO_LIMIT)
    return settings


def upcoming_new(
    reader: Reader, settings: StudySettings, calendar: StudyCalendar, now_ms: int, limit: int
) -> list[QueueItem]:
    """The new cards that come next, as many as asked for, whatever the day's limit."""
    roadmap = active_roadmap(reader)
    counts = roadmap_counts(reader, roadmap, settings.track, now_ms)
    states = gates(roadmap, counts, settings)
    day = calendar.day(now_ms)
    planned = planned_day(reader, settings, day)
    road, scope = road_of(roadmap, states, planned), Scope(day, settings.track)
    fresh = new_cards(reader, scope, road, frozenset(), limit, planned=planned)
    return [QueueItem(card.card_id, card.note_id, State.NEW) for card in fresh]


def done_today(reader: Reader, day: int) -> DoneToday:
    """What was answered since the study day began."""
    row = reader.row("SELECT introduced, due_reviews FROM study_day WHERE day = :day", day=day)
    return DoneToday() if row is None else DoneToday(new=row[0], reviews=row[1])


def has_more_new(reader: Reader, queue: DayQueue) -> bool:
    """Whether a session with a higher limit would bring further new cards."""
    fetch = queue.presets.new(reader, _all_new_cards(reader, queue, queue.day))
    wanted = len(queue.new) + 1
    if not queue.settings.bury_siblings:
        return len(fetch(wanted)) == wanted
    taken = {item.note_id for item in (*queue.learning, *queue.reviews)}
    return len({card.note_id for card in _picked(fetch, wanted, taken)} - taken) >= wanted


def count_new_tomorrow(reader: Reader, queue: DayQueue) -> int:
    """How many new cards tomorrow's session will bring, if today's are done."""
    most = queue.settings.new_per_day
    today = {item.card_id for item in queue.new}
    waiting = _all_new_cards(reader, queue, queue.day + 1)

    def later(wanted: int) -> list[Waiting]:
        cards = waiting(wanted + len(today))
        return [card for card in cards if card.card_id not in today][:wanted]

    fetch = queue.presets.new_tomorrow(reader, later)
    if not queue.settings.bury_siblings:
        return len(fetch(most))
    return min(most, len({card.note_id for card in _picked(fetch, most, frozenset())}))


def _all_new_cards(reader: Reader, queue: DayQueue, day: int) -> Callable[[int], list[Waiting]]:
    """Fetches so many new cards of a session without a filter on that day."""
    road = road_of(queue.roadmap, queue.gates, queue.planned)
    scope = Scope(day, queue.settings.track)
    return partial(new_cards, reader, scope, road, frozenset(), planned=queue.planned)


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


def require_deck(reader: Reader, name: str, found: frozenset[int]) -> None:
    """Raises NotFoundError, naming the decks that there are, when none was found."""
    if found:
        return
    rows = reader.rows("SELECT name FROM deck WHERE deleted_by IS NULL ORDER BY name LIMIT 20")
    names = ", ".join(row[0] for row in rows) or _("none yet")
    raise NotFoundError(
        _("there is no deck {name!r}. There are: {names}.").format(name=name, names=names)
    )
