"""A library as a simulation takes it: its cards in columns, and how its learner answers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from flashcards.domain.simulation_terms import Cards, Gates, Learner, Way
from flashcards.services.roads.gates import gates, roadmap_counts, stage_counts
from flashcards.services.statistics.cards import CardTable
from flashcards.services.statistics.log import Integers
from flashcards.services.studying.pace import Pace, learner_pace
from flashcards.settings import StudySettings
from flashcards.storage import statistics_sql
from flashcards.storage.card_rows import Queue
from flashcards.storage.preset_rows import load_assignments
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import StoredRoadmap, active_roadmap

# A small library is studied several times over and the mean taken: one card must make no wall.
_ENOUGH_CARDS, _MOST_RUNS = 8_000, 8
_FAR = 1 << 30
_RECENT_ANSWERS = 4_000
_GRADES = f"""
SELECT state = 0, rating, count(*) FROM (
    SELECT rating, coalesce(json_extract(payload, '$.state'), 2) AS state FROM (
        SELECT rating, payload FROM review WHERE kind = 'review' AND rating IS NOT NULL
        ORDER BY id DESC LIMIT {_RECENT_ANSWERS}
    ) WHERE json_valid(payload)
) WHERE state IN (0, 2) GROUP BY 1, 2
"""
# So many answers of the usual learner stand beside the learner's own.
_USUAL_ANSWERS = 40.0


@dataclass(frozen=True)
class StudyCards:
    """A library as a simulation takes it, and how its learner studies.

    ``ids`` of the cards; ``topics`` (0: none). ``importance`` is 1 (depth) to 3 (what every
    interview asks), 2 where nothing is said.
    """

    cards: Cards
    ids: Integers
    topics: Integers
    importance: Integers
    learner: Learner
    pace: Pace
    roadmap: StoredRoadmap
    gates: Gates
    settings: StudySettings
    today: int
    new_done: int
    reviews_done: int
    seconds_done: float


def load_study_cards(
    reader: Reader,
    settings: StudySettings,
    today: int,
    now_ms: int,
    table: CardTable | None = None,
) -> StudyCards:
    """The cards that can be studied, in the order in which new ones come.

    ``table``: those cards, where they have been read already.
    """
    if table is None:
        table = CardTable.of(statistics_sql.card_columns(reader, settings.track))
    roadmap = active_roadmap(reader)
    counts = roadmap_counts(reader, roadmap, settings.track, now_ms)
    states = gates(roadmap, counts, settings)
    stage_of = {
        topic: place
        for place, stage in reversed(list(enumerate(roadmap.stages)))
        for topic in stage.topic_ids
    }
    stage = np.array([stage_of.get(topic, -1) for topic in table.topic.tolist()], dtype=np.int64)
    row = reader.row(
        "SELECT introduced, due_reviews, duration_ms FROM study_day WHERE day = :day", day=today
    )
    done = row or (0, 0, 0)
    pace = learner_pace(reader, today)
    in_review = table.queue == int(Queue.REVIEW)
    way, ways = _ways(reader, table, settings)
    return StudyCards(
        cards=Cards(
            stability=np.where(table.seen, table.stability, np.nan),
            difficulty=table.difficulty,
            last_day=table.last_day,
            due_day=np.where(in_review, table.due_day, today),
            order=_order(table, roadmap),
            stage=stage,
            seed=table.id,
            way=way,
            ways=ways,
        ),
        ids=table.id,
        topics=table.topic,
        importance=_importance(reader, table),
        learner=learner_of(reader, settings, pace),
        pace=pace,
        roadmap=roadmap,
        gates=Gates(
            opened=tuple(gate.unlocked for gate in states),
            passes=tuple(
                each.optional
                or each.placed_out_ms is not None
                or not stage_counts(each, counts).cards
                for each in roadmap.stages
            ),
            cards=tuple(stage_counts(each, counts).cards for each in roadmap.stages),
        ),
        settings=settings,
        today=today,
        new_done=int(done[0]),
        reviews_done=int(done[1]),
        seconds_done=float(done[2]) / 1_000,
    )


def learner_of(reader: Reader, settings: StudySettings, pace: Pace) -> Learner:
    """How the learner answers, by the last answers; the usual way where there are few of them.

    A lapse takes one more answer for each relearning step; the mean over both, at the present
    retention, is the learner's pace.
    """
    usual = Learner()
    first = [share * _USUAL_ANSWERS for share in usual.first]
    passed = [share * _USUAL_ANSWERS for share in usual.passed]
    for new, rating, count in reader.rows(_GRADES):
        if new:
            first[rating - 1] += count
        elif rating > 1:
            passed[rating - 2] += count
    more = len(settings.relearning_steps)
    recalled_s = pace.review_s / (1 + more * (1 - settings.retention))
    return Learner(
        parameters=settings.parameters,
        maximum_interval=settings.maximum_interval,
        learning_steps=len(settings.learning_steps),
        relearning_steps=more,
        recalled_s=recalled_s,
        forgotten_s=recalled_s * (1 + more),
        new_s=pace.new_s,
        first=(first[0], first[1], first[2], first[3]),
        passed=(passed[0], passed[1], passed[2]),
    )


def _ways(
    reader: Reader, table: CardTable, settings: StudySettings
) -> tuple[Integers | None, tuple[Way, ...]]:
    """Which way each card goes by, and the ways that presets bring."""
    assignments = load_assignments(reader, settings)
    if assignments.plain:
        return None, ()
    decks = {row[0]: row[1] for row in reader.rows("SELECT id, deck_id FROM card")}
    number = {preset: place for place, preset in enumerate(assignments.presets)}
    pairs = zip(table.id.tolist(), table.topic.tolist(), strict=True)
    of = [number[assignments.preset(decks[card], topic)] for card, topic in pairs]
    others = [assignments.settings[preset] for preset in assignments.presets[1:]]
    return np.array(of, dtype=np.int64), tuple(_way(settings, own) for own in others)


def _way(settings: StudySettings, own: StudySettings) -> Way:
    """The way of a preset; what it has from the library a scenario may try otherwise."""
    new, reviews = own.new_per_day, own.reviews_per_day
    return Way(
        parameters=own.parameters,
        maximum_interval=own.maximum_interval,
        learning_steps=len(own.learning_steps),
        relearning_steps=len(own.relearning_steps),
        retention=None if own.retention == settings.retention else own.retention,
        new_a_day=new if new < settings.new_per_day else None,
        reviews_a_day=reviews if reviews < settings.reviews_per_day else None,
    )


def runs_for(cards: Cards) -> int:
    """How often a library of this size is studied over."""
    return int(np.clip(_ENOUGH_CARDS // max(1, len(cards)), 1, _MOST_RUNS))


def _importance(reader: Reader, table: CardTable) -> Integers:
    rows = reader.rows(
        "SELECT c.id, coalesce(n.importance, t.importance) FROM card c JOIN note n "
        "ON n.id = c.note_id LEFT JOIN topic t ON t.id = c.topic_id WHERE "
        "coalesce(n.importance, t.importance) IS NOT NULL"
    )
    known = {row[0]: row[1] for row in rows}
    return np.array([known.get(card, 2) for card in table.id.tolist()], dtype=np.int64)


def _order(table: CardTable, roadmap: StoredRoadmap) -> Integers:
    """The new cards as they come: by turns one of the road and one of the learner's own."""
    new = np.flatnonzero(table.queue == int(Queue.NEW))
    topics = [topic for stage in roadmap.stages for topic in stage.topic_ids]
    places = {topic: place for place, topic in reversed(list(enumerate(topics)))}
    place = np.array([places.get(topic, _FAR) for topic in table.topic[new].tolist()])
    order = np.lexsort((table.position[new], place))
    on_road = place[order] < _FAR
    turn = np.where(on_road, np.cumsum(on_road), np.cumsum(~on_road))
    return new[order[np.lexsort((~on_road, turn))]]
