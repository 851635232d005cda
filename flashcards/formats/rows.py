"""Neutral rows: what a file format brings, before anything is known of the library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType
from flashcards.domain.practice.prompt import Level, PromptKind, PromptText
from flashcards.domain.review import Rating, ReviewKind


@dataclass(frozen=True, slots=True)
class FormatWarning:
    """Something in a file that could not be used; ``line`` counts from 1, 0 is the whole file."""

    line: int
    message: str


class ReviewRow(NamedTuple):
    """A row of another program's review log; a tuple, since there may be millions.

    ``time_ms``: UTC. ``rating``: None for a row that is no answer (set due, reset).
    ``interval_s``: the seconds until due that the row gave, None if it gave none.
    """

    time_ms: int
    rating: Rating | None
    kind: ReviewKind = ReviewKind.REVIEW
    duration_ms: int = 0
    interval_s: int | None = None


@dataclass(frozen=True, slots=True)
class CardRow:
    """What a file knows of one card of a note beyond its texts.

    ``key``: ``forward``, ``reverse``, ``c1`` …, ``t1`` … . ``due_ms``: when the other program
    would show it next (UTC), None for a new card. ``interval_days``, ``stability`` (days) and
    ``difficulty`` (1 to 10) as the other program has them, used only where ``reviews`` is empty.
    """

    key: str
    suspended: bool = False
    flag: int = 0
    due_ms: int | None = None
    interval_days: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    reviews: Sequence[ReviewRow] = ()


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note as a file has it.

    ``source_id``: the id that the file gives, None without one. ``run``: the interpreter that can
    check a predict note. ``importance``: 1 to 3, None where the file leaves it to the topic, and
    the topic to the usual 2. ``attributes``: further ``key=value`` pairs of the heading, kept as
    they are. ``draft``: never scheduled. ``note_type``: of a custom note, whose fields are named
    by it. ``cards``: what the file knows of its cards, none for a file without schedules.
    ``own_id``: the id of the library's note that it says to be.
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
    note_type: NoteType | None = None
    cards: tuple[CardRow, ...] = ()
    line: int = 0
    own_id: int | None = None


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
    ``complete``: whether a note that is missing here was removed from the deck; a package or a
    table brings some notes and says nothing of the others.
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
    complete: bool = True


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


@dataclass(frozen=True, slots=True)
class PromptRow:
    """An interview prompt as a file has it.

    ``minutes``: None where the file leaves it to the kind. ``attributes``: further ``key=value``
    pairs of the heading.
    """

    title: str
    kind: PromptKind
    text: PromptText
    source_id: str | None = None
    level: Level | None = None
    minutes: int | None = None
    attributes: tuple[tuple[str, str], ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class PromptFileRows:
    """A file of interview prompts; ``left_out``: line and title of those that can't be used."""

    title: str
    namespace: str | None = None
    roadmap: str | None = None
    stage: int | None = None
    license: str | None = None
    front_matter: tuple[tuple[str, object], ...] = ()
    prompts: tuple[PromptRow, ...] = ()
    warnings: tuple[FormatWarning, ...] = ()
    left_out: tuple[tuple[int, str], ...] = ()

    @property
    def skipped(self) -> int:
        """How many prompts can't be used."""
        return len(self.left_out)


@dataclass(frozen=True, slots=True)
class LogCard:
    """The rows of one card in a review log whose cards are known by number alone."""

    card_id: int
    reviews: tuple[ReviewRow, ...]


@dataclass(frozen=True, slots=True)
class LogRows:
    """A review log without its notes; ``title`` is that of the file."""

    title: str
    cards: tuple[LogCard, ...] = ()
    warnings: tuple[FormatWarning, ...] = ()
    skipped: int = 0


class MediaFiles(Protocol):
    """The media that come with a file, read one by one."""

    def names(self) -> Sequence[str]:
        """The names as the notes' texts refer to them."""

    def read(self, name: str) -> bytes:
        """One file's bytes. Raises FormatError where it is missing, damaged or too large."""


@dataclass(frozen=True, slots=True)
class NoMedia:
    """A file that brings no media."""

    def names(self) -> Sequence[str]:
        """None."""
        return ()

    def read(self, name: str) -> bytes:
        """There is nothing to read."""
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class ImportRows:
    """All that one file brings. ``format``: a word for people and programs, e.g. ``anki``.

    ``readable``: how many notes could be read before the file was found damaged, None for a whole
    one; a warning tells of it.
    """

    format: str
    decks: tuple[DeckRows, ...] = ()
    roadmaps: tuple[RoadmapRows, ...] = ()
    logs: tuple[LogRows, ...] = ()
    prompts: tuple[PromptFileRows, ...] = ()
    media: MediaFiles = field(default_factory=NoMedia)
    warnings: tuple[FormatWarning, ...] = ()
    readable: int | None = None
