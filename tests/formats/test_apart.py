"""Reading in a process of its own: what it tells, how it may fail, and that it is gone after."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from flashcards.formats import apart
from flashcards.formats.apart import Apart
from flashcards.formats.faults import RefusedError, UnreadableError

_prepared: list[int] = []


def prepares() -> None:
    _prepared.append(os.getpid())


def tells(path: Path, *details: object) -> Iterator[object]:
    yield path.read_text(encoding="utf-8"), details, os.getpid()
    yield {"a": [1, 2.5, None, True]}
    yield _prepared


def refuses(_path: Path) -> Iterator[object]:
    yield 1
    raise RefusedError("it holds a view")


def finds_damage(_path: Path) -> Iterator[object]:
    yield 1
    raise UnreadableError("it is damaged")


def dies(_path: Path) -> Iterator[object]:
    yield 1
    os._exit(3)


def stalls(_path: Path) -> Iterator[object]:
    yield 1
    time.sleep(60)


def tells_an_object(_path: Path) -> Iterator[object]:
    yield Fraction(1, 2)


def writes(path: Path) -> Iterator[object]:
    try:
        path.with_name("made").write_bytes(b"x" * 10)
    except OSError:
        yield "no file can be written"


def eats_memory(_path: Path) -> Iterator[object]:
    yield len(b"x" * (8 << 30))


def serves_half_a_message(connection: Connection, *_: object) -> None:
    """A process that dies while it speaks."""
    connection.recv()
    os.write(connection.fileno(), b"\x00\x00\x10\x00half")
    os._exit(1)


def serves_nothing(connection: Connection, *_: object) -> None:
    """A process that a hostile file has crashed."""
    connection.recv()
    os.kill(os.getpid(), signal.SIGKILL)


class Acting:
    """What would act when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("exit 3",)


def serves_what_would_act(connection: Connection, *_: object) -> None:
    """A process that a hostile file has taken over."""
    connection.recv()
    connection.send_bytes(pickle.dumps(("value", Acting())))
    connection.poll(60)


def serves_no_message(connection: Connection, *_: object) -> None:
    """Another one."""
    connection.recv()
    connection.send_bytes(pickle.dumps([1, 2]))
    connection.poll(60)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.db"
    path.write_text("content", encoding="utf-8")
    return path


def values(reader: apart.Reader, file: Path) -> list[object]:
    with Apart(reader) as reading:
        return list(reading.values(file))


def test_plain_values_come_back_from_another_process(file: Path) -> None:
    with Apart(tells, prepares) as reading:
        first, second, prepared = reading.values(file, "x", {"y": 1})

    assert first[:2] == ("content", ("x", {"y": 1}))
    assert first[2] != os.getpid()
    assert second == {"a": [1, 2.5, None, True]}
    assert prepared == [first[2]]
    assert not multiprocessing.active_children()


@pytest.mark.parametrize(
    ("reader", "fault", "reason"),
    [
        (refuses, RefusedError, "it holds a view"),
        (finds_damage, UnreadableError, "it is damaged"),
        (dies, RefusedError, "broke off"),
        (tells_an_object, RefusedError, "broke off"),
    ],
)
def test_a_failure_over_there_is_an_error_here(
    file: Path, reader: apart.Reader, fault: type[Exception], reason: str
) -> None:
    with pytest.raises(fault, match=reason):
        values(reader, file)


@pytest.mark.skipif(sys.platform == "win32", reason="signals and file descriptors of POSIX")
@pytest.mark.parametrize(
    "serve",
    [serves_half_a_message, serves_nothing, serves_what_would_act, serves_no_message],
)
def test_whatever_becomes_of_it_is_one_clear_error(
    serve: Callable[..., None], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_serve", serve)

    with pytest.raises(RefusedError, match="broke off"):
        values(tells, file)
    assert not multiprocessing.active_children()


def test_a_reader_that_stalls_is_ended(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 1)

    with pytest.raises(RefusedError, match="takes too long"):
        values(stalls, file)
    assert not multiprocessing.active_children()


def test_a_reader_that_nobody_listens_to_is_ended(file: Path) -> None:
    with pytest.raises(ZeroDivisionError), Apart(stalls) as reading:
        next(reading.values(file)) / 0
    assert not multiprocessing.active_children()


def test_a_process_that_gets_nothing_to_read_is_ended() -> None:
    with Apart(tells):
        pass

    assert not multiprocessing.active_children()


@pytest.mark.skipif(os.name == "nt", reason="the system sets no such limits")
def test_memory_and_files_are_bounded(file: Path) -> None:
    assert values(writes, file) == ["no file can be written"]
    with pytest.raises(RefusedError, match="takes too much memory"):
        values(eats_memory, file)


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        values(tells, tmp_path / "none")
