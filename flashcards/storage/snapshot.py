"""A look at a library by the standard library's sqlite3 alone, for the window's first paint."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from flashcards.storage.reading import SqliteReader
from flashcards.storage.sqlite_uri import reading_uri

SCHEMA_REVISION = "0001"


@contextmanager
def snapshot(path: Path) -> Iterator[SqliteReader | None]:
    """A reader of the database, None when it is not there or not of this version.

    Raises sqlite3.DatabaseError from reading a damaged one.
    """
    if not path.exists():
        yield None
        return
    with closing(sqlite3.connect(reading_uri(path), uri=True, timeout=0.2)) as database:
        database.execute("BEGIN")
        tables = database.execute(
            "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
        ).fetchone()
        current = tables and database.execute("SELECT version_num FROM alembic_version").fetchone()
        yield SqliteReader(database) if current == (SCHEMA_REVISION,) else None
