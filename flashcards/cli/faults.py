"""What is said of an error that nobody foresaw, and where its details are kept."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from flashcards import __version__
from flashcards.cli.screen import Screen
from flashcards.paths import state_dir

LOG_NAME = "errors.log"
_LARGEST_LOG = 1 << 20

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def bug_hook(screen: Screen, library: Path | None) -> Hook:
    """An ``excepthook`` that says one line and keeps the details in the log."""

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        details = "".join(traceback.format_exception(kind, error, trace))
        words = "".join(traceback.format_exception_only(kind, error)).strip()
        damage = _damage(library)
        if damage:
            screen.error(damage)
            return
        where = _write_log(details)
        kept = f"details in {where}" if where else "its details could not be written"
        screen.error(f"{words.splitlines()[0]}; this is a bug; {kept}.")

    return report


def _damage(library: Path | None) -> str:
    """What is wrong with the library, if that explains the error; "" if the library is whole."""
    if library is None or "flashcards.storage.integrity" not in sys.modules:
        return ""  # the library has not been looked at, so it can't be the cause
    from flashcards.errors import FlashcardsError
    from flashcards.services.maintenance import newest_backup_words
    from flashcards.storage.folder import LibraryFolder
    from flashcards.storage.integrity import check_database

    folder = LibraryFolder(library)
    if not folder.exists:
        return ""
    try:
        report = check_database(folder.database)
    except (FlashcardsError, OSError) as error:
        return str(error)
    if report.ok:
        return ""
    return f"the library is damaged: {report.problems[0]}. {newest_backup_words(folder)}"


def _write_log(details: str) -> Path | None:
    path = state_dir() / LOG_NAME
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _LARGEST_LOG:
            path.replace(path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{moment} flashcards {__version__} Python {sys.version.split()[0]}\n")
            log.write(f"{details}\n")
    except OSError:
        return None
    return path
