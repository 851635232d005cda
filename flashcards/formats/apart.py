"""Reading a file of unknown origin in a process of its own, which may fail without harm.

The process has a limit of time and memory, writes no file, and can only tell plain values: numbers,
texts, and tuples, lists and dictionaries of them.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import pickle
import signal
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

from flashcards.errors import FormatError

Reader = Callable[[Path, str], Iterator[object]]
"""Yields what it reads from a file, whose name for messages comes second."""

_MIB = 1024 * 1024
_SECONDS = 30
_SECONDS_PER_MIB = 1
_MEMORY = 768 * _MIB
_MEMORY_PER_BYTE = 12
_MOST_MEMORY = 6144 * _MIB
_LONGEST_MESSAGE = 256 * _MIB
_SECONDS_TO_END = 5

_VALUE, _END, _FAILED = "value", "end", "failed"


@dataclass(frozen=True, slots=True)
class _Job:
    """What to read. ``seconds`` and ``memory`` (bytes): the most that it may take."""

    reader: Reader
    path: Path
    name: str
    seconds: int
    memory: int


def read_apart(reader: Reader, path: Path, name: str) -> Generator[Any, None, None]:
    """What a function of a module yields for a file, run in a process of its own.

    The process is gone when the iterator is closed or at its end.

    Raises:
        FormatError: what the reader raises, or that it took too much or broke off.
        OSError: there is no such file.
    """
    size = path.stat().st_size
    job = _Job(
        reader,
        path,
        name,
        _SECONDS + size * _SECONDS_PER_MIB // _MIB,
        min(_MEMORY + size * _MEMORY_PER_BYTE, _MOST_MEMORY),
    )
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    try:
        process.start()
        theirs.close()
        ours.send(job)
        yield from _values(ours, job)
        process.join(_SECONDS_TO_END)
    except (EOFError, OSError, pickle.UnpicklingError) as error:
        raise FormatError("reading it broke off. It may be damaged.", file=name) from error
    finally:
        ours.close()
        if process.is_alive():
            process.kill()
        process.join()
        process.close()


def _values(connection: Connection, job: _Job) -> Iterator[Any]:
    end = time.monotonic() + job.seconds
    while True:
        if not connection.poll(max(0.0, end - time.monotonic())):
            raise FormatError("reading it takes too long. It may be damaged.", file=job.name)
        message = _PlainUnpickler(BytesIO(connection.recv_bytes(_LONGEST_MESSAGE))).load()
        if not isinstance(message, tuple) or len(message) != 2:
            raise pickle.UnpicklingError("no message")
        kind, value = message
        if kind == _FAILED:
            raise FormatError(str(value), file=job.name)
        if kind == _END:
            return
        yield value


class _PlainUnpickler(pickle.Unpickler):
    """Anything else could be made to act."""

    def find_class(self, module: str, name: str, /) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name} is no plain value")


def _serve(connection: Connection) -> None:
    """Take one job, tell what its reader yields, and end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends this process when it is told to
    with contextlib.suppress(EOFError, BrokenPipeError, ConnectionResetError):
        job: _Job = connection.recv()
        _limit(job)
        for message in _messages(job):
            connection.send_bytes(pickle.dumps(message, pickle.HIGHEST_PROTOCOL))
    connection.close()


def _messages(job: _Job) -> Iterator[tuple[str, object]]:
    try:
        for value in job.reader(job.path, job.name):
            yield _VALUE, value
    except FormatError as error:
        yield _FAILED, error.message
    except MemoryError:
        yield _FAILED, "reading it takes too much memory. It may be damaged."
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
