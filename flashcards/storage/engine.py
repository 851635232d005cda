"""The connection to a library's SQLite database."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry

from flashcards.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryLockedError,
    LibraryWriteError,
)
from flashcards.storage.sqlite_uri import reading_mode

BUSY_TIMEOUT_MS = 5_000
CACHE_KIB = 32_000
"""How much of the database a connection keeps in memory."""

CHECKPOINT_PAGES = 1_000
"""With so many pages in the log, SQLite's default, a commit copies them into the database file."""

# The file that readers of a WAL share could not grow: SQLite names that an I/O error.
_FULL = {"SQLITE_FULL", "SQLITE_IOERR_SHMSIZE"}
_DAMAGE = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT_READ")


def open_engine(path: Path, *, read_only: bool = False) -> Engine:
    """An engine on the database file ``path``.

    WAL, ``synchronous=FULL`` (on macOS with a full fsync) and foreign keys are set on each
    connection. A transaction begins where SQLAlchemy begins one, not where sqlite3 guesses.
    """
    mode = reading_mode(path) if read_only else "mode=rwc"
    engine = create_engine(
        f"sqlite:///file:{_uri_path(path)}?{mode}&uri=true",
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1_000, "check_same_thread": False},
        query_cache_size=500,
    )

    @event.listens_for(engine, "connect")
    def _configure(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in _pragmas(read_only):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        immediate = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


def _uri_path(path: Path) -> str:
    return path.resolve().as_posix().replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def _pragmas(read_only: bool) -> Iterator[str]:
    yield f"busy_timeout={BUSY_TIMEOUT_MS}"
    yield "foreign_keys=ON"
    yield f"cache_size=-{CACHE_KIB}"
    yield "cell_size_check=ON"
    if not read_only:
        yield "journal_mode=WAL"
        yield "synchronous=FULL"
        if sys.platform == "darwin":
            yield "fullfsync=ON"


@contextmanager
def told_to_the_user(path: Path) -> Iterator[None]:
    """Turns SQLite's errors into the library's own, which say what to do."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        raise library_error(error, path) from error


def library_error(error: Exception, path: Path) -> LibraryError:
    """The library's error for an error of SQLite or SQLAlchemy."""
    original = getattr(error, "orig", None) or error
    words = str(original)
    code = getattr(original, "sqlite_errorname", "") or ""
    if code in _FULL:
        return LibraryWriteError(
            "can't write to the library: the disk is full. Make room and try again."
        )
    if code.startswith("SQLITE_READONLY"):
        return LibraryWriteError(
            f"can't write to the library {path.parent}: it is read-only. "
            "Make the folder writable or choose another with --library."
        )
    if code.startswith(_DAMAGE) or "no such table" in words:
        return LibraryDamagedError(
            f"the library {path} is damaged ({words}). Nothing was overwritten."
        )
    if isinstance(original, UnicodeDecodeError) or words.startswith("Could not decode"):
        return LibraryDamagedError(
            f"the library {path} is damaged (a text in it is not UTF-8). Nothing was overwritten."
        )
    if code.startswith("SQLITE_CANTOPEN"):
        return LibraryError(f"can't open the library {path}: {words}.")
    if code.startswith("SQLITE_IOERR"):
        return LibraryWriteError(f"the disk of the library {path} reports an error: {words}.")
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return LibraryLockedError(f"the library {path} is in use by another program. Try again.")
    return LibraryError(f"the library {path} refused a change: {words}.")
