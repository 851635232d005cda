"""The files of the media folder: named by the hash of what is in them, written once, never changed.

They reach the disk before the transaction that names them is committed. What a crash leaves there
is a file that nothing names; ``unnamed_files`` finds it.
"""

from __future__ import annotations

import hashlib
import os
import re
import sqlite3
import stat
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from flashcards.errors import LibraryWriteError
from flashcards.storage.backup import backups_of
from flashcards.storage.files import sync_folder
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.media import living_files, named_files
from flashcards.storage.reading import Reader
from flashcards.storage.sqlite_uri import reading_uri

_HASH_BYTES = 16
OWN_NAME = re.compile(r"[0-9a-f]{32}\.[a-z0-9]{1,5}")
"""The name of a file in the media folder: the hash of its bytes, and its ending."""

_PARTIAL = re.compile(r"\.[0-9a-f]{32}\.[a-z0-9]{1,5}\.\d+\.partial")
_CHUNK = 2**20
_SYNCED_AT_ONCE = 16
_ALTERED = ".altered"


def file_name(data: bytes, extension: str) -> str:
    """The name of a file with these bytes: their BLAKE2b hash of 128 bits."""
    return f"{hashlib.blake2b(data, digest_size=_HASH_BYTES).hexdigest()}.{extension}"


@dataclass(slots=True)
class MediaWriter:
    """Writes files under temporary names and gives them their own when all are on the disk."""

    folder: Path
    _partial: dict[str, Path] = field(default_factory=dict)

    def put(self, name: str, data: bytes) -> None:
        """Write a file unless it is there."""
        target = self.folder / name
        if name in self._partial or _size(target) == len(data):
            return
        partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
        self._partial[name] = partial
        partial.write_bytes(data)

    def finish(self) -> None:
        """Bring all files to the disk and to their names; the folder is synced once for all.

        The files are synced side by side: the disk then takes many in one go, where it would
        else write its journal for each (160 files: 20 ms instead of 500).
        """
        with ThreadPoolExecutor(max_workers=_SYNCED_AT_ONCE) as pool:
            list(pool.map(_sync, self._partial.values()))
        for name, partial in self._partial.items():
            partial.replace(self.folder / name)
        for folder in {partial.parent for partial in self._partial.values()}:
            sync_folder(folder)
        self._partial.clear()

    def discard(self) -> None:
        """Remove what was not finished."""
        for partial in self._partial.values():
            with suppress(OSError):
                partial.unlink(missing_ok=True)


@contextmanager
def writing_media(folder: Path) -> Iterator[MediaWriter]:
    """A writer whose files are all there when the block ends well, and none of them when it fails.

    Raises LibraryWriteError, in words, for whatever the disk refuses.
    """
    writer = MediaWriter(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        yield writer
        writer.finish()
    except OSError as error:
        raise LibraryWriteError(
            f"can't write media to {folder}: {error.strerror or error}. Nothing was changed."
        ) from error
    finally:
        writer.discard()


def copy_media(source: Path, target: Path, places: Mapping[str, str]) -> list[str]:
    """Copy files of the media folder to paths below ``target``; those that are not there to copy.

    ``places``: the file for each path. Raises LibraryWriteError where the disk refuses.
    """
    gone = []
    with writing_media(target) as writer:
        for place, file in places.items():
            data = _read(source, file)
            if data is None:
                gone.append(place)
                continue
            (target / place).parent.mkdir(parents=True, exist_ok=True)
            writer.put(place, data)
    return gone


@dataclass(frozen=True, slots=True)
class MediaFaults:
    """Media whose files are gone, and those whose bytes are not what they were; (file, name)."""

    missing: tuple[tuple[str, str], ...] = ()
    altered: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.altered)


def media_faults(
    reader: Reader, folder: Path, progress: Callable[[int, int], object] | None = None
) -> MediaFaults:
    """Look at the files of all media; their hash is in their name."""
    missing, altered = [], []
    living = list(living_files(reader))
    for number, (file, name) in enumerate(living, 1):
        found = file_hash(folder / file) if OWN_NAME.fullmatch(file) else None
        if found is None:
            missing.append((file, name))
        elif found != file.partition(".")[0]:
            altered.append((file, name))
        if progress is not None:
            progress(number, len(living))
    return MediaFaults(tuple(missing), tuple(altered))


def set_aside(folder: Path, files: MediaFaults) -> None:
    """Take the names from altered files, so that what brought them can bring them again."""
    for file, _ in files.altered:
        with suppress(OSError):
            (folder / file).replace(folder / f"{file}{_ALTERED}")


def unnamed_files(reader: Reader, library: LibraryFolder) -> list[Path]:
    """The program's files in the media folder that no name, no undo and no backup needs.

    Files that have other names than the program gives are left alone.
    """
    if not library.media.is_dir():
        return []
    named = named_files(reader)
    unnamed, abandoned = [], []
    for path in sorted(library.media.iterdir()):
        if _PARTIAL.fullmatch(path.name):
            abandoned.append(path)
        elif OWN_NAME.fullmatch(path.name) and path.name not in named:
            unnamed.append(path)
    if unnamed:
        wanted = frozenset[str]().union(*map(_named_in_backup, backups_of(library)))
        unnamed = [path for path in unnamed if path.name not in wanted]
    return abandoned + unnamed


def sweep(reader: Reader, library: LibraryFolder) -> int:
    """Remove ``unnamed_files``; how many. The caller holds the lock."""
    removed = 0
    for path in unnamed_files(reader, library):
        with suppress(OSError):
            path.unlink()
            removed += 1
    return removed


def _named_in_backup(path: Path) -> frozenset[str]:
    """The files that a backup names: to bring it back, they have to be there."""
    try:
        with closing(sqlite3.connect(reading_uri(path), uri=True)) as copy:
            rows = copy.execute("SELECT file FROM media WHERE deleted_by IS NULL")
            return frozenset(row[0] for row in rows)
    except sqlite3.DatabaseError:
        return frozenset()  # of an older version, or damaged: it names none


def _read(folder: Path, file: str) -> bytes | None:
    """The bytes of a file right in the media folder, None for one that is not there."""
    if not OWN_NAME.fullmatch(file):
        return None
    try:
        return (folder / file).read_bytes()
    except OSError:
        return None


def _sync(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _size(path: Path) -> int | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    return found.st_size if stat.S_ISREG(found.st_mode) else None


def file_hash(path: Path) -> str | None:
    """The hash of a file as names have it, None for one that is not there."""
    if _size(path) is None:
        return None
    digest = hashlib.blake2b(digest_size=_HASH_BYTES)
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
    except OSError:
        return None
    return digest.hexdigest()
