"""Media files are on the disk before anything names them, and go when nothing may need them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from flashcards.errors import LibraryWriteError
from flashcards.storage import backup, media_files
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.integrity import check_database
from flashcards.storage.media import (
    StoredName,
    files_of,
    media_id,
    named_files,
    save_names,
    stored_names,
)
from flashcards.storage.media_files import file_name, media_faults, sweep, writing_media
from flashcards.storage.unit_of_work import Database

DATA = b"GIF89a and so on"
OTHER = b"GIF89a and on so"
FILE, OTHER_FILE = file_name(DATA, "gif"), file_name(OTHER, "gif")


def keep(database: Database, name: str, file: str, kind: str = "import") -> int:
    with database.write(kind, "Import") as operation:
        save_names(operation, "n", [StoredName(name, file, len(DATA))])
        return operation.id


def write(folder: LibraryFolder, *contents: bytes) -> None:
    with writing_media(folder.media) as writer:
        for data in contents:
            writer.put(file_name(data, "gif"), data)


def files(folder: LibraryFolder) -> list[str]:
    return sorted(path.name for path in folder.media.iterdir())


class TestWriting:
    def test_files_are_named_by_what_is_in_them_and_are_there_once(
        self, folder: LibraryFolder
    ) -> None:
        write(folder, DATA, OTHER, DATA)
        assert files(folder) == sorted((FILE, OTHER_FILE))
        assert (folder.media / FILE).read_bytes() == DATA

    def test_all_are_synced_before_the_first_has_its_name_and_the_folder_once_after_the_last(
        self, folder: LibraryFolder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        steps: list[str] = []
        fsync, move, sync_folder = os.fsync, Path.replace, media_files.sync_folder

        def watched_fsync(descriptor: int) -> None:
            steps.append("sync")
            fsync(descriptor)

        def watched_move(source: Path, target: Path) -> Path:
            steps.append("name")
            return move(source, target)

        def watched_folder(path: Path) -> None:
            sync_folder(path)
            steps[-1] = "folder"

        monkeypatch.setattr(os, "fsync", watched_fsync)
        monkeypatch.setattr(Path, "replace", watched_move)
        monkeypatch.setattr(media_files, "sync_folder", watched_folder)
        write(folder, DATA, OTHER)
        assert steps == ["sync", "sync", "name", "name", "folder"]

    def test_a_file_that_is_there_is_not_written_again(
        self, folder: LibraryFolder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write(folder, DATA)
        monkeypatch.setattr(Path, "write_bytes", lambda *_: pytest.fail("written again"))
        write(folder, DATA)

    def test_a_cut_file_is_written_anew(self, folder: LibraryFolder) -> None:
        (folder.media / FILE).write_bytes(DATA[:5])
        write(folder, DATA)
        assert (folder.media / FILE).read_bytes() == DATA

    def test_what_fails_leaves_nothing(self, folder: LibraryFolder) -> None:
        def fail() -> None:
            with writing_media(folder.media) as writer:
                writer.put(FILE, DATA)
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            fail()
        assert files(folder) == []

    def test_a_disk_that_refuses_is_told_in_words(
        self, folder: LibraryFolder, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refuse(_path: Path, _data: bytes) -> int:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, "write_bytes", refuse)
        with pytest.raises(LibraryWriteError, match="No space left"):
            write(folder, DATA)
        assert files(folder) == []


class TestNames:
    def test_a_name_belongs_to_its_namespace(self, database: Database) -> None:
        keep(database, "a.gif", FILE)
        with database.read() as reader:
            assert files_of(reader, "n", ["a.gif", "b.gif"]) == {"a.gif": FILE}
            assert files_of(reader, "m", ["a.gif"]) == {}

    def test_a_name_that_was_undone_has_no_file_but_can_have_one_again(
        self, database: Database
    ) -> None:
        keep(database, "a.gif", FILE)
        with database.write("undo", "Import") as operation:
            operation.update("media", media_id("n", "a.gif"), deleted_by=operation.id)
        with database.read() as reader:
            assert files_of(reader, "n", ["a.gif"]) == {}
            assert stored_names(reader, "n", ["a.gif"])["a.gif"].deleted
        keep(database, "a.gif", OTHER_FILE)
        with database.read() as reader:
            assert files_of(reader, "n", ["a.gif"]) == {"a.gif": OTHER_FILE}

    def test_the_same_again_changes_nothing(self, database: Database) -> None:
        keep(database, "a.gif", FILE)
        with database.write("import", "Import") as operation:
            save_names(operation, "n", [StoredName("a.gif", FILE, len(DATA))])
            assert operation.kept_id is None


class TestFaults:
    def test_a_lost_and_an_altered_file_are_found_and_named(
        self, folder: LibraryFolder, database: Database
    ) -> None:
        write(folder, DATA, OTHER)
        keep(database, "a.gif", FILE)
        keep(database, "b.gif", OTHER_FILE)
        with database.read() as reader:
            assert not media_faults(reader, folder.media)
            (folder.media / FILE).unlink()
            (folder.media / OTHER_FILE).write_bytes(OTHER[::-1])
            faults = media_faults(reader, folder.media)
        assert faults.missing == ((FILE, "a.gif"),)
        assert faults.altered == ((OTHER_FILE, "b.gif"),)
        media_files.set_aside(folder.media, faults)
        assert files(folder) == [f"{OTHER_FILE}.altered"]


class TestAForeignDatabase:
    """What a restored backup says of files leads nowhere but into the media folder."""

    @pytest.mark.parametrize("file", ["../secret.png", "/etc/hostname", "..", "a/b.png", "C:a.png"])
    def test_a_path_in_the_place_of_a_name_is_damage(
        self, folder: LibraryFolder, database: Database, file: str
    ) -> None:
        keep(database, "a.gif", FILE)
        assert check_database(folder.database).ok
        keep(database, "b.gif", file)
        (problem,) = check_database(folder.database).problems
        assert "has no name of its own" in problem

    def test_and_is_neither_read_nor_moved(
        self, folder: LibraryFolder, database: Database, tmp_path: Path
    ) -> None:
        secret = folder.path / "secret.png"
        secret.write_bytes(b"secret")
        keep(database, "b.gif", "../secret.png")
        with database.read() as reader:
            faults = media_faults(reader, folder.media)
        assert faults.missing == (("../secret.png", "b.gif"),)
        media_files.set_aside(folder.media, faults)
        places = {"media/b.gif": "../secret.png"}
        assert media_files.copy_media(folder.media, tmp_path, places) == ["media/b.gif"]
        assert secret.read_bytes() == b"secret"


class TestSweep:
    """What is removed: the program's own files that nothing can ask for any more."""

    def swept(self, database: Database, folder: LibraryFolder) -> int:
        with database.read() as reader:
            return sweep(reader, folder)

    def test_a_file_that_a_crash_left_goes(self, folder: LibraryFolder, database: Database) -> None:
        write(folder, DATA)
        (folder.media / f".{FILE}.77.partial").write_bytes(b"half")
        assert self.swept(database, folder) == 2
        assert files(folder) == []

    def test_a_file_with_a_name_stays(self, folder: LibraryFolder, database: Database) -> None:
        write(folder, DATA)
        keep(database, "a.gif", FILE)
        assert self.swept(database, folder) == 0

    def test_a_file_of_somebody_else_stays(self, folder: LibraryFolder, database: Database) -> None:
        for name in ("holiday.png", f"{FILE}.altered", "0123.gif"):
            (folder.media / name).write_bytes(DATA)
        assert self.swept(database, folder) == 0
        assert len(files(folder)) == 3

    def test_the_version_before_a_change_stays_while_undo_can_bring_it_back(
        self, folder: LibraryFolder, database: Database
    ) -> None:
        write(folder, DATA, OTHER)
        keep(database, "a.gif", FILE)
        keep(database, "a.gif", OTHER_FILE)
        assert self.swept(database, folder) == 0

    def test_the_version_before_an_update_of_the_built_in_decks_goes(
        self, folder: LibraryFolder, database: Database
    ) -> None:
        write(folder, DATA, OTHER)
        keep(database, "a.gif", FILE, kind="setup")
        keep(database, "a.gif", OTHER_FILE, kind="setup")
        assert self.swept(database, folder) == 1
        assert files(folder) == [OTHER_FILE]

    def test_what_an_undone_import_brought_stays_until_redo_is_past(
        self, folder: LibraryFolder, database: Database
    ) -> None:
        write(folder, DATA)
        made = keep(database, "a.gif", FILE)
        with database.write("undo", "Import", target=made) as operation:
            operation.update("media", media_id("n", "a.gif"), deleted_by=operation.id)
            operation.execute("UPDATE operation SET undone = 1 WHERE id = :id", id=made)
        assert self.swept(database, folder) == 0
        keep(database, "b.gif", OTHER_FILE)
        assert self.swept(database, folder) == 1
        assert files(folder) == []

    def test_what_a_backup_names_stays(self, folder: LibraryFolder, database: Database) -> None:
        write(folder, DATA)
        keep(database, "a.gif", FILE)
        made = backup.make_backup(folder, 1_795_512_600_366)
        with database.write("setup", "Remove") as operation:
            operation.execute("DELETE FROM media")
            operation.execute("DELETE FROM operation")
            operation.touched.add("media")
        with database.read() as reader:
            assert named_files(reader) == frozenset()
        assert self.swept(database, folder) == 0
        made.path.unlink()
        assert self.swept(database, folder) == 1
