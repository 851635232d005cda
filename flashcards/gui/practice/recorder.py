"""Records a spoken answer into the library, and keeps what there is whatever goes wrong."""

from __future__ import annotations

import errno
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from flashcards.gui.practice.microphone import Input, Sound
from flashcards.gui.practice.wave_file import WaveFile, loudest
from flashcards.language import _

DISK_FULL = _("The disk is full. What was recorded until then is kept; writing still works.")
NOT_WRITTEN = _("The recording can’t be written. Writing still works.")


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recording that has ended. ``problem``: why it ended by itself, empty when it was asked."""

    path: Path
    seconds: float
    problem: str = ""


class Recorder(QObject):
    """One recording at a time; it begins with ``start`` and never by itself.

    ``heard(level, seconds)`` comes several times a second: the level is 0 to 1. ``ended(Recorded)``
    comes once for each start that succeeded. ``refused(words)`` says why a start did not.
    """

    heard = Signal(float, float)
    ended = Signal(object)
    refused = Signal(str)

    def __init__(self, sound: Sound, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sound = sound
        self._file: WaveFile | None = None
        self._input: Input | None = None

    @property
    def recording(self) -> bool:
        """Whether the microphone is open."""
        return self._file is not None

    def missing(self) -> str:
        """Why nothing can be recorded now, empty when something can."""
        return self._sound.missing()

    def start(self, path: Path) -> None:
        """Open the microphone and write to a new file."""
        if self.recording:
            return
        missing = self._sound.missing()
        if missing:
            self.refused.emit(missing)
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = WaveFile(path)
        except OSError as error:
            with suppress(OSError):
                path.unlink(missing_ok=True)
            self.refused.emit(_words(error))
            return
        self._input = self._sound.record(self._write, self._failed)
        self.heard.emit(0.0, 0.0)

    def stop(self) -> None:
        """Close the microphone; what was said is in the file."""
        if self._file is not None:
            self._end("")

    def _write(self, samples: bytes) -> None:
        if self._file is None:
            return
        try:
            self._file.write(samples)
        except OSError as error:
            self._end(_words(error))
        else:
            self.heard.emit(loudest(samples), self._file.seconds)

    def _failed(self, words: str) -> None:
        if self._file is not None:
            self._end(words)

    def _end(self, problem: str) -> None:
        file, self._file = self._file, None
        microphone, self._input = self._input, None
        if microphone is not None:
            microphone.stop()
        if file is None:
            return
        try:
            file.close()
        except OSError as error:
            problem = problem or _words(error)
        if file.seconds:
            self.ended.emit(Recorded(file.path, file.seconds, problem))
            return
        file.path.unlink(missing_ok=True)
        self.refused.emit(problem or _("Nothing was heard, so nothing was kept."))


def _words(error: OSError) -> str:
    return DISK_FULL if error.errno in (errno.ENOSPC, errno.EDQUOT) else NOT_WRITTEN
