"""Starting the process that reads a collection, and taking what it tells, as from a stranger."""

from __future__ import annotations

import multiprocessing
import pickle
import time
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Protocol, Self

from flashcards.formats.anki import child
from flashcards.formats.anki.faults import RefusedError, UnreadableError
from flashcards.formats.anki.limits import MIB
from flashcards.formats.anki.messages import END, FAILED

_SECONDS = 30
_SECONDS_PER_MIB = 1
_MEMORY = 768 * MIB
_MEMORY_PER_BYTE = 12
_MOST_MEMORY = 6144 * MIB
_LONGEST_MESSAGE = 256 * MIB
_SECONDS_TO_END = 5


class Reading(Protocol):
    """Something that reads one collection and tells of it."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def messages(self, path: Path, names: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        """What it tells, see ``messages``; the last one is ``END``."""


class CollectionProcess:
    """A process that reads one collection.

    It is started right away, so that it is ready by the time the collection is unpacked. Use it in
    a ``with`` statement, at whose end it is gone.
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=child.serve, args=(theirs,), daemon=True)
        try:
            self._process.start()
        finally:
            theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._connection.close()
        self._process.join(0 if error else _SECONDS_TO_END)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        self._process.close()

    def messages(self, path: Path, names: Mapping[str, str]) -> Iterator[tuple[Any, ...]]:
        """What the process tells of a collection, see ``messages``; the last one is ``END``.

        Raises:
            RefusedError: the collection holds what Anki never writes, or took too long.
            UnreadableError: the process says that it is damaged.
        """
        size = path.stat().st_size
        seconds = _SECONDS + size * _SECONDS_PER_MIB // MIB
        memory = min(_MEMORY + size * _MEMORY_PER_BYTE, _MOST_MEMORY)
        end = time.monotonic() + seconds
        try:
            self._connection.send(child.Job(path, names, seconds, memory))
            while True:
                message = self._receive(end)
                if message[0] == FAILED:
                    _fail(*message[1:])
                yield message
                if message[0] == END:
                    return
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise RefusedError("reading its database broke off") from error

    def _receive(self, end: float) -> tuple[Any, ...]:
        if not self._connection.poll(max(0.0, end - time.monotonic())):
            raise RefusedError("reading its database takes too long")
        data = self._connection.recv_bytes(_LONGEST_MESSAGE)
        message = _PlainUnpickler(BytesIO(data)).load()
        if not isinstance(message, tuple):
            raise pickle.UnpicklingError("no message")
        return message


class _PlainUnpickler(pickle.Unpickler):
    """Reads numbers, texts and what holds them; anything else could be made to act."""

    def find_class(self, module: str, name: str, /) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def _fail(refused: bool, reason: str) -> NoReturn:
    raise RefusedError(reason) if refused else UnreadableError(reason)
