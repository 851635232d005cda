"""Transactions: a reader's, and a writer's as one operation that can be undone."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from flashcards.clock import Clock
from flashcards.domain.ids import IdSource
from flashcards.storage.engine import CACHE_KIB, CHECKPOINT_PAGES, open_engine, told_to_the_user
from flashcards.storage.lock import LibraryLock
from flashcards.storage.reading import Row, Value
from flashcards.storage.tables import metadata

_KEY_COLUMNS = {
    "setting": ("key",),
    "meta": ("key",),
    "note_tag": ("note_id", "tag"),
    "topic_link": ("stage_id", "topic_id"),
}
_BULK_CACHE_KIB = 12_000
_TEXT_KEYS = frozenset({"key", "tag"})
KEY_SEPARATOR = "\x1f"
_LIVING = frozenset(table.name for table in metadata.tables.values() if "created_by" in table.c)


class ConnectionReader:
    """A reader over a connection of SQLAlchemy."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, /, **values: Value) -> Sequence[Row]:
        """All rows."""
        return self._connection.exec_driver_sql(sql, values).fetchall()

    def row(self, sql: str, /, **values: Value) -> Row | None:
        """The first row, None if there is none."""
        return self._connection.exec_driver_sql(sql, values).fetchone()

    def value(self, sql: str, /, **values: Value) -> Any:
        """The first column of the first row, None if there is no row."""
        found = self._connection.exec_driver_sql(sql, values).fetchone()
        return None if found is None else found[0]


class Operation(ConnectionReader):
    """A change of the library in the making: all of it is kept, or nothing.

    Rows of ``update`` and ``insert`` are recorded under the operation's id, so that undo finds
    them. ``execute`` is for caches and logs, which need no record.
    """

    def __init__(
        self, connection: Connection, ids: IdSource, device_id: int, now_ms: int, label: str
    ) -> None:
        super().__init__(connection)
        self.ids = ids
        self.id = ids.next_id()
        self.device_id = device_id
        self.now_ms = now_ms
        self.label = label
        self.touched: set[str] = set()

    @property
    def kept_id(self) -> int | None:
        """The id under which it can be undone, None where it changed nothing."""
        return self.id if self.touched else None

    def execute(self, sql: str, /, **values: Value) -> int:
        """Run a statement; how many rows it changed."""
        return self._connection.exec_driver_sql(sql, values).rowcount

    def execute_many(self, sql: str, rows: Sequence[Mapping[str, Value]]) -> None:
        """Run a statement once a row."""
        if rows:
            self._connection.exec_driver_sql(sql, [dict(row) for row in rows])

    def run_many(self, sql: str, rows: Iterable[Sequence[Value]]) -> None:
        """Run a statement once a row of plain values, its places numbered ``?1``, ``?2``…

        For many rows: it takes a third of the time of ``execute_many``.
        """
        # the driver's own executemany takes a generator, SQLAlchemy's wants a list of mappings
        driver: Any = self._connection.connection.driver_connection
        driver.executemany(sql, rows)

    def insert(self, table: str, rows: Iterable[Mapping[str, Value]]) -> None:
        """Insert rows that all have the same columns; they carry this operation's id."""
        living = table in _LIVING
        complete = [{**row, "created_by": self.id} if living else dict(row) for row in rows]
        if not complete:
            return
        names = ", ".join(complete[0])
        places = ", ".join(f":{name}" for name in complete[0])
        self.execute_many(f"INSERT INTO {table} ({names}) VALUES ({places})", complete)
        self.touched.add(table)

    def insert_rows(
        self,
        table: str,
        columns: Sequence[str | tuple[str, ...]],
        rows: Iterable[Sequence[Value]],
    ) -> None:
        """Insert rows of plain values as they come, for those that are too many to be kept.

        ``columns`` leave out ``created_by``; several names together take one value. The fewer
        values a row has, the quicker it is written, and rows that come in the order of their ids
        are several times as quick as others.
        """
        groups = [(column,) if isinstance(column, str) else column for column in columns]
        names = ", ".join(name for group in groups for name in group)
        places = ", ".join(f"?{at}" for at, group in enumerate(groups, 1) for _ in group)
        if table in _LIVING:
            names, places = f"{names}, created_by", f"{places}, {self.id}"
        self.run_many(f"INSERT INTO {table} ({names}) VALUES ({places})", rows)
        self.touched.add(table)

    def update(self, table: str, key: int | str | tuple[Value, ...], **values: Value) -> bool:
        """Set columns of one row, recording each that changes; whether any did.

        ``key`` is the row's id, or the parts of its primary key.
        """
        keys = self.key_values(table, key)
        where = " AND ".join(f"{column} = :{column}" for column in keys)
        old = self.row(f"SELECT {', '.join(values)} FROM {table} WHERE {where}", **keys)
        if old is None:
            return False
        changed = {
            name: (before, after)
            for (name, after), before in zip(values.items(), old, strict=True)
            if before != after
        }
        if not changed:
            return False
        for name, (before, after) in changed.items():
            self.record(table, key, name, before, after)
        assignments = ", ".join(f"{name} = :new_{name}" for name in changed)
        new = {f"new_{name}": after for name, (_, after) in changed.items()}
        self.execute(f"UPDATE {table} SET {assignments} WHERE {where}", **new, **keys)
        self.touched.add(table)
        return True

    def record(
        self, table: str, key: int | str | tuple[Value, ...], field: str, old: Value, new: Value
    ) -> None:
        """Append a row to the change log."""
        parts = key if isinstance(key, tuple) else (key,)
        self.execute(
            "INSERT INTO change (operation_id, entity, entity_id, field, old, new) "
            "VALUES (:operation, :entity, :entity_id, :field, :old, :new)",
            operation=self.id,
            entity=table,
            entity_id=KEY_SEPARATOR.join(str(part) for part in parts),
            field=field,
            old=json.dumps(old, ensure_ascii=False),
            new=json.dumps(new, ensure_ascii=False),
        )

    @staticmethod
    def key_values(table: str, key: int | str | tuple[Value, ...]) -> dict[str, Value]:
        """The primary key of a row by column name."""
        parts = key if isinstance(key, tuple) else (key,)
        return dict(zip(_KEY_COLUMNS.get(table, ("id",)), parts, strict=True))

    @staticmethod
    def recorded_key(table: str, text: str) -> dict[str, Value]:
        """The primary key of a row by column name, from the text that the change log has."""
        names = _KEY_COLUMNS.get(table, ("id",))
        return {
            name: part if name in _TEXT_KEYS else int(part)
            for name, part in zip(names, text.split(KEY_SEPARATOR), strict=True)
        }


class Database:
    """A library's database, for readers and for one writer at a time."""

    def __init__(
        self,
        path: Path,
        *,
        clock: Clock,
        device_id: int,
        lock: LibraryLock,
        read_only: bool = False,
    ) -> None:
        self.path = path
        self.clock = clock
        self.lock = lock
        self._device_id = device_id
        self._engine: Engine = open_engine(path, read_only=read_only)
        self._ids: IdSource | None = None
        self._checkpoint: threading.Thread | None = None

    def close(self) -> None:
        """Close all connections."""
        self._wait_for_checkpoint()
        self._engine.dispose()

    @contextmanager
    def read(self) -> Iterator[ConnectionReader]:
        """A transaction that sees one state of the library throughout."""
        with told_to_the_user(self.path), self._engine.connect() as connection:
            yield ConnectionReader(connection)

    @contextmanager
    def write(
        self,
        kind: str,
        label: str,
        origin: str = "",
        *,
        target: int | None = None,
        bulk: bool = False,
    ) -> Iterator[Operation]:
        """A transaction that is kept whole when the block ends and undone when it raises.

        ``bulk``: for thousands of rows. SQLite does not look whether what a new row refers to is
        there, which takes half of the time; the caller has just written it. And the pages of the
        transaction go from the log to the database file behind the scenes.

        Raises LibraryLockedError when another process writes, LibraryWriteError when the disk
        refuses; the library is then as it was before.
        """
        with (
            self.lock.held_for(),
            told_to_the_user(self.path),
            self._engine.connect().execution_options(write=True) as connection,
            self._in_bulk(connection) if bulk else nullcontext(),
            connection.begin(),
        ):
            now_ms = self.clock.now_ms()
            operation = Operation(
                connection, self._id_source(connection), self._device_id, now_ms, label
            )
            operation.execute(
                "INSERT INTO operation (id, kind, label, origin, device_id, time_ms, target) "
                "VALUES (:id, :kind, :label, :origin, :device_id, :time_ms, :target)",
                id=operation.id,
                kind=kind,
                label=label,
                origin=origin,
                device_id=self._device_id,
                time_ms=now_ms,
                target=target,
            )
            yield operation
            if not operation.touched:
                operation.execute("DELETE FROM operation WHERE id = :id", id=operation.id)

    @contextmanager
    def _in_bulk(self, connection: Connection) -> Iterator[None]:
        driver: Any = connection.connection.driver_connection
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("PRAGMA wal_autocheckpoint=0")
        # what is written in the order of its ids needs less, and a large file takes its own room
        driver.execute(f"PRAGMA cache_size=-{_BULK_CACHE_KIB}")
        try:
            yield
        finally:
            driver.execute(f"PRAGMA cache_size=-{CACHE_KIB}")
            driver.execute(f"PRAGMA wal_autocheckpoint={CHECKPOINT_PAGES}")
            driver.execute("PRAGMA foreign_keys=ON")
            driver.execute("PRAGMA shrink_memory")
        self._wait_for_checkpoint()
        self._checkpoint = threading.Thread(target=self._write_back, name="checkpoint")
        self._checkpoint.start()

    def _write_back(self) -> None:
        """Copy what was committed into the database file; nobody has to wait for it."""
        with self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            try:
                driver.execute("PRAGMA wal_checkpoint(PASSIVE)")
            except sqlite3.Error:
                return  # it stays in the log, which is as good; the next commit tries again

    def _wait_for_checkpoint(self) -> None:
        if self._checkpoint is not None:
            self._checkpoint.join()
            self._checkpoint = None

    def _id_source(self, connection: Connection) -> IdSource:
        if self._ids is None:
            self._ids = IdSource(self.clock.now_ms)
        newest = connection.exec_driver_sql(
            "SELECT max((SELECT coalesce(max(id), 0) FROM operation), "
            "(SELECT coalesce(max(id), 0) FROM review))"
        ).scalar_one()
        self._ids.seen(int(newest))
        return self._ids
