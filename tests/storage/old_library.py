"""Libraries as earlier versions left them: made by the migration scripts of their time."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config

from flashcards.storage import migrations
from flashcards.storage.engine import open_engine

FIRST = "0001"
_BOOKKEEPING = ("sqlite_", "note_text", "alembic_")


def make_old(path: Path, revision: str = FIRST) -> None:
    """An empty database with the schema of a revision."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = open_engine(path)
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    engine.dispose()


def as_old(library: Path, target: Path, revision: str = FIRST) -> None:
    """A library's rows in a database with the schema of a revision, as if it had made them."""
    make_old(target, revision)
    with closing(sqlite3.connect(target)) as database, database:
        database.execute("ATTACH ? AS present", (str(library),))
        for table in tables(database):
            names = columns(database, table)
            database.execute(
                f"INSERT INTO main.{table} ({names}) SELECT {names} FROM present.{table}"
            )


def tables(database: sqlite3.Connection) -> list[str]:
    """The tables of a database that hold what people made."""
    names = database.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    return [name for (name,) in names if not name.startswith(_BOOKKEEPING)]


def contents(
    path: Path, names: list[str] | None = None, *, columns_of: Path | None = None
) -> dict[str, list[tuple[object, ...]]]:
    """All rows of these tables, or of all, in their order.

    ``columns_of``: an older database, which may have fewer columns.
    """
    with (
        closing(sqlite3.connect(path)) as database,
        closing(sqlite3.connect(columns_of or path)) as older,
    ):
        return {
            name: sorted(database.execute(f"SELECT {columns(older, name)} FROM {name}"), key=repr)
            for name in names or tables(database)
        }


def columns(database: sqlite3.Connection, table: str) -> str:
    """The columns of a table as they stand in a SELECT."""
    rows = database.execute(f"SELECT name FROM pragma_table_info('{table}', 'main')")
    return ", ".join(name for (name,) in rows)


def schema(path: Path) -> set[str]:
    """The statements that made a database, but for what SQLite keeps for itself."""
    with closing(sqlite3.connect(path)) as database:
        rows = database.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        return {" ".join(sql.split()) for (sql,) in rows}
