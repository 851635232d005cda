"""Plays the recordings of answers, one at a time, and asks before one is deleted."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from flashcards.gui.practice.microphone import Output, Sound
from flashcards.gui.widgets.dialog import confirm
from flashcards.language import _


class Player(QObject):
    """``changed(playing)`` follows each start and end; ``failed(words)`` says why one ended."""

    changed = Signal(bool)
    failed = Signal(str)

    def __init__(self, sound: Sound, parent: QObject) -> None:
        super().__init__(parent)
        self._sound = sound
        self._output: Output | None = None
        self._playing = False

    @property
    def playing(self) -> bool:
        """Whether something is played."""
        return self._playing

    def play(self, path: Path) -> None:
        """Play this instead of what is played."""
        self.stop()
        self._tell(playing=True)
        output = self._sound.play(path, self._ended)
        if self._playing:  # else it has ended already: it can't be played
            self._output = output

    def stop(self) -> None:
        """Play nothing."""
        output, self._output = self._output, None
        if output is not None:
            output.stop()
        self._tell(playing=False)

    def _ended(self, problem: str) -> None:
        self.stop()
        if problem:
            self.failed.emit(problem)

    def _tell(self, *, playing: bool) -> None:
        self._playing = playing
        self.changed.emit(playing)


def ask_delete(parent: QWidget, delete: Callable[[], object]) -> None:
    """Delete a recording once that is confirmed."""
    confirm(
        parent,
        _("Delete this recording?"),
        _("It can’t be brought back. Notes and score stay."),
        _("Delete"),
        delete,
    )
