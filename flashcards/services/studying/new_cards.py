"""Which new cards come next: by the road, by a plan, and from the learner's own decks."""

from __future__ import annotations

from collections.abc import Sequence

from flashcards.domain.queue import GateState
from flashcards.services.planning.today import PlannedDay
from flashcards.storage.queue_sql import (
    Scope,
    Waiting,
    brought_forward,
    new_cards_of_decks,
    new_cards_of_topics,
)
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import StoredRoadmap, StoredStage

Road = Sequence[tuple[StoredStage, GateState]]


def road_of(
    roadmap: StoredRoadmap, states: Sequence[GateState], planned: PlannedDay | None
) -> Road:
    """The stages with their gates, as far as the plan takes them, if one is on."""
    road = tuple(zip(roadmap.stages, states, strict=True))
    return road if planned is None else planned.road(road)


def new_cards(
    reader: Reader,
    scope: Scope,
    road: Road,
    stage_ids: frozenset[int],
    limit: int,
    *,
    planned: PlannedDay | None,
) -> list[Waiting]:
    """The new cards to be met next: those that were brought forward, then those of the road.

    ``stage_ids``: only of these stages, empty for all.
    """
    first = brought_forward(reader, scope, limit)
    if len(first) >= limit:
        return first
    met = {card.card_id for card in first}
    others = _next_new(reader, scope, road, stage_ids, limit, planned=planned)
    return [*first, *(card for card in others if card.card_id not in met)][:limit]


def _next_new(
    reader: Reader,
    scope: Scope,
    road: Road,
    stage_ids: frozenset[int],
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
        stage for stage, gate in road if stage.id in stage_ids or (gate.unlocked and not stage_ids)
    ]
    if planned is not None and planned.by_importance:
        topics = [topic for stage in stages for topic in stage.topic_ids]
        cards = new_cards_of_topics(reader, scope, topics, limit, by_importance=True)
    else:
        cards = []
        for stage in stages:
            cards += new_cards_of_topics(reader, scope, stage.topic_ids, limit - len(cards))
    if stage_ids:
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
