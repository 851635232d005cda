"""Reading a file of unknown origin in a process of its own, which may fail without harm.

A hostile file may lead SQLite, say, into a fault of its own. So it is opened where it can take down
nothing but a process that has a limit of time and memory and writes no file. That process can tell
only plain values: numbers, texts, and tuples, lists and dictionaries of them. So one that a file
has taken over could lie, and no more.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import pickle
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn, Protocol, Self

from flashcards.formats.faults import RefusedError, UnreadableError

Reader = Callable[..., Iterator[object]]
"""A function of a module that yields what it reads from a file, whose path comes first.

It may raise RefusedError and UnreadableError.
"""

_MIB = 1024 * 1024
_SECONDS = 30
_SECONDS_PER_MIB = 1
_MEMORY = 768 * _MIB
_MEMORY_PER_BYTE = 12
_MOST_MEMORY = 6144 * _MIB
_LONGEST_MESSAGE = 256 * _MIB
_SECONDS_TO_END = 5

_VALUE, _END, _REFUSED, _UNREADABLE = "value", "end", "refused", "unreadable"


@dataclass(frozen=True, slots=True)
class _Job:
    """What to read. ``seconds`` and ``memory`` (bytes): the most that it may take."""

    path: Path
    details: tuple[object, ...]
    seconds: int
    memory: int


class Reading(Protocol):
    """Something that reads one file."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def values(self, path: Path, *details: object) -> Iterator[Any]:
        """What its reader yields for the file, and for what comes with it."""


class Apart:
    """A process that reads one file.

    It is started right away, so that it is ready by the time the file is there; ``prepare``, a
    function of a module, is called in it before. Use it in a ``with`` statement, at whose end it
    is gone.
    """

    def __init__(self, reader: Reader, prepare: Callable[[], object] | None = None) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, reader, prepare), daemon=True)
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

    def values(self, path: Path, *details: object) -> Iterator[Any]:
        """What the reader yields for a file, and for plain ``details`` that it is called with.

        Raises:
            RefusedError: the reader refuses the file, takes too much or broke off.
            UnreadableError: the reader says that the file is damaged.
            OSError: there is no such file.
        """
        size = path.stat().st_size
        seconds = _SECONDS + size * _SECONDS_PER_MIB // _MIB
        memory = min(_MEMORY + size * _MEMORY_PER_BYTE, _MOST_MEMORY)
        end = time.monotonic() + seconds
        try:
            self._connection.send(_Job(path, details, seconds, memory))
            while True:
                kind, value = self._received(end)
                if kind == _END:
                    return
                if kind == _REFUSED:
                    raise RefusedError(value)
                if kind == _UNREADABLE:
                    raise UnreadableError(value)
                yield value
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise RefusedError("reading its database broke off") from error

    def _received(self, end: float) -> tuple[Any, Any]:
        if not self._connection.poll(max(0.0, end - time.monotonic())):
            raise RefusedError("reading its database takes too long")
        message = _PlainUnpickler(BytesIO(self._connection.recv_bytes(_LONGEST_MESSAGE))).load()
        if not isinstance(message, tuple) or len(message) != 2:
            raise pickle.UnpicklingError("no message")
        return message


class _PlainUnpickler(pickle.Unpickler):
    """Anything else could be made to act."""

    def find_class(self, module: str, name: str, /) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def _serve(connection: Connection, reader: Reader, prepare: Callable[[], object] | None) -> None:
    """Take one job, tell what its reader yields, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process when it is told to
    gc.disable()  # readers make nothing circular, and the process is over before it matters
    if prepare is not None:
        prepare()
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        job: _Job = connection.recv()
        _limit(job)
        for message in _messages(reader, job):
            connection.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
    connection.close()


def _messages(reader: Reader, job: _Job) -> Iterator[tuple[str, object]]:
    try:
        for value in reader(job.path, *job.details):
            yield _VALUE, value
    except RefusedError as error:
        yield _REFUSED, str(error)
    except UnreadableError as error:
        yield _UNREADABLE, str(error)
    except MemoryError:
        yield _REFUSED, "reading its database takes too much memory"
    else:
        yield _END, None


def _limit(job: _Job) -> None:
    """Bound what the process may take, where the system can."""
    try:
        import resource
    except ImportError:
        return  # Windows: the parent's clock and what it takes in are the bounds
    for kind, most in (
        (resource.RLIMIT_AS, job.memory),
        (resource.RLIMIT_CPU, job.seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (bound, bound))
