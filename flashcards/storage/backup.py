"""Verified copies of a library, and the way back to one."""

from __future__ import annotations

import os
import shutil
import sqlite3
import zipfile
import zlib
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flashcards.domain.thinning import worth_keeping
from flashcards.errors import (
    LibraryDamagedError,
    LibraryNewerError,
    LibraryWriteError,
    NotFoundError,
)
from flashcards.storage.engine import library_error
from flashcards.storage.files import replacing, sync_folder
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.integrity import CheckReport, check_database
from flashcards.storage.migrate import ensure_readable, upgrade
from flashcards.storage.sqlite_uri import reading_uri

_ABANDONED_MS = 60 * 60 * 1_000
_SUFFIX = ".db"
_ARCHIVE_DATABASE = "collection.db"
_ARCHIVE_FOLDERS = ("media", "recordings")


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup file and what was counted in it when it was verified."""

    path: Path
    report: CheckReport


def make_backup(folder: LibraryFolder, now_ms: int, reason: str = "") -> Backup:
    """Copy the database into ``backups/``, open and check the copy, thin the older ones.

    Raises LibraryDamagedError when the copy does not pass (older backups then stay), and
    LibraryWriteError when the disk refuses.
    """
    folder.create()
    _sweep(folder, now_ms)
    target = _free_name(folder.backups, now_ms, reason)
    partial = target.with_suffix(".partial")
    try:
        partial.touch()
        copy_database(folder.database, partial)
        report = check_database(partial, hashes=False)
        if not report.ok:
            raise LibraryDamagedError(
                f"the library is damaged, so no backup was made of it: {report.problems[0]}. "
                "Older backups are kept; `flashcards restore FILE` brings one back."
            )
        _sync(partial)
        partial.replace(target)
    except OSError as error:
        raise LibraryWriteError(f"can't write a backup to {target}: {error.strerror}.") from error
    finally:
        _remove_partial(partial)
    thin(folder, spared=target)
    return Backup(target, report)


def _sweep(folder: LibraryFolder, now_ms: int) -> None:
    """Remove unfinished copies of processes that were killed, not one that is being written."""
    for leftover in folder.backups.glob("*.partial*"):
        with suppress(OSError):
            if leftover.stat().st_mtime < (now_ms - _ABANDONED_MS) / 1_000:
                leftover.unlink()


def _remove_partial(partial: Path) -> None:
    """Remove what a failed copy left, also the journal that SQLite keeps on a full disk."""
    for leftover in (partial, partial.with_name(f"{partial.name}-journal")):
        # a read-only disk refuses even this, and has said why before
        with suppress(OSError):
            leftover.unlink(missing_ok=True)


def copy_database(source: Path, target: Path) -> None:
    """Copy a database through SQLite's backup API, which sees a consistent state.

    Raises LibraryError in the library's own words when either side fails.
    """
    try:
        with (
            closing(sqlite3.connect(reading_uri(source), uri=True)) as original,
            closing(sqlite3.connect(target)) as copy,
        ):
            original.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
    except sqlite3.DatabaseError as error:
        raise library_error(error, source) from error


def backups_of(folder: LibraryFolder) -> list[Path]:
    """The backups, newest first."""
    if not folder.backups.is_dir():
        return []
    return sorted(folder.backups.glob(f"*{_SUFFIX}"), key=lambda path: path.name, reverse=True)


def newest_backup_ms(folder: LibraryFolder, now_ms: int | None = None) -> int | None:
    """When the newest backup was made, by its name; None without one.

    ``now_ms``: not counting what a clock that was wrong has named after that moment.
    """
    for path in backups_of(folder):
        time_ms = made_ms(path)
        if time_ms is not None and (now_ms is None or time_ms <= now_ms):
            return time_ms
    return None


def made_ms(path: Path) -> int | None:
    """When a backup was made, by its name; None for one that somebody has renamed."""
    try:
        moment = datetime.strptime(path.name[:17], "%Y-%m-%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return round(moment.timestamp() * 1_000)


def holds_operation(folder: LibraryFolder, operation: int) -> bool:
    """Whether the backup that was made last has that operation, whatever the clock said."""
    made = sorted(backups_of(folder), key=lambda path: path.stat().st_mtime_ns)
    if not made:
        return False
    try:
        with closing(sqlite3.connect(f"{made[-1].resolve().as_uri()}?mode=ro", uri=True)) as copy:
            found = copy.execute("SELECT 1 FROM operation WHERE id = ?", (operation,)).fetchone()
    except sqlite3.DatabaseError:
        return False
    return found is not None


def thin(folder: LibraryFolder, spared: Path) -> None:
    """Remove the backups that ``worth_keeping`` doesn't name.

    ``spared`` stays whatever its name says, and so does one that somebody has given another name.
    """
    made = {path: made_ms(path) for path in backups_of(folder) if path != spared}
    times = [time_ms for time_ms in (*made.values(), made_ms(spared)) if time_ms is not None]
    kept = worth_keeping(times)
    for path, time_ms in made.items():
        if time_ms is not None and time_ms not in kept:
            path.unlink(missing_ok=True)


def write_archive(folder: LibraryFolder, target: Path) -> int:
    """The whole library as one zip file, with media and recordings; how many of these it holds."""
    with (
        replacing(target) as partial,
        TemporaryDirectory(dir=partial.parent, prefix=".flashcards-") as temporary,
    ):
        copy = Path(temporary) / _ARCHIVE_DATABASE
        copy_database(folder.database, copy)
        report = check_database(copy)
        if not report.ok:
            raise LibraryDamagedError(f"the library is damaged: {report.problems[0]}.")
        files = [
            path
            for part in (folder.media, folder.recordings)
            for path in sorted(part.glob("*"))
            if path.is_file()
        ]
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(copy, _ARCHIVE_DATABASE)
            for path in files:
                archive.write(path, f"{path.parent.name}/{path.name}", zipfile.ZIP_STORED)
    return len(files)


def restore(folder: LibraryFolder, source: Path, now_ms: int) -> CheckReport:
    """Put a backup in the place of the library's database.

    The backup is checked first, and a copy of one from an older version is brought up to date;
    what is there now is kept beside the backups, damaged or not.
    The caller holds the lock and has closed the database. Raises NotFoundError,
    LibraryDamagedError, LibraryNewerError or LibraryWriteError, and then nothing was changed.
    """
    if not source.is_file():
        raise NotFoundError(f"there is no backup {source}.")
    folder.create()
    try:
        with TemporaryDirectory(dir=folder.path) as temporary:
            return _restore(folder, source, now_ms, Path(temporary))
    except OSError as error:
        raise LibraryWriteError(f"can't restore {source}: {error.strerror}.") from error


def _restore(folder: LibraryFolder, source: Path, now_ms: int, temporary: Path) -> CheckReport:
    candidate = temporary / _ARCHIVE_DATABASE
    try:
        files = _unpack(source, candidate, temporary)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise LibraryDamagedError(f"{source} is a damaged archive. Nothing was changed.") from error
    report = check_database(candidate)
    if not report.ok:
        problem = report.problems[0]
        reason = "it can't be opened as one" if str(candidate) in problem else problem
        raise LibraryDamagedError(
            f"{source} is not a whole library ({reason}). Nothing was changed."
        )
    if not ensure_readable(candidate):
        upgrade(candidate)
    _keep_present(folder, now_ms)
    # before the database that names them: a file too many does no harm, one too few does
    for path in files:
        target = folder.path / path.parent.name / path.name
        if not target.exists():
            target.parent.mkdir(exist_ok=True)
            _sync(path)
            path.replace(target)
    for part in {folder.path / path.parent.name for path in files}:
        sync_folder(part)
    _sync(candidate)
    for rest in ("-wal", "-shm"):
        folder.database.with_name(folder.database.name + rest).unlink(missing_ok=True)
    candidate.replace(folder.database)
    sync_folder(folder.path)
    return report


def _unpack(source: Path, candidate: Path, temporary: Path) -> list[Path]:
    """Bring the database to ``candidate``; the other files, in folders named as the library's."""
    if not zipfile.is_zipfile(source):
        shutil.copyfile(source, candidate)
        return []
    unpacked = []
    with zipfile.ZipFile(source) as archive:
        for entry in archive.infolist():
            part, _slash, name = entry.filename.partition("/")
            if entry.filename == _ARCHIVE_DATABASE:
                target = candidate
            elif part in _ARCHIVE_FOLDERS and name == Path(name).name and name not in ("", ".."):
                target = temporary / part / name
                target.parent.mkdir(exist_ok=True)
                unpacked.append(target)
            else:
                continue
            with archive.open(entry) as packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file)
    return unpacked


def _keep_present(folder: LibraryFolder, now_ms: int) -> None:
    if not folder.exists:
        return
    kept = _free_name(folder.backups, now_ms, "before-restore")
    try:
        whole, suffix = check_database(folder.database, hashes=False).ok, ".damaged"
    except LibraryNewerError:
        whole, suffix = False, ".newer"
    if whole:
        copy_database(folder.database, kept)
        return
    as_it_is = kept.with_suffix(suffix)
    shutil.copyfile(folder.database, as_it_is)
    wal = folder.database.with_name(folder.database.name + "-wal")
    if wal.exists():
        shutil.copyfile(wal, as_it_is.with_name(as_it_is.name + "-wal"))


def _free_name(folder: Path, now_ms: int, reason: str) -> Path:
    moment = datetime.fromtimestamp(now_ms / 1_000, UTC)
    stem = f"{moment:%Y-%m-%dT%H%M%S}-{now_ms % 1_000:03d}Z" + (f"-{reason}" if reason else "")
    path = folder / f"{stem}{_SUFFIX}"
    number = 2
    while path.exists():
        path = folder / f"{stem}-{number}{_SUFFIX}"
        number += 1
    return path


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
