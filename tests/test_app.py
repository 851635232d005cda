"""Opening a library: made where there is none, never over one that was lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.app import bootstrap
from flashcards.clock import FixedClock
from flashcards.errors import LibraryDamagedError, LibraryWriteError
from flashcards.services.library import LibraryService


def test_a_library_that_vanished_is_not_silently_begun_anew(
    tmp_path: Path, clock: FixedClock
) -> None:
    app = bootstrap(tmp_path, clock=clock)
    made = app.maintenance.back_up()
    app.close()
    app.folder.database.unlink()
    with pytest.raises(LibraryDamagedError, match=r"missing.*newest backup") as raised:
        bootstrap(tmp_path, clock=clock)
    assert str(made.path) in str(raised.value)
    assert not app.folder.exists


def test_a_library_opened_again_is_the_same(tmp_path: Path, clock: FixedClock) -> None:
    app = bootstrap(tmp_path, clock=clock)
    app.library.set("new_per_day", "7")
    app.close()
    again = bootstrap(tmp_path, clock=clock)
    assert again.library.setting("new_per_day").value == "7"
    assert len(again.library.decks()) == 10
    again.close()


def test_a_full_disk_keeps_nobody_from_a_library_that_is_there(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    bootstrap(tmp_path, clock=clock).close()

    def full(*_arguments: object) -> bool:
        raise LibraryWriteError("the disk is full.")

    monkeypatch.setattr(LibraryService, "bring_built_in", full)
    app = bootstrap(tmp_path, clock=clock)
    assert len(app.library.decks()) == 10
    app.close()
