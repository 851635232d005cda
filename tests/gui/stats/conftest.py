"""A library that was studied for six weeks, and what its statistics say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock, parse_moment
from flashcards.domain.calendar import MS_PER_DAY
from flashcards.services.statistics.view import Request, Statistics
from tests.services.factories import write_content
from tests.services.studied import DAYS, study

NOW_MS = parse_moment("2026-11-24T09:00:00Z")


@dataclass(frozen=True)
class Studied:
    """The library, and all pieces of its statistics over all days."""

    folder: Path
    decks: Path
    clock: FixedClock
    found: Statistics

    def open(self) -> App:
        """The library, open; ``flashcards.app.decks_path`` has to be patched."""
        return bootstrap(self.folder, clock=self.clock)


@pytest.fixture(scope="session")
def studied(tmp_path_factory: pytest.TempPathFactory, universal_time: None) -> Studied:
    """Made once; no test changes it."""
    folder = tmp_path_factory.mktemp("statistics")
    decks = write_content(folder / "decks")
    clock = FixedClock(NOW_MS - DAYS * MS_PER_DAY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("flashcards.app.decks_path", lambda: decks)
        app = bootstrap(folder / "library", clock=clock)
        study(app, clock)
        found = app.statistics.everything(Request(None))
        app.close()
    return Studied(folder / "library", decks, clock, found)


@pytest.fixture
def found(studied: Studied) -> Statistics:
    """What the statistics say."""
    return studied.found
