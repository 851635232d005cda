"""Databases of Mnemosyne 2: notes, tags, media, due dates and review history.

Nothing is imported here before it is needed: the process that reads a database comes through this
module, too, and is to start quickly.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flashcards.formats.rows import ImportRows, MediaFiles

__all__ = ["read_mnemosyne"]


def read_mnemosyne(
    source: Path | bytes,
    name: str,
    media: MediaFiles | None = None,
    *,
    deck: str | None = None,
    progress: Callable[[int], object] | None = None,
) -> ImportRows:
    """All that a database of Mnemosyne 2 brings, as neutral rows.

    ``source``: the file, or its bytes. ``name`` is for messages and as title of the deck, unless
    ``deck`` gives one. ``media``: what lies beside the file; that of ``default.db`` is in the
    folder ``default.db_media``. ``progress`` is called with how many notes are read; what it raises
    ends the reading.

    Raises:
        FormatError: the file is damaged, of another program, or looks made to do harm.
    """
    from flashcards.formats.mnemosyne import reading

    return reading.read_mnemosyne(source, name, media, deck=deck, progress=progress)
