"""A call of the program in the terminal, and how it opens the library."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from flashcards.cli.screen import Screen
from flashcards.clock import Clock
from flashcards.domain.calendar import StudyCalendar, iso_utc
from flashcards.storage.folder import LibraryFolder

if TYPE_CHECKING:
    from flashcards.app import App

TERMINAL = "a terminal command"


@dataclass(frozen=True, slots=True)
class Call:
    """What was asked for, where the answer goes, and the library and clock that it is about."""

    options: argparse.Namespace
    screen: Screen
    library: Path
    clock: Clock

    @property
    def folder(self) -> LibraryFolder:
        """The library's folder."""
        return LibraryFolder(self.library)

    @contextmanager
    def reading(self, holder: str = TERMINAL) -> Iterator[App]:
        """The open library, to look at; a new one is made where there is none."""
        # SQLAlchemy and the rest: a command that needs no library does not wait for them
        from flashcards.app import bootstrap

        app = bootstrap(self.library, clock=self.clock, holder=holder)
        try:
            yield app
        finally:
            app.close()

    @contextmanager
    def writing(self, holder: str = TERMINAL) -> Iterator[App]:
        """The open library with its lock, to change.

        Before anything is changed, a library that is not new is backed up if its newest backup is
        older than a day. Raises LibraryLockedError after 5 s in which another process holds it.
        """
        is_new = not self.folder.exists
        with self.reading(holder) as app, app.lock.held_for():
            if not is_new:
                app.maintenance.back_up_if_older()
            yield app


Command = Callable[[Call], int]
"""Runs a command and gives its exit code."""


def calendar_of(app: App) -> StudyCalendar:
    """The learner's study days."""
    return StudyCalendar(rollover_hour=int(app.library.setting("rollover_hour").value))


def due_text(calendar: StudyCalendar, due_day: int | None, due_ms: int | None) -> str | None:
    """When a card is due as ISO 8601 in UTC: for a whole day its beginning; None if it isn't."""
    if due_ms is None:
        if due_day is None:
            return None
        due_ms = calendar.start_ms(due_day)
    return iso_utc(due_ms)
