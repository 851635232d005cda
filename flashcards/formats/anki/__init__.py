"""Anki packages: ``.apkg`` and ``.colpkg`` in all three forms, with media and history.

Nothing is imported here before it is needed: the process that reads a package's database comes
through this module, too, and is to start quickly.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashcards.formats.rows import ImportRows

__all__ = ["read_package"]


def read_package(
    path: Path, *, deck: str | None = None, progress: Callable[[int, int], object] | None = None
) -> ImportRows:
    """All that an Anki package, or a collection taken out of one, brings as neutral rows.

    ``deck``: where the notes go; of a package with several decks they go below it and keep their
    names. ``progress`` is called with how many notes of how many are read; what it raises ends the
    reading, and nothing is left behind.

    Raises:
        FormatError: it is no package, was made by a newer Anki, is damaged so that no note can be
            read, or looks as if it was made to do harm.
        OSError: the file cannot be opened, there is no room to unpack it, or no process can be
            started to read it.
    """
    from flashcards.formats.anki.telling import prepare, tell_collection
    from flashcards.formats.apart import Apart

    reading = Apart(tell_collection, prepare)  # gets ready while the rest is imported and unpacked
    from flashcards.formats.anki import package

    return package.read_package(path, reading, deck=deck, progress=progress)
