"""The process that reads collections: light, bounded, gone when it is no longer needed."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from flashcards.errors import FormatError
from flashcards.formats.anki import child, process, read_package
from flashcards.formats.anki.faults import RefusedError, UnreadableError
from tests.formats.anki.packages import OLDEST, Note, Package

HEAVY = ("numpy", "sqlalchemy", "PySide6", "fsrs", "markdown", "zstandard", "yaml", "ziamath")


def sends_half_a_message(connection: Connection) -> None:
    """A process that dies while it speaks."""
    connection.recv()
    os.write(connection.fileno(), b"\x00\x00\x10\x00half")
    os._exit(1)


def dies(connection: Connection) -> None:
    """A process that a hostile file has crashed."""
    connection.recv()
    os.kill(os.getpid(), signal.SIGKILL)


def says_nothing(connection: Connection) -> None:
    """A process that a hostile file keeps busy."""
    connection.recv()
    connection.poll(60)


class Acting:
    """What would act when it is unpickled."""

    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("exit 3",)


def sends_what_would_act(connection: Connection) -> None:
    """A process that a hostile file has taken over."""
    connection.recv()
    connection.send_bytes(pickle.dumps((Acting(),)))
    connection.poll(60)


def sends_no_message(connection: Connection) -> None:
    """Another one."""
    connection.recv()
    connection.send_bytes(pickle.dumps([1, 2]))
    connection.poll(60)


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A small collection."""
    path = tmp_path / "collection.db"
    path.write_bytes(Package(notes=(Note(("Q", "A")),)).database(tmp_path, OLDEST))
    return path


def test_it_imports_nothing_that_is_slow_to_start() -> None:
    code = (
        "import sys, flashcards.formats.anki.child, flashcards.formats.anki.notes, "
        "flashcards.formats.anki.database\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_it_tells_of_a_collection_in_plain_values(collection: Path) -> None:
    with process.CollectionProcess() as reading:
        messages = list(reading.messages(collection, {}))

    assert [message[0] for message in messages] == ["notes", "end"]
    assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform == "win32", reason="signals and file descriptors of POSIX")
@pytest.mark.parametrize(
    "serve", [sends_half_a_message, dies, sends_what_would_act, sends_no_message]
)
def test_whatever_becomes_of_it_is_one_clear_error(
    serve: Callable[[Connection], None], collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "serve", serve)

    with (
        process.CollectionProcess() as reading,
        pytest.raises(RefusedError, match="broke off"),
    ):
        list(reading.messages(collection, {}))
    assert not multiprocessing.active_children()


def test_it_is_ended_when_it_takes_too_long(
    collection: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child, "serve", says_nothing)
    monkeypatch.setattr(process, "_SECONDS", 0)

    with (
        pytest.raises(RefusedError, match="takes too long"),
        process.CollectionProcess() as reading,
    ):
        list(reading.messages(collection, {}))
    assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_it_is_held_to_its_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_MEMORY", 1)
    monkeypatch.setattr(process, "_MEMORY_PER_BYTE", 0)
    path = tmp_path / "collection.db"
    path.write_bytes(Package(notes=(Note(("Q", "A" * 8_000_000)),)).database(tmp_path, OLDEST))

    with (
        process.CollectionProcess() as reading,
        pytest.raises((RefusedError, UnreadableError)),
    ):
        list(reading.messages(path, {}))


def test_a_cancelled_reading_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Cancelled(Exception):  # noqa: N818 - no error: somebody wanted it
        pass

    def cancel(_done: int, _total: int) -> None:
        raise Cancelled

    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    package = Package(notes=[Note((f"Q{n}", "A")) for n in range(600)]).write(tmp_path)

    with pytest.raises(Cancelled):
        read_package(package, progress=cancel)

    assert not list(temporary.iterdir())
    assert not multiprocessing.active_children()


def test_a_package_that_is_read_leaves_no_file_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))

    read_package(Package(notes=(Note(("Q", "A")),)).write(tmp_path))

    assert not list(temporary.iterdir())


def test_a_collection_that_is_refused_by_it_names_the_file(tmp_path: Path) -> None:
    path = tmp_path / "c.db"
    path.write_bytes(Package(notes=(Note(("Q", "A")),)).database(tmp_path, OLDEST))
    database = sqlite3.connect(path)
    database.execute("CREATE VIEW v AS SELECT 1")
    database.close()
    with zipfile.ZipFile(tmp_path / "view.apkg", "w") as archive:
        archive.write(path, "collection.anki2")

    with pytest.raises(FormatError, match=r"view\.apkg: .* not made by Anki .* holds a view"):
        read_package(tmp_path / "view.apkg")
