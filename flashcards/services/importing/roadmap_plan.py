"""What a roadmap file would become: its topics matched to the card bank, before it is written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.domain import ids
from flashcards.domain.matching import BankStage, BankTopic, TopicMatch, match_stage, match_topic
from flashcards.domain.note import NoteFields
from flashcards.formats.rows import (
    DeckRows,
    FormatWarning,
    NoteRow,
    RoadmapRows,
    RoadmapTopicRow,
    StageRow,
    TopicRow,
)
from flashcards.services.importing.deck import BUILT_IN, SHARED
from flashcards.services.importing.plan import topic_id_of
from flashcards.storage.reading import Reader

DRAFT_NAMESPACE = "roadmap:"
"""Begins the namespace of the drafts of a stage."""


@dataclass(frozen=True, slots=True)
class PlannedTopic:
    """A topic of the file. ``match`` None: the bank has none, so drafts will stand for it."""

    row: RoadmapTopicRow
    match: TopicMatch | None
    topic_id: int


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """A stage of the file. ``further``: bank topics that its matching stage brings besides."""

    id: int
    row: StageRow
    topics: tuple[PlannedTopic, ...]
    further: tuple[int, ...]
    drafts: DeckRows | None

    @property
    def topic_ids(self) -> tuple[int, ...]:
        """All topics that the stage brings, its own first."""
        own = [topic.topic_id for topic in self.topics]
        return tuple(dict.fromkeys((*own, *self.further)))


@dataclass(frozen=True, slots=True)
class RoadmapPlan:
    """Everything that importing a roadmap would do.

    ``adopts``: the roadmap of the library whose stages bring the very same topics in the same
    order; the file then is that roadmap, and no second one is made.
    """

    rows: RoadmapRows
    roadmap_id: int
    stages: tuple[PlannedStage, ...]
    adopts: int | None
    warnings: tuple[FormatWarning, ...]


def card_bank(reader: Reader, namespace: str | None = None) -> list[BankTopic]:
    """The topics of all decks, with the built-in stages that bring them and their names there.

    Topics of another ``namespace`` come without their ids, which say nothing there.
    """
    stages: dict[int, list[str]] = {}
    names: dict[int, list[str]] = {}
    for topic_id, stage, title, aliases in reader.rows(
        "SELECT l.topic_id, s.title, st.title, st.aliases FROM topic_link l "
        "JOIN stage s ON s.id = l.stage_id JOIN roadmap r ON r.id = s.roadmap_id "
        "LEFT JOIN stage_topic st ON st.id = l.stage_topic_id "
        "WHERE r.origin = :origin AND l.deleted_by IS NULL",
        origin=BUILT_IN,
    ):
        stages.setdefault(topic_id, []).append(stage)
        if title is not None:
            names.setdefault(topic_id, []).extend((title, *json.loads(aliases)))
    rows = reader.rows(
        "SELECT t.id, t.source_id, t.title, t.aliases, d.name, t.namespace FROM topic t "
        "JOIN deck d ON d.id = t.deck_id WHERE t.deleted_by IS NULL AND d.deleted_by IS NULL "
        f"AND d.namespace NOT LIKE '{DRAFT_NAMESPACE}%' ORDER BY d.stage, d.name, t.position"
    )
    return [
        BankTopic(
            id=row[0],
            source_id=row[1] if row[1] and row[5] == namespace else "",
            title=row[2],
            aliases=tuple(dict.fromkeys((*json.loads(row[3]), *names.get(row[0], ())))),
            stage_titles=tuple(stages.get(row[0], (row[4],))),
        )
        for row in rows
    ]


def plan_roadmap(reader: Reader, rows: RoadmapRows) -> RoadmapPlan:
    """Match a roadmap to the card bank of the library."""
    bank = card_bank(reader, rows.source_id)
    roadmap_id = _roadmap_id(rows)
    listed, repeated = _listed_topics(rows)
    matches = [
        [match_topic(t.title, stage.title, bank, source_id=t.source_id) for t in topics]
        for stage, topics in zip(rows.stages, listed, strict=True)
    ]
    taken = {match.topic.id for found in matches for match in found if match is not None}
    further = _further_topics(reader, rows, taken)
    stages = []
    for place, (stage, topics) in enumerate(zip(rows.stages, listed, strict=True)):
        stage_id = _stage_id(rows, roadmap_id, place)
        found = matches[place]
        missing = [t for t, match in zip(topics, found, strict=True) if match is None]
        drafts = _drafts(rows, stage_id, stage, missing) if missing else None
        stages.append(
            PlannedStage(
                id=stage_id,
                row=stage,
                topics=tuple(
                    PlannedTopic(t, match, match.topic.id if match else _draft_id(drafts, t))
                    for t, match in zip(topics, found, strict=True)
                ),
                further=further[place],
                drafts=drafts,
            )
        )
    return RoadmapPlan(
        rows=rows,
        roadmap_id=roadmap_id,
        stages=tuple(stages),
        adopts=_adopted(reader, roadmap_id, stages),
        warnings=(*rows.warnings, *repeated, *_order_warning(rows)),
    )


def _roadmap_id(rows: RoadmapRows) -> int:
    if rows.source_id is not None:
        return ids.hashed_id("roadmap", rows.source_id)
    return ids.hashed_id("roadmap-title", rows.title.casefold())


def _stage_id(rows: RoadmapRows, roadmap_id: int, place: int) -> int:
    """By the stage's own id or title; of several with one title the later ones are counted."""
    stage = rows.stages[place]
    if stage.source_id is not None:
        return ids.hashed_id("stage", roadmap_id, stage.source_id)
    title = stage.title.casefold()
    earlier = sum(other.title.casefold() == title for other in rows.stages[:place])
    return ids.hashed_id("stage-title", roadmap_id, title, earlier)


def _listed_topics(
    rows: RoadmapRows,
) -> tuple[list[tuple[RoadmapTopicRow, ...]], list[FormatWarning]]:
    """The topics of each stage, each once, and a word on those that come again."""
    listed, repeated = [], []
    for stage in rows.stages:
        topics: dict[str, RoadmapTopicRow] = {}
        for topic in stage.topics:
            if topics.setdefault(topic.title.casefold(), topic) is not topic:
                words = f"{topic.title!r} stands in this stage already"
                repeated.append(FormatWarning(topic.line, words))
        listed.append(tuple(topics.values()))
    return listed, repeated


def _further_topics(reader: Reader, rows: RoadmapRows, taken: set[int]) -> list[tuple[int, ...]]:
    """For each stage of the file the topics that the matching stage of the bank has besides."""
    bank_stages = _bank_stages(reader, rows.source_id)
    known = [BankStage(place, "", title) for place, title in enumerate(bank_stages)]
    found: list[tuple[int, ...]] = []
    used: set[str] = set()
    for stage in rows.stages:
        match = match_stage(stage.title, known)
        title = "" if match is None else match.stage.title
        if match is None or title in used:
            found.append(())
            continue
        used.add(title)
        found.append(tuple(topic for topic in bank_stages[title] if topic not in taken))
    return found


def _bank_stages(reader: Reader, source_id: str | None) -> Mapping[str, list[int]]:
    """The topics of each stage of the bank: of the decks that name it, by the deck's title."""
    stages: dict[str, list[int]] = {}
    for title, topic in reader.rows(
        "SELECT d.name, t.id FROM deck d JOIN topic t ON t.deck_id = d.id "
        "WHERE d.deleted_by IS NULL AND t.deleted_by IS NULL AND d.stage IS NOT NULL "
        "AND (d.roadmap = :roadmap OR d.origin IN (:built_in, :shared)) "
        "AND t.namespace = d.namespace ORDER BY d.stage, t.position",
        roadmap=source_id,
        built_in=BUILT_IN,
        shared=SHARED,
    ):
        stages.setdefault(title, []).append(topic)
    return stages


def _drafts(
    rows: RoadmapRows, stage_id: int, stage: StageRow, missing: Sequence[RoadmapTopicRow]
) -> DeckRows:
    return DeckRows(
        title=f"{rows.title}::{stage.title}",
        namespace=f"{DRAFT_NAMESPACE}{stage_id}",
        topics=tuple(
            TopicRow(title=topic.title, line=topic.line, notes=tuple(_draft_notes(topic)))
            for topic in missing
        ),
    )


def _draft_notes(topic: RoadmapTopicRow) -> list[NoteRow]:
    questions = (
        f"How would you explain {topic.title} to a colleague who has never used it?",
        f"When do you reach for {topic.title}, and what is the nearest alternative?",
        f"What goes wrong with {topic.title} in practice, and how would you notice?",
    )
    return [NoteRow(NoteFields(question), draft=True, line=topic.line) for question in questions]


def _draft_id(drafts: DeckRows | None, topic: RoadmapTopicRow) -> int:
    assert drafts is not None, "an unmatched topic has drafts"
    assert drafts.namespace is not None, "the drafts of a roadmap have its namespace"
    row = next(row for row in drafts.topics if row.title == topic.title)
    return topic_id_of(drafts.namespace, drafts.title, row)


def _adopted(reader: Reader, roadmap_id: int, stages: Sequence[PlannedStage]) -> int | None:
    if any(stage.drafts for stage in stages):
        return None
    wanted = [sorted({topic.topic_id for topic in stage.topics}) for stage in stages]
    for (present,) in reader.rows(
        "SELECT id FROM roadmap WHERE deleted_by IS NULL AND id <> :id", id=roadmap_id
    ):
        listed: dict[int, set[int]] = {}
        for stage, topic in reader.rows(
            "SELECT s.id, l.topic_id FROM stage s LEFT JOIN topic_link l ON l.stage_id = s.id "
            "AND l.stage_topic_id IS NOT NULL AND l.deleted_by IS NULL "
            "WHERE s.roadmap_id = :id AND s.deleted_by IS NULL ORDER BY s.position",
            id=present,
        ):
            listed.setdefault(stage, set()).add(topic)
        if [sorted(topics) for topics in listed.values()] == wanted:
            return int(present)
    return None


def _order_warning(rows: RoadmapRows) -> list[FormatWarning]:
    if rows.order and len(rows.order) != len(rows.stages):
        words = f"the order line has {len(rows.order)} steps, the roadmap {len(rows.stages)} stages"
        return [FormatWarning(0, words + ".")]
    return []
