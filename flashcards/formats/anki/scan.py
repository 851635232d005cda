"""The rows of a foreign table, one by one, as far as they can be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from flashcards.formats.faults import DAMAGE, RefusedError

Row = tuple[Any, ...]


class Scan:
    """Goes through a table in the order of its ids, the first column of the query.

    A table of a damaged file ends at the damage: ``damaged`` tells. So does one whose ids don't
    rise, as in a file that leads the reader in circles.
    """

    def __init__(self, database: sqlite3.Connection, query: str, most: int) -> None:
        self.damaged = False
        self._database = database
        self._query = query
        self._most = most

    def __iter__(self) -> Iterator[Row]:
        """The rows. Raises RefusedError for more than ``most``."""
        left = self._most
        last = None
        try:
            for row in self._database.execute(self._query):
                identifier = row[0]
                if identifier is None or (last is not None and identifier <= last):
                    break
                last = identifier
                left -= 1
                if left < 0:
                    raise RefusedError(f"it holds more than {self._most:,} rows in a table")
                yield row
            else:
                return
        except DAMAGE:
            pass
        self.damaged = True
