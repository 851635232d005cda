"""Databases that are damaged, foreign, or made to do harm."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.errors import FormatError
from flashcards.formats.faults import RefusedError
from flashcards.formats.mnemosyne import read_mnemosyne, reading, stored
from flashcards.formats.mnemosyne.stored import read_stored
from tests.formats.in_process import InThisProcess
from tests.formats.mnemosyne.databases import Asked, Writer


def sample(path: Path, more: str = "") -> Path:
    writer = Writer(path, media=["a.png"])
    card = Asked("1.1", grade=4, last=1_700_000_000, next=1_700_100_000, log=((1, 4, 2, 3),))
    writer.fact("1", {"f": "What?", "b": 'That <img src="a.png">'}, card)
    writer.fact("5", {"text": "A [b:c] d"}, Asked("5.1", extra="{'index': 0}", tags=("x y",)))
    writer.fact("4", {"loc": "Bern", "blank": "x", "marked": "y"}, Asked("4.2"))
    return writer.write(more)


@pytest.mark.parametrize(
    "more",
    [
        "CREATE VIEW v AS SELECT 1;",
        "CREATE TRIGGER t AFTER INSERT ON log BEGIN DELETE FROM facts; END;",
        "CREATE VIRTUAL TABLE f USING fts5(x);",
        "DROP TABLE facts; CREATE VIEW facts AS SELECT 1 AS _id, 'x' AS id;",
    ],
)
def test_what_could_act_is_refused(tmp_path: Path, more: str) -> None:
    with pytest.raises(FormatError, match=r"^x\.db: refused: its database holds a "):
        read_mnemosyne(sample(tmp_path / "x.db", more), "x.db")


def test_a_database_of_another_program_is_told(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as database:
        database.execute("CREATE TABLE notes(id)")

    with pytest.raises(FormatError, match=r"^x\.db: its database is one of another program"):
        read_mnemosyne(tmp_path / "x.db", "x.db")


def test_there_is_an_end_to_the_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "MOST_FACTS", 2)

    with pytest.raises(RefusedError, match="more than 2 rows in its table 'facts'"):
        list(read_stored(sample(tmp_path / "x.db")))


def test_a_note_of_ten_million_characters_is_left_out(tmp_path: Path) -> None:
    writer = Writer(tmp_path / "x.db")
    writer.fact("1", {"f": "What?", "b": "x" * 10_000_000}, Asked("1.1"))
    writer.fact("1", {"f": "[" * 200_000, "b": "<b>" * 100_000}, Asked("1.1"))
    writer.fact("1", {"f": "Who?", "b": "Me"}, Asked("1.1"))

    (deck,) = read_mnemosyne(writer.write(), "x.db").decks

    assert [note.fields.question for note in deck.topics[0].notes] == ["Who?"]
    assert deck.skipped == 2


@lru_cache
def sample_bytes() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        return sample(Path(folder) / "x.db").read_bytes()


@pytest.fixture(scope="module")
def here() -> Iterator[None]:
    """Read in this process, which is quicker."""

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(reading, "Apart", InThisProcess)
        yield


@pytest.mark.usefixtures("here")
@settings(deadline=None, max_examples=150)
@given(st.data())
def test_a_database_with_some_bytes_changed(data: st.DataObject) -> None:
    changed = bytearray(sample_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(changed) - 1))
        piece = data.draw(st.binary(min_size=1, max_size=8))
        changed[at : at + len(piece)] = piece

    try:
        found = read_mnemosyne(bytes(changed), "x.db")
    except FormatError:
        return
    for deck in found.decks:
        for topic in deck.topics:
            for note in topic.notes:
                "".join((*note.fields.texts, *note.tags, note.source_id or "")).encode()


@pytest.mark.usefixtures("here")
@settings(deadline=None, max_examples=50)
@given(st.binary(max_size=300))
def test_arbitrary_bytes(data: bytes) -> None:
    for head in (b"", b"SQLite format 3\0"):
        with pytest.raises(FormatError):
            read_mnemosyne(head + data, "x.db")
