"""The built-in decks as their tests read them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flashcards.domain.note import NoteKind
from flashcards.formats.markdown import looks_like_deck, parse_deck
from flashcards.formats.roadmap_text import parse_roadmap
from flashcards.formats.rows import DeckRows, NoteRow, RoadmapRows, TopicRow
from flashcards.paths import decks_path
from flashcards.render.blocks import fences
from flashcards.render.faces import faces
from tests.decks.running import Program


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck file: its path below ``decks/``, its text and what the parser reads in it."""

    name: str
    text: str
    rows: DeckRows


@dataclass(frozen=True, slots=True)
class Placed:
    """A note with where it stands."""

    deck: Deck
    topic: TopicRow
    note: NoteRow

    @property
    def place(self) -> str:
        """File and line, to name the note by in a failure."""
        return f"{self.deck.name}:{self.note.line}"

    @property
    def track(self) -> str | None:
        """The language choice that the note is for, None where it is for everybody."""
        return self.note.track or self.topic.track


@cache
def decks() -> tuple[Deck, ...]:
    """Every deck in the folders of ``decks/``; what else lies there is no deck."""
    return tuple(
        Deck(_name(path), text, parse_deck(text, _name(path)))
        for path in sorted(decks_path().glob("*/*.md"))
        if looks_like_deck(text := path.read_bytes().decode("utf-8"))
    )


@cache
def roadmap() -> RoadmapRows:
    """The roadmap that the decks follow."""
    path = decks_path() / "backend" / "roadmap.md"
    return parse_roadmap(path.read_bytes().decode("utf-8"), path.name)


def notes() -> Iterator[Placed]:
    """The notes of all decks, in the order of the files."""
    for deck in decks():
        for topic in deck.rows.topics:
            for note in topic.notes:
                yield Placed(deck, topic, note)


def programs() -> Iterator[Program]:
    """The programs whose output notes ask for, in the order of the files."""
    for placed in notes():
        note = placed.note
        if note.kind is NoteKind.PREDICT and note.run is not None:
            code = next(fences(note.fields.question_body), None)
            expected = faces(note.kind, "forward", note.fields).expected
            if code is not None and expected is not None and note.source_id is not None:
                yield Program(note.source_id, note.run, code.code, expected)


def _name(path: Path) -> str:
    return path.relative_to(decks_path()).as_posix()
