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

from flashcards.errors import (
    LibraryDamagedError,
    LibraryError,
    LibraryNewerError,
    LibraryWriteError,
)
from flashcards.storage import backup, migrate, snapshot
from flashcards.storage.engine import open_engine
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.tables import metadata
from tests.storage.old_library import FIRST, contents, make_old, schema


def test_a_fresh_library_has_the_present_revision(folder: LibraryFolder) -> None:
    assert migrate.revision_of(folder.database) == migrate.HEAD
    assert migrate.ensure_readable(folder.database)


def test_the_head_is_the_newest_script_and_the_snapshot_knows_it() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrate.__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_current_head() == migrate.HEAD
    assert {script.revision for script in scripts.walk_revisions()} == migrate.KNOWN_REVISIONS
    assert migrate.HEAD in snapshot.READABLE_REVISIONS <= migrate.KNOWN_REVISIONS


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
        patch.setattr(migrate, "upgrade", fail)
        with pytest.raises(KeyboardInterrupt):
            migrate.ensure_current(path, lambda: None)
    assert not path.exists()
    migrate.ensure_current(path, lambda: None)
    assert [file.name for file in tmp_path.iterdir()] == ["collection.db"]
    assert migrate.ensure_readable(path)


@pytest.fixture
def old(tmp_path: Path) -> LibraryFolder:
    """A library of the first version with a note, its card and an answer."""
    folder = LibraryFolder(tmp_path / "old")
    folder.create()
    make_old(folder.database)
    with closing(sqlite3.connect(folder.database)) as database, database:
        database.executescript(
            """
            INSERT INTO operation (id, kind, label) VALUES (1, 'import', 'Import');
            INSERT INTO note_type (id, name, kind) VALUES (2, 'Basic', 'basic');
            INSERT INTO deck (id, name, namespace, created_by) VALUES (3, 'Databases', 'n', 1);
            INSERT INTO note (id, note_type_id, deck_id, namespace, kind, heading, fields,
              created_by) VALUES (4, 2, 3, 'n', 'basic', 'Why an index?', 'Why an index?', 1);
            INSERT INTO card (id, note_id, deck_id, key, flag, created_by)
              VALUES (5, 4, 3, 'forward', 2, 1);
            INSERT INTO setting (key, value) VALUES ('new_per_day', '7');
            """
        )
    return folder


class TestAnOlderLibrary:
    """A library of the first version comes to the present schema as it is."""

    def test_its_rows_stay_and_its_schema_is_that_of_a_fresh_one(
        self, old: LibraryFolder, folder: LibraryFolder
    ) -> None:
        before = contents(old.database)
        migrate.ensure_current(old.database, lambda: None)
        assert migrate.revision_of(old.database) == migrate.HEAD
        assert contents(old.database, list(before)) == before
        assert schema(old.database) == schema(folder.database)

    def test_it_is_backed_up_before_and_the_backup_is_whole(self, old: LibraryFolder) -> None:
        made: list[backup.Backup] = []

        def back_up() -> None:
            assert migrate.revision_of(old.database) == FIRST
            made.append(backup.make_backup(old, 1_795_512_600_366, "before-migration"))

        migrate.ensure_current(old.database, back_up)
        assert made[0].report.ok
        assert made[0].report.cards == 1
        assert migrate.revision_of(made[0].path) == FIRST

    def test_where_the_backup_fails_nothing_is_changed(self, old: LibraryFolder) -> None:
        def fail() -> None:
            raise LibraryWriteError("the disk is full.")

        with pytest.raises(LibraryWriteError):
            migrate.ensure_current(old.database, fail)
        assert migrate.revision_of(old.database) == FIRST

    def test_a_migration_that_fails_at_its_end_leaves_it_as_it_was(
        self, old: LibraryFolder
    ) -> None:
        with closing(sqlite3.connect(old.database)) as database, database:
            database.execute("CREATE TABLE saved_search (id INTEGER)")
        before = schema(old.database), contents(old.database)
        with pytest.raises(LibraryError):
            migrate.ensure_current(old.database, lambda: None)
        assert migrate.revision_of(old.database) == FIRST
        assert (schema(old.database), contents(old.database)) == before

    def test_one_that_can_not_be_written_to_says_so(self, old: LibraryFolder) -> None:
        with pytest.raises(LibraryWriteError, match="older version"):
            migrate.require_present(old.database)
        migrate.ensure_current(old.database, lambda: None)
        migrate.require_present(old.database)

    def test_the_first_paint_reads_it_as_it_is(self, old: LibraryFolder) -> None:
        with snapshot.snapshot(old.database) as reader:
            assert reader is not None
            assert reader.value("SELECT name FROM deck") == "Databases"

    def test_a_backup_of_it_is_brought_up_to_date_when_it_is_restored(
        self, old: LibraryFolder, folder: LibraryFolder
    ) -> None:
        before = contents(old.database)
        source = backup.make_backup(old, 1_795_512_600_366).path
        as_backed_up = source.read_bytes()
        report = backup.restore(folder, source, 1_795_512_600_366)
        assert report.ok
        assert migrate.revision_of(folder.database) == migrate.HEAD
        assert contents(folder.database, list(before)) == before
        assert source.read_bytes() == as_backed_up

    def test_what_a_restore_replaces_is_kept_though_it_is_older(
        self, old: LibraryFolder, folder: LibraryFolder
    ) -> None:
        source = backup.make_backup(folder, 1_795_512_600_366).path
        backup.restore(old, source, 1_795_512_600_366)
        (kept,) = backup.backups_of(old)
        assert migrate.revision_of(kept) == FIRST

    def test_an_archive_of_it_comes_back_too(
        self, old: LibraryFolder, folder: LibraryFolder, tmp_path: Path
    ) -> None:
        (old.media / "a.png").write_bytes(b"picture")
        backup.write_archive(old, tmp_path / "library.zip")
        backup.restore(folder, tmp_path / "library.zip", 1_795_512_600_366)
        assert migrate.ensure_readable(folder.database)
        assert (folder.media / "a.png").read_bytes() == b"picture"
