"""A WAV file that grows while one speaks and can be played whenever it ends. Pure: no Qt.

One channel of 16-bit samples. The lengths in its header are brought up to date about once a
second, so that a program that is killed leaves a file with all but the last second.
The form: "Multimedia Programming Interface and Data Specifications 1.0", IBM and Microsoft, 1991.
"""

from __future__ import annotations

import errno
import os
import struct
from pathlib import Path

RATE = 16_000
"""Samples a second: enough for speech, two megabytes a minute."""

_SAMPLE_BYTES = 2
_HEADER = 44
_PCM = 1


class WaveFile:
    """Written by ``write`` and ended by ``close``; an OSError tells of a disk that is full."""

    def __init__(self, path: Path, rate: int = RATE) -> None:
        self.path = path
        self._rate = rate
        self._bytes = 0
        self._noted = 0
        # without a buffer, so that what was told to be written is
        self._file = path.open("wb", buffering=0)
        self._file.write(self._header())

    @property
    def seconds(self) -> float:
        """How long it plays so far."""
        return self._bytes / (self._rate * _SAMPLE_BYTES)

    def write(self, samples: bytes) -> None:
        """Add samples; what was added before is whole whatever becomes of these."""
        written = self._file.write(samples)
        self._bytes += written
        if written < len(samples):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self.path))
        if self._bytes - self._noted >= self._rate * _SAMPLE_BYTES:
            self._note_length()

    def close(self) -> None:
        """End the file; its lengths lie in bytes that are there, so a full disk lets it."""
        try:
            self._note_length()
        finally:
            self._file.close()

    def _note_length(self) -> None:
        self._noted = self._bytes
        self._file.seek(0)
        self._file.write(self._header())
        self._file.seek(0, os.SEEK_END)

    def _header(self) -> bytes:
        rate = self._rate
        form = struct.pack("<4sI4s", b"RIFF", _HEADER - 8 + self._bytes, b"WAVE")
        sound = struct.pack(
            "<4sIHHIIHH", b"fmt ", 16, _PCM, 1, rate, rate * _SAMPLE_BYTES, _SAMPLE_BYTES, 16
        )
        return form + sound + struct.pack("<4sI", b"data", self._bytes)


def loudest(samples: bytes) -> float:
    """The level of samples, 0 for silence to 1."""
    whole = samples[: len(samples) - len(samples) % _SAMPLE_BYTES]
    if not whole:
        return 0.0
    values = memoryview(whole).cast("h")
    high, low = max(values), min(values)
    return min(1.0, max(high, -low) / 32_767)
