"""One file of a zip, read bit by bit and never more of it than it says to hold."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import IO

from flashcards.formats.anki.limits import CHUNK

STORED, DEFLATED = 0, 8
"""The ways of packing that are read; the standard library cannot bound what the others give."""

LOCAL_HEADER = struct.Struct("<4s5H3I2H")
LOCAL_MARK = b"PK\3\4"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a zip. ``start``: where its header is. ``packed``, ``size``: bytes."""

    name: str
    start: int
    method: int
    packed: int
    size: int
    checksum: int


class EntryReader:
    """Reads what an entry holds.

    ``damaged`` tells, after the last byte was read, whether it is not what the zip says.
    """

    def __init__(self, file: IO[bytes], entry: Entry) -> None:
        self.damaged = False
        self.taken = 0
        self._file = file
        self._entry = entry
        self._given = 0
        self._checksum = 0
        self._waiting = b""
        self._unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
        self._ended = not self._seek()

    def read(self, size: int = CHUNK) -> bytes:
        """At most ``size`` bytes, and ``b""`` at the end."""
        data = b""
        size = min(size, self._entry.size - self._given)
        if not self._ended and size > 0:
            try:
                data = self._stored(size) if self._entry.method == STORED else self._inflated(size)
            except zlib.error:
                self.damaged = True
        if not data:
            self._end()
            return b""
        self._given += len(data)
        self._checksum = zlib.crc32(data, self._checksum)
        return data

    def _seek(self) -> bool:
        """Go to the first byte. The lengths in the header itself count, not in the directory."""
        if not 0 <= self._entry.start < self._file.seek(0, 2):
            self.damaged = True
            return False
        self._file.seek(self._entry.start)
        header = self._file.read(LOCAL_HEADER.size)
        if len(header) < LOCAL_HEADER.size or not header.startswith(LOCAL_MARK):
            self.damaged = True
            return False
        *_, name_length, extra_length = LOCAL_HEADER.unpack(header)
        self._file.seek(name_length + extra_length, 1)
        return True

    def _packed(self, size: int) -> bytes:
        data = self._file.read(min(size, self._entry.packed - self.taken))
        self.taken += len(data)
        return data

    def _stored(self, size: int) -> bytes:
        return self._packed(size)

    def _inflated(self, size: int) -> bytes:
        while not self._unpacker.eof:
            packed = self._waiting or self._packed(CHUNK)
            if not packed:
                break
            data = self._unpacker.decompress(packed, size)
            self._waiting = self._unpacker.unconsumed_tail
            if data:
                return data
        return b""

    def _end(self) -> None:
        if not self._ended:
            self._ended = True
            if self._given != self._entry.size or self._checksum != self._entry.checksum:
                self.damaged = True
