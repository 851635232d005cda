"""Today as it is shown before anything slow is loaded: the same as later."""

from __future__ import annotations

from pathlib import Path

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.services.studying.first_look import first_look
from flashcards.storage.folder import LibraryFolder
from tests.services.factories import answer, card, learn, session_cards


def test_it_is_the_same(app: App, clock: FixedClock) -> None:
    learn(app, clock, card("variable"), card("scopes", "c1"))
    answer(app, card("while"), Rating.AGAIN)
    clock.advance(days=30)
    assert first_look(app.folder.path, clock) == app.library.today()


def test_it_is_the_same_with_the_built_in_decks(built_in_app: App, clock: FixedClock) -> None:
    for card_id in session_cards(built_in_app):
        answer(built_in_app, card_id, Rating.EASY)
    clock.advance(days=9)
    found = built_in_app.library.today()
    assert first_look(built_in_app.folder.path, clock) == found
    assert found.due > 0


def test_it_writes_nothing(app: App, clock: FixedClock) -> None:
    app.close()
    before = app.folder.database.read_bytes()
    assert first_look(app.folder.path, clock) is not None
    assert app.folder.database.read_bytes() == before


def test_a_library_that_is_not_there(tmp_path: Path, clock: FixedClock) -> None:
    assert first_look(tmp_path, clock) is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damage", [b"", b"nonsense" * 1_000])
def test_a_damaged_library_is_left_to_the_real_opening(
    tmp_path: Path, clock: FixedClock, damage: bytes
) -> None:
    LibraryFolder(tmp_path).database.write_bytes(damage)
    assert first_look(tmp_path, clock) is None


def test_it_waits_for_nobody(app: App, clock: FixedClock) -> None:
    with app.database.write("flag", "Flag card") as operation:
        operation.update("card", card("variable"), flag=1)
        assert first_look(app.folder.path, clock) is not None
