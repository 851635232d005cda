"""A library comes to the present schema, and only a library does."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from flashcards.errors import LibraryDamagedError, LibraryNewerError
from flashcards.storage import migrate, snapshot
from flashcards.storage.engine import open_engine
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.tables import metadata


def test_a_fresh_library_has_the_present_revision(folder: LibraryFolder) -> None:
    assert migrate.revision_of(folder.database) == migrate.HEAD
    assert migrate.ensure_readable(folder.database)


def test_the_head_is_the_newest_script_and_the_snapshot_knows_it() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == migrate.HEAD == snapshot.SCHEMA_REVISION
    assert {script.revision for script in scripts.walk_revisions()} == migrate.KNOWN_REVISIONS


def test_the_tables_are_those_that_the_program_declares(folder: LibraryFolder) -> None:
    engine = open_engine(folder.database)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    engine.dispose()
    unexpected = [
        difference
        for difference in differences
        if not (difference[0] == "remove_table" and difference[1].name.startswith("note_text"))
    ]
    assert unexpected == []


def test_a_current_library_is_not_backed_up_and_not_touched(folder: LibraryFolder) -> None:
    before = folder.database.read_bytes()

    def refuse() -> None:
        raise AssertionError("nothing was to be changed")

    migrate.ensure_current(folder.database, refuse)
    assert folder.database.read_bytes() == before


def test_a_library_of_a_newer_version_is_refused_and_left_alone(folder: LibraryFolder) -> None:
    with closing(sqlite3.connect(folder.database)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = folder.database.read_bytes()
    with pytest.raises(LibraryNewerError, match="newer version"):
        migrate.ensure_current(folder.database, lambda: None)
    assert folder.database.read_bytes() == before


def test_another_program_s_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "collection.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE photos (id INTEGER)")
        database.commit()
    with pytest.raises(LibraryDamagedError, match="not a Flashcards library"):
        migrate.ensure_current(path, lambda: None)


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100, b"\x00" * 8192])
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "collection.db"
    path.write_bytes(content)
    with pytest.raises(LibraryDamagedError):
        migrate.ensure_current(path, lambda: None)
    assert path.read_bytes() == content


def test_a_schema_that_is_no_text_any_more_is_damage(folder: LibraryFolder) -> None:
    migrate.ensure_current(folder.database, lambda: None)
    with closing(sqlite3.connect(folder.database)) as database, database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "UPDATE sqlite_master SET sql = CAST(x'43524541544520a0' AS TEXT) WHERE name = 'deck'"
        )
    with pytest.raises(LibraryDamagedError, match="is damaged"):
        migrate.revision_of(folder.database)


def test_a_lost_revision_is_damage_and_no_newer_version(folder: LibraryFolder) -> None:
    migrate.ensure_current(folder.database, lambda: None)
    with closing(sqlite3.connect(folder.database)) as database, database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute("DELETE FROM alembic_version")
        database.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'NOT NULL', '') "
            "WHERE name = 'alembic_version'"
        )
    with closing(sqlite3.connect(folder.database)) as database, database:
        database.execute("INSERT INTO alembic_version VALUES (NULL)")
    with pytest.raises(LibraryDamagedError, match="revision"):
        migrate.revision_of(folder.database)


def test_a_new_library_is_made_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "collection.db"

    def fail(at: Path) -> None:
        at.write_bytes(b"half of a database")
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(migrate, "_upgrade", fail)
        with pytest.raises(KeyboardInterrupt):
            migrate.ensure_current(path, lambda: None)
    assert not path.exists()
    migrate.ensure_current(path, lambda: None)
    assert [file.name for file in tmp_path.iterdir()] == ["collection.db"]
    assert migrate.ensure_readable(path)
