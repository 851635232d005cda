"""Backups are copies that were opened and checked; the way back changes nothing if they are bad."""

from __future__ import annotations

import os
import sqlite3
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flashcards.clock import FixedClock
from flashcards.domain import thinning
from flashcards.domain.calendar import MS_PER_DAY
from flashcards.errors import LibraryDamagedError, LibraryNewerError, NotFoundError
from flashcards.storage import backup
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.integrity import check_database
from flashcards.storage.unit_of_work import Database
from tests.storage.test_unit_of_work import add_deck

NOW = 1_795_512_600_366


def backup_name(time_ms: int) -> str:
    """The name of the backup that was made at that moment."""
    return f"{datetime.fromtimestamp(time_ms / 1_000, UTC):%Y-%m-%dT%H%M%S}-000Z.db"


def deck_names(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return [row[0] for row in database.execute("SELECT name FROM deck ORDER BY name")]


@pytest.fixture
def filled(folder: LibraryFolder, database: Database) -> LibraryFolder:
    """A library with one deck, some of it still in the write-ahead log."""
    with database.write("import", "Import") as operation:
        add_deck(operation)
    return folder


def test_a_backup_holds_what_was_committed(filled: LibraryFolder) -> None:
    made = backup.make_backup(filled, NOW)
    assert made.report.ok
    assert made.path.parent == filled.backups
    assert deck_names(made.path) == ["Databases"]
    assert backup.newest_backup_ms(filled) == NOW - NOW % 1_000


def test_of_one_morning_the_newest_are_kept(filled: LibraryFolder) -> None:
    made = [backup.make_backup(filled, NOW + number * 1_000).path for number in range(9)]
    assert backup.backups_of(filled) == made[: -thinning.RECENT - 1 : -1]


def test_older_ones_are_thinned_to_days_weeks_and_months(filled: LibraryFolder) -> None:
    for day in range(400):
        copy = filled.backups / backup_name(NOW - day * MS_PER_DAY)
        copy.write_bytes(b"an older copy")
    made = backup.make_backup(filled, NOW + 1_000)
    kept = backup.backups_of(filled)
    assert kept[0] == made.path
    two_of_today, days, sundays, ends_of_months = 2, 6, 2, 11
    assert len(kept) == two_of_today + days + sundays + ends_of_months
    assert [path.name[:10] for path in kept[-3:]] == ["2026-02-28", "2026-01-31", "2025-12-31"]


def test_a_backup_that_somebody_renamed_stays(filled: LibraryFolder) -> None:
    renamed = backup.make_backup(filled, NOW).path.rename(filled.backups / "before-the-exam.db")
    for number in range(1, 10):
        backup.make_backup(filled, NOW + number * 1_000)
    assert renamed.exists()


def test_two_backups_in_one_moment_do_not_overwrite_each_other(filled: LibraryFolder) -> None:
    assert backup.make_backup(filled, NOW).path != backup.make_backup(filled, NOW).path
    assert len(backup.backups_of(filled)) == 2


def test_what_a_killed_backup_left_is_swept_but_not_one_under_way(filled: LibraryFolder) -> None:
    abandoned, under_way = filled.backups / "a.partial", filled.backups / "b.partial"
    for path, age_s in ((abandoned, 7_200), (under_way, 60)):
        path.write_bytes(b"half")
        os.utime(path, (NOW / 1_000 - age_s,) * 2)
    backup.make_backup(filled, NOW)
    assert (abandoned.exists(), under_way.exists()) == (False, True)


def test_a_damaged_library_is_not_backed_up_over_good_backups(
    filled: LibraryFolder, database: Database
) -> None:
    good = backup.make_backup(filled, NOW).path
    database.close()
    filled.database.write_bytes(filled.database.read_bytes()[:5000])
    with pytest.raises(LibraryDamagedError):
        backup.make_backup(filled, NOW + 1_000)
    assert backup.backups_of(filled) == [good]
    assert list(filled.backups.iterdir()) == [good]


def test_restoring_brings_the_backup_and_keeps_what_was_there(
    filled: LibraryFolder, database: Database
) -> None:
    made = backup.make_backup(filled, NOW)
    with database.write("import", "Import") as operation:
        add_deck(operation, 2, "Networking")
    database.close()
    report = backup.restore(filled, made.path, NOW + 60_000)
    assert report.ok
    assert deck_names(filled.database) == ["Databases"]
    kept = backup.backups_of(filled)[0]
    assert "before-restore" in kept.name
    assert deck_names(kept) == ["Databases", "Networking"]


def test_a_damaged_library_is_put_aside_when_a_backup_is_restored(
    filled: LibraryFolder, database: Database
) -> None:
    made = backup.make_backup(filled, NOW)
    database.close()
    filled.database.write_bytes(b"scrambled" * 1_000)
    backup.restore(filled, made.path, NOW + 60_000)
    assert deck_names(filled.database) == ["Databases"]
    aside = list(filled.backups.glob("*.damaged"))
    assert [path.read_bytes() for path in aside] == [b"scrambled" * 1_000]


@pytest.mark.parametrize("content", [b"", b"nonsense" * 500])
def test_a_bad_backup_is_refused_and_nothing_changes(
    filled: LibraryFolder, database: Database, tmp_path: Path, content: bytes
) -> None:
    database.close()
    bad = tmp_path / "bad.db"
    bad.write_bytes(content)
    with pytest.raises(LibraryDamagedError, match="Nothing was changed"):
        backup.restore(filled, bad, NOW)
    assert deck_names(filled.database) == ["Databases"]
    assert backup.backups_of(filled) == []


def test_a_backup_of_a_newer_version_is_refused(filled: LibraryFolder, database: Database) -> None:
    made = backup.make_backup(filled, NOW).path
    with closing(sqlite3.connect(made)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    database.close()
    with pytest.raises(LibraryNewerError):
        backup.restore(filled, made, NOW)
    assert deck_names(filled.database) == ["Databases"]


def test_a_backup_with_foreign_triggers_is_refused(
    filled: LibraryFolder, database: Database
) -> None:
    made = backup.make_backup(filled, NOW).path
    with closing(sqlite3.connect(made)) as raw:
        raw.execute("CREATE TRIGGER greedy AFTER INSERT ON operation BEGIN DELETE FROM deck; END")
    database.close()
    with pytest.raises(LibraryDamagedError, match="greedy"):
        backup.restore(filled, made, NOW)


def test_a_backup_that_is_not_there_is_named(filled: LibraryFolder, tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="there is no backup"):
        backup.restore(filled, tmp_path / "absent.db", NOW)


def test_an_archive_holds_the_media_too_and_comes_back(
    filled: LibraryFolder, database: Database, tmp_path: Path
) -> None:
    (filled.media / "abc.png").write_bytes(b"picture")
    archive = tmp_path / "library.zip"
    assert backup.write_archive(filled, archive) == 1
    database.close()
    other = LibraryFolder(tmp_path / "other")
    backup.restore(other, archive, NOW)
    assert deck_names(other.database) == ["Databases"]
    assert (other.media / "abc.png").read_bytes() == b"picture"


def test_an_archive_holds_the_recordings_and_spares_those_that_are_there(
    filled: LibraryFolder, tmp_path: Path
) -> None:
    filled.recordings.mkdir()
    (filled.recordings / "7-1.wav").write_bytes(b"spoken")
    archive = tmp_path / "library.zip"
    backup.write_archive(filled, archive)
    other = LibraryFolder(tmp_path / "other")
    backup.restore(other, archive, NOW)
    assert (other.recordings / "7-1.wav").read_bytes() == b"spoken"
    (other.recordings / "7-1.wav").write_bytes(b"said later")
    (other.recordings / "8-1.wav").write_bytes(b"new")
    backup.restore(other, archive, NOW)
    assert (other.recordings / "7-1.wav").read_bytes() == b"said later"
    assert (other.recordings / "8-1.wav").read_bytes() == b"new"


def test_an_automatic_backup_leaves_recordings_where_they_are(filled: LibraryFolder) -> None:
    filled.recordings.mkdir()
    (filled.recordings / "7-1.wav").write_bytes(b"spoken")
    made = backup.make_backup(filled, NOW)
    backup.restore(filled, made.path, NOW)
    assert (filled.recordings / "7-1.wav").read_bytes() == b"spoken"


def test_an_archive_cannot_write_outside_the_media_folder(
    filled: LibraryFolder, tmp_path: Path
) -> None:
    archive = tmp_path / "library.zip"
    backup.write_archive(filled, archive)
    with zipfile.ZipFile(archive, "a") as zipped:
        zipped.writestr("media/../../escaped.txt", "x")
        zipped.writestr("../escaped.txt", "x")
        zipped.writestr("recordings/../../escaped.txt", "x")
    other = LibraryFolder(tmp_path / "deep" / "other")
    backup.restore(other, archive, NOW)
    assert list(tmp_path.rglob("escaped.txt")) == []


def test_flipped_bytes_in_the_log_are_found(
    folder: LibraryFolder, database: Database, clock: FixedClock
) -> None:
    with database.write("review", "Answer") as operation:
        operation.execute("DROP TRIGGER review_is_append_only")
        operation.execute(
            "INSERT INTO review (id, card_id, device_id, kind, time_ms, study_day, hash) "
            "VALUES (1, 5, 7, 'review', :now, 20781, 12345)",
            now=clock.now_ms(),
        )
        operation.touched.add("review")
    report = check_database(folder.database)
    assert any("hash" in problem for problem in report.problems)
    assert any("cards that don't exist" in problem for problem in report.problems)
