"""A look at a library by the standard library's sqlite3 alone, for the window's first paint."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from flashcards.storage.reading import SqliteReader
from flashcards.storage.sqlite_uri import reading_uri

READABLE_REVISIONS = frozenset({"0001", "0002", "0003"})
"""The schemas in which what the first paint reads is the same: an older one comes up to date soon
after it, and shows its numbers meanwhile."""


@contextmanager
def snapshot(path: Path) -> Iterator[SqliteReader | None]:
    """A reader of the database, None when it is not there or of a version that reads otherwise.

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
        found = tables and database.execute("SELECT version_num FROM alembic_version").fetchone()
        readable = found is not None and found[0] in READABLE_REVISIONS
        yield SqliteReader(database) if readable else None
