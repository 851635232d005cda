"""What deck files cover of a roadmap: notes a stage, a topic and a track."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flashcards.domain.note import NoteKind
from flashcards.domain.practice.prompt import Level, PromptKind
from flashcards.formats.rows import NoteRow, PromptRow, RoadmapTopicRow, TopicRow
from flashcards.render.references import pictures
from flashcards.services.linting.lint import Lint
from flashcards.services.linting.topics import is_same_topic


@dataclass(frozen=True, slots=True)
class TopicCoverage:
    """A topic and how many notes it has; ``id`` is that of the file, None without one."""

    id: str | None
    title: str
    notes: int


@dataclass(frozen=True, slots=True)
class StageCoverage:
    """What the decks of a stage hold.

    ``predict``: the notes that ask for the output of code. ``pictures``: how many different ones
    they show. ``prompts``: interview prompts, ``prompts_by`` kind and level. ``tracks``: the notes
    of each language track; what is for every track is in none of them.
    """

    number: int
    notes: int
    predict: int
    pictures: int
    prompts: int
    tracks: Mapping[str, int]
    topics: tuple[TopicCoverage, ...]
    prompts_by: Mapping[str, int] = field(default_factory=dict)


def coverage(files: Lint) -> tuple[StageCoverage, ...]:
    """The stages that the decks name, by number, and what a roadmap among the files lists.

    A topic of the roadmap that no deck has is there with no notes.
    """
    decks: dict[int, list[TopicRow]] = {}
    for _, rows in files.decks:
        if rows.stage is not None:
            decks.setdefault(rows.stage, []).extend(topic for topic in rows.topics if topic.title)
    listed: dict[int, list[RoadmapTopicRow]] = {}
    for _, roadmap in files.roadmaps:
        for stage in roadmap.stages:
            listed.setdefault(stage.number, []).extend(stage.topics)
    prompts: dict[int, list[PromptRow]] = {}
    for _, prompted in files.prompts:
        if prompted.stage is not None:
            prompts.setdefault(prompted.stage, []).extend(prompted.prompts)
    return tuple(
        replace(
            _stage(number, decks.get(number, []), listed.get(number, [])),
            prompts=len(prompts.get(number, ())),
            prompts_by=_by_kind_and_level(prompts.get(number, ())),
        )
        for number in sorted({*decks, *listed, *prompts})
    )


def _by_kind_and_level(prompts: Sequence[PromptRow]) -> Mapping[str, int]:
    """How many there are of each kind and of each level, by their names in files; zeros too."""
    if not prompts:
        return {}
    kinds = Counter(prompt.kind for prompt in prompts)
    levels = Counter(prompt.level for prompt in prompts)
    return {kind.value: kinds[kind] for kind in PromptKind} | {
        level.value: levels[level] for level in Level
    }


def _stage(number: int, topics: list[TopicRow], listed: list[RoadmapTopicRow]) -> StageCoverage:
    notes = [(note, note.track or topic.track) for topic in topics for note in topic.notes]
    tracks = Counter(track for _, track in notes if track is not None)
    return StageCoverage(
        number=number,
        notes=len(notes),
        predict=sum(note.kind is NoteKind.PREDICT for note, _ in notes),
        pictures=len({name for note, _ in notes for name in _pictures(note)}),
        prompts=0,
        tracks=dict(sorted(tracks.items())),
        topics=(
            *(TopicCoverage(topic.source_id, topic.title, len(topic.notes)) for topic in topics),
            *(
                TopicCoverage(topic.source_id, topic.title, 0)
                for topic in listed
                if not any(is_same_topic(topic, known) for known in topics)
            ),
        ),
    )


def _pictures(note: NoteRow) -> Iterator[str]:
    """The names of the pictures that a note shows."""
    for text in note.fields.texts:
        yield from (picture.name for picture in pictures(text) if picture.name is not None)
