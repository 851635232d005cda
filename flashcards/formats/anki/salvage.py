"""What is left of a zip whose end, and with it the directory, is missing."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

from flashcards.formats.anki.entries import DEFLATED, LOCAL_HEADER, LOCAL_MARK, STORED, Entry
from flashcards.formats.anki.limits import MAX_COLLECTION, MAX_ENTRIES

_ENCRYPTED, _SIZES_FOLLOW = 0x1, 0x8
_UNKNOWN = 0xFFFF_FFFF
_ZIP64 = 1


def entries_of_cut_archive(file: IO[bytes]) -> list[Entry]:
    """The entries whose headers can still be read, the last of them perhaps cut off.

    Each header says where the next one is, so that nothing has to be searched for.
    """
    found: list[Entry] = []
    file.seek(0)
    for entry in _entries(file):
        found.append(entry)
        if len(found) == MAX_ENTRIES:
            break
    return found


def _entries(file: IO[bytes]) -> Iterator[Entry]:
    while True:
        start = file.tell()
        header = file.read(LOCAL_HEADER.size)
        if len(header) < LOCAL_HEADER.size or not header.startswith(LOCAL_MARK):
            return
        _, _, flags, method, _, _, checksum, packed, size, name_length, extra_length = (
            LOCAL_HEADER.unpack(header)
        )
        name = file.read(name_length)
        extra = file.read(extra_length)
        if _UNKNOWN in (packed, size):
            size, packed = _large_sizes(extra) or (size, packed)
        readable = method in (STORED, DEFLATED) and not flags & (_ENCRYPTED | _SIZES_FOLLOW)
        if not readable or len(name) < name_length or size > MAX_COLLECTION:
            return
        yield Entry(name.decode("utf-8", "replace"), start, method, packed, size, checksum)
        file.seek(start + LOCAL_HEADER.size + name_length + extra_length + packed)


def _large_sizes(extra: bytes) -> tuple[int, int] | None:
    """The sizes, unpacked and packed, that stand in the extra field of a large file."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<2H", extra, at)
        if kind == _ZIP64 and length >= 16 and at + 20 <= len(extra):
            unpacked, packed = struct.unpack_from("<2Q", extra, at + 4)
            return unpacked, packed
        at += 4 + length
    return None
