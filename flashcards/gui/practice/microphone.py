"""The microphone and the loudspeaker, where this computer has Qt's sound (the extra ``audio``).

Qt's sound is imported when it is first asked for: a program without it works but for the
recording. ``Sound`` is all that the recorder knows; tests give it one of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, QUrl

from flashcards.gui.practice.wave_file import RATE
from flashcards.language import _

NO_PARTS = _("Recording needs the extra “audio”. Writing works without it.")
NO_LIBRARY = _("This computer lacks a library that sound needs. Writing works without it.")
NO_DEVICE = _("No microphone found. Writing works without it.")
IN_USE = _("The microphone is in use by another program. Writing still works.")
GONE = _("The microphone is gone. What was recorded until then is kept.")


class Input(Protocol):
    """A microphone that is open."""

    def stop(self) -> None:
        """Close it; no more samples come."""


class Output(Protocol):
    """A recording that is played."""

    def stop(self) -> None:
        """Stop playing."""


class Sound(Protocol):
    """What a computer can do with sound."""

    def absent(self) -> str:
        """Why this program can't record at all, found out quickly; empty when it may."""

    def missing(self) -> str:
        """Why nothing can be recorded now, empty when something can."""

    def record(self, samples: Callable[[bytes], object], failed: Callable[[str], object]) -> Input:
        """Hand over 16-bit samples as they come, ``failed`` with the reason when they end."""

    def play(self, path: Path, ended: Callable[[str], object]) -> Output:
        """Play a file; ``ended`` is told at its end, with a reason where it can't be played."""


class QtSound:
    """The sound of Qt's multimedia module."""

    def absent(self) -> str:
        return "" if find_spec("PySide6.QtMultimedia") else NO_PARTS

    def missing(self) -> str:
        try:
            multimedia = _multimedia()
        except ModuleNotFoundError:
            return NO_PARTS
        except ImportError:
            return NO_LIBRARY
        return NO_DEVICE if multimedia.QMediaDevices.defaultAudioInput().isNull() else ""

    def record(self, samples: Callable[[bytes], object], failed: Callable[[str], object]) -> Input:
        return _QtInput(_multimedia(), samples, failed)

    def play(self, path: Path, ended: Callable[[str], object]) -> Output:
        try:
            return _QtOutput(_multimedia(), path, ended)
        except ImportError:
            ended(_("This computer can’t play sound here. The file lies in the library."))
            return _Nothing()


class _Nothing:
    def stop(self) -> None:
        """There is nothing to stop."""


class _QtInput(QObject):
    """A QAudioSource and what comes out of it."""

    def __init__(
        self, multimedia: Any, samples: Callable[[bytes], object], failed: Callable[[str], object]
    ) -> None:
        super().__init__()
        self._multimedia = multimedia
        self._samples = samples
        self._failed = failed
        self._stopped = False
        form = multimedia.QAudioFormat()
        form.setSampleRate(RATE)
        form.setChannelCount(1)
        form.setSampleFormat(multimedia.QAudioFormat.SampleFormat.Int16)
        device = multimedia.QMediaDevices.defaultAudioInput()
        self._source = multimedia.QAudioSource(device, form, self)
        self._source.stateChanged.connect(self._state_changed)
        self._stream = self._source.start()
        if self._stream is not None:
            self._stream.readyRead.connect(self._read)

    def stop(self) -> None:
        if not self._stopped:
            self._stopped = True
            self._source.stop()

    def _read(self) -> None:
        if not self._stopped:
            self._samples(bytes(self._stream.readAll().data()))

    def _state_changed(self, _state: object) -> None:
        errors = self._multimedia.QtAudio.Error
        error = self._source.error()
        if self._stopped or error in (errors.NoError, errors.UnderrunError):
            return
        self._stopped = True
        self._failed(IN_USE if error is errors.OpenError else GONE)


class _QtOutput(QObject):
    """A QMediaPlayer that plays one file."""

    def __init__(self, multimedia: Any, path: Path, ended: Callable[[str], object]) -> None:
        super().__init__()
        self._multimedia = multimedia
        self._ended = ended
        self._player = multimedia.QMediaPlayer(self)
        self._player.setAudioOutput(multimedia.QAudioOutput(self))
        self._player.setSource(QUrl.fromLocalFile(str(path)))
        self._player.mediaStatusChanged.connect(self._status_changed)
        self._player.errorOccurred.connect(lambda _error, words: self._ended(words))
        self._player.play()

    def stop(self) -> None:
        self._player.stop()

    def _status_changed(self, status: object) -> None:
        if status is self._multimedia.QMediaPlayer.MediaStatus.EndOfMedia:
            self._ended("")


def _multimedia() -> Any:
    from PySide6 import QtMultimedia

    return QtMultimedia
