"""Stage gates: which stages of the roadmap are open, and why the others are not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from flashcards.domain.queue import GateState, StageProgress, open_stages
from flashcards.settings import StudySettings
from flashcards.storage.queue_sql import TopicCounts, topic_counts
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import StoredRoadmap, StoredStage, active_roadmap

if TYPE_CHECKING:
    # what the first paint needs must not load SQLAlchemy
    from flashcards.storage.unit_of_work import Operation


def stage_counts(stage: StoredStage, counts: Mapping[int, TopicCounts]) -> TopicCounts:
    """The counts of a stage: the sum over its topics."""
    found = [counts[topic] for topic in stage.topic_ids if topic in counts]
    return TopicCounts(
        cards=sum(count.cards for count in found),
        seen=sum(count.seen for count in found),
        mastered=sum(count.mastered for count in found),
    )


def mastery(counts: TopicCounts) -> float:
    """The share of cards that count as mastered, 0 to 1; 0.0 without cards."""
    return counts.mastered / counts.cards if counts.cards else 0.0


def roadmap_counts(
    reader: Reader, roadmap: StoredRoadmap, tracks: Sequence[str], now_ms: int
) -> Mapping[int, TopicCounts]:
    """The counts of each topic of a roadmap."""
    topics = sorted({topic for stage in roadmap.stages for topic in stage.topic_ids})
    return topic_counts(reader, tracks, topics, now_ms)


def gates(
    roadmap: StoredRoadmap, counts: Mapping[int, TopicCounts], settings: StudySettings
) -> tuple[GateState, ...]:
    """Each stage of a roadmap: open, or locked for a reason; all open when gates are off."""
    progress = [
        StageProgress(
            number=stage.number,
            title=stage.title,
            optional=stage.optional or not stage_counts(stage, counts).cards,
            mastery=mastery(stage_counts(stage, counts)),
            opened=stage.opened_ms is not None or not settings.gates,
            placed_out=stage.placed_out_ms is not None,
        )
        for stage in roadmap.stages
    ]
    return tuple(open_stages(progress))


def waits_to_open(reader: Reader, topic_id: int | None) -> bool:
    """Whether a topic stands in a stage of the active roadmap that is not open for good."""
    found = reader.value(
        "SELECT 1 FROM topic_link l JOIN stage s ON s.id = l.stage_id "
        "JOIN roadmap r ON r.id = s.roadmap_id WHERE l.topic_id = :topic AND l.deleted_by IS NULL "
        "AND s.opened_ms IS NULL AND s.deleted_by IS NULL AND r.active = 1",
        topic=topic_id,
    )
    return found is not None


def open_reached_stages(
    operation: Operation, settings: StudySettings, topic_id: int | None
) -> tuple[str, ...]:
    """Open for good the stages that the roadmap's mastery has reached.

    The titles of those that the learner may not have seen open: not the first, which always is,
    and not the topic's own, which was studied already.
    """
    if topic_id is None or not settings.gates:
        return ()
    roadmap = active_roadmap(operation)
    waiting = [stage for stage in roadmap.stages if stage.opened_ms is None]
    by_topic = roadmap.stage_by_topic()
    if not waiting or topic_id not in by_topic:
        return ()
    counts = roadmap_counts(operation, roadmap, settings.track, operation.now_ms)
    opened = []
    for stage, gate in zip(roadmap.stages, gates(roadmap, counts, settings), strict=True):
        if gate.unlocked and stage.opened_ms is None:
            operation.update("stage", stage.id, opened_ms=operation.now_ms)
            opened.append(stage)
    seen = {roadmap.stages[0].id, by_topic[topic_id].id}
    return tuple(stage.title for stage in opened if stage.id not in seen)
