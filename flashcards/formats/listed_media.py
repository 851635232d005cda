"""Media that a file lists by name and that lie in a folder beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flashcards.errors import FormatError
from flashcards.formats.anki.media_names import FreeNames, safe_name
from flashcards.formats.rows import MediaFiles, NoMedia

MOST_FILES = 100_000


def used_names(listed: Iterable[str]) -> dict[str, str]:
    """From each name in a list of media to the one that texts use for it, a safe one."""
    free = FreeNames()
    names: dict[str, str] = {}
    for name in listed:
        if len(names) == MOST_FILES:
            break
        if name not in names and (safe := safe_name(name)):
            names[name] = free.take(safe)
    return names


@dataclass(frozen=True, slots=True)
class ListedMedia:
    """Media by the names that the notes' texts use for them.

    ``beside``: what lies beside the file. ``paths``: from the names to the paths in it.
    """

    beside: MediaFiles
    paths: Mapping[str, str]

    @classmethod
    def of(cls, beside: MediaFiles | None, folder: str, names: Mapping[str, str]) -> ListedMedia:
        """The files of a folder; ``names`` as ``used_names`` gives them."""
        paths = {used: f"{folder}/{listed}" for listed, used in names.items()}
        return cls(beside or NoMedia(), paths)

    def names(self) -> Sequence[str]:
        """The names as the notes' texts refer to them."""
        return tuple(self.paths)

    def read(self, name: str) -> bytes:
        """One file's bytes. Raises FormatError where it is missing or too large."""
        try:
            return self.beside.read(self.paths[name])
        except KeyError as error:
            raise FormatError("the file is missing", file=name) from error
