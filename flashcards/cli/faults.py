"""What is said of an error that nobody foresaw, and where its details are kept."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from flashcards.cli.screen import Screen
from flashcards.logbook import record

Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def bug_hook(screen: Screen, library: Path | None) -> Hook:
    """An ``excepthook`` that says one line and keeps the details in the log."""

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        words = "".join(traceback.format_exception_only(kind, error)).strip()
        damage = _damage(library)
        if damage:
            screen.error(damage)
            return
        where = record(error.with_traceback(trace))
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
