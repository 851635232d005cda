"""Brings a library to the present schema; Alembic is imported only when there is work to do."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from flashcards.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryNewerError,
    LibraryWriteError,
)
from flashcards.storage.engine import library_error, open_engine
from flashcards.storage.sqlite_uri import reading_uri

HEAD = "0003"
KNOWN_REVISIONS = frozenset({"0001", "0002", HEAD})


def revision_of(path: Path) -> str | None:
    """The schema revision of a database file, None for one that is absent or has no tables.

    Raises LibraryDamagedError when the file is empty, not a library or cannot be read as one.
    """
    if not path.exists():
        return None
    if path.stat().st_size == 0:
        raise LibraryDamagedError(f"the library {path} is damaged: the file is empty.")
    try:
        with closing(sqlite3.connect(reading_uri(path), uri=True)) as database:
            names = {row[0] for row in database.execute("SELECT name FROM sqlite_master")}
            if not names:
                return None
            if "alembic_version" not in names:
                raise LibraryDamagedError(
                    f"{path} is a database, but not a Flashcards library. Nothing was changed."
                )
            row = database.execute("SELECT version_num FROM alembic_version").fetchone()
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # the module can't even decode what SQLite says of a schema with flipped bytes
        raise library_error(error, path) from error
    if row is None or row[0] is None:
        raise LibraryDamagedError(f"the library {path} has lost its schema revision.")
    return str(row[0])


def known_revision(path: Path) -> str | None:
    """The schema revision of a database of this version or an older one, None for one not there.

    Raises LibraryNewerError for one from a newer version, LibraryDamagedError for a broken one.
    """
    revision = revision_of(path)
    if revision is not None and revision not in KNOWN_REVISIONS:
        raise LibraryNewerError(
            f"the library {path} was written by a newer version of Flashcards "
            f"(schema {revision}, this version knows {HEAD}). "
            "Update Flashcards; nothing was changed."
        )
    return revision


def ensure_readable(path: Path) -> bool:
    """Whether the database is there with the present schema.

    Raises LibraryNewerError for one from a newer version, LibraryDamagedError for a broken one.
    """
    return known_revision(path) == HEAD


def require_present(path: Path) -> None:
    """Make sure that a database which can't be written to has the present schema.

    Raises LibraryWriteError for an older one, and what ``ensure_readable`` raises.
    """
    if not ensure_readable(path):
        raise LibraryWriteError(
            f"the library {path.parent} is of an older version of Flashcards and can't be brought "
            "up to date, because it is read-only. Make the folder writable and open it once."
        )


def ensure_current(path: Path, back_up: Callable[[], object]) -> None:
    """Create the database or bring it to the present schema.

    ``back_up`` is called before anything is changed in a database that exists.
    """
    revision = revision_of(path)
    if ensure_readable(path):
        return
    if revision is not None:
        back_up()
    if path.exists():
        upgrade(path)
    else:
        _create(path)


def _create(path: Path) -> None:
    """Make a new database beside its place and move it there: no crash leaves half of one."""
    partial = path.with_name(f"{path.name}.new")
    try:
        partial.unlink(missing_ok=True)
        upgrade(partial)
        partial.replace(path)
    except OSError as error:
        raise LibraryWriteError(f"can't make the library {path}: {error.strerror}.") from error


def upgrade(path: Path) -> None:
    """Bring a database to the present schema in one transaction; where it fails nothing changed.

    Raises the library errors that say what the disk or the database refused.
    """
    from alembic import command
    from alembic.config import Config
    from sqlalchemy.exc import DatabaseError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = open_engine(path)
    try:
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            connection.commit()
    except DatabaseError as error:
        raise library_error(error, path) from error
    except OSError as error:
        raise LibraryError(f"can't prepare the library {path}: {error}.") from error
    finally:
        engine.dispose()
