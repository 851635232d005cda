"""The database of a package, unpacked into a file of our own, and its list of media."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol, cast

import zstandard

from flashcards.errors import FormatError
from flashcards.formats.anki import wire
from flashcards.formats.anki.archive import Archive
from flashcards.formats.anki.entries import Entry, EntryReader
from flashcards.formats.anki.limits import (
    CHUNK,
    FREE_OF_RATIO,
    MAX_COLLECTION,
    MAX_RATIO,
    MAX_WINDOW,
    MIB,
)

LEGACY_1, LEGACY_2, LATEST = 1, 2, 3
"""The forms of a package, as its file ``meta`` numbers them."""

COLLECTIONS = {
    LATEST: "collection.anki21b",
    LEGACY_2: "collection.anki21",
    LEGACY_1: "collection.anki2",
}
DATABASE_MARK = b"SQLite format 3\0"
_LONGEST_META = 1000
_HEADER = 100
_MOST_FILLING = 8


class _Source(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A database that was unpacked; ``whole``: False where a part of it is missing."""

    size: int
    whole: bool


def form_of(archive: Archive) -> int:
    """Which form a package has.

    Raises:
        FormatError: it holds no collection, or was made by a newer Anki.
    """
    here = [form for form, name in COLLECTIONS.items() if name in archive.entries]
    told = _told_form(archive)
    if told is not None and told > LATEST:
        raise FormatError(
            "this package was made by a newer version of Anki. Export it there once more "
            "with 'Support older Anki versions' ticked.",
            file=archive.path.name,
        )
    if told in here:
        return told
    if not here:
        raise FormatError(
            "this is not an Anki package: it holds no collection.", file=archive.path.name
        )
    return here[0]


def _told_form(archive: Archive) -> int | None:
    entry = archive.entries.get("meta")
    if entry is None:
        return None
    with archive.open() as file:
        meta = EntryReader(file, entry).read(_LONGEST_META)
    try:
        return next(
            (wire.number(value) for number, value in wire.fields(meta) if number == 1), None
        )
    except wire.WireError:
        return None


def unpack_collection(archive: Archive, form: int, target: Path) -> Unpacked:
    """Write the database of a package to ``target``, as much of it as can be read.

    Raises:
        FormatError: it unpacks to more than is good.
    """
    entry = archive.entries[COLLECTIONS[form]]
    if entry.size > MAX_COLLECTION:
        raise _too_large(archive.path.name)
    with archive.open() as file, target.open("wb") as out:
        packed = EntryReader(file, entry)
        source = zstd_reader(packed, archive.path.name) if form == LATEST else packed
        written = 0
        whole = True
        try:
            while data := source.read(CHUNK):
                written += len(data)
                if written > MAX_COLLECTION:
                    raise _too_large(archive.path.name)
                if written > FREE_OF_RATIO and written > packed.taken * MAX_RATIO:
                    raise _too_dense(archive.path.name)
                out.write(data)
        except zstandard.ZstdError:
            whole = False
        while form == LATEST and packed.read():
            pass  # only after its last byte an entry knows whether it is damaged
    whole = whole and not packed.damaged
    if not whole:
        _fill_up(target, written)
    return Unpacked(written, whole)


def is_database(path: Path) -> bool:
    """Whether a file is a collection itself. Raises OSError where it can't be opened."""
    with path.open("rb") as file:
        return file.read(len(DATABASE_MARK)) == DATABASE_MARK


def copy_collection(path: Path, target: Path) -> Unpacked:
    """Copy a collection to ``target``. Raises FormatError where it is too large."""
    if path.stat().st_size > MAX_COLLECTION:
        raise _too_large(path.name)
    shutil.copyfile(path, target)
    size = target.stat().st_size
    _fill_up(target, size)
    return Unpacked(size, target.stat().st_size == size)


def _fill_up(path: Path, size: int) -> None:
    """Let a database that is cut off have the length that it says to have.

    SQLite refuses a file that is shorter than its header says, though its first pages can be read.
    """
    with path.open("r+b") as file:
        header = file.read(_HEADER)
        if len(header) < _HEADER:
            return
        page = int.from_bytes(header[16:18], "big")
        said = int.from_bytes(header[28:32], "big") * (65_536 if page == 1 else page)
        if size < said <= min(size * _MOST_FILLING, MAX_COLLECTION):
            file.truncate(said)


def unpack_bytes(archive: Archive, entry: Entry, most: int, *, zstd: bool) -> bytes:
    """What an entry holds, at most ``most`` bytes of it.

    Raises:
        FormatError: it holds more, or is damaged.
    """
    parts: list[bytes] = []
    left = most
    with archive.open() as file:
        packed = EntryReader(file, entry)
        source = zstd_reader(packed, entry.name) if zstd else packed
        try:
            while data := source.read(min(CHUNK, left + 1)):
                left -= len(data)
                if left < 0:
                    raise FormatError(f"larger than {most // MIB} MB", file=entry.name)
                parts.append(data)
        except zstandard.ZstdError as error:
            raise FormatError("damaged", file=entry.name) from error
        if packed.damaged and not zstd:
            raise FormatError("damaged", file=entry.name)
    return b"".join(parts)


def zstd_reader(source: _Source, name: str) -> _Source:
    """Unpacks zstd bit by bit. Raises FormatError where that would take too much memory."""
    head = _Ahead(source)
    try:
        window = zstandard.get_frame_parameters(head.peek()).window_size
    except zstandard.ZstdError:
        window = 0  # not zstd at all, which reading finds out
    if window > MAX_WINDOW:
        raise FormatError(f"needs more than {MAX_WINDOW // MIB} MB to be unpacked", file=name)
    unpacker = zstandard.ZstdDecompressor(max_window_size=MAX_WINDOW)
    return unpacker.stream_reader(cast(IO[bytes], head), read_size=CHUNK // 8)


class _Ahead:
    """A source whose first bytes were looked at."""

    _HEAD = 32

    def __init__(self, source: _Source) -> None:
        self._source = source
        self._head = b""

    def peek(self) -> bytes:
        self._head = self._source.read(self._HEAD)
        return self._head

    def read(self, size: int = CHUNK) -> bytes:
        head, self._head = self._head, b""
        return head or self._source.read(size)


def _too_large(name: str) -> FormatError:
    return FormatError(
        f"its collection unpacks to more than {MAX_COLLECTION // MIB:,} MB; it is not opened.",
        file=name,
    )


def _too_dense(name: str) -> FormatError:
    return FormatError(
        f"its collection unpacks to over {MAX_RATIO} times its size; it is not opened.", file=name
    )
