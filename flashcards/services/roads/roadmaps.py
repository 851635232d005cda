"""The roadmaps of the library: where the learner stands on one, and opening a stage by hand."""

from __future__ import annotations

from dataclasses import dataclass

from flashcards.errors import NotFoundError
from flashcards.language import _
from flashcards.services.changes import Changes
from flashcards.services.roads.gates import gates, mastery, roadmap_counts, stage_counts
from flashcards.services.roads.road import road
from flashcards.services.roads.view import Road
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import (
    StoredRoadmap,
    StoredStage,
    active_roadmap,
    load_roadmap,
    topic_titles,
)
from flashcards.storage.unit_of_work import Database


@dataclass(frozen=True, slots=True)
class TopicLine:
    """A topic of a stage; ``mastery`` is 0 to 1."""

    title: str
    cards: int
    mastery: float


@dataclass(frozen=True, slots=True)
class StageLine:
    """A stage as the learner stands on it; ``reason`` says why it is open or locked."""

    id: int
    number: int
    title: str
    goal: str
    note: str
    optional: bool
    unlocked: bool
    reason: str
    cards: int
    seen: int
    mastery: float
    topics: tuple[TopicLine, ...]


@dataclass(frozen=True, slots=True)
class RoadmapView:
    """A roadmap as the learner stands on it."""

    title: str
    stages: tuple[StageLine, ...]
    choices: tuple[str, ...]
    order: tuple[str, ...]
    tips: tuple[str, ...]


class RoadmapService:
    """Looks at roadmaps and opens stages."""

    def __init__(self, database: Database, schedulers: SchedulerSource) -> None:
        self._database = database
        self._schedulers = schedulers

    def view(self, name: str | None = None) -> RoadmapView:
        """The active roadmap, or the one of that name. Raises NotFoundError."""
        with self._database.read() as reader:
            return self._view(reader, _find_roadmap(reader, name))

    def open_stage(self, stage: str, origin: str = "") -> Changes:
        """Open a stage by its number or name, whatever its gate says. Raises NotFoundError."""
        with self._database.read() as reader:
            found = _find_stage(active_roadmap(reader), stage)
        return self.open_stage_by_id(found.id, origin)

    def open_stage_by_id(self, stage_id: int, origin: str = "") -> Changes:
        """The same for a stage that is known by its id. Raises NotFoundError."""
        with self._database.write("open", _("Open stage"), origin) as operation:
            stages = active_roadmap(operation).stages
            found = next((stage for stage in stages if stage.id == stage_id), None)
            if found is None:
                raise NotFoundError(_("that stage is not on the road any more."))
            if found.opened_ms is None:
                operation.update("stage", stage_id, opened_ms=operation.now_ms)
        return Changes(operation.kept_id, operation.label, roadmaps=True, cards=True, origin=origin)

    def road(self) -> Road:
        """The active roadmap as the learner stands on it, with recall now and a forecast."""
        with self._database.read() as reader:
            settings = self._schedulers.settings(reader)
            calendar = self._schedulers.calendar(reader)
            scheduler = self._schedulers.scheduler(reader)
            return road(reader, settings, calendar, scheduler, self._database.clock.now_ms())

    def activate(self, roadmap_id: int, origin: str = "") -> Changes:
        """Study along another roadmap; every card keeps its schedule. Raises NotFoundError."""
        with self._database.write("roadmap", _("Choose roadmap"), origin) as operation:
            known = [
                row[0] for row in operation.rows("SELECT id FROM roadmap WHERE deleted_by IS NULL")
            ]
            if roadmap_id not in known:
                raise NotFoundError(_("that roadmap is not in the library any more."))
            for each in known:
                operation.update("roadmap", each, active=int(each == roadmap_id))
        return Changes(operation.kept_id, operation.label, roadmaps=True, cards=True, origin=origin)

    def _view(self, reader: Reader, roadmap: StoredRoadmap) -> RoadmapView:
        settings = self._schedulers.settings(reader)
        now_ms = self._database.clock.now_ms()
        counts = roadmap_counts(reader, roadmap, settings.track, now_ms)
        titles = topic_titles(reader, roadmap.id)
        stages = []
        for stage, gate in zip(roadmap.stages, gates(roadmap, counts, settings), strict=True):
            total = stage_counts(stage, counts)
            topics = tuple(
                TopicLine(
                    titles.get(topic, ""),
                    counts[topic].cards if topic in counts else 0,
                    mastery(counts[topic]) if topic in counts else 0.0,
                )
                for topic in stage.topic_ids
            )
            stages.append(
                StageLine(
                    id=stage.id,
                    number=stage.number,
                    title=stage.title,
                    goal=stage.goal,
                    note=stage.note,
                    optional=stage.optional,
                    unlocked=gate.unlocked,
                    reason=gate.reason,
                    cards=total.cards,
                    seen=total.seen,
                    mastery=mastery(total),
                    topics=topics,
                )
            )
        return RoadmapView(
            roadmap.title, tuple(stages), roadmap.choices, roadmap.order, roadmap.tips
        )


def _find_roadmap(reader: Reader, name: str | None) -> StoredRoadmap:
    if name is None:
        roadmap = active_roadmap(reader)
        if roadmap.id == 0:
            raise NotFoundError(_("there is no roadmap yet. Import one with `flashcards import`."))
        return roadmap
    rows = reader.rows("SELECT id, title FROM roadmap WHERE deleted_by IS NULL ORDER BY title")
    for identifier, title in rows:
        if title.casefold() == name.casefold():
            return load_roadmap(reader, identifier)
    names = ", ".join(row[1] for row in rows) or _("none yet")
    raise NotFoundError(
        _("there is no roadmap {name!r}. There are: {names}.").format(name=name, names=names)
    )


def _find_stage(roadmap: StoredRoadmap, wanted: str) -> StoredStage:
    folded = wanted.strip().casefold()
    for stage in roadmap.stages:
        names = (str(stage.number), stage.title, *stage.short_titles)
        if folded in {name.casefold() for name in names}:
            return stage
    numbers = ", ".join(f"{stage.number} {stage.title}" for stage in roadmap.stages)
    raise NotFoundError(
        _("there is no stage {wanted!r}. There are: {numbers}.").format(
            wanted=wanted, numbers=numbers
        )
    )
