"""Short ways to what a package brought."""

from __future__ import annotations

from pathlib import Path

from flashcards.formats.anki import package
from flashcards.formats.anki.telling import tell_collection
from flashcards.formats.rows import CardRow, ImportRows, NoteRow
from tests.formats.in_process import InThisProcess


def read(path: Path, *, deck: str | None = None) -> ImportRows:
    """A package, read in this process."""
    return package.read_package(path, InThisProcess(tell_collection), deck=deck)


def notes_of(rows: ImportRows) -> list[NoteRow]:
    """All notes, in the order of the package."""
    notes = (note for deck in rows.decks for topic in deck.topics for note in topic.notes)
    return sorted(notes, key=lambda note: note.line)


def cards_of(rows: ImportRows) -> list[CardRow]:
    """All cards, in the order of the package."""
    return [card for note in notes_of(rows) for card in note.cards]


def told(rows: ImportRows) -> str:
    """All warnings on a line each."""
    return "\n".join(warning.message for warning in rows.warnings)
