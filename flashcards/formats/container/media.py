"""The images and sounds beside a file, by the names that its texts use for them."""

from __future__ import annotations

import posixpath
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import Protocol
from urllib.parse import unquote

from flashcards.errors import FormatError
from flashcards.formats.media_types import LARGEST, media_type

_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".bmp", ".avif")
_SOUNDS = (".mp3", ".ogg", ".oga", ".opus", ".wav", ".flac", ".m4a", ".aac", ".weba")
_SUFFIXES = frozenset(_IMAGES + _SOUNDS)


class Tree(Protocol):
    """A folder or a zip: files by their relative paths, whose parts a ``/`` joins."""

    def paths(self) -> Sequence[str]:
        """All files of it, in order."""

    def has(self, path: str) -> bool:
        """Whether there is such a file that may be read."""

    def read(self, path: str, most: int) -> bytes:
        """A file's bytes. Raises FormatError for one that is larger or can't be read."""


def is_media_name(path: str) -> bool:
    """Whether a file is called like an image or a sound."""
    return posixpath.splitext(path)[1].lower() in _SUFFIXES


def path_key(path: str) -> str:
    """What two names share that some file system takes for one: case and composition differ."""
    return unicodedata.normalize("NFC", path).casefold()


class MediaIndex:
    """The images and sounds of a tree by all names that its texts may use, found once a folder."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._by_folder: dict[str, dict[str, str]] = {}

    def names_from(self, folder: str) -> dict[str, str]:
        """The path of each name in NFC, for texts that stand in a folder of the tree."""
        names = self._by_folder.get(folder)
        if names is None:
            names = {posixpath.relpath(path, folder or "."): path for path in self._media}
            names = self._bare | {path: path for path in self._media} | names
            names = {unicodedata.normalize("NFC", name): path for name, path in names.items()}
            self._by_folder[folder] = names
        return names

    @cached_property
    def _media(self) -> list[str]:
        return [path for path in self.tree.paths() if is_media_name(path)]

    @cached_property
    def _bare(self) -> dict[str, str]:
        """Names without their folders; one that two files share means neither."""
        times = Counter(map(posixpath.basename, self._media))
        bare = ((posixpath.basename(path), path) for path in self._media)
        return {name: path for name, path in bare if times[name] == 1}


class TreeMedia:
    """The media of one file of a tree; ``folder`` is where the file stands in it.

    A text may name them from its own folder, from the root of the tree, as hashcards does, or by
    the bare name where there is one file of that name, as Obsidian does.
    """

    def __init__(self, index: MediaIndex, folder: str) -> None:
        self._index = index
        self._folder = folder

    def names(self) -> Sequence[str]:
        """Every name that a text of the file may use for its media."""
        return tuple(self._index.names_from(self._folder))

    def read(self, name: str) -> bytes:
        """One file's bytes. Raises FormatError where it is missing, too large or no media."""
        path = self._path(name)
        if path is None:
            raise FormatError(f"the file {name} is missing")
        data = self._index.tree.read(path, LARGEST)
        if media_type(data) is None:
            raise FormatError(f"{name} is no image and no sound; it is left out")
        return data

    def _path(self, name: str) -> str | None:
        """The path in the tree that a name means."""
        ways = [way.replace("\\", "/") for way in dict.fromkeys((name, unquote(name)))]
        for way in ways:
            for start in (self._folder, ""):
                path = posixpath.normpath(posixpath.join(start, way))
                is_within = not path.startswith(("/", ".."))
                if is_within and is_media_name(path) and self._index.tree.has(path):
                    return path
        names = self._index.names_from(self._folder)
        found = (names.get(unicodedata.normalize("NFC", way)) for way in ways)
        return next(filter(None, found), None)
