"""Reading in a process of its own: what it tells, and how it may fail."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from flashcards.errors import FormatError
from flashcards.formats import apart
from flashcards.formats.apart import read_apart


def tells(path: Path, name: str) -> Iterator[object]:
    yield path.read_text(encoding="utf-8"), name, os.getpid()
    yield {"a": [1, 2.5, None, True]}


def refuses(_path: Path, name: str) -> Iterator[object]:
    yield 1
    raise FormatError("refused: a view.", file=name)


def dies(_path: Path, _name: str) -> Iterator[object]:
    yield 1
    os._exit(3)


def stalls(_path: Path, _name: str) -> Iterator[object]:
    yield 1
    time.sleep(60)


def tells_an_object(_path: Path, _name: str) -> Iterator[object]:
    yield Fraction(1, 2)


def writes(path: Path, _name: str) -> Iterator[object]:
    try:
        path.with_name("made").write_bytes(b"x" * 10)
    except OSError:
        yield "no file can be written"


def eats_memory(_path: Path, _name: str) -> Iterator[object]:
    yield len(b"x" * (8 << 30))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "x.db"
    path.write_text("content", encoding="utf-8")
    return path


def test_plain_values_come_back_from_another_process(file: Path) -> None:
    first, second = read_apart(tells, file, "x.db")

    assert first[:2] == ("content", "x.db")
    assert first[2] != os.getpid()
    assert second == {"a": [1, 2.5, None, True]}


@pytest.mark.parametrize(
    ("reader", "message"),
    [
        (refuses, r"^x\.db: refused: a view\.$"),
        (dies, r"^x\.db: reading it broke off"),
        (tells_an_object, r"^x\.db: reading it broke off"),
    ],
)
def test_a_failure_over_there_is_an_error_here(
    file: Path, reader: apart.Reader, message: str
) -> None:
    with pytest.raises(FormatError, match=message):
        list(read_apart(reader, file, "x.db"))


def test_a_reader_that_stalls_is_ended(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_SECONDS", 1)

    with pytest.raises(FormatError, match="takes too long"):
        list(read_apart(stalls, file, "x.db"))


def test_a_reader_that_nobody_listens_to_is_ended(file: Path) -> None:
    values = read_apart(stalls, file, "x.db")

    assert next(values) == 1
    values.close()


@pytest.mark.skipif(os.name == "nt", reason="the system sets no such limits")
def test_memory_and_files_are_bounded(file: Path) -> None:
    assert list(read_apart(writes, file, "x.db")) == ["no file can be written"]
    with pytest.raises(FormatError, match="takes too much memory"):
        list(read_apart(eats_memory, file, "x.db"))


def test_a_file_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        list(read_apart(tells, tmp_path / "none", "none"))
