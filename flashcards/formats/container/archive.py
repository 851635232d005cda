"""A zip as a tree of files, read in memory one by one; nothing of it is ever written to the disk.

What a hostile archive could do is bounded before anything is unpacked: its directory, the number
of its files, their sizes and how much they were packed.
"""

from __future__ import annotations

import stat
import struct
import zlib
from collections.abc import Sequence
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from flashcards.errors import FormatError
from flashcards.formats.container.folder import DEEPEST, MOST_FILES, is_hidden, order_key
from flashcards.formats.container.media import path_key
from flashcards.formats.rows import FormatWarning
from flashcards.formats.zip_directory import directory_size

MOST_TOTAL = 2 * 1024 * 1024 * 1024
"""Bytes that a whole archive may unpack to."""

MOST_RATIO = 200
"""How often a file may hold the bytes that it is packed in, above ``_SMALL`` bytes."""

_SMALL = 10 * 1024 * 1024
_MOST_DIRECTORY = 8 * 1024 * 1024
_LONGEST_NAME = 1000
_ENCRYPTED = 0x1
_CHUNK = 1024 * 1024
BROKEN = (
    BadZipFile,
    LargeZipFile,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    UnicodeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What the standard library raises for damaged, encrypted and unknown archives."""


class ZipTree:
    """The files of a zip. ``warnings`` tell of entries that are left out.

    Raises:
        FormatError: the archive is damaged, or unpacks to more than is good.
    """

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._name = name
        self._zip = _opened(file, name)
        self.warnings: list[FormatWarning] = []
        self._infos = self._checked()

    def close(self) -> None:
        """Release the file."""
        self._zip.close()

    def paths(self) -> Sequence[str]:
        """The files in order."""
        return tuple(self._infos)

    def has(self, path: str) -> bool:
        """Whether there is such a file."""
        return path in self._infos

    def size(self, path: str) -> int:
        """Bytes that a file says to unpack to."""
        return self._infos[path].file_size

    def head(self, path: str, size: int) -> bytes:
        """The first bytes of a file. Raises FormatError where it can't be unpacked."""
        return self._unpacked(path, size)

    def read(self, path: str, most: int) -> bytes:
        """A file's bytes. Raises FormatError for one that is larger or can't be unpacked."""
        data = self._unpacked(path, most + 1)
        if len(data) > most:
            raise FormatError(f"larger than {most // 1024 // 1024} MB; it is left out", file=path)
        return data

    def open(self, path: str) -> IO[bytes]:
        """A file to read from; it is unpacked bit by bit. Raises FormatError where it can't be."""
        try:
            return self._zip.open(self._infos[path])
        except BROKEN as error:
            raise FormatError(f"can't be unpacked: {error}", file=path) from error

    def _unpacked(self, path: str, size: int) -> bytes:
        parts: list[bytes] = []
        with self.open(path) as file:
            try:
                while size > 0 and (part := file.read(min(size, _CHUNK))):
                    parts.append(part)
                    size -= len(part)
            except BROKEN as error:
                raise FormatError(f"can't be unpacked: {error}", file=path) from error
        return b"".join(parts)

    def _checked(self) -> dict[str, ZipInfo]:
        """The entries that are read, by their paths."""
        kept: dict[str, ZipInfo] = {}
        keys: set[str] = set()
        total = 0
        for info in self._zip.infolist():
            total += info.file_size
            if total > MOST_TOTAL:
                raise FormatError(
                    f"unpacks to more than {MOST_TOTAL // 1024**3} GB; it is not opened",
                    file=self._name,
                )
            if info.file_size > _SMALL and info.file_size > info.compress_size * MOST_RATIO:
                raise FormatError(
                    f"'{_shown(info.filename)}' unpacks to {MOST_RATIO} times its size or more; "
                    "it is not opened",
                    file=self._name,
                )
            if info.is_dir():
                continue
            if problem := _problem(info):
                self._leave_out(info, problem)
            elif any(map(is_hidden, info.filename.split("/"))):
                continue
            elif path_key(info.filename) in keys:
                self._leave_out(info, "another file has this name already")
            else:
                keys.add(path_key(info.filename))
                kept[info.filename] = info
        if len(kept) > MOST_FILES:
            raise FormatError(f"holds more than {MOST_FILES:,} files", file=self._name)
        return {path: kept[path] for path in sorted(kept, key=order_key)}

    def _leave_out(self, info: ZipInfo, problem: str) -> None:
        message = f"'{_shown(info.filename)}' is left out: {problem}"
        self.warnings.append(FormatWarning(0, message))


def entry_names(file: IO[bytes], name: str) -> tuple[str, ...]:
    """The names in a zip's directory as they are. Raises FormatError for a damaged one."""
    archive = _opened(file, name)
    try:
        return tuple(archive.namelist())
    finally:
        archive.close()


def _opened(file: IO[bytes], name: str) -> ZipFile:
    try:
        _refuse_large_directory(file, name)
        return ZipFile(file)
    except BROKEN as error:
        raise FormatError(f"the archive is damaged: {error}", file=name) from error


def _refuse_large_directory(file: IO[bytes], name: str) -> None:
    """Raise FormatError where the directory alone would fill the memory."""
    size = directory_size(file)
    if size is None:
        raise BadZipFile("it has no end; was it downloaded whole?")
    if size > _MOST_DIRECTORY:
        raise FormatError(f"holds more than {MOST_FILES:,} files", file=name)


def _problem(info: ZipInfo) -> str | None:
    """Why an entry is not read."""
    parts = info.filename.split("/")
    if ".." in parts or info.filename.startswith("/") or ":" in parts[0] or "\\" in info.filename:
        return "its name leads out of the archive"
    if any(ord(char) < 32 or char == "\x7f" for char in info.filename):
        return "its name holds control characters"
    if len(info.filename) > _LONGEST_NAME or len(parts) > DEEPEST:
        return "its name is too long"
    if stat.S_ISLNK(info.external_attr >> 16):
        return "it is a link"
    return "it is encrypted" if info.flag_bits & _ENCRYPTED else None


def _shown(name: str) -> str:
    printable = "".join(
        char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name
    )
    return printable if len(printable) <= 80 else printable[:79] + "…"
