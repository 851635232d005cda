"""An empty library on a real SQLite file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flashcards.clock import FixedClock
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.lock import LibraryLock
from flashcards.storage.migrate import ensure_current
from flashcards.storage.unit_of_work import Database


@pytest.fixture
def folder(tmp_path: Path) -> LibraryFolder:
    """A library folder with a database that has its tables and nothing in them."""
    folder = LibraryFolder(tmp_path / "library")
    folder.create()
    ensure_current(folder.database, lambda: None)
    return folder


@pytest.fixture
def database(folder: LibraryFolder, clock: FixedClock) -> Iterator[Database]:
    """The open database of that folder."""
    lock = LibraryLock(folder.path, "a test")
    database = Database(folder.database, clock=clock, device_id=7, lock=lock)
    yield database
    database.close()
