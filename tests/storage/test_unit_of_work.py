"""A write is one operation: kept whole or not at all, and recorded so that it can be undone."""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress

import pytest

from flashcards.clock import FixedClock
from flashcards.domain.ids import id_time_ms
from flashcards.domain.review import Rating, Review, ReviewKind
from flashcards.errors import LibraryError, LibraryLockedError
from flashcards.storage import review_log
from flashcards.storage.folder import LibraryFolder
from flashcards.storage.lock import LibraryLock
from flashcards.storage.unit_of_work import Database, Operation


def add_deck(operation: Operation, identifier: int = 1, name: str = "Databases") -> None:
    operation.insert("deck", [{"id": identifier, "name": name, "namespace": "n"}])


def test_what_was_written_is_there_for_the_next_reader(database: Database) -> None:
    with database.write("import", "Import") as operation:
        add_deck(operation)
    with database.read() as reader:
        row = reader.row("SELECT name, created_by FROM deck")
    assert row is not None
    assert tuple(row) == ("Databases", operation.id)


def test_an_error_in_the_middle_leaves_nothing(database: Database) -> None:
    def fail() -> None:
        with database.write("import", "Import") as operation:
            add_deck(operation)
            raise InterruptedError

    with pytest.raises(InterruptedError):
        fail()
    with database.read() as reader:
        assert reader.value("SELECT count(*) FROM deck") == 0
        assert reader.value("SELECT count(*) FROM operation") == 0


def test_an_operation_that_changed_nothing_leaves_no_trace(database: Database) -> None:
    with database.write("flag", "Flag"):
        pass
    with database.read() as reader:
        assert reader.value("SELECT count(*) FROM operation") == 0


def test_an_update_records_the_old_and_the_new_value(database: Database) -> None:
    with database.write("import", "Import") as operation:
        add_deck(operation)
    with database.write("rename", "Rename") as operation:
        assert operation.update("deck", 1, name="Storage", license=None)
    with database.read() as reader:
        rows = reader.rows(
            "SELECT entity, entity_id, field, old, new FROM change WHERE operation_id = :id",
            id=operation.id,
        )
    assert [tuple(row) for row in rows] == [("deck", "1", "name", '"Databases"', '"Storage"')]


def test_an_update_to_the_same_value_is_none(database: Database) -> None:
    with database.write("import", "Import") as operation:
        add_deck(operation)
    with database.write("rename", "Rename") as operation:
        assert not operation.update("deck", 1, name="Databases")
        assert not operation.update("deck", 99, name="Databases")


@pytest.mark.parametrize("table", ["review", "change"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
def test_the_logs_are_append_only(database: Database, table: str, statement: str) -> None:
    with database.write("review", "Answer") as operation:
        add_deck(operation)
        operation.update("deck", 1, name="Storage")
        review_log.append(operation, a_review(operation))
    with (
        pytest.raises(LibraryError, match="append-only"),
        database.write("cheat", "Cheat") as operation,
    ):
        operation.execute(statement.format(table))


def test_ids_grow_even_when_the_clock_jumps_back(database: Database, clock: FixedClock) -> None:
    with database.write("import", "Import") as first:
        add_deck(first)
    clock.advance(days=-30)
    with database.write("import", "Import") as second:
        add_deck(second, 2, "Networking")
    assert second.id > first.id
    assert second.now_ms < first.now_ms


def test_ids_of_another_process_are_overtaken(
    database: Database, folder: LibraryFolder, clock: FixedClock
) -> None:
    later = FixedClock(clock.now_ms() + 5_000_000)
    lock = LibraryLock(folder.path, "another")
    other = Database(folder.database, clock=later, device_id=8, lock=lock)
    with other.write("import", "Import") as theirs:
        add_deck(theirs)
    other.close()
    with database.write("import", "Import") as ours:
        add_deck(ours, 2, "Networking")
    assert id_time_ms(ours.id) > id_time_ms(theirs.id)


def test_a_writer_waits_for_the_lock_and_then_gives_up(
    database: Database, folder: LibraryFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashcards.storage.lock._POLL_S", 0.0)
    holder = LibraryLock(folder.path, "the Flashcards window").acquire()
    ticks = iter(range(100))
    monkeypatch.setattr("flashcards.storage.lock.time.monotonic", lambda: float(next(ticks)))
    with (
        pytest.raises(LibraryLockedError, match="Flashcards window"),
        database.write("import", "Import"),
    ):
        pytest.fail("the lock was held by another")
    holder.release()


def test_every_commit_is_synced_to_the_disk(database: Database) -> None:
    with database.read() as reader:
        assert reader.value("PRAGMA journal_mode") == "wal"
        assert reader.value("PRAGMA synchronous") == 2
        assert reader.value("PRAGMA foreign_keys") == 1


def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    with (
        pytest.raises(LibraryError, match="refused"),
        database.write("import", "Import") as operation,
    ):
        operation.insert("topic", [{"id": 1, "deck_id": 99, "namespace": "n", "title": "Joins"}])


def test_a_text_column_takes_no_number(database: Database, folder: LibraryFolder) -> None:
    with (
        sqlite3.connect(folder.database) as raw,
        pytest.raises(sqlite3.IntegrityError, match="cannot store"),
    ):
        raw.execute("INSERT INTO operation (id, kind, time_ms) VALUES (1, 'x', 'noon')")
    raw.close()


def a_review(operation: Operation, **values: object) -> Review:
    facts: dict[str, object] = {
        "id": operation.ids.next_id(),
        "card_id": 5,
        "device_id": 7,
        "kind": ReviewKind.REVIEW,
        "rating": Rating.GOOD,
        "time_ms": operation.now_ms,
        "study_day": 20_781,
        "due_day": 20_785,
        "duration_ms": 8_000,
        "payload": '{"elapsed":3,"state":2}',
    }
    return Review(**{**facts, **values})  # type: ignore[arg-type]


class TestInBulk:
    """Thousands of rows at once, with what takes time done otherwise."""

    def insert(self, database: Database, *, deck: int, fails: bool = False) -> None:
        with database.write("import", "Many", bulk=True) as operation:
            add_deck(operation)
            operation.insert_rows(
                "topic", ("id", "deck_id", "namespace"), ((n, deck, "n") for n in range(5_000))
            )
            if fails:
                raise InterruptedError

    def test_plain_rows_are_inserted_as_they_come(self, database: Database) -> None:
        self.insert(database, deck=1)
        with database.read() as reader:
            found = reader.row("SELECT count(*), count(DISTINCT created_by) FROM topic")
            operation = reader.value("SELECT id FROM operation")
            made_by = reader.value("SELECT created_by FROM topic LIMIT 1")
        assert found is not None
        assert tuple(found) == (5_000, 1)
        assert made_by == operation

    def test_an_error_leaves_nothing(self, database: Database) -> None:
        with pytest.raises(InterruptedError):
            self.insert(database, deck=1, fails=True)
        with database.read() as reader:
            assert reader.value("SELECT count(*) FROM topic") == 0

    @pytest.mark.parametrize("fails", [False, True])
    def test_other_transactions_look_at_their_references_again(
        self, database: Database, fails: bool
    ) -> None:
        with suppress(InterruptedError):
            self.insert(database, deck=1, fails=fails)
        with pytest.raises(LibraryError), database.write("import", "One") as operation:
            operation.insert_rows("topic", ("id", "deck_id", "namespace"), [(9_999, 77, "n")])

    def test_the_database_file_has_it_all_when_it_is_closed(
        self, database: Database, folder: LibraryFolder
    ) -> None:
        self.insert(database, deck=1)
        database.close()
        assert not folder.database.with_name("collection.db-wal").exists()
        with closing(sqlite3.connect(folder.database)) as connection:
            assert connection.execute("SELECT count(*) FROM topic").fetchone() == (5_000,)

    def test_one_after_another(self, database: Database) -> None:
        for _ in range(3):
            with database.write("import", "Many", bulk=True) as operation:
                operation.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('a', 'b')")
        with database.read() as reader:
            assert reader.value("SELECT value FROM meta WHERE key = 'a'") == "b"
