"""What the process that reads a collection tells of it: see ``messages`` and ``apart``.

The modules that read are imported in that process alone, and the one that asks has no need of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from flashcards.formats.anki.messages import (
    CARDS_LEFT_OUT,
    DAMAGED_CARDS,
    DAMAGED_NOTES,
    DAMAGED_REVIEWS,
    END,
    NOTES,
    READ,
    REVIEWS_LEFT_OUT,
    REVIEWS_OF_NOBODY,
)

_NOTES_AT_ONCE = 250


def prepare() -> None:
    """Import what is slow to import, while there is no collection yet."""
    import flashcards.formats.anki.notes  # noqa: F401


def tell_collection(path: Path, names: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
    """The messages of a collection. ``names``: of the media, see ``Converter``.

    Raises:
        RefusedError: it holds what Anki never writes.
        UnreadableError: it is damaged before its first note, or none.
    """
    from flashcards.formats.anki.cards import read_cards
    from flashcards.formats.anki.database import count_of, opened
    from flashcards.formats.anki.notes import NoteReader
    from flashcards.formats.anki.reviews import read_history
    from flashcards.formats.anki.stored import read_collection

    with opened(path) as database:
        collection = read_collection(database)
        total = count_of(database, "notes")
        history = read_history(database, first_scheduler=collection.first_scheduler)
        cards = read_cards(database, collection.created_s)
        reader = NoteReader(collection, cards, history, names, path.stat().st_size)
        chunk = []
        for note in reader.notes(database):
            chunk.append(note)
            if len(chunk) == _NOTES_AT_ONCE:
                yield NOTES, tuple(reader.new_types), tuple(chunk), reader.read, total
                reader.new_types.clear()
                chunk.clear()
        yield NOTES, tuple(reader.new_types), tuple(chunk), reader.read, total
    facts = {
        READ: reader.read,
        DAMAGED_NOTES: int(reader.damaged),
        DAMAGED_CARDS: int(cards.damaged),
        DAMAGED_REVIEWS: int(history.damaged),
        CARDS_LEFT_OUT: reader.cards_left_out,
        REVIEWS_LEFT_OUT: history.unusable,
        REVIEWS_OF_NOBODY: history.count(),
    }
    counts = {str(loss): count for loss, count in reader.counts.items()}
    yield END, facts, counts, dict(reader.skipped)
