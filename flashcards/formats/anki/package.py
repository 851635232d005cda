"""Reading a package: checked, unpacked, read by a process of its own, put together as rows."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from flashcards.errors import FormatError
from flashcards.formats.anki.archive import open_archive
from flashcards.formats.anki.assembly import Assembly
from flashcards.formats.anki.media import MediaList, read_media_list
from flashcards.formats.anki.messages import NOTES
from flashcards.formats.anki.unpacking import (
    Unpacked,
    copy_collection,
    form_of,
    is_database,
    unpack_collection,
)
from flashcards.formats.apart import Reading
from flashcards.formats.faults import RefusedError, UnreadableError
from flashcards.formats.rows import FormatWarning, ImportRows, NoMedia

_WHOLE_COLLECTION = ".colpkg"
_MERGED = (
    "This is a whole collection. It was merged into the library; nothing in the library was "
    "replaced."
)


def read_package(
    path: Path,
    reading: Reading,
    *,
    deck: str | None = None,
    progress: Callable[[int, int], object] | None = None,
) -> ImportRows:
    """See ``flashcards.formats.anki.read_package``. ``reading`` is over when this returns."""
    assembly = Assembly(path.stem, deck)
    temporary = tempfile.TemporaryDirectory(prefix="flashcards-", ignore_cleanup_errors=True)
    with temporary as folder, reading:  # the process ends before the file that it reads goes
        unpack, list_media = _ways_in(path)
        collection = Path(folder).resolve() / "collection.db"
        unpacked, listed = unpack(collection), list_media()
        for message in _told(reading, collection, listed, path.name):
            if message[0] == NOTES:
                _, types, notes, done, total = message
                assembly.add(types, notes)
                if progress is not None:
                    progress(done, max(done, total))
            else:
                assembly.end(*message[1:], whole=unpacked.whole)
    rows = assembly.rows(path.name)
    warnings = [FormatWarning(0, problem) for problem in listed.problems]
    if path.suffix.lower() == _WHOLE_COLLECTION:
        warnings.insert(0, FormatWarning(0, _MERGED))
    return replace(rows, media=listed.media, warnings=(*warnings, *rows.warnings))


def _told(
    reading: Reading, collection: Path, listed: MediaList, name: str
) -> Iterator[tuple[Any, ...]]:
    """What the process tells, its faults as errors of the file."""
    try:
        yield from reading.values(collection, listed.renamed)
    except UnreadableError as error:
        raise FormatError(
            f"this package is damaged: {error}. Export it again or fetch it again.", file=name
        ) from error
    except RefusedError as error:
        raise FormatError(
            f"this package was not made by Anki and is not opened: {error}.", file=name
        ) from error


def _ways_in(path: Path) -> tuple[Callable[[Path], Unpacked], Callable[[], MediaList]]:
    """What unpacks the collection to a file, and what lists the media.

    A collection that was taken out of its package is read as well; its media are elsewhere.
    """
    if is_database(path):
        return partial(copy_collection, path), partial(MediaList, NoMedia(), {})
    archive = open_archive(path)
    form = form_of(archive)
    return partial(unpack_collection, archive, form), partial(read_media_list, archive, form)
