"""A library that an earlier version made opens as if nothing had happened."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.errors import LibraryWriteError
from flashcards.services.maintenance import restore
from flashcards.services.studying.first_look import first_look
from flashcards.storage import migrate
from flashcards.storage.backup import backups_of
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.integrity import check_database
from tests.services.conftest import OpenApp
from tests.services.factories import answer, assert_caches_agree, card, import_text, own_deck, value
from tests.storage.old_library import FIRST, as_old, contents

CARD = card("variable")


@pytest.fixture
def old(open_app: OpenApp, tmp_path: Path) -> Path:
    """A library of the first version with reviews, an import and an undone answer."""
    app = open_app()
    answer(app, CARD, Rating.EASY)
    answer(app, card("while"), Rating.AGAIN)
    import_text(app, own_deck(3))
    answer(app, card("break"))
    app.undo.undo()
    app.close()
    folder = LibraryFolder(tmp_path / "old")
    folder.create()
    as_old(app.folder.database, folder.database)
    return folder.path


@pytest.fixture
def updated(
    old: Path, clock: FixedClock, small_decks: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[App]:
    """That library, opened by this version."""
    monkeypatch.setattr("flashcards.app.decks_path", lambda: small_decks)
    app = bootstrap(old, clock=clock)
    yield app
    app.close()


def test_it_opens_with_all_that_it_had_and_a_backup_from_before(updated: App) -> None:
    assert migrate.ensure_readable(updated.folder.database)
    (backup,) = backups_of(updated.folder)
    assert "before-migration" in backup.name
    assert migrate.revision_of(backup) == FIRST
    assert check_database(backup).ok
    before = contents(backup)
    for table in ("review", "note", "card", "note_tag", "deck", "change"):
        assert contents(updated.folder.database, [table])[table] == before[table]
    assert updated.maintenance.check().ok
    assert_caches_agree(updated)


def test_its_cards_are_studied_and_its_operations_undone(updated: App) -> None:
    answer(updated, card("constant"))
    updated.undo.undo()
    assert updated.undo.undo().kind == "import"
    living = "SELECT count(*) FROM note WHERE namespace = 'own' AND deleted_by IS NULL"
    assert value(updated, living) == 0
    updated.undo.redo()
    assert value(updated, living) == 3
    assert updated.maintenance.check().ok


def test_its_first_paint_has_its_numbers(old: Path, clock: FixedClock) -> None:
    shown = first_look(old, clock)
    assert shown is not None


def test_a_backup_of_it_can_be_restored(old: Path, clock: FixedClock, tmp_path: Path) -> None:
    source = LibraryFolder(old).database
    before = contents(source)
    other = LibraryFolder(tmp_path / "other")
    report = restore(other, source, clock, "a test")
    assert report.ok
    assert migrate.ensure_readable(other.database)
    assert contents(other.database, list(before), columns_of=source) == before


def test_where_it_can_only_be_read_it_says_what_to_do(
    old: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashcards.app.os.access", lambda *_: False)
    with pytest.raises(LibraryWriteError, match="older version"):
        bootstrap(old, clock=clock)
    assert migrate.revision_of(LibraryFolder(old).database) == FIRST
