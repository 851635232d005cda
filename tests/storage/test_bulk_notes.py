"""Thousands of notes at once: the full-text index has them all, as if they had come singly."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.services.editing.note_types import add_note_types, note_type_id
from flashcards.storage.bulk_notes import insert_notes
from flashcards.storage.note_rows import join_fields
from flashcards.storage.unit_of_work import Database, Operation

COLUMNS = ("id", "note_type_id", "deck_id", "namespace", "kind", "heading", "fields")


@pytest.fixture
def prepared(database: Database) -> Database:
    """A library with a deck."""
    with database.write("setup", "Types") as operation:
        if operation.value("SELECT 1 FROM note_type") is None:
            add_note_types(operation)
        operation.insert("deck", [{"id": 1, "name": "Own", "namespace": "own"}])
    return database


def insert(operation: Operation, first: int, count: int) -> None:
    """Notes whose texts are words with their numbers."""
    kind = note_type_id(NoteKind.BASIC)
    operation.insert_rows(
        "note",
        COLUMNS,
        (
            (n, kind, 1, "own", "basic", f"word{n}", join_fields(NoteFields(f"word{n}", "common")))
            for n in range(first, first + count)
        ),
    )


def found(database: Database, word: str) -> int:
    with database.read() as reader:
        return int(
            reader.value("SELECT count(*) FROM note_text WHERE note_text MATCH :word", word=word)
        )


def is_whole(database: Database) -> bool:
    """Whether the index has what the notes have; FTS5 itself looks."""
    with database.write("setup", "Check") as operation:
        operation.execute("INSERT INTO note_text (note_text, rank) VALUES ('integrity-check', 1)")
    with database.read() as reader:
        triggers = reader.rows("SELECT name FROM sqlite_schema WHERE name LIKE 'note_text_%t'")
    return {"note_text_insert"} <= {row[0] for row in triggers}


def insert_many(operation: Operation, first: int, count: int, told: list[int] | None = None) -> str:
    """The same in bulk."""
    return insert_notes(
        operation,
        count,
        lambda: insert(operation, first, count),
        lambda: "prepared",
        [].append if told is None else told.append,
    )


@pytest.mark.parametrize("count", [0, 1, 63, 64, 500])
def test_each_note_is_found(prepared: Database, count: int) -> None:
    with prepared.write("import", "Many") as operation:
        assert insert_many(operation, 100, count) == "prepared"
    assert found(prepared, "common") == count
    assert found(prepared, f"word{100 + count - 1}") == min(count, 1)
    assert is_whole(prepared)


def test_they_are_told_of_as_they_are_indexed(prepared: Database) -> None:
    told: list[int] = []
    with prepared.write("import", "Many") as operation:
        insert_many(operation, 1, 250, told)
    assert told[-1] == 250
    assert told == sorted(told)


def test_what_is_prepared_meanwhile_may_take_its_time(
    prepared: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashcards.storage.bulk_notes._CHUNK", 10)
    with prepared.write("import", "Many") as operation:
        total = insert_notes(
            operation, 200, lambda: insert(operation, 1, 200), lambda: sum(range(100_000))
        )
    assert total == 4_999_950_000
    assert found(prepared, "common") == 200
    assert is_whole(prepared)


def test_notes_that_one_operation_adds_in_two_goes_are_indexed_once(prepared: Database) -> None:
    with prepared.write("import", "Many") as operation:
        insert_many(operation, 1_000, 200)
        insert_many(operation, 500, 200)
        insert(operation, 1, 10)
    assert found(prepared, "common") == 410
    assert is_whole(prepared)


def test_what_is_added_later_is_indexed_as_ever(prepared: Database) -> None:
    with prepared.write("import", "Many") as operation:
        insert_many(operation, 1_000, 200)
    with prepared.write("edit", "One") as operation:
        insert(operation, 1, 1)
    assert found(prepared, "word1") == 1
    assert is_whole(prepared)


class TestFailures:
    """Whatever fails, trigger and index are as they were."""

    def fails(self, prepared: Database, **parts: Callable[[], object]) -> None:
        with pytest.raises(InterruptedError):
            self.insert(prepared, **parts)
        assert found(prepared, "common") == 0
        assert is_whole(prepared)

    def insert(self, prepared: Database, **parts: Callable[[], object]) -> None:
        with prepared.write("import", "Many") as operation:
            given = {"insert": lambda: insert(operation, 1, 200), "meanwhile": str, **parts}
            insert_notes(operation, 200, **given)  # type: ignore[arg-type]

    def fail(self, *_: object) -> None:
        raise InterruptedError

    def test_of_the_insert(self, prepared: Database) -> None:
        self.fails(prepared, insert=self.fail)

    def test_of_what_is_done_meanwhile(self, prepared: Database) -> None:
        self.fails(prepared, meanwhile=self.fail)

    def test_of_whoever_is_told(self, prepared: Database) -> None:
        self.fails(prepared, indexed=self.fail)

    def test_of_the_index_itself(self, prepared: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("flashcards.storage.bulk_notes._Filling._fill", self.fail)
        self.fails(prepared)


def test_another_connection_reads_on_meanwhile(prepared: Database) -> None:
    with prepared.write("import", "Many") as operation:
        insert_many(operation, 1_000, 200)
        assert found(prepared, "common") == 0
    assert found(prepared, "common") == 200
    assert found(prepared, "common") == 200
