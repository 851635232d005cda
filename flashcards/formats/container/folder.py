"""A folder as a tree of files: in order, without hidden files, without following links."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path

from flashcards.errors import FormatError

MOST_FILES = 20_000
"""Files of one import; whoever has more has chosen the wrong folder."""

DEEPEST = 20
"""Folders within folders; what is deeper is left out."""

_HIDDEN = frozenset(("__macosx", "thumbs.db", "desktop.ini", "$recycle.bin"))
_DIGITS = re.compile(r"(\d+)")


def is_hidden(part: str) -> bool:
    """Whether a file or a folder of that name belongs to the system and not to its user."""
    return part.startswith((".", "~$")) or part.casefold() in _HIDDEN


def order_key(path: str) -> list[tuple[int, int, str]]:
    """Sorts ``2-b`` before ``10-a``, and the files of a folder together."""
    parts = _DIGITS.split(path.casefold().replace("/", "\x01"))
    return [(0, int(part[:18]), "") if part.isdecimal() else (1, 0, part) for part in parts]


class FolderTree:
    """The files below a folder. ``deepest`` and ``most``: how far it looks.

    One that is only searched for the media of a file stops there; one that is imported whole says
    so by FormatError when it holds more.
    """

    def __init__(
        self, root: Path, *, deepest: int = DEEPEST, most: int = MOST_FILES, whole: bool = True
    ) -> None:
        self._root = root
        self._deepest = deepest
        self._most = most
        self._whole = whole

    def paths(self) -> Sequence[str]:
        """The files in order. Raises FormatError for too many, or where nothing can be listed."""
        return self._paths

    def path(self, path: str) -> Path:
        """Where a file of the tree is."""
        return self._root.joinpath(*path.split("/"))

    def has(self, path: str) -> bool:
        """Whether a regular file is there that no link and nothing hidden stands before."""
        here = self._root
        try:
            for part in path.split("/"):
                here /= part
                if not part or is_hidden(part) or here.is_symlink():
                    return False
            return here.is_file()
        except (OSError, ValueError):
            return False  # no name that the system can have

    def size(self, path: str) -> int:
        """Bytes of a file. Raises FormatError where it is gone."""
        try:
            return self.path(path).stat().st_size
        except OSError as error:
            raise unreadable(error, path) from error

    def read(self, path: str, most: int) -> bytes:
        """A file's bytes. Raises FormatError for one that is larger or can't be read."""
        try:
            with self.path(path).open("rb") as file:
                if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                    raise FormatError("is no regular file", file=path)
                data = file.read(most + 1)
        except (OSError, ValueError) as error:
            raise unreadable(error, path) from error
        if len(data) > most:
            raise FormatError(f"larger than {most // 1024 // 1024} MB; it is left out", file=path)
        return data

    @cached_property
    def _paths(self) -> tuple[str, ...]:
        found: list[str] = []
        for path in self._walk(self._root, "", 1):
            if len(found) == self._most:
                if not self._whole:
                    break
                raise FormatError(
                    f"holds more than {self._most:,} files; choose the folder with the decks",
                    file=self._root.name,
                )
            found.append(path)
        return tuple(sorted(found, key=order_key))

    def _walk(self, folder: Path, prefix: str, depth: int) -> Iterator[str]:
        try:
            with os.scandir(folder) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            if depth == 1 and self._whole:
                raise unreadable(error, str(folder)) from error
            return
        for entry in entries:
            if is_hidden(entry.name) or entry.is_symlink():
                continue
            path = f"{prefix}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if depth < self._deepest:
                    yield from self._walk(folder / entry.name, f"{path}/", depth + 1)
            elif entry.is_file(follow_symlinks=False):
                yield path


def shown_name(name: str) -> str:
    """A name as text; bytes in it that are no UTF-8 are shown as such."""
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def unreadable(error: Exception, file: str) -> FormatError:
    """The error of a file that the system doesn't give out."""
    reason = getattr(error, "strerror", None) or str(error)
    return FormatError(f"can't be read: {reason}", file=file)
