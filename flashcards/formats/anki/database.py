"""The database of a collection, opened to be read: see ``safe_sqlite``."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flashcards.formats.faults import DAMAGE
from flashcards.formats.safe_sqlite import open_untrusted

TABLES = frozenset(
    {"col", "notes", "cards", "revlog", "notetypes", "fields", "templates", "decks", "config"}
)
"""The tables that are read. What else a file holds is not looked at."""

NEEDED = frozenset({"col", "notes", "cards"})
"""Those that every collection has."""

_FUNCTIONS = frozenset({"ifnull", "count"})


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """The database of a collection, checked.

    Raises:
        RefusedError: it holds what no collection holds, and could do harm.
        UnreadableError: it is damaged, or something else altogether.
    """
    with open_untrusted(path, needs=NEEDED, reads=TABLES, functions=_FUNCTIONS) as database:
        # Names are compared by it in files of the newer form; nothing here asks for that.
        database.create_collation("unicase", _compare)
        yield database


def _compare(left: str, right: str) -> int:
    left, right = left.casefold(), right.casefold()
    return (left > right) - (left < right)


def count_of(database: sqlite3.Connection, table: str) -> int:
    """How many rows a table seems to have, 0 where it can't be said."""
    try:
        count: int = database.execute(f"SELECT count(*) FROM {table} NOT INDEXED").fetchone()[0]
    except DAMAGE:
        return 0
    return count
