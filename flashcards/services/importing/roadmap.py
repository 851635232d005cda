"""Writes a planned roadmap into the library, in the caller's transaction."""

from __future__ import annotations

import json

from flashcards.domain import ids
from flashcards.services.importing.deck import apply_decks, upsert
from flashcards.services.importing.plan import DeckPlan, plan_deck
from flashcards.services.importing.roadmap_plan import PlannedStage, RoadmapPlan
from flashcards.storage.reading import Value, id_list
from flashcards.storage.unit_of_work import Operation


def apply_roadmap(operation: Operation, plan: RoadmapPlan, origin: str) -> int:
    """Write what the plan says and make the roadmap the active one; the roadmap's id."""
    rows = plan.rows
    least, most = rows.horizon_months or (None, None)
    facts: dict[str, Value] = {
        "choices": json.dumps(rows.choices, ensure_ascii=False),
        "order_steps": json.dumps(rows.order, ensure_ascii=False),
        "tips": json.dumps(rows.tips, ensure_ascii=False),
        "horizon_min": least,
        "horizon_max": most,
    }
    if plan.adopts is not None:
        # what the file does not say is no reason to forget it
        said = {name: fact for name, fact in facts.items() if fact not in (None, "[]")}
        if said:
            operation.update("roadmap", plan.adopts, **said)
        activate(operation, plan.adopts)
        return plan.adopts
    columns: dict[str, Value] = {"title": rows.title, "namespace": rows.source_id, **facts}
    upsert(operation, "roadmap", plan.roadmap_id, columns, {"origin": origin})
    for place, stage in enumerate(plan.stages):
        _save_stage(operation, plan, stage, place)
    stage_ids = {stage.id for stage in plan.stages}
    gone = operation.rows(
        "SELECT id FROM stage WHERE roadmap_id = :id AND deleted_by IS NULL", id=plan.roadmap_id
    )
    for (stage_id,) in gone:
        if stage_id not in stage_ids:
            operation.update("stage", stage_id, deleted_by=operation.id)
    activate(operation, plan.roadmap_id)
    return plan.roadmap_id


def activate(operation: Operation, roadmap_id: int) -> None:
    """Make a roadmap the one that is shown and studied."""
    rows = operation.rows("SELECT id FROM roadmap WHERE active = 1 AND id <> :id", id=roadmap_id)
    for (other,) in rows:
        operation.update("roadmap", other, active=0)
    operation.update("roadmap", roadmap_id, active=1)


def link_deck_topics(operation: Operation, plan: DeckPlan) -> None:
    """Give the topics of a deck to the stage that its front matter names, and to it alone."""
    if plan.rows.roadmap is None or plan.rows.stage is None:
        return
    left = operation.rows(
        "SELECT l.stage_id, l.topic_id FROM topic_link l JOIN stage s ON s.id = l.stage_id "
        "JOIN roadmap r ON r.id = s.roadmap_id WHERE r.namespace = :namespace "
        "AND s.number <> :number AND l.stage_topic_id IS NULL AND l.deleted_by IS NULL "
        f"AND l.topic_id IN ({id_list([topic.id for topic in plan.topics])})",
        namespace=plan.rows.roadmap,
        number=plan.rows.stage,
    )
    for stage_id, topic_id in left:
        operation.update("topic_link", (stage_id, topic_id), deleted_by=operation.id)
    stages = operation.rows(
        "SELECT s.id FROM stage s JOIN roadmap r ON r.id = s.roadmap_id "
        "WHERE r.namespace = :namespace AND s.number = :number AND s.deleted_by IS NULL",
        namespace=plan.rows.roadmap,
        number=plan.rows.stage,
    )
    for (stage_id,) in stages:
        linked = {
            row[0]
            for row in operation.rows(
                "SELECT topic_id FROM topic_link WHERE stage_id = :stage AND deleted_by IS NULL",
                stage=stage_id,
            )
        }
        for topic in plan.topics:
            if topic.id not in linked:
                _link(operation, stage_id, topic.id, None, len(linked) + topic.position)


def _save_stage(operation: Operation, plan: RoadmapPlan, stage: PlannedStage, place: int) -> None:
    row = stage.row
    columns: dict[str, Value] = {
        "roadmap_id": plan.roadmap_id,
        "number": row.number,
        "position": place,
        "source_id": row.source_id,
        "title": row.title,
        "short_titles": json.dumps(row.short_titles, ensure_ascii=False),
        "goal": row.goal,
        "note": row.note,
        "optional": int(row.optional),
    }
    upsert(operation, "stage", stage.id, columns, {})
    if stage.drafts is not None:
        apply_decks(operation, (plan_deck(operation, stage.drafts),), "roadmap")
    wanted = _save_topics(operation, stage)
    # a deck that names this stage in its front matter stays in it, whatever the roadmap lists
    links = operation.rows(
        "SELECT l.topic_id FROM topic_link l JOIN topic t ON t.id = l.topic_id "
        "JOIN deck d ON d.id = t.deck_id WHERE l.stage_id = :stage AND l.deleted_by IS NULL "
        "AND (l.stage_topic_id IS NOT NULL OR d.roadmap IS NULL OR d.roadmap <> :roadmap "
        "OR d.stage IS NULL OR d.stage <> :number)",
        stage=stage.id,
        roadmap=plan.rows.source_id or "",
        number=row.number,
    )
    for (topic_id,) in links:
        if topic_id not in wanted:
            operation.update("topic_link", (stage.id, topic_id), deleted_by=operation.id)


def _save_topics(operation: Operation, stage: PlannedStage) -> set[int]:
    wanted: set[int] = set()
    for position, topic in enumerate(stage.topics):
        own_id = ids.hashed_id(
            "stage-topic", stage.id, topic.row.source_id or topic.row.title.casefold()
        )
        columns: dict[str, Value] = {
            "stage_id": stage.id,
            "position": position,
            "title": topic.row.title,
            "source_id": topic.row.source_id,
            "aliases": json.dumps(topic.row.aliases, ensure_ascii=False),
        }
        upsert(operation, "stage_topic", own_id, columns, {})
        if topic.topic_id not in wanted:
            _link(operation, stage.id, topic.topic_id, own_id, position)
        wanted.add(topic.topic_id)
    for number, topic_id in enumerate(stage.further):
        if topic_id not in wanted:
            _link(operation, stage.id, topic_id, None, len(stage.topics) + number)
        wanted.add(topic_id)
    return wanted


def _link(
    operation: Operation, stage_id: int, topic_id: int, stage_topic_id: int | None, position: int
) -> None:
    values: dict[str, Value] = {"stage_topic_id": stage_topic_id, "position": position}
    present = operation.value(
        "SELECT 1 FROM topic_link WHERE stage_id = :stage AND topic_id = :topic",
        stage=stage_id,
        topic=topic_id,
    )
    if present is None:
        operation.insert("topic_link", [{"stage_id": stage_id, "topic_id": topic_id, **values}])
    else:
        operation.update("topic_link", (stage_id, topic_id), **values, deleted_by=None)
