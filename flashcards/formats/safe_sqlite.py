"""A SQLite file of unknown origin, opened so that it can do nothing but be read.

The file is never written, not even its journal; views, triggers, virtual tables and computed
columns are refused before anything is asked of them; only named tables can be read; and every step
is counted, so that a file made to keep its reader busy comes to an end. A fault of SQLite's own
stays in the process that reads: see ``apart``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from flashcards.formats.faults import DAMAGE, RefusedError, UnreadableError

MOST_BYTES = 1024 * 1024 * 1024
"""The largest database that is opened, in bytes."""

_HEADER = b"SQLite format 3\0"
_LONGEST_VALUE = 64 * 1024 * 1024
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
    path: Path,
    *,
    needs: Collection[str],
    reads: Collection[str],
    functions: Collection[str] = (),
) -> Iterator[sqlite3.Connection]:
    """A connection that may ask for the columns of the tables ``reads``, and for nothing else.

    ``needs``: the tables without which the file is of another program. ``functions``: those of SQL
    that may be called. Text that is not UTF-8 comes with replacement characters. What SQLite says
    of a damaged file while the connection is used becomes an UnreadableError as well.

    Raises:
        UnreadableError: the file is no database, damaged, encrypted or of another program.
        RefusedError: it is too large, or holds what could act when it is read.
    """
    database: sqlite3.Connection | None = None
    try:
        size = _checked_size(path)
        database = sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True, timeout=0)
        _bound(database, size)
        _check_schema(database, needs, reads)
        database.set_authorizer(_reader_of(frozenset(reads), frozenset(functions)))
        yield database
    except DAMAGE as error:  # what SQLite says may quote the damage
        raise UnreadableError("its database is damaged or encrypted") from error
    except OSError as error:
        raise UnreadableError(f"it can't be read: {error.strerror}") from error
    finally:
        if database is not None:
            database.close()


def _checked_size(path: Path) -> int:
    size = path.stat().st_size
    with path.open("rb") as file:
        if file.read(len(_HEADER)) != _HEADER:
            raise UnreadableError("it holds no database, or an encrypted one")
    if size > MOST_BYTES:
        raise RefusedError(f"its database is larger than {MOST_BYTES // 2**20:,} MB")
    return size


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

    __slots__ = ("_left",)

    def __init__(self, most: int) -> None:
        self._left = most

    def __call__(self, value: bytes) -> str:
        self._left -= len(value)
        if self._left < 0:
            raise sqlite3.DatabaseError("more text than the file can hold")
        return value.decode("utf-8", "replace")


def _check_schema(
    database: sqlite3.Connection, needs: Collection[str], reads: Collection[str]
) -> None:
    found = set()
    for kind, name, sql in database.execute("SELECT type, name, sql FROM sqlite_schema"):
        if kind not in ("table", "index"):
            raise RefusedError(f"its database holds a {kind}")
        if " ".join(str(sql or "").upper().split()).startswith("CREATE VIRTUAL"):
            raise RefusedError("its database holds a virtual table")
        if kind == "table":
            found.add(str(name))
    if missing := set(needs) - found:
        raise UnreadableError(
            f"its database is one of another program: it has no table '{min(missing)}'"
        )
    for name in found & set(reads):
        # 0 is an ordinary column; the others are computed when they are read
        if any(column[6] for column in database.execute(f"PRAGMA table_xinfo({name})")):
            raise RefusedError(f"its table '{name}' has computed columns")


def _reader_of(tables: frozenset[str], functions: frozenset[str]) -> Callable[..., int]:
    """An authorizer that lets a statement read columns of some tables, and call some functions."""

    def decide(action: int, first: str | None, second: str | None, *_: str | None) -> int:
        allowed = (
            action == sqlite3.SQLITE_SELECT
            or (action == sqlite3.SQLITE_READ and first in tables)
            or (action == sqlite3.SQLITE_FUNCTION and second in functions)
        )
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    return decide
