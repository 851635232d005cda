"""What each file is, told by its content."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.detection import SAMPLE, FileFormat, detect, unknown_error
from tests.formats.container.archives import PNG, zipped
from tests.formats.questions.test_reader import DETAILS, LETTERS, PAGE
from tests.formats.reading import DECK
from tests.formats.roadmap_json.exports import DRAWING, EDITOR, NESTED
from tests.formats.test_hashcards import DECK as HASHCARDS
from tests.formats.test_roadmap_shapes import FRENCH, GERMAN

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared" / "data"

OBSIDIAN = "#flashcards\n\none::two\n"
OWN_WITHOUT_IDS = "# Notes\n\n## A\n\n### What is a?\n\nA letter.\n\n### What is b?\n\nAnother.\n"
OWN_WITH_PARTS = "## T\n\n### What prints?\n\n```\nx\n```\n\n---\n\n1\n\n### Why?\n\nSo.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (DECK, FileFormat.DECK),
        (OWN_WITHOUT_IDS, FileFormat.DECK),
        (OWN_WITH_PARTS, FileFormat.DECK),
        ("---\nnamespace: x\n---\n\n### A statement\n\nB\n", FileFormat.DECK),
        ("## T {#t}\n\n### Q {#q}\n\nQ: a\nA: b\n\none::two\n", FileFormat.DECK),
        (HASHCARDS, FileFormat.HASHCARDS),
        (OBSIDIAN, FileFormat.OBSIDIAN),
        (PAGE, FileFormat.QUESTIONS),
        (DETAILS, FileFormat.QUESTIONS),
        (LETTERS, FileFormat.QUESTIONS),
        (FRENCH, FileFormat.ROADMAP),
        (GERMAN, FileFormat.ROADMAP),
        ("1. A\na, b\n2. B\nc\n", FileFormat.ROADMAP),
        ("## Week 1: Loops\n- for\n", FileFormat.ROADMAP),
        (EDITOR, FileFormat.ROADMAP_JSON),
        (DRAWING, FileFormat.ROADMAP_JSON),
        (NESTED, FileFormat.ROADMAP_JSON),
        ('{"__type__": "Deck", "crowdanki_uuid": "x", "notes": []}', FileFormat.CROWDANKI),
        ("card_id,review_rating,review_time,review_duration\n1,3,2,4\n", FileFormat.REVIEW_LOG),
        ("#separator:tab\n#html:true\na\tb\n", FileFormat.TABLE),
        ("a\tb\nc\td\ne\tf\n", FileFormat.TABLE),
        ("front,back,tags\nq1,a1,t\nq2,a2,t\n", FileFormat.TABLE),
        ("Just a sentence about nothing in particular.", FileFormat.UNKNOWN),
        ("", FileFormat.UNKNOWN),
        (" \n\t\n", FileFormat.UNKNOWN),
        ('{"name": "x", "scripts": {"a": "b"}}', FileFormat.UNKNOWN),
        ("[ ] buy milk", FileFormat.UNKNOWN),
    ],
)  # fmt: skip
def test_texts(text: str, expected: FileFormat) -> None:
    assert detect(text.encode(), "file.txt") is expected
    assert detect(text.encode("utf-8-sig"), "clipboard") is expected
    assert detect(text.replace("\n", "\r\n").encode(), "file.md") is expected


def test_a_name_decides_where_the_content_leaves_it_open() -> None:
    assert detect(b"a;b\n", "x.csv") is FileFormat.TABLE
    assert detect(b"a;b\n", "x.txt") is FileFormat.UNKNOWN
    assert detect(b"# Tool\n## Setup\n- a\n## Usage\n- b\n", "tool.md") is FileFormat.UNKNOWN
    assert detect(b"# Tool\n## Setup\n- a\n## Usage\n- b\n", "roadmap.md") is FileFormat.ROADMAP


README = """\
# Wolkenbruch

A small weather station for the terminal.

## Features

- Reads ten kinds of sensors
- Draws charts

## Installation

```sh
pip install wolkenbruch
```

## Usage

- `wolkenbruch run`
- `wolkenbruch show`

## Roadmap

- [x] Charts
- [ ] Alerts

## License

MIT
"""
CHANGES = (
    "# Changes\n\n## [1.1.0] - 2026-02-01\n\n### Added\n- Undo\n\n"
    "## [1.0.0] - 2026-01-01\n\n### Added\n- All\n"
)
MINUTES = (
    "# Meeting\n\n## Attendees\n- Ann\n- Bob\n\n## Decisions\n- We ship\n\n"
    "## Next steps\n- Ann writes\n"
)
SHOPPING = "Shop:\n- milk\n- eggs\n\nCall:\n- mum\n- bank\n"
ESSAY = "# On walking\n\nOne walks. It is slow, and that is its point.\n\n## Why\n\nBecause.\n"


FAQ = (
    "# Tool\n\nA tool.\n\n## Setup\n\nRun it.\n\nThen rest.\n\n## FAQ\n\n### Is it free?\n\nYes.\n"
)


@pytest.mark.parametrize("text", [README, CHANGES, MINUTES, SHOPPING, ESSAY, FAQ])
def test_what_is_plainly_no_roadmap_is_not_taken_for_one(text: str) -> None:
    assert detect(text.encode(), "README.md") is FileFormat.UNKNOWN
    error = unknown_error(text.encode(), "README.md")
    assert str(error).startswith("README.md: neither a deck, nor a list of questions, nor plainly")
    assert "What can be imported:" in str(error)


@pytest.mark.parametrize(
    ("entries", "name", "expected"),
    [
        (("collection.anki21b", "media"), "x.zip", FileFormat.ANKI),
        (("collection.anki2", "0"), "x.apkg", FileFormat.ANKI),
        ((), "x.colpkg", FileFormat.ANKI),
        (("deck.md", "media/x.png"), "x.apkg", FileFormat.ARCHIVE),
        (("deck.md",), "x.zip", FileFormat.ARCHIVE),
        (("word/document.xml",), "x.docx", FileFormat.UNKNOWN),
        (("xl/workbook.xml",), "x.zip", FileFormat.UNKNOWN),
    ],
)
def test_zips_by_what_is_in_them(entries: tuple[str, ...], name: str, expected: FileFormat) -> None:
    assert detect(b"PK\x03\x04", name, entries) is expected


@pytest.mark.parametrize(
    ("tables", "name", "expected"),
    [
        (("facts", "data_for_fact", "fact_views"), "default.db", FileFormat.MNEMOSYNE),
        (("facts", "data_for_fact", "fact_views"), "x", FileFormat.MNEMOSYNE),
        (("col", "notes", "cards", "revlog", "graves"), "x.db", FileFormat.ANKI),
        (("other",), "collection.anki2", FileFormat.ANKI),
        (("other",), "default.db", FileFormat.MNEMOSYNE),
        (("other",), "places.sqlite", FileFormat.UNKNOWN),
    ],
)
def test_databases_by_their_tables(
    tmp_path: Path, tables: tuple[str, ...], name: str, expected: FileFormat
) -> None:
    path = tmp_path / "database"
    connection = sqlite3.connect(path)
    for table in tables:
        connection.execute(f"CREATE TABLE {table} (id INTEGER)")
    connection.close()
    assert detect(path.read_bytes(), name) is expected


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "the file is empty"),
        (b"%PDF-1.7 x", "a PDF can't be imported; save it as text"),
        (b"{\\rtf1 x}", "a document in RTF"),
        (b"7z\xbc\xaf\x27\x1c", "an archive that is no zip"),
        (b"\x1f\x8b\x08", "a packed file that is no zip"),
        (PNG, "a picture or a sound"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b"\x7fELF\x02", "a program can't be imported."),
        (bytes(range(256)), "this kind of file is not known"),
        (zipped({"[Content_Types].xml": b"x", "word/document.xml": b"y"}), "a Word document"),
        (zipped({"[Content_Types].xml": b"x", "xl/workbook.xml": b"y"}), "save it as CSV"),
        (b'{"a": 1}', "this JSON is of no form that is known"),
    ],
)
def test_what_is_unknown_says_what_it_is_and_what_could_be_imported(
    data: bytes, message: str
) -> None:
    assert detect(data, "x") in {FileFormat.UNKNOWN, FileFormat.ARCHIVE}
    error = unknown_error(data, "x")
    assert str(error).startswith("x: ")
    assert message in str(error)


def test_a_large_file_is_told_by_its_beginning() -> None:
    assert detect(b"Q: a\nA: b\n" * 200_000, "x.md") is FileFormat.HASHCARDS
    large = json.dumps({"title": "R", "topics": [{"title": "A", "items": ["x"] * SAMPLE}]})
    assert detect(large.encode(), "x.json") is FileFormat.ROADMAP_JSON
    assert detect(b"\xff" * SAMPLE * 2, "x") is FileFormat.UNKNOWN


@pytest.mark.skipif(not SHARED.exists(), reason="the shared data are absent")
def test_the_files_that_were_given() -> None:
    expected = {
        "backend-developer-roadmap.md": FileFormat.ROADMAP,
        "review-log-12580.csv": FileFormat.REVIEW_LOG,
        "README.md": FileFormat.UNKNOWN,
    }
    for name, found in expected.items():
        assert detect((SHARED / name).read_bytes(), name) is found


def test_the_decks_and_the_pages_of_the_project() -> None:
    for path in sorted((PROJECT / "decks").rglob("*.md")):
        expected = FileFormat.ROADMAP if path.name == "roadmap.md" else FileFormat.DECK
        if path.parent.name == "interview":
            expected = FileFormat.PROMPTS
        assert detect(path.read_bytes(), path.name) is expected, path.name
    for path in (PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", PROJECT / "CHANGELOG.md"):
        assert detect(path.read_bytes(), path.name) is FileFormat.UNKNOWN, path.name


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda t: t.encode("utf-8", "replace")))
def test_any_bytes_have_a_format(data: bytes) -> None:
    assert detect(data, "x.md") in FileFormat
    assert unknown_error(data, "x.md").file == "x.md"
