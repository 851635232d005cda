"""Neutral rows: what a file format brings, before anything is known of the library."""

from __future__ import annotations

from dataclasses import dataclass, field

from flashcards.domain.note import NoteFields, NoteKind


@dataclass(frozen=True, slots=True)
class FormatWarning:
    """Something in a file that could not be used; ``line`` counts from 1, 0 is the whole file."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as a file has it.

    ``source_id``: the id that the file gives, None without one. ``run``: the interpreter that can
    check a predict note. ``importance``: 1 to 3, None where the file leaves it to the topic, and
    the topic to the usual 2. ``attributes``: further ``key=value`` pairs of the heading, kept as
    they are. ``draft``: never scheduled.
    """

    fields: NoteFields
    kind: NoteKind = NoteKind.BASIC
    source_id: str | None = None
    tags: tuple[str, ...] = ()
    importance: int | None = None
    track: str | None = None
    run: str | None = None
    draft: bool = False
    attributes: tuple[tuple[str, str], ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class TopicRow:
    """A ``##`` section of a deck file; notes above the first heading are in one with title ""."""

    title: str
    source_id: str | None = None
    aliases: tuple[str, ...] = ()
    source: str = ""
    tags: tuple[str, ...] = ()
    track: str | None = None
    importance: int | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    notes: tuple[NoteRow, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class DeckRows:
    """A deck file.

    ``front_matter``: keys that the program does not know, kept in their order for the way back.
    ``skipped``: how many notes of the file could not be used; a warning tells of each.
    """

    title: str
    namespace: str | None = None
    roadmap: str | None = None
    stage: int | None = None
    license: str | None = None
    front_matter: tuple[tuple[str, object], ...] = ()
    topics: tuple[TopicRow, ...] = ()
    warnings: tuple[FormatWarning, ...] = ()
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class RoadmapTopicRow:
    """A topic that a roadmap lists."""

    title: str
    source_id: str | None = None
    aliases: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage of a roadmap; ``number`` is as the file counts, or its place from 1.

    ``short_titles``: names for narrow places, the longer first.
    """

    number: int
    title: str
    source_id: str | None = None
    short_titles: tuple[str, ...] = ()
    goal: str = ""
    note: str = ""
    optional: bool = False
    topics: tuple[RoadmapTopicRow, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class RoadmapRows:
    """A roadmap file.

    ``choices``: the alternatives of a 'choose one of' line, which become tracks.
    ``order``: the steps of an ``A → B → C`` line. ``horizon_months``: least and most.
    """

    title: str
    stages: tuple[StageRow, ...] = ()
    source_id: str | None = None
    license: str | None = None
    choices: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    tips: tuple[str, ...] = ()
    horizon_months: tuple[int, int] | None = None
    warnings: tuple[FormatWarning, ...] = field(default=())
