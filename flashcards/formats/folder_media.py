"""The media that lie beside a text file, in its folder or below it."""

from __future__ import annotations

import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from flashcards.errors import FormatError
from flashcards.formats.media_types import LARGEST

MEDIA_FOLDER = "media"


@dataclass(frozen=True, slots=True)
class FolderMedia:
    """``MediaFiles`` over the folder of a deck file; nothing outside it is ever read.

    A name is the path from the folder. A plain name is also looked for in the folder ``media``,
    where an export puts what texts call by plain names.
    """

    folder: Path

    def names(self) -> Sequence[str]:
        """The files in ``media``, by the names that texts refer to them."""
        try:
            found = sorted(os.scandir(self.folder / MEDIA_FOLDER), key=lambda entry: entry.name)
            return [f"{MEDIA_FOLDER}/{entry.name}" for entry in found if entry.is_file()]
        except OSError:
            return []

    def read(self, name: str) -> bytes:
        """One file's bytes. Raises FormatError where it is missing, elsewhere or too large."""
        places = [name] if "/" in name else [name, f"{MEDIA_FOLDER}/{name}"]
        for place in places:
            path = self._inside(place)
            if path is not None:
                return _read(path, name)
        raise FormatError(f"the file {name!r} is not there.")

    def _inside(self, name: str) -> Path | None:
        """The regular file of that name, unless it lies outside or is not there."""
        try:
            folder = self.folder.resolve(strict=True)
            path = (folder / name).resolve(strict=True)
            is_file = stat.S_ISREG(path.stat().st_mode)
        except (OSError, ValueError, RuntimeError):
            return None
        return path if is_file and path.is_relative_to(folder) else None


def _read(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise FormatError(f"{name!r} can't be read: {error.strerror}.") from error
    if len(data) > LARGEST:
        raise FormatError(f"{name!r} is larger than {LARGEST // 2**20} MB.")
    return data
