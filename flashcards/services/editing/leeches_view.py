"""Troublesome notes, as plain values."""

from __future__ import annotations

from dataclasses import dataclass

from flashcards.services.editing.view import TextProblem


@dataclass(frozen=True, slots=True)
class Leech:
    """A note that is forgotten again and again; ``lapses`` of its worst card."""

    note_id: int
    question: str
    deck: str
    topic: str
    lapses: int


@dataclass(frozen=True, slots=True)
class PairedNote:
    """One of two notes that are mixed up."""

    note_id: int
    question: str
    deck: str
    topic: str


@dataclass(frozen=True, slots=True)
class MixedUp:
    """Two notes forgotten one after the other, ``times`` times."""

    first: PairedNote
    second: PairedNote
    times: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """What could be remembered more easily if it were written otherwise."""

    leeches: tuple[Leech, ...]
    pairs: tuple[MixedUp, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to go on with, and where its notes will be. ``problems`` of it."""

    text: str
    deck: str
    topic: str
    problems: tuple[TextProblem, ...] = ()
