"""What deck files cover of a roadmap: notes a stage, a topic and a track."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.domain.note import NoteKind
from flashcards.formats.rows import NoteRow, RoadmapTopicRow, TopicRow
from flashcards.services.lint import Lint


@dataclass(frozen=True, slots=True)
class TopicCoverage:
    """A topic and how many notes it has; ``id`` is that of the file, None without one."""

    id: str | None
    title: str
    notes: int


@dataclass(frozen=True, slots=True)
class StageCoverage:
    """What the decks of a stage hold.

    ``predict``: the notes that ask for the output of code. ``prompts``: interview prompts.
    ``tracks``: the notes of each language track; what is for every track is in none of them.
    """

    number: int
    notes: int
    predict: int
    prompts: int
    tracks: Mapping[str, int]
    topics: tuple[TopicCoverage, ...]


def coverage(files: Lint) -> tuple[StageCoverage, ...]:
    """The stages that the decks name, by number, and what a roadmap among the files lists.

    A topic of the roadmap that no deck has is there with no notes. Interview prompts are no deck
    files, so none are counted here.
    """
    decks: dict[int, list[TopicRow]] = {}
    for _, rows in files.decks:
        if rows.stage is not None:
            decks.setdefault(rows.stage, []).extend(topic for topic in rows.topics if topic.title)
    listed: dict[int, list[RoadmapTopicRow]] = {}
    for roadmap in files.roadmaps:
        for stage in roadmap.stages:
            listed.setdefault(stage.number, []).extend(stage.topics)
    return tuple(
        _stage(number, decks.get(number, []), listed.get(number, []))
        for number in sorted({*decks, *listed})
    )


def _stage(number: int, topics: list[TopicRow], listed: list[RoadmapTopicRow]) -> StageCoverage:
    notes = [(note, note.track or topic.track) for topic in topics for note in topic.notes]
    tracks = Counter(track for _, track in notes if track is not None)
    return StageCoverage(
        number=number,
        notes=len(notes),
        predict=sum(_is_predict(note) for note, _ in notes),
        prompts=0,
        tracks=dict(sorted(tracks.items())),
        topics=(
            *(TopicCoverage(topic.source_id, topic.title, len(topic.notes)) for topic in topics),
            *(
                TopicCoverage(topic.source_id, topic.title, 0)
                for topic in listed
                if not any(_is_same(topic, known) for known in topics)
            ),
        ),
    )


def _is_predict(note: NoteRow) -> bool:
    return note.kind is NoteKind.PREDICT


def _is_same(wanted: RoadmapTopicRow, topic: TopicRow) -> bool:
    if wanted.source_id is not None and topic.source_id is not None:
        return wanted.source_id == topic.source_id
    names = {name.casefold() for name in (topic.title, *topic.aliases)}
    return wanted.title.casefold() in names
