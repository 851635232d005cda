"""Keeping the library safe: check, repair, backups, and the way back to one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from flashcards.clock import Clock
from flashcards.domain.calendar import MS_PER_DAY, ClockFault, clock_faults
from flashcards.domain.wording import count_text
from flashcards.errors import LibraryDamagedError
from flashcards.language import _
from flashcards.services.jobs import Progress, no_progress
from flashcards.services.library import BUILT_IN_KEY
from flashcards.services.scheduling.rebuild import (
    MEMORY_VERSION,
    MEMORY_VERSION_KEY,
    drift,
    mend,
    meta,
    rebuild,
    set_meta,
)
from flashcards.services.scheduling.schedulers import SchedulerSource
from flashcards.storage import backup
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.integrity import CheckReport, check_database
from flashcards.storage.lock import LibraryLock
from flashcards.storage.media_files import MediaFaults, media_faults, set_aside, sweep
from flashcards.storage.reading import Reader
from flashcards.storage.review_log import answer_times
from flashcards.storage.unit_of_work import Database

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did. ``media_removed``: files that nothing named any more."""

    cards_rebuilt: int
    backup: Path
    media_removed: int = 0


class MaintenanceService:
    """Checks, repairs and backs up an open library."""

    def __init__(
        self, folder: LibraryFolder, database: Database, schedulers: SchedulerSource
    ) -> None:
        self._folder = folder
        self._database = database
        self._schedulers = schedulers

    def check(self, progress: Progress = no_progress) -> CheckReport:
        """Check the database, the log's hashes, what is cached against the log, and the media."""
        report = check_database(self._folder.database)
        if not report.ok:
            return report
        with self._database.read() as reader:
            drifted = drift(reader, self._schedulers, progress)
            remarks = _clock_remarks(reader, self._database.clock.now_ms())
            faults = media_faults(reader, self._folder.media, progress.step)
        words = [
            _("{found}; `flashcards check --repair` mends that").format(found=found)
            for found in drifted
        ]
        return replace(report, problems=(*words, *_media_problems(faults)), remarks=remarks)

    def repair(self, progress: Progress = no_progress) -> Repair:
        """Make the caches anew from the log, after a backup, and put the media folder in order.

        Altered files are set aside and files that nothing names removed; built-in media that are
        missing then come back at the next start.

        Raises LibraryDamagedError when the database itself is damaged, which only a backup mends.
        """
        report = check_database(self._folder.database)
        if not report.ok:
            way_back = newest_backup_words(self._folder)
            raise LibraryDamagedError(
                _("the library is damaged ({value}). {way_back}").format(
                    value=report.problems[0], way_back=way_back
                )
            )
        made = self.back_up("before-repair")
        with self._database.write("setup", _("Repair")) as operation:
            count = mend(operation, self._schedulers, progress)
            if faults := media_faults(operation, self._folder.media):
                set_aside(self._folder.media, faults)
                set_meta(operation, BUILT_IN_KEY, "")  # what was brought is to be looked at again
        with self._database.lock.held_for(), self._database.read() as reader:
            removed = sweep(reader, self._folder)
        return Repair(count, made.path, removed)

    def rebuild_if_outdated(self) -> bool:
        """Replay the log if an older version of the program cached the memory states."""
        with self._database.read() as reader:
            if meta(reader, MEMORY_VERSION_KEY) == MEMORY_VERSION:
                return False
        with self._database.write("setup", _("Rebuild")) as operation:
            rebuild(operation, self._schedulers)
        return True

    def back_up(self, reason: str = "") -> backup.Backup:
        """Make a verified backup; the older they are, the fewer are kept (``domain/thinning``)."""
        return backup.make_backup(self._folder, self._database.clock.now_ms(), reason)

    def back_up_if_older(self, than_ms: int = MS_PER_DAY) -> backup.Backup | None:
        """Make a backup when the newest one is older than that."""
        now_ms = self._database.clock.now_ms()
        newest = backup.newest_backup_ms(self._folder, now_ms)
        if newest is not None and now_ms - newest < than_ms:
            return None
        return self.back_up()

    def back_up_if_changed(self) -> backup.Backup | None:
        """Make a backup unless nothing was done since the newest one."""
        with self._database.read() as reader:
            last = reader.value("SELECT max(id) FROM operation")
        if last is not None and backup.holds_operation(self._folder, last):
            return None
        return self.back_up()

    def write_archive(self, target: Path) -> int:
        """The whole library as one file; how many media files it holds."""
        return backup.write_archive(self._folder, target)


def _clock_remarks(reader: Reader, now_ms: int) -> tuple[str, ...]:
    """Answers that were given while the computer's clock was wrong: they are kept, and count."""
    faults = clock_faults(answer_times(reader), now_ms)
    future = sum(fault is ClockFault.FUTURE for fault in faults.values())
    found = (
        (future, _("stamped in the future")),
        (len(faults) - future, _("stamped before the one given earlier")),
    )
    return tuple(f"{count_text(count, 'answer')} {words}" for count, words in found if count)


def _media_problems(faults: MediaFaults) -> Iterator[str]:
    """What is wrong with the media, and what to do about it."""
    again = _("import again what brought them")
    if faults.missing:
        yield _("{media_words} missing; {again}").format(
            media_words=_media_words(faults.missing), again=again
        )
    if faults.altered:
        yield (
            _(
                "{media_words} not what they were; `flashcards check --repair` sets "
                "them aside, then {again}"
            ).format(media_words=_media_words(faults.altered), again=again)
        )


def _media_words(files: tuple[tuple[str, str], ...]) -> str:
    names = ", ".join(repr(name) for _, name in files[:_NAMED])
    more = ", …" if len(files) > _NAMED else ""
    return f"{count_text(len(files), 'media file')} ({names}{more})"


def restore(folder: LibraryFolder, source: Path, clock: Clock, holder: str) -> CheckReport:
    """Put a backup in the place of a library that is not open here.

    Raises NotFoundError, LibraryDamagedError, LibraryNewerError or LibraryLockedError; nothing is
    changed then.
    """
    folder.create()
    with LibraryLock(folder.path, holder):
        return backup.restore(folder, source, clock.now_ms())


def newest_backup_words(folder: LibraryFolder) -> str:
    """How to get back to the newest backup, in words."""
    found = backup.backups_of(folder)
    if not found:
        return _("There is no backup yet.")
    return _("The newest backup is {value}: `flashcards restore {value}` brings it back.").format(
        value=found[0]
    )
