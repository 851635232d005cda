"""A disk that is full: the learner is told, nothing is half written, and later all goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.errors import FlashcardsError, LibraryWriteError
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    content,
    edited,
    import_text,
    learn,
    note,
    operations,
    own_deck,
    review_log,
    value,
)

LONG = "A long answer. " * 2_000


@contextmanager
def full_disk(app: App, free_pages: int = 0) -> Iterator[None]:
    """The database file can't grow any more, as on a full disk: SQLITE_FULL."""
    engine = app.database._engine

    def limit(connection: sqlite3.Connection, _record: object, _proxy: object) -> None:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages + free_pages}")

    def lift(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1073741823")

    event.listen(engine, "checkout", limit)
    event.listen(engine, "checkin", lift)
    try:
        yield
    finally:
        event.remove(engine, "checkout", limit)
        event.remove(engine, "checkin", lift)


def fill_last_page(app: App) -> int:
    """Answer cards until an answer needs a new page; the card whose answer did not fit."""
    for number in range(300):
        card_id = card(f"n{number % 9 + 1}", namespace="own")
        try:
            with full_disk(app):
                answer(app, card_id, Rating.AGAIN)
        except LibraryWriteError:
            return card_id
    pytest.fail("the file never had to grow")


@pytest.fixture
def nearly_full(app: App) -> App:
    """A library on a disk that is as good as full."""
    import_text(app, own_deck(9))
    fill_last_page(app)
    return app


class TestAnswering:
    """An answer that cannot be written is not given."""

    def test_the_learner_is_told_what_to_do(self, nearly_full: App) -> None:
        card_id = fill_last_page(nearly_full)
        with (
            full_disk(nearly_full),
            pytest.raises(LibraryWriteError, match=r"disk is full\. Make room and try again"),
        ):
            answer(nearly_full, card_id, Rating.AGAIN)

    def test_nothing_of_it_is_kept(self, nearly_full: App) -> None:
        card_id = fill_last_page(nearly_full)
        before, log, count = content(nearly_full), review_log(nearly_full), operations(nearly_full)
        with full_disk(nearly_full), pytest.raises(LibraryWriteError):
            answer(nearly_full, card_id, Rating.AGAIN)
        assert content(nearly_full) == before
        assert review_log(nearly_full) == log
        assert operations(nearly_full) == count
        assert_caches_agree(nearly_full)

    def test_after_making_room_the_same_answer_is_kept(self, nearly_full: App) -> None:
        study = nearly_full.study
        session = study.start()
        while True:
            shown, done = study.next_card(session).card, session.done
            assert shown is not None
            try:
                with full_disk(nearly_full):
                    study.answer(shown.card_id, Rating.AGAIN, session=session)
            except LibraryWriteError:
                break
        count = value(nearly_full, "SELECT count(*) FROM review")
        assert (study.next_card(session).card, session.done) == (shown, done)
        study.answer(shown.card_id, Rating.AGAIN, session=session)
        assert session.done == done + 1
        assert value(nearly_full, "SELECT count(*) FROM review") == count + 1
        assert_caches_agree(nearly_full)

    def test_reading_goes_on(self, nearly_full: App) -> None:
        with full_disk(nearly_full):
            assert nearly_full.library.today().total_cards > 0
            assert nearly_full.study.next_card(nearly_full.study.start()).card is not None


class TestEverythingElse:
    """Each operation is kept whole or not at all, wherever the room ends."""

    @pytest.mark.parametrize("free_pages", [0, 1, 2, 4, 8, 16])
    def test_an_import(self, nearly_full: App, free_pages: int) -> None:
        before, count = content(nearly_full), operations(nearly_full)
        text = own_deck(60, title="Large").replace("Answer to", LONG[:2_000])
        with full_disk(nearly_full, free_pages), pytest.raises(LibraryWriteError):
            import_text(nearly_full, text)
        assert content(nearly_full) == before
        assert operations(nearly_full) == count
        assert import_text(nearly_full, text).notes_added == 60

    @pytest.mark.parametrize("free_pages", [0, 1, 2])
    def test_an_edit(self, nearly_full: App, free_pages: int) -> None:
        before = content(nearly_full)
        with full_disk(nearly_full, free_pages), pytest.raises(LibraryWriteError):
            edited(nearly_full, note("variable"), answer=LONG)
        assert content(nearly_full) == before

    def test_undo(self, nearly_full: App, clock: FixedClock) -> None:
        learn(nearly_full, clock, card("variable"))
        fill_last_page(nearly_full)
        before, found = content(nearly_full), nearly_full.undo.undoable()
        failed = 0
        for _ in range(40):
            try:
                with full_disk(nearly_full):
                    nearly_full.undo.undo()
                    nearly_full.undo.redo()
            except FlashcardsError:
                failed += 1
        assert failed
        if nearly_full.undo.undoable() != found:
            nearly_full.undo.redo()
        assert content(nearly_full) == before
        assert_caches_agree(nearly_full)

    def test_a_setting(self, nearly_full: App) -> None:
        before = content(nearly_full)
        parameters = " ".join(["0.5", *nearly_full.library.setting("parameters").value.split()[1:]])
        for _ in range(40):
            try:
                with full_disk(nearly_full):
                    nearly_full.library.set("parameters", parameters)
                    nearly_full.undo.undo()
            except LibraryWriteError:
                break
        else:
            pytest.fail("the file never had to grow")
        if content(nearly_full)["setting"] != before["setting"]:
            nearly_full.undo.undo()
        assert content(nearly_full) == before
        answer(nearly_full, card("n1", namespace="own"))
        assert_caches_agree(nearly_full)
