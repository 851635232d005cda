"""The backups of a library, as a person picks one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from flashcards.domain.calendar import MS_PER_SECOND
from flashcards.domain.wording import count_text
from flashcards.storage.backup import backups_of, made_ms
from flashcards.storage.folder import LibraryFolder

_KIB = 1_024


@dataclass(frozen=True, slots=True)
class BackupLine:
    """A backup: when it was made, and how large it is and why it was made, in words."""

    path: Path
    when: str
    words: str


def backup_lines(folder: LibraryFolder) -> tuple[BackupLine, ...]:
    """The backups, the newest first."""
    return tuple(_line(path) for path in backups_of(folder))


def _line(path: Path) -> BackupLine:
    found = path.stat()
    # by its name: a copied library has files of today
    named = made_ms(path)
    seconds = found.st_mtime if named is None else named / MS_PER_SECOND
    made = datetime.fromtimestamp(seconds).astimezone()
    size = count_text(max(1, round(found.st_size / _KIB)), "kB", "kB")
    return BackupLine(path, f"{made:%d %B %Y, %H:%M}".lstrip("0"), f"{path.name}, {size}")
