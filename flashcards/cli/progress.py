"""A progress bar on the terminal for work that takes a while."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from flashcards.services.jobs import Progress

_CELLS = 30
_EVERY_S = 0.1
_ERASE = "\r\x1b[K"


@contextmanager
def progress_bar(stream: TextIO, label: str) -> Iterator[Progress]:
    """Gives a progress that draws itself; nothing is drawn where nobody looks.

    The bar is gone when the block ends.
    """
    if not stream.isatty() or os.environ.get("TERM") == "dumb":
        yield _Unseen()
        return
    bar = _Bar(stream, label)
    try:
        yield bar
    finally:
        bar.erase()


class _Unseen:
    def step(self, done: int, total: int, label: str = "") -> None:
        """Nobody looks."""


class _Bar:
    def __init__(self, stream: TextIO, label: str) -> None:
        self._stream = stream
        self._label = label
        self._drawn_at = time.monotonic()
        self._is_drawn = False

    def step(self, done: int, total: int, label: str = "") -> None:
        """Draw how far it is, now and then."""
        now = time.monotonic()
        if total <= 0 or now - self._drawn_at < _EVERY_S:
            return
        self._drawn_at = now
        self._is_drawn = True
        share = min(1.0, done / total)
        full = round(share * _CELLS)
        bar = "█" * full + "░" * (_CELLS - full)
        print(f"{_ERASE}{self._label} {bar} {share:4.0%}", end="", file=self._stream, flush=True)

    def erase(self) -> None:
        if self._is_drawn:
            print(_ERASE, end="", file=self._stream, flush=True)
