"""Reading rows by SQL, the same over SQLAlchemy and over the standard library's sqlite3.

The window's first paint may not wait for SQLAlchemy, so that what it reads is written once, as
SQL text, and runs on either.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any, Protocol

Value = int | float | str | bytes | None
Row = Sequence[Any]


class Reader(Protocol):
    """Runs a SELECT with named parameters."""

    def rows(self, sql: str, /, **values: Value) -> Sequence[Row]:
        """All rows."""
        ...

    def row(self, sql: str, /, **values: Value) -> Row | None:
        """The first row, None if there is none."""
        ...

    def value(self, sql: str, /, **values: Value) -> Any:
        """The first column of the first row, None if there is no row."""
        ...


class SqliteReader:
    """A reader over a connection of the standard library."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, /, **values: Value) -> Sequence[Row]:
        """All rows."""
        return self._connection.execute(sql, values).fetchall()

    def row(self, sql: str, /, **values: Value) -> Row | None:
        """The first row, None if there is none."""
        found: Row | None = self._connection.execute(sql, values).fetchone()
        return found

    def value(self, sql: str, /, **values: Value) -> Any:
        """The first column of the first row, None if there is no row."""
        found = self.row(sql, **values)
        return None if found is None else found[0]


def id_list(identifiers: Sequence[int]) -> str:
    """Integers as the inside of an ``IN (…)``; they cannot carry anything but digits."""
    return ",".join(str(int(identifier)) for identifier in identifiers)
