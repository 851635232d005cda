"""Today as it can be shown before anything slow is loaded."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from flashcards.clock import Clock
from flashcards.domain.calendar import StudyCalendar
from flashcards.services.studying.today import today_view
from flashcards.services.studying.today_view import Today
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.setting_rows import load_settings
from flashcards.storage.snapshot import snapshot


def first_look(library: Path, clock: Clock) -> Today | None:
    """The Today screen of a library, None where it can't be read this way.

    Damage is no matter here: opening the library properly tells of it.
    """
    try:
        with snapshot(LibraryFolder(library).database) as reader:
            if reader is None:
                return None
            settings = load_settings(reader)
            calendar = StudyCalendar(rollover_hour=settings.rollover_hour)
            return today_view(reader, settings, calendar, clock.now_ms())
    except (sqlite3.DatabaseError, ValueError):
        return None
