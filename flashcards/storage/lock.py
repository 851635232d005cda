"""The lock of a library: an operating-system lock, which dies with its process."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from flashcards.errors import LibraryLockedError, LibraryWriteError

_POLL_S = 0.05

if sys.platform == "win32":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class LibraryLock:
    """Held by whoever writes to a library.

    The lock itself is on ``lock``; ``lock.json`` beside it names the holder for messages only.
    """

    def __init__(self, folder: Path, holder: str) -> None:
        self._path = folder / "lock"
        self._note = folder / "lock.json"
        self._holder = holder
        self._file: IO[str] | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._file is not None

    def acquire(self, timeout_s: float = 5.0) -> Self:
        """Take the lock, waiting for it.

        Raises LibraryLockedError, naming the holder, when it stays taken for ``timeout_s``, and
        LibraryWriteError when the folder cannot be written to.
        """
        if self._file is not None:
            return self
        deadline = time.monotonic() + timeout_s
        try:
            file = self._path.open("a+", encoding="utf-8")
        except OSError as error:
            raise LibraryWriteError(
                f"can't write to the library folder {self._path.parent}: {error.strerror}. "
                "Make the folder writable or choose another with --library."
            ) from error
        while not _try_lock(file):
            if time.monotonic() >= deadline:
                file.close()
                raise LibraryLockedError(
                    f"the library is in use by {self._describe_holder()}. "
                    "Close it and try again; reading commands work meanwhile."
                )
            time.sleep(_POLL_S)
        self._file = file
        self._write_note()
        return self

    def release(self) -> None:
        """Give the lock back; harmless when it isn't held."""
        if self._file is not None:
            self._file.close()
            self._file = None

    @contextmanager
    def held_for(self, timeout_s: float = 5.0) -> Iterator[None]:
        """Hold the lock for a block; one that was held before stays held."""
        was_held = self.held
        self.acquire(timeout_s)
        try:
            yield
        finally:
            if not was_held:
                self.release()

    def __enter__(self) -> Self:
        return self.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()

    def _write_note(self) -> None:
        try:
            self._note.write_text(
                json.dumps({"holder": self._holder, "process": os.getpid()}), encoding="utf-8"
            )
        except OSError as error:
            self.release()
            raise LibraryWriteError(
                f"can't write to the library folder {self._path.parent}: {error.strerror}."
            ) from error

    def _describe_holder(self) -> str:
        try:
            note = json.loads(self._note.read_text(encoding="utf-8"))
            return f"{note['holder']} (process {note['process']})"
        except (OSError, ValueError, KeyError, TypeError):
            return "another Flashcards process"
