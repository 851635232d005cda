"""The active roadmap in the database: its stages and the topics that they share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.storage.reading import Reader


@dataclass(frozen=True, slots=True)
class StoredStage:
    """A stage with the topics of the card bank that it brings, in order."""

    id: int
    number: int
    title: str
    short_titles: tuple[str, ...]
    goal: str
    note: str
    optional: bool
    opened_ms: int | None
    placed_out_ms: int | None
    topic_ids: tuple[int, ...]

    @property
    def short_title(self) -> str:
        """The name for narrow places."""
        return self.short_titles[0] if self.short_titles else self.title


@dataclass(frozen=True, slots=True)
class StoredRoadmap:
    """A roadmap as the library has it."""

    id: int
    title: str
    namespace: str | None
    origin: str
    choices: tuple[str, ...]
    order: tuple[str, ...]
    tips: tuple[str, ...]
    stages: tuple[StoredStage, ...]

    def stage_by_topic(self) -> Mapping[int, StoredStage]:
        """The stage of each topic; of several the first."""
        found: dict[int, StoredStage] = {}
        for stage in self.stages:
            for topic in stage.topic_ids:
                found.setdefault(topic, stage)
        return found


EMPTY_ROADMAP = StoredRoadmap(0, "", None, "", (), (), (), ())


def active_roadmap(reader: Reader) -> StoredRoadmap:
    """The roadmap that is shown and studied; an empty one if there is none."""
    row = reader.row(
        "SELECT id FROM roadmap WHERE active = 1 AND deleted_by IS NULL ORDER BY id LIMIT 1"
    )
    return EMPTY_ROADMAP if row is None else load_roadmap(reader, row[0])


def load_roadmap(reader: Reader, roadmap_id: int) -> StoredRoadmap:
    """A roadmap with its stages."""
    row = reader.row(
        "SELECT id, title, namespace, origin, choices, order_steps, tips FROM roadmap "
        "WHERE id = :id",
        id=roadmap_id,
    )
    if row is None:
        return EMPTY_ROADMAP
    topics: dict[int, list[int]] = {}
    for stage_id, topic_id in reader.rows(
        "SELECT l.stage_id, l.topic_id FROM topic_link l JOIN stage s ON s.id = l.stage_id "
        "JOIN topic t ON t.id = l.topic_id WHERE s.roadmap_id = :id AND l.deleted_by IS NULL "
        "AND t.deleted_by IS NULL ORDER BY l.stage_id, l.position",
        id=roadmap_id,
    ):
        topics.setdefault(stage_id, []).append(topic_id)
    stages = reader.rows(
        "SELECT id, number, title, short_titles, goal, note, optional, opened_ms, placed_out_ms "
        "FROM stage WHERE roadmap_id = :id AND deleted_by IS NULL ORDER BY position, number",
        id=roadmap_id,
    )
    return StoredRoadmap(
        id=row[0],
        title=row[1],
        namespace=row[2],
        origin=row[3],
        choices=tuple(json.loads(row[4])),
        order=tuple(json.loads(row[5])),
        tips=tuple(json.loads(row[6])),
        stages=tuple(_stage(stage, topics.get(stage[0], ())) for stage in stages),
    )


def topic_titles(reader: Reader, roadmap_id: int) -> Mapping[int, str]:
    """The title of each topic, as the roadmap calls it where it lists the topic."""
    rows = reader.rows("SELECT id, title FROM topic WHERE deleted_by IS NULL")
    titles: dict[int, str] = {row[0]: row[1] for row in rows}
    named = reader.rows(
        "SELECT l.topic_id, st.title FROM topic_link l "
        "JOIN stage_topic st ON st.id = l.stage_topic_id JOIN stage s ON s.id = l.stage_id "
        "WHERE s.roadmap_id = :roadmap AND s.deleted_by IS NULL AND l.deleted_by IS NULL",
        roadmap=roadmap_id,
    )
    titles.update((topic, title) for topic, title in named)
    return titles


def _stage(row: Sequence[object], topic_ids: Sequence[int]) -> StoredStage:
    (identifier, number, title, short_titles, goal, note, optional, opened, placed_out) = row
    return StoredStage(
        id=int(str(identifier)),
        number=int(str(number)),
        title=str(title),
        short_titles=tuple(json.loads(str(short_titles))),
        goal=str(goal),
        note=str(note),
        optional=bool(optional),
        opened_ms=None if opened is None else int(str(opened)),
        placed_out_ms=None if placed_out is None else int(str(placed_out)),
        topic_ids=tuple(topic_ids),
    )
