"""A foreign SQLite file, opened so that it can do nothing but be read.

Everything here runs in a process of its own (see ``child``). The file is a temporary copy; it is
opened read-only, may only be asked for the columns of Anki's tables, and each step is counted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flashcards.formats.anki.faults import DAMAGE, RefusedError, UnreadableError

TABLES = frozenset(
    {"col", "notes", "cards", "revlog", "notetypes", "fields", "templates", "decks", "config"}
)
"""The tables that are read. What else a file holds is not looked at."""

_MAGIC = b"SQLite format 3\0"
_LONGEST_VALUE = 64 * 1024 * 1024
_STEPS_AT_A_TIME = 100_000
_FREE_STEPS = 20_000_000
_STEPS_PER_BYTE = 8

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
_FUNCTIONS = frozenset({"ifnull", "count"})


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database of a collection, checked.

    Raises:
        RefusedError: it holds what no collection holds, and could do harm.
        UnreadableError: it is damaged, or something else altogether.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise UnreadableError("its collection is no database, or an encrypted one")
    database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, timeout=0)
    try:
        try:
            _bound(database, size)
            _check_schema(database)
        except DAMAGE as error:
            raise UnreadableError("its database is damaged") from error
        database.set_authorizer(_may_only_read)
        yield database
    finally:
        database.close()


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
    database.text_factory = _text
    # Names are compared by it in files of the newer form; nothing here asks for that.
    database.create_collation("unicase", _compare)
    for name, value in _SAFE.items():
        database.execute(f"PRAGMA {name} = {value}")


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")


def _compare(left: str, right: str) -> int:
    left, right = left.casefold(), right.casefold()
    return (left > right) - (left < right)


def _check_schema(database: sqlite3.Connection) -> None:
    found = set()
    for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_schema"):
        if kind not in ("table", "index"):
            raise RefusedError(f"its database holds a {kind}, which no collection has")
        text = " ".join(str(sql or "").upper().split())
        if text.startswith("CREATE VIRTUAL"):
            raise RefusedError("its database holds a virtual table, which no collection has")
        if kind == "table":
            found.add(str(name))
    if missing := {"col", "notes", "cards"} - found:
        raise UnreadableError(f"its database is no collection: it has no table '{min(missing)}'")
    for name in found & TABLES:
        # 0 is an ordinary column; the others are computed when they are read
        if any(column[6] for column in database.execute(f"PRAGMA table_xinfo({name})")):
            raise RefusedError(f"its table '{name}' has computed columns, as none of Anki's has")


def _may_only_read(
    action: int, first: str | None, second: str | None, _database: str | None, _from: str | None
) -> int:
    allowed = (
        action == sqlite3.SQLITE_SELECT
        or (action == sqlite3.SQLITE_READ and first in TABLES)
        or (action == sqlite3.SQLITE_FUNCTION and second in _FUNCTIONS)
    )
    return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY


def count_of(database: sqlite3.Connection, table: str) -> int:
    """How many rows a table seems to have, 0 where it can't be said."""
    try:
        count: int = database.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()[0]
    except DAMAGE:
        return 0
    return count
