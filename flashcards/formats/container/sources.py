"""The files that an import reads, one by one, whatever they came in."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import partial
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from flashcards.errors import FormatError, NotFoundError
from flashcards.formats.container.archive import BROKEN, ZipTree, entry_names
from flashcards.formats.container.folder import FolderTree, shown_name, unreadable
from flashcards.formats.container.media import MediaIndex, TreeMedia, is_media_name
from flashcards.formats.detection import SAMPLE, FileFormat, detect
from flashcards.formats.rows import FormatWarning, MediaFiles, NoMedia
from flashcards.formats.text import MAX_BYTES

HEAD = SAMPLE
"""Bytes at the beginning of a file by which its format is told."""

_BESIDE_DEPTH = 4
_BESIDE_MOST = 5_000
_CHUNK = 1024 * 1024
_ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import.

    ``name``: its path within what was opened, parts joined by ``/``. ``size`` in bytes. ``path``:
    where it is on the disk, None in a zip and for the clipboard. ``media``: what its texts may
    refer to. ``format`` is told by its content.
    """

    name: str
    size: int
    format: FileFormat
    path: Path | None = None
    media: MediaFiles = field(default_factory=NoMedia)
    _open: Callable[[], IO[bytes]] = field(repr=False, default=BytesIO)

    def head(self) -> bytes:
        """The first ``HEAD`` bytes. Raises FormatError where it can't be read."""
        return b"".join(self._chunks(HEAD))

    def read(self, most: int = MAX_BYTES) -> bytes:
        """All bytes. Raises FormatError for a file that is larger or can't be read."""
        data = b"".join(self._chunks(most + 1))
        self._refuse_oversize(len(data), most)
        return data

    def copy_to(self, path: Path, most: int) -> None:
        """Write all bytes to a file, bit by bit: for what can't be read from within a zip.

        Raises:
            FormatError: it is larger than ``most`` bytes or can't be read.
            OSError: the file can't be written.
        """
        size = 0
        with path.open("wb") as target:
            for chunk in self._chunks(most + 1):
                size += target.write(chunk)
                self._refuse_oversize(size, most)

    def _chunks(self, size: int) -> Iterator[bytes]:
        try:
            with self._open() as file:
                while size > 0 and (chunk := file.read(min(size, _CHUNK))):
                    yield chunk
                    size -= len(chunk)
        except BROKEN as error:
            raise unreadable(error, self.name) from error

    def _refuse_oversize(self, size: int, most: int) -> None:
        if size > most:
            raise FormatError(
                f"larger than {most // 1024 // 1024} MB, which is the most that is read",
                file=self.name,
            )


class Sources:
    """The files of an import, in their order; the media of each are read while it is open.

    ``warnings`` tell of what a zip holds and nobody can use; they are complete from the start.
    """

    def __init__(self) -> None:
        self.warnings: list[FormatWarning] = []
        self._sources: list[Callable[[], Iterator[Source]]] = []
        self._open = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __iter__(self) -> Iterator[Source]:
        for sources in self._sources:
            yield from sources()

    def close(self) -> None:
        """Release all files."""
        self._open.close()

    def add(self, path: Path) -> None:
        """Take a file, a zip or a folder in.

        Raises:
            NotFoundError: there is no such file.
            FormatError: it can't be read, or is an archive that can't be opened.
        """
        try:
            is_folder = path.is_dir()
        except OSError as error:
            raise unreadable(error, str(path)) from error
        if is_folder:
            tree = FolderTree(path)
            tree.paths()
            self._sources.append(lambda: _of_folder(tree))
            return
        source = _of_file(path)
        if source.format is not FileFormat.ARCHIVE:
            self._sources.append(lambda: iter((source,)))
            return
        file = self._open.enter_context(path.open("rb"))
        archive = ZipTree(file, path.name)
        self._open.callback(archive.close)
        self.warnings += archive.warnings
        self._sources.append(lambda: _of_zip(archive))


def open_sources(*paths: Path) -> Sources:
    """The files of folders, zips and single files. Close it when all are read.

    A file that is called like an image or a sound is no source of its own, but media of the
    others. A package of Anki is one source, though it is a zip.

    Raises:
        NotFoundError: one of them is not there.
        FormatError: one can't be read at all: damaged, too many files, a zip that unpacks to
            more than is good.
    """
    sources = Sources()
    try:
        for path in paths:
            sources.add(path)
    except BaseException:
        sources.close()
        raise
    return sources


def clipboard_source(data: bytes, name: str = "clipboard") -> Source:
    """Text that was pasted, as a source without media."""
    return Source(name, len(data), detect(data[:HEAD], name), _open=lambda: BytesIO(data))


def _of_file(path: Path) -> Source:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise FormatError("is no regular file", file=str(path))
        with path.open("rb") as file:
            head = file.read(HEAD)
            entries = entry_names(file, path.name) if head.startswith(_ZIP) else ()
    except FileNotFoundError as error:
        raise NotFoundError(f"there is no file {path}.") from error
    except (OSError, ValueError) as error:
        raise unreadable(error, str(path)) from error
    beside = FolderTree(path.parent, deepest=_BESIDE_DEPTH, most=_BESIDE_MOST, whole=False)
    return Source(
        name=shown_name(path.name),
        size=size,
        format=detect(head, shown_name(path.name), entries),
        path=path,
        media=TreeMedia(MediaIndex(beside), ""),
        _open=lambda: path.open("rb"),
    )


def _of_folder(tree: FolderTree) -> Iterator[Source]:
    index = MediaIndex(tree)
    for name in tree.paths():
        if is_media_name(name):
            continue
        path = tree.path(name)
        try:
            found = _of_file(path)
        except NotFoundError:
            continue  # removed since the folder was listed
        except FormatError:
            found = Source(name, 0, FileFormat.UNKNOWN, path)
        yield replace(found, name=shown_name(name), media=TreeMedia(index, posixpath.dirname(name)))


def _of_zip(tree: ZipTree) -> Iterator[Source]:
    index = MediaIndex(tree)
    for name in tree.paths():
        if is_media_name(name):
            continue
        yield Source(
            name=name,
            size=tree.size(name),
            format=_format_within(tree, name),
            media=TreeMedia(index, posixpath.dirname(name)),
            _open=partial(tree.open, name),
        )


def _format_within(tree: ZipTree, name: str) -> FileFormat:
    """The format of a file in a zip; one that can't be unpacked is unknown."""
    try:
        head = tree.head(name, HEAD)
        if not head.startswith(_ZIP):
            return detect(head, name)
        with tree.open(name) as inner:
            return detect(head, name, entry_names(inner, name))
    except FormatError:
        return FileFormat.UNKNOWN
