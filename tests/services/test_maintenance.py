"""Check, repair and backups: nothing wrong goes unseen, and nothing good is overwritten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.app import TERMINAL, App
from flashcards.clock import FixedClock
from flashcards.domain.review import Rating
from flashcards.errors import LibraryDamagedError, NotFoundError
from flashcards.services import maintenance
from flashcards.services.jobs import Job
from flashcards.storage.backup import backups_of
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.integrity import check_database
from tests.services.conftest import OpenApp
from tests.services.factories import (
    answer,
    assert_caches_agree,
    card,
    columns,
    content,
    import_text,
    learn,
    own_deck,
    rows,
    value,
)

VARIABLE = card("variable")


@pytest.fixture
def studied(app: App, clock: FixedClock) -> App:
    """A library with a review card, a card in its steps and an undone answer."""
    learn(app, clock, VARIABLE, card("constant"))
    answer(app, card("while"), Rating.AGAIN)
    answer(app, card("break"))
    app.undo.undo()
    return app


def spoil(app: App, sql: str) -> None:
    """Change the database as a bug or a bad disk might, past all guards."""
    with closing(sqlite3.connect(app.folder.database)) as database:
        database.execute("DROP TRIGGER IF EXISTS review_is_append_only")
        database.execute("DROP TRIGGER IF EXISTS review_is_never_deleted")
        database.execute(sql)
        database.commit()


class TestCheck:
    """What a check finds."""

    def test_a_sound_library(self, studied: App) -> None:
        report = studied.maintenance.check()
        assert report.ok
        assert (report.notes, report.cards, report.reviews) == (13, 15, 5)

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE card SET stability = stability * 2 WHERE state = 2",
            "UPDATE card SET due_day = due_day + 1 WHERE state = 2",
            "UPDATE card SET reps = 0 WHERE state = 2",
            "UPDATE card SET state = 0, queue = 0 WHERE state = 1",
            "UPDATE card SET state = 2, queue = 2, due_day = 9 WHERE reps = 0",
            "UPDATE card SET stability = NULL WHERE state = 2",
        ],
    )
    def test_a_memory_state_that_is_not_what_the_log_says(self, studied: App, sql: str) -> None:
        spoil(studied, sql)
        report = studied.maintenance.check()
        assert not report.ok
        assert "differ from what their review log says" in report.problems[0]
        assert "--repair" in report.problems[0]
        studied.maintenance.repair()
        assert studied.maintenance.check().ok

    def test_the_last_digits_of_another_computer_are_no_damage(self, studied: App) -> None:
        spoil(
            studied,
            "UPDATE card SET stability = stability * (1 + 1e-12), difficulty = difficulty - 1e-12, "
            "mastered_until_ms = mastered_until_ms + 1 WHERE state > 0",
        )
        assert studied.maintenance.check().ok

    @pytest.mark.parametrize(
        ("sql", "words"),
        [
            ("UPDATE card SET queue = -1 WHERE state = 2", "wrong queue"),
            ("UPDATE card SET queue = 2 WHERE queue = 0", "wrong queue"),
            ("UPDATE study_day SET reviews = reviews + 1", "study days"),
            ("DELETE FROM study_day", "study days"),
            ("UPDATE card SET mastered_until_ms = 1 WHERE state = 2", "mastery"),
        ],
    )
    def test_any_other_cache_that_has_drifted(self, studied: App, sql: str, words: str) -> None:
        spoil(studied, sql)
        report = studied.maintenance.check()
        assert not report.ok
        assert words in report.problems[0]
        studied.maintenance.repair()
        assert studied.maintenance.check().ok

    @pytest.mark.parametrize(
        "sql",
        [
            "UPDATE review SET rating = 4 WHERE rating = 1",
            "UPDATE review SET time_ms = time_ms + 1",
            "UPDATE review SET payload = '{\"state\":1}' WHERE kind = 'review'",
            "UPDATE review SET due_day = due_day - 1 WHERE due_day IS NOT NULL",
            "UPDATE review SET kind = 'scribble'",
        ],
    )
    def test_a_log_row_that_was_tampered_with(self, studied: App, sql: str) -> None:
        spoil(studied, sql)
        report = studied.maintenance.check()
        assert any("don't match their hash" in problem for problem in report.problems)

    def test_a_log_row_that_is_gone(self, studied: App) -> None:
        spoil(studied, "DELETE FROM review WHERE rating = 1")
        assert not studied.maintenance.check().ok

    def test_a_file_that_was_cut(self, studied: App) -> None:
        studied.close()
        data = studied.folder.database.read_bytes()
        studied.folder.database.write_bytes(data[: len(data) // 2])
        assert not studied.maintenance.check().ok

    def test_bytes_flipped_anywhere_are_no_crash(self, studied: App) -> None:
        studied.close()
        data = studied.folder.database.read_bytes()
        for place in range(100, len(data), len(data) // 40):
            spoiled = bytearray(data)
            spoiled[place] ^= 0xFF
            studied.folder.database.write_bytes(bytes(spoiled))
            for rest in studied.folder.path.glob("collection.db-*"):
                rest.unlink()
            check_database(studied.folder.database)

    def test_progress_is_told(self, studied: App) -> None:
        seen: list[tuple[int, int]] = []
        studied.maintenance.check(Job(lambda done, total, _: seen.append((done, total))))
        assert seen[-1] == (4, 4)


class TestRepair:
    """Caches are made anew from the log, after a backup."""

    def test_it_mends_memory_states(self, studied: App) -> None:
        before = content(studied)
        spoil(studied, "UPDATE card SET stability = 1, due_day = 5, lapses = 3 WHERE state = 2")
        done = studied.maintenance.repair()
        assert done.cards_rebuilt == 2
        assert content(studied) == before
        assert_caches_agree(studied)

    def test_it_begins_with_a_backup(self, studied: App) -> None:
        spoil(studied, "UPDATE card SET reps = 9 WHERE state = 2")
        made = studied.maintenance.repair().backup
        assert "before-repair" in made.name
        with closing(sqlite3.connect(made)) as database:
            assert database.execute("SELECT max(reps) FROM card").fetchone() == (9,)

    def test_a_suspended_card_stays_suspended(self, studied: App) -> None:
        studied.study.suspend(VARIABLE)
        spoil(studied, "UPDATE card SET reps = 9 WHERE state = 2")
        studied.maintenance.repair()
        assert columns(studied, VARIABLE, "suspended", "queue", "reps") == (1, -1, 1)

    def test_it_is_nothing_that_undo_would_take_back(self, studied: App) -> None:
        before = studied.undo.undoable()
        studied.maintenance.repair()
        assert studied.undo.undoable() == before

    def test_a_damaged_log_is_not_repaired_but_led_to_a_backup(self, studied: App) -> None:
        made = studied.maintenance.back_up().path
        spoil(studied, "UPDATE review SET rating = 4 WHERE rating = 1")
        with pytest.raises(LibraryDamagedError, match=f"restore .*{made.name}"):
            studied.maintenance.repair()

    def test_without_a_backup_it_says_so(self, studied: App) -> None:
        spoil(studied, "UPDATE review SET rating = 4 WHERE rating = 1")
        with pytest.raises(LibraryDamagedError, match="no backup yet"):
            studied.maintenance.repair()

    def test_an_older_cache_is_made_anew_at_the_next_opening(
        self, open_app: OpenApp, clock: FixedClock
    ) -> None:
        first = open_app()
        learn(first, clock, VARIABLE)
        before = content(first)
        spoil(first, "UPDATE card SET difficulty = 9 WHERE state = 2")
        spoil(first, "UPDATE meta SET value = '0' WHERE key = 'memory-version'")
        first.close()
        second = open_app()
        assert content(second) == before
        assert not second.maintenance.rebuild_if_outdated()


class TestBackups:
    """Made when something was done, verified, and kept."""

    def test_one_is_made_when_something_was_done_since(
        self, studied: App, clock: FixedClock
    ) -> None:
        clock.advance(minutes=1)
        assert studied.maintenance.back_up_if_changed() is not None
        clock.advance(minutes=1)
        assert studied.maintenance.back_up_if_changed() is None
        answer(studied, VARIABLE)
        assert studied.maintenance.back_up_if_changed() is not None

    def test_one_is_made_after_an_undo(self, studied: App, clock: FixedClock) -> None:
        studied.maintenance.back_up()
        clock.advance(minutes=1)
        studied.undo.undo()
        assert studied.maintenance.back_up_if_changed() is not None

    def test_a_clock_that_was_set_back_does_not_stop_them(
        self, studied: App, clock: FixedClock
    ) -> None:
        clock.advance(days=300)
        studied.maintenance.back_up()
        clock.advance(days=-300)
        answer(studied, VARIABLE)
        made = studied.maintenance.back_up_if_changed()
        assert made is not None
        with closing(sqlite3.connect(made.path)) as database:
            (count,) = database.execute("SELECT count(*) FROM review").fetchone()
        assert count == value(studied, "SELECT count(*) FROM review")

    def test_a_backup_is_never_thrown_away_as_it_is_made(
        self, studied: App, clock: FixedClock
    ) -> None:
        for _ in range(31):
            studied.maintenance.back_up()
            clock.advance(minutes=1)
        clock.advance(days=-300)
        made = studied.maintenance.back_up()
        assert made.path.exists()

    def test_daily_ones_wait_a_day(self, studied: App, clock: FixedClock) -> None:
        assert studied.maintenance.back_up_if_older() is not None
        clock.advance(days=0.9)
        assert studied.maintenance.back_up_if_older() is None
        clock.advance(days=0.2)
        assert studied.maintenance.back_up_if_older() is not None

    def test_each_was_opened_and_checked(self, studied: App) -> None:
        made = studied.maintenance.back_up()
        assert made.report.ok
        assert made.report.reviews == value(studied, "SELECT count(*) FROM review")
        assert check_database(made.path).ok

    def test_restoring_brings_all_back(
        self, open_app: OpenApp, clock: FixedClock, folder: Path
    ) -> None:
        first = open_app()
        learn(first, clock, VARIABLE)
        before = content(first)
        made = first.maintenance.back_up()
        import_text(first, own_deck(3))
        learn(first, clock, card("n1", namespace="own"))
        first.close()
        report = maintenance.restore(LibraryFolder(folder), made.path, clock, TERMINAL)
        assert report.ok
        second = open_app()
        assert content(second) == before
        assert_caches_agree(second)
        kept = backups_of(second.folder)
        assert any("before-restore" in path.name for path in kept)

    def test_a_backup_that_is_not_there(self, app: App, clock: FixedClock) -> None:
        app.close()
        with pytest.raises(NotFoundError):
            maintenance.restore(app.folder, Path("absent.db"), clock, TERMINAL)


def test_a_library_that_was_only_read_has_nothing_to_back_up(
    open_app: OpenApp, clock: FixedClock
) -> None:
    open_app().maintenance.back_up()
    clock.advance(days=2)
    app = open_app()
    app.library.today()
    assert app.maintenance.back_up_if_changed() is None
    assert rows(app, "SELECT count(*) FROM review") == [(0,)]


def test_answers_of_a_wrong_clock_are_told_and_kept(app: App, clock: FixedClock) -> None:
    answer(app, card("variable"), Rating.GOOD)
    clock.advance(days=-2)
    answer(app, card("while"), Rating.GOOD)
    report = app.maintenance.check()
    assert report.ok
    assert report.remarks == (
        "1 answer stamped in the future",
        "1 answer stamped before the one given earlier",
    )
    assert report.reviews == 2
