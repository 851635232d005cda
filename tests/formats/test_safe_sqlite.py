"""A SQLite file of unknown origin can be read and can do nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flashcards.formats import safe_sqlite
from flashcards.formats.faults import RefusedError, UnreadableError
from flashcards.formats.safe_sqlite import open_untrusted

Make = Callable[[str], Path]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def made(sql: str) -> Path:
        path = tmp_path / "a b#?.db"
        with closing(sqlite3.connect(path)) as database:
            database.executescript("CREATE TABLE notes(id INTEGER PRIMARY KEY, text TEXT);" + sql)
            database.commit()
        return path

    return made


def texts(path: Path, query: str = "SELECT text FROM notes ORDER BY id") -> list[object]:
    with open_untrusted(path, needs={"notes"}, reads={"notes"}) as database:
        return [text for (text,) in database.execute(query)]


def test_a_harmless_file_is_read(make: Make) -> None:
    assert texts(make("INSERT INTO notes(text) VALUES('ü'), (NULL);")) == ["ü", None]


def test_text_that_is_no_utf8_is_shown_as_damaged(make: Make) -> None:
    path = make("INSERT INTO notes(text) VALUES(CAST(x'61ff' AS TEXT));")

    assert texts(path) == ["a\N{REPLACEMENT CHARACTER}"]


@pytest.mark.parametrize(
    ("sql", "what"),
    [
        ("CREATE VIEW v AS SELECT 1;", "a view"),
        (
            "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END;",
            "a trigger",
        ),
        ("CREATE VIRTUAL TABLE f USING fts5(x);", "a virtual table"),
        ("CREATE VIEW other AS SELECT text FROM notes;", "a view"),
    ],
)
def test_what_could_act_is_refused(make: Make, sql: str, what: str) -> None:
    with pytest.raises(RefusedError, match=f"^its database holds {what}$"):
        texts(make(sql))


def test_computed_columns_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE notes(id INTEGER, text TEXT AS (hex(zeroblob(9))) VIRTUAL)")

    with pytest.raises(RefusedError, match="its table 'notes' has computed columns"):
        texts(path)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT text FROM other",
        "SELECT load_extension('x')",
        "SELECT randomblob(1000000000)",
        "ATTACH DATABASE 'other.db' AS other",
        "PRAGMA journal_mode = DELETE",
        "DELETE FROM notes",
        "CREATE TABLE x(y)",
    ],
)
def test_nothing_else_can_be_asked(make: Make, query: str) -> None:
    path = make("CREATE TABLE other(text TEXT);")

    with pytest.raises(UnreadableError, match="damaged or encrypted"):
        texts(path, query)


def test_the_file_and_its_folder_stay_as_they_were(make: Make) -> None:
    path = make("INSERT INTO notes(text) VALUES('a');")
    before = path.read_bytes()

    texts(path)

    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def test_a_database_of_another_program_is_told(make: Make) -> None:
    path = make("ALTER TABLE notes RENAME TO other;")

    with pytest.raises(UnreadableError, match="another program: it has no table 'notes'"):
        texts(path)


@pytest.mark.parametrize("data", [b"", b"SQLite format 2\0", bytes(range(256)) * 16])
def test_what_is_no_database_is_told(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.db"
    path.write_bytes(data)

    with pytest.raises(UnreadableError, match="no database, or an encrypted one"):
        texts(path)


def test_a_damaged_file_is_told(make: Make) -> None:
    path = make("INSERT INTO notes(text) VALUES('a');")
    data = bytearray(path.read_bytes())
    data[100:] = b"\xff" * (len(data) - 100)
    path.write_bytes(data)

    with pytest.raises(UnreadableError, match="damaged or encrypted"):
        texts(path)


def test_a_schema_whose_damage_is_not_even_text_is_told(make: Make) -> None:
    path = make("CREATE TABLE other(text TEXT);")
    path.write_bytes(path.read_bytes().replace(b"CREATE TABLE other", b"CREATE\xff\xfeABLE other"))

    with pytest.raises(UnreadableError, match="damaged or encrypted"):
        texts(path)


def test_functions_that_are_named_can_be_called(make: Make) -> None:
    path = make("INSERT INTO notes(text) VALUES('a');")
    tables = {"notes"}
    with open_untrusted(path, needs=tables, reads=tables, functions={"count"}) as database:
        assert database.execute("SELECT count(*) FROM notes").fetchall() == [(1,)]
        with pytest.raises(sqlite3.DatabaseError):
            database.execute("SELECT hex(text) FROM notes")


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="can't be read: No such file"):
        texts(tmp_path / "none.db")


def test_a_file_that_is_too_large_is_refused(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_sqlite, "MOST_BYTES", 1_000)

    with pytest.raises(RefusedError, match="larger than 0 MB"):
        texts(make(""))


def test_a_query_that_does_not_end_is_ended(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_sqlite, "_FREE_STEPS", 1_000_000)
    path = make("INSERT INTO notes(text) VALUES" + ",".join(["('a')"] * 200) + ";")

    with pytest.raises(UnreadableError, match="damaged or encrypted"):
        texts(path, "SELECT a.text FROM notes a, notes b, notes c, notes d, notes e")


def test_more_text_than_the_file_can_hold_is_refused(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(safe_sqlite, "_FREE_TEXT", 0)
    path = make(f"INSERT INTO notes(text) VALUES('{'x' * 4_000}');" * 2)

    assert len(texts(path)) == 2
    with pytest.raises(UnreadableError, match="damaged or encrypted"):
        texts(path, "SELECT a.text FROM notes a, notes b, notes c, notes d, notes e, notes f")
