"""What waits to be studied, as SQL over covering indexes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashcards.storage.card_rows import Queue
from flashcards.storage.reading import Reader, Row, id_list

# Note by note; of a note forward before reverse, c2 before c10.
_DECK_ORDER = "position, note_id, length(key), key"
# A note's own importance, or else its topic's.
_IMPORTANCE = (
    "coalesce((SELECT importance FROM note WHERE note.id = card.note_id), "
    "(SELECT importance FROM topic WHERE topic.id = card.topic_id), 2)"
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card that waits: a due review, a learning card or a new one."""

    card_id: int
    note_id: int
    topic_id: int | None
    last_review_ms: int = 0
    stability: float = 0.0
    due_ms: int = 0


@dataclass(frozen=True, slots=True)
class Scope:
    """Which cards are asked for.

    ``tracks``: the learner's language tracks. ``deck_ids`` and ``topic_ids`` None: all.
    """

    today: int
    tracks: tuple[str, ...]
    deck_ids: frozenset[int] | None = None
    topic_ids: frozenset[int] | None = None

    def condition(self, *, buried: bool = True) -> str:
        """The scope as the inside of a WHERE; buried cards are left out unless asked for."""
        parts = [track_condition(self.tracks)]
        if buried:
            parts.append(f"(buried_day IS NULL OR buried_day <> {self.today:d})")
        if self.deck_ids is not None:
            parts.append(f"deck_id IN ({id_list(sorted(self.deck_ids))})")
        if self.topic_ids is not None:
            parts.append(f"topic_id IN ({id_list(sorted(self.topic_ids))})")
        return " AND ".join(parts)


def track_condition(tracks: Iterable[str]) -> str:
    """The condition that a card is of no track or of one of these."""
    names = ", ".join("'" + track.replace("'", "''") + "'" for track in tracks)
    return f"(track IS NULL OR track IN ({names}))"


def due_reviews(
    reader: Reader, scope: Scope, now_ms: int, most: int, *, by_day: bool = False
) -> list[Waiting]:
    """Up to ``most`` review cards that are due today or overdue.

    The most overdue in relation to their stability come first: with one set of parameters those
    are the ones with the lowest recall. ``by_day``: those first that are due for the longest time.
    """
    overdue = "(:now - last_review_ms) / stability DESC, id"
    rows = reader.rows(
        "SELECT id, note_id, topic_id, last_review_ms, stability FROM card "
        f"INDEXED BY card_by_queue WHERE queue = {Queue.REVIEW:d} AND due_day <= :today "
        f"AND {scope.condition()} "
        f"ORDER BY {f'due_day, {overdue}' if by_day else overdue} LIMIT :most",
        today=scope.today,
        now=now_ms,
        most=most,
    )
    return [Waiting(*row) for row in rows]


def due_with_difficulty(reader: Reader, scope: Scope) -> list[tuple[Waiting, float]]:
    """All review cards that are due today or overdue, each with its difficulty."""
    rows = reader.rows(
        "SELECT id, note_id, topic_id, last_review_ms, stability, difficulty FROM card "
        f"INDEXED BY card_by_queue WHERE queue = {Queue.REVIEW:d} AND due_day <= :today "
        f"AND {scope.condition()}",
        today=scope.today,
    )
    return [(Waiting(*row[:5]), row[5]) for row in rows]


def count_due(reader: Reader, scope: Scope, *, buried: bool = True) -> int:
    """How many review cards are due today or overdue; ``buried`` as of ``Scope.condition``."""
    return int(
        reader.value(
            f"SELECT count(*) FROM card WHERE queue = {Queue.REVIEW:d} AND due_day <= :today "
            f"AND {scope.condition(buried=buried)}",
            today=scope.today,
        )
    )


def count_due_on(reader: Reader, scope: Scope, day: int) -> int:
    """How many review cards are due on that very day."""
    return int(
        reader.value(
            f"SELECT count(*) FROM card WHERE queue = {Queue.REVIEW:d} AND due_day = :day "
            f"AND {scope.condition(buried=False)}",
            day=day,
        )
    )


def due_by_day(
    reader: Reader, first: int, last: int, tracks: Iterable[str] | None = None
) -> Counter[int]:
    """How many review cards are due on each day from ``first`` to ``last``.

    ``tracks``: of these language tracks, None for all.
    """
    condition = "" if tracks is None else f" AND {track_condition(tracks)}"
    rows = reader.rows(
        f"SELECT due_day, count(*) FROM card WHERE queue = {Queue.REVIEW:d} "
        f"AND due_day BETWEEN :first AND :last{condition} GROUP BY due_day",
        first=first,
        last=last,
    )
    return Counter({row[0]: row[1] for row in rows})


def learning_cards(reader: Reader, scope: Scope) -> list[Waiting]:
    """The cards in their learning steps, the first due first."""
    rows = reader.rows(
        "SELECT id, note_id, topic_id, last_review_ms, stability, due_ms FROM card "
        f"WHERE queue = {Queue.LEARNING:d} AND {scope.condition()} ORDER BY due_ms"
    )
    return [Waiting(*row) for row in rows]


def brought_forward(reader: Reader, scope: Scope, limit: int) -> list[Waiting]:
    """New cards whose own day has come: a person gave it to them, whatever gate they are behind."""
    rows = reader.rows(
        "SELECT id, note_id, topic_id FROM card INDEXED BY card_by_queue "
        f"WHERE queue = {Queue.NEW:d} AND due_day <= :today AND {scope.condition()} "
        f"ORDER BY due_day DESC, {_DECK_ORDER} LIMIT :limit",
        today=scope.today,
        limit=max(0, limit),
    )
    return [Waiting(*row) for row in rows]


def new_cards_of_topics(
    reader: Reader,
    scope: Scope,
    topic_ids: Sequence[int],
    limit: int,
    *,
    by_importance: bool = False,
) -> list[Waiting]:
    """New cards of these topics, in the order of the topics and then of the deck.

    ``by_importance``: what every interview asks comes before all that.
    """
    if not topic_ids or limit <= 0:
        return []
    places = "".join(f" WHEN {topic:d} THEN {place}" for place, topic in enumerate(topic_ids))
    order = f"CASE topic_id{places} END, {_DECK_ORDER}"
    if by_importance:
        order = f"{_IMPORTANCE} DESC, {order}"
    rows = reader.rows(
        "SELECT id, note_id, topic_id FROM card INDEXED BY card_by_topic "
        f"WHERE topic_id IN ({id_list(topic_ids)}) AND {_may_be_met(scope)} "
        f"AND {scope.condition()} ORDER BY {order} LIMIT :limit",
        limit=limit,
    )
    return [Waiting(*row) for row in rows]


def new_cards_of_decks(
    reader: Reader, scope: Scope, deck_ids: Sequence[int], linked: Iterable[int], limit: int
) -> Iterator[Waiting]:
    """New cards of decks, deck by deck, without those of topics that a stage brings."""
    linked_topics = id_list(sorted(linked))
    for deck in deck_ids:
        if limit <= 0:
            return
        rows = reader.rows(
            "SELECT id, note_id, topic_id FROM card INDEXED BY card_by_deck "
            f"WHERE deck_id = :deck AND {_may_be_met(scope)} AND {scope.condition()} "
            f"AND (topic_id IS NULL OR topic_id NOT IN ({linked_topics})) "
            f"ORDER BY {_DECK_ORDER} LIMIT :limit",
            deck=deck,
            limit=limit,
        )
        limit -= len(rows)
        yield from (Waiting(*row) for row in rows)


def _may_be_met(scope: Scope) -> str:
    """The condition that a card is new and not put off to a later day."""
    return f"queue = {Queue.NEW:d} AND (due_day IS NULL OR due_day <= {scope.today:d})"


@dataclass(frozen=True, slots=True)
class TopicCounts:
    """Cards of a topic: how many there are, were ever seen, and count as mastered."""

    cards: int
    seen: int
    mastered: int


def topic_counts(
    reader: Reader, tracks: Iterable[str], topic_ids: Sequence[int], now_ms: int
) -> Mapping[int, TopicCounts]:
    """The counts of these topics, over the cards that can be studied."""
    rows = reader.rows(
        "SELECT topic_id, count(*), sum(queue > 0), "
        f"sum(queue = {Queue.REVIEW:d} AND mastered_until_ms >= :now) FROM card "
        f"WHERE topic_id IN ({id_list(topic_ids)}) AND queue >= 0 AND {track_condition(tracks)} "
        "GROUP BY topic_id",
        now=now_ms,
    )
    return {topic: TopicCounts(cards, seen, mastered) for topic, cards, seen, mastered in rows}


@dataclass(frozen=True, slots=True)
class DeckCounts:
    """Cards of a deck by where they stand; ``total`` counts suspended ones and drafts too."""

    new: int = 0
    learning: int = 0
    due: int = 0
    total: int = 0


def deck_counts(reader: Reader, scope: Scope) -> Mapping[int, DeckCounts]:
    """The counts of each deck that is not deleted."""
    new = _by_deck(reader, scope, _may_be_met(scope))
    learning = _by_deck(reader, scope, f"queue = {Queue.LEARNING:d}")
    due = _by_deck(reader, scope, f"queue = {Queue.REVIEW:d} AND due_day <= {scope.today:d}")
    deleted = dict[int, int](
        (row[0], row[1])
        for row in reader.rows(
            "SELECT deck_id, count(*) FROM card INDEXED BY card_by_queue "
            f"WHERE queue = {Queue.DELETED:d} GROUP BY deck_id"
        )
    )
    totals = reader.rows(
        "SELECT id, (SELECT count(*) FROM card WHERE deck_id = deck.id) FROM deck "
        "WHERE deleted_by IS NULL"
    )
    return {
        deck: DeckCounts(
            new=new.get(deck, 0),
            learning=learning.get(deck, 0),
            due=due.get(deck, 0),
            total=total - deleted.get(deck, 0),
        )
        for deck, total in totals
    }


def _by_deck(reader: Reader, scope: Scope, condition: str) -> Mapping[int, int]:
    """How many cards of each deck meet a condition on queue and due day, by one range of an index.

    One range a query: an OR of them would scan the whole index.
    """
    rows = reader.rows(
        "SELECT deck_id, count(*) FROM card INDEXED BY card_by_queue "
        f"WHERE {condition} AND {scope.condition()} GROUP BY deck_id"
    )
    return {row[0]: row[1] for row in rows}


def deck_and_below(reader: Reader, name: str) -> frozenset[int]:
    """The ids of a deck and of the decks nested in it; none if there is no such deck."""
    rows = reader.rows(
        "SELECT id FROM deck WHERE deleted_by IS NULL "
        "AND (name = :name COLLATE NOCASE OR name LIKE :below ESCAPE '\\')",
        name=name,
        below=_like(name) + "::%",
    )
    return frozenset(row[0] for row in rows)


def _like(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def memory_by_topic(
    reader: Reader, tracks: Iterable[str], topic_ids: Sequence[int]
) -> Sequence[Row]:
    """(topic id, deck id, stability, last review) of the seen cards of these topics."""
    return reader.rows(
        "SELECT topic_id, deck_id, stability, last_review_ms FROM card "
        f"WHERE topic_id IN ({id_list(topic_ids)}) AND queue > 0 AND {track_condition(tracks)}"
    )


def count_cards(reader: Reader) -> tuple[int, int]:
    """How many cards there are without drafts, and how many of them were ever studied."""
    row = reader.row(
        "SELECT count(*), coalesce(sum(queue > 0), 0), (SELECT count(*) FROM card "
        f"WHERE queue = {Queue.SUSPENDED:d} AND state > 0) FROM card WHERE queue > {Queue.DRAFT:d}"
    )
    return (0, 0) if row is None else (row[0], row[1] + row[2])
