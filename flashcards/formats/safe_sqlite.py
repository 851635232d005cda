"""A SQLite file of unknown origin, opened so that it can do nothing but be read.

The file is never written, not even its journal; views, triggers, virtual tables and computed
columns are refused before anything is asked of them; only named tables can be read; and every step
is counted, so that a file made to keep its reader busy comes to an end.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from flashcards.errors import FormatError

MOST_BYTES = 512 * 1024 * 1024
"""The largest database that is opened, in bytes."""

_HEADER = b"SQLite format 3\0"
_SCHEMA = "sqlite_master"
_LONGEST_VALUE = 16 * 1024 * 1024
_STEPS_AT_A_TIME = 100_000
_FREE_STEPS = 20_000_000
_STEPS_PER_BYTE = 8
_FREE_TEXT = 16 * 1024 * 1024
_TEXT_PER_BYTE = 4

_LIMITS = {
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 100,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 20,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 2,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 25_000,
    sqlite3.SQLITE_LIMIT_FUNCTION_ARG: 8,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 100,
    sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER: 10,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}
_SAFE = {
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "query_only": "ON",
    "mmap_size": "0",
    "temp_store": "MEMORY",
}


@contextmanager
def open_untrusted(
    path: Path, name: str, *, needs: Collection[str], reads: Collection[str]
) -> Iterator[sqlite3.Connection]:
    """A connection that may ask for the columns of the tables ``reads``, and for nothing else.

    ``needs``: the tables without which the file is of another program. ``name`` is for messages.
    Text that is not UTF-8 comes with replacement characters. What SQLite says of a damaged file
    while the connection is used becomes a FormatError as well.

    Raises:
        FormatError: the file is no database, damaged, encrypted, too large, of another program, or
            holds what could act when it is read.
    """
    _check_file(path, name)
    database: sqlite3.Connection | None = None
    try:
        database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, timeout=0)
        _bound(database, path.stat().st_size)
        _check_schema(database, name, needs, reads)
        database.set_authorizer(_reader_of(frozenset(reads)))
        yield database
    except (sqlite3.Error, UnicodeDecodeError) as error:  # what SQLite says may quote the damage
        raise FormatError(
            "its database is damaged or encrypted. Try a backup of it.", file=name
        ) from error
    except OSError as error:
        raise FormatError(f"can't be read: {error.strerror}.", file=name) from error
    finally:
        if database is not None:
            database.close()


def _check_file(path: Path, name: str) -> None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(len(_HEADER))
    except OSError as error:
        raise FormatError(f"can't be read: {error.strerror}.", file=name) from error
    if header != _HEADER:
        raise FormatError("not a database, or an encrypted one.", file=name)
    if size > MOST_BYTES:
        raise FormatError(
            f"too large: {size / 2**20:,.0f} MB, at most {MOST_BYTES // 2**20:,} MB are read.",
            file=name,
        )


def _bound(database: sqlite3.Connection, size: int) -> None:
    for limit, most in _LIMITS.items():
        database.setlimit(limit, most)
    database.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, min(_LONGEST_VALUE, size + 1000))
    left = _FREE_STEPS + size * _STEPS_PER_BYTE

    def count() -> bool:
        nonlocal left
        left -= _STEPS_AT_A_TIME
        return left < 0

    database.set_progress_handler(count, _STEPS_AT_A_TIME)
    database.text_factory = _Texts(_FREE_TEXT + size * _TEXT_PER_BYTE)
    for setting, value in _SAFE.items():
        database.execute(f"PRAGMA {setting} = {value}")


class _Texts:
    """Turns the bytes of texts into strings, as long as there are not too many of them.

    In a damaged file a thousand rows may share one long text.
    """

    def __init__(self, most: int) -> None:
        self._left = most

    def __call__(self, value: bytes) -> str:
        self._left -= len(value)
        if self._left < 0:
            raise sqlite3.DatabaseError("more text than the file can hold")
        return value.decode("utf-8", "replace")


def _check_schema(
    database: sqlite3.Connection, name: str, needs: Collection[str], reads: Collection[str]
) -> None:
    found = set()
    for kind, table, sql in database.execute("SELECT type, name, sql FROM sqlite_schema"):
        if kind not in ("table", "index"):
            raise FormatError(f"refused: its database holds a {kind}.", file=name)
        if " ".join(str(sql or "").upper().split()).startswith("CREATE VIRTUAL"):
            raise FormatError("refused: its database holds a virtual table.", file=name)
        if kind == "table":
            found.add(str(table))
    if missing := set(needs) - found:
        raise FormatError(
            f"a database of another program: it has no table '{min(missing)}'.", file=name
        )
    for table in found & set(reads):
        # 0 is an ordinary column; the others are computed when they are read
        if any(column[6] for column in database.execute(f"PRAGMA table_xinfo({table})")):
            raise FormatError("refused: its database holds computed columns.", file=name)


def _reader_of(tables: frozenset[str]) -> Callable[..., int]:
    """An authorizer that lets a statement read columns of some tables."""

    def decide(action: int, table: str | None, *_: str | None) -> int:
        allowed = action == sqlite3.SQLITE_SELECT or (
            action == sqlite3.SQLITE_READ and (table in tables or table == _SCHEMA)
        )
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    return decide
