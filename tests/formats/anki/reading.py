"""Short ways to what a package brought."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from flashcards.formats.anki import child, package
from flashcards.formats.anki.faults import RefusedError, UnreadableError
from flashcards.formats.anki.messages import FAILED
from flashcards.formats.rows import CardRow, ImportRows, NoteRow


class InThisProcess:
    """Reads a collection without a process of its own, for tests of what it says."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    def messages(self, path: Path, names: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        """What the process would tell."""
        for message in child.messages_of(child.Job(path, names, 10, 10)):
            if message[0] == FAILED:
                _, refused, reason = message
                raise (RefusedError if refused else UnreadableError)(reason)
            yield message


def read(path: Path, *, deck: str | None = None) -> ImportRows:
    """A package, read in this process."""
    return package.read_package(path, InThisProcess(), deck=deck)


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
