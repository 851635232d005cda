"""SQLite files that no Anki made: refused, or read without what they would have done."""

from __future__ import annotations

import sqlite3
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.errors import FormatError
from flashcards.formats import safe_sqlite
from flashcards.formats.anki import database as opening
from flashcards.formats.anki import notes, reviews, scan
from flashcards.formats.anki.cards import Cards
from flashcards.formats.anki.notes import NoteReader
from flashcards.formats.anki.stored import read_collection
from flashcards.formats.anki.telling import tell_collection
from flashcards.formats.faults import RefusedError, UnreadableError
from tests.formats.anki.packages import LATEST, OLDEST, Card, Note, Package, Review, Samples
from tests.formats.anki.reading import notes_of, read, told

SMALL = Package(notes=(Note(("Q", "A"), cards=(Card(reviews=(Review(1),)),)),))


def database(folder: Path, form: int = OLDEST, package: Package = SMALL) -> Path:
    """The collection of a package, to be changed."""
    path = folder / "collection.db"
    path.write_bytes(package.database(folder, form))
    return path


def packed(path: Path) -> Path:
    """A package with this collection."""
    package = path.with_name("package.apkg")
    with zipfile.ZipFile(package, "w") as archive:
        archive.writestr("collection.anki2", path.read_bytes())
        archive.writestr("media", "{}")
    return package


def changed(folder: Path, *statements: str) -> Path:
    """A package whose collection went through these statements."""
    path = database(folder)
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        connection.execute(statement)
    connection.close()
    return packed(path)


@pytest.mark.parametrize(
    ("statements", "reason"),
    [
        (["CREATE VIEW evil AS SELECT * FROM notes"], "holds a view"),
        (
            ["ALTER TABLE notes RENAME TO n", "CREATE VIEW notes AS SELECT * FROM n"],
            "holds a view",
        ),
        (
            ["CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; END"],
            "holds a trigger",
        ),
        (["CREATE VIRTUAL TABLE f USING fts5(a)"], "holds a virtual table"),
        (
            [
                "DROP TABLE notes",
                "CREATE VIRTUAL TABLE notes USING fts5(id, guid, mid, tags, flds)",
            ],
            "holds a virtual table",
        ),
        (
            ["ALTER TABLE notes ADD COLUMN x AS (hex(zeroblob(1000000000)))"],
            "has computed columns",
        ),
    ],
)
def test_what_could_run_when_it_is_read_is_refused(
    statements: list[str], reason: str, tmp_path: Path
) -> None:
    with pytest.raises(FormatError, match=f"not made by Anki.*{reason}"):
        read(changed(tmp_path, *statements))


def test_tables_of_others_are_left_alone(tmp_path: Path) -> None:
    # as other programs that write collections leave them
    path = changed(tmp_path, "CREATE TABLE android_metadata (locale TEXT)")

    assert len(notes_of(read(path))) == 1


@pytest.mark.parametrize("table", ["col", "notes", "cards"])
def test_a_database_without_the_tables_of_a_collection_is_none(table: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match=f"another program: it has no table '{table}'"):
        read(changed(tmp_path, f"DROP TABLE {table}"))


def test_a_collection_without_a_log_is_read(tmp_path: Path) -> None:
    rows = read(changed(tmp_path, "DROP TABLE revlog"))

    assert len(notes_of(rows)) == 1
    assert "review history is damaged" in told(rows)


@pytest.mark.parametrize("data", [b"", b"x" * 5_000, b"SQLite format 3\0", b"\x9f" * 4_096])
def test_what_is_no_database_is_damaged(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "collection.db"
    path.write_bytes(data)

    with pytest.raises(FormatError, match="this package is damaged"):
        read(packed(path))


@pytest.mark.parametrize(
    "column", ["models = '['", "models = '[]'", "decks = 'x'", "models = x'00ff'", "conf = '{'"]
)
def test_damaged_note_types_are_told(column: str, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="its note types are damaged"):
        read(changed(tmp_path, f"UPDATE col SET {column}"))


@pytest.mark.parametrize(
    "models",
    [
        "{}",
        '{"x": {}}',
        '{"11": 5}',
        '{"11": {"flds": [], "tmpls": []}}',
        '{"11": {"name": 1, "flds": [{"name": 2}], "tmpls": [{}]}}',
    ],
)
def test_note_types_of_any_form_cost_their_notes_at_most(models: str, tmp_path: Path) -> None:
    path = database(tmp_path)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE col SET models = ?", (models,))
    connection.commit()
    connection.close()

    try:
        rows = read(packed(path))
    except FormatError:
        return
    assert len(notes_of(rows)) <= 1


@pytest.mark.parametrize("value", ["NULL", "'text'", "x'0001ff'", "1e300", "-9223372036854775808"])
@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("notes", "guid"), ("notes", "mid"), ("notes", "tags"), ("notes", "flds"),
        ("cards", "nid"), ("cards", "did"), ("cards", "ord"), ("cards", "type"), ("cards", "queue"),
        ("cards", "due"), ("cards", "ivl"), ("cards", "odue"), ("cards", "odid"),
        ("cards", "flags"), ("cards", "data"), ("revlog", "cid"), ("revlog", "ease"),
        ("revlog", "ivl"), ("revlog", "factor"), ("revlog", "time"), ("revlog", "type"),
        ("col", "crt"),
    ],
)  # fmt: skip
def test_values_of_any_type_do_no_harm(table: str, column: str, value: str, tmp_path: Path) -> None:
    rows = read(changed(tmp_path, f"UPDATE {table} SET {column} = {value}"))

    assert len(notes_of(rows)) <= 1


def test_a_database_in_utf_16_is_read(tmp_path: Path) -> None:
    source = sqlite3.connect(database(tmp_path))
    script = "\n".join(source.iterdump())
    source.close()
    path = tmp_path / "wide.db"
    wide = sqlite3.connect(path)
    wide.execute("PRAGMA encoding = 'UTF-16'")
    wide.executescript(script)
    wide.execute("UPDATE notes SET flds = 'Größe ☕' || char(31) || 'A'")
    wide.commit()
    wide.close()

    assert notes_of(read(packed(path)))[0].fields.question == "Größe ☕"


def test_only_the_columns_of_the_tables_may_be_read(tmp_path: Path) -> None:
    with opening.opened(database(tmp_path)) as connection:
        assert connection.execute("SELECT id FROM notes").fetchall() == [(1,)]
        for statement in (
            "SELECT * FROM sqlite_schema",
            "SELECT * FROM graves",
            "SELECT load_extension('x') FROM notes",
            "SELECT hex(flds) FROM notes",
            "DELETE FROM notes",
            "ATTACH 'x' AS y",
            "PRAGMA writable_schema = ON",
            "CREATE TEMP TABLE t (a)",
        ):
            with pytest.raises(sqlite3.DatabaseError):
                connection.execute(statement)


def test_steps_are_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safe_sqlite, "_FREE_STEPS", 0)
    monkeypatch.setattr(safe_sqlite, "_STEPS_PER_BYTE", 0)
    monkeypatch.setattr(safe_sqlite, "_STEPS_AT_A_TIME", 10)

    with pytest.raises(FormatError):
        read(packed(database(tmp_path)))


def test_a_log_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviews, "MAX_REVIEWS", 3)
    card = Card(reviews=tuple(Review(number) for number in range(1, 9)))
    package = Package(notes=(Note(("Q", "A"), cards=(card,)),))

    with pytest.raises(FormatError, match="more than 3 rows in a table"):
        read(package.write(tmp_path))


def test_notes_without_end_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "MAX_NOTES", 3)
    package = Package(notes=tuple(Note((f"Q{number}", "A")) for number in range(5)))

    with pytest.raises(FormatError, match="more than 3 rows in a table"):
        read(package.write(tmp_path))


def test_very_many_reviews_of_one_card_leave_the_latest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reviews, "MAX_REVIEWS_OF_CARD", 3)
    card = Card(reviews=tuple(Review(number) for number in range(1, 9)))

    rows = read(Package(notes=(Note(("Q", "A"), cards=(card,)),)).write(tmp_path))

    times = [review.time_ms for review in notes_of(rows)[0].cards[0].reviews]
    assert times == [6, 7, 8]
    assert "5 reviews that can't be understood left out." in told(rows)


def test_ids_that_do_not_rise_end_a_table() -> None:
    class Circle:
        def execute(self, _query: str) -> list[tuple[int]]:
            return [(1,), (2,), (2,), (3,)]

    rows = scan.Scan(Circle(), "", 10)  # type: ignore[arg-type]

    assert list(rows) == [(1,), (2,)]
    assert rows.damaged


def test_more_text_than_the_file_could_hold_is_damage(tmp_path: Path) -> None:
    path = database(tmp_path, package=Package(notes=[Note(("Q" * 500, "A"))] * 9))
    with opening.opened(path) as connection:
        collection = read_collection(connection)
        reader = NoteReader(collection, Cards(), reviews.History(), {}, size=2_000)
        notes = list(reader.notes(connection))

    assert len(notes) == 3
    assert reader.damaged


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Samples:
    """A collection of some notes in both forms."""
    folder = tmp_path_factory.mktemp("databases")
    notes = [
        Note((f"question {number} " * 20, "answer"), cards=(Card(reviews=(Review(number + 1),)),))
        for number in range(12)
    ]
    package = Package(notes=notes)
    return Samples({form: package.database(folder, form) for form in (OLDEST, LATEST)})


@settings(max_examples=150, deadline=None)
@given(
    form=st.sampled_from([OLDEST, LATEST]),
    changes=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=20),
    cut=st.none() | st.floats(0, 1),
)
def test_any_damage_to_a_database_gives_messages_or_a_fault(
    form: int,
    changes: list[tuple[float, int]],
    cut: float | None,
    databases: Samples,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    data = bytearray(databases[form])
    for place, value in changes:
        data[min(len(data) - 1, int(place * len(data)))] = value
    if cut is not None:
        del data[int(cut * len(data)) :]
    path = tmp_path_factory.getbasetemp() / "damaged.db"
    path.write_bytes(data)

    try:
        messages = list(tell_collection(path, {}))
    except (RefusedError, UnreadableError):
        return
    assert sum(len(message[2]) for message in messages[:-1]) <= 12
