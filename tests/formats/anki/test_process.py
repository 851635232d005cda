"""Reading a collection in a process of its own: light, bounded, with nothing left behind."""

from __future__ import annotations

import multiprocessing
import sqlite3
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pytest

from flashcards.errors import FormatError
from flashcards.formats import apart
from flashcards.formats.anki import read_package
from flashcards.formats.anki.telling import prepare, tell_collection
from flashcards.formats.apart import Apart
from flashcards.formats.faults import RefusedError, UnreadableError
from tests.formats.anki.packages import OLDEST, Note, Package

HEAVY = ("numpy", "sqlalchemy", "PySide6", "fsrs", "markdown", "zstandard", "yaml", "ziamath")


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    """A small collection."""
    path = tmp_path / "collection.db"
    path.write_bytes(Package(notes=(Note(("Q", "A")),)).database(tmp_path, OLDEST))
    return path


def test_it_imports_nothing_that_is_slow_to_start() -> None:
    code = (
        "import sys, flashcards.formats.anki.telling, flashcards.formats.anki.notes, "
        "flashcards.formats.anki.database, flashcards.formats.apart\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_it_tells_of_a_collection_in_plain_values(collection: Path) -> None:
    with Apart(tell_collection, prepare) as reading:
        messages = list(reading.values(collection, {}))

    assert [message[0] for message in messages] == ["notes", "end"]
    assert not multiprocessing.active_children()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_it_is_held_to_its_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "_MEMORY", 1)
    monkeypatch.setattr(apart, "_MEMORY_PER_BYTE", 0)
    path = tmp_path / "collection.db"
    path.write_bytes(Package(notes=(Note(("Q", "A" * 8_000_000)),)).database(tmp_path, OLDEST))

    with (
        Apart(tell_collection, prepare) as reading,
        pytest.raises((RefusedError, UnreadableError)),
    ):
        list(reading.values(path, {}))


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
