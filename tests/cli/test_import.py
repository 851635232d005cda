"""``flashcards import``: whatever the file is, from one command, whole or not at all."""

from __future__ import annotations

import signal
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path
from unittest.mock import patch

import pytest

from flashcards.services.jobs import Job
from tests.cli.terminal import ROOT, Terminal

DATA = ROOT.parent / "shared" / "data"
TABLE = "question,answer,topic\nWhat is a left join?,All rows of the left table,Joins\n,Nothing,\n"
DECK = "---\ntitle: Own\nnamespace: own\n---\n\n### What is a fork? {#fork}\n\nA copy.\n"


@pytest.fixture
def table(tmp_path: Path) -> Path:
    """A table of one note and a row without a question."""
    path = tmp_path / "joins.csv"
    path.write_text(TABLE, encoding="utf-8")
    return path


def whole(terminal: Terminal) -> list[tuple[object, ...]]:
    """What a library has of everything that an import adds to."""
    tables = ("note", "card", "review", "operation", "change", "note_tag", "media", "study_day")
    with closing(sqlite3.connect(terminal.library / "collection.db")) as database:
        counts = [database.execute(f"SELECT count(*) FROM {name}").fetchone() for name in tables]
        trigger = "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'"
        return [*counts, database.execute(trigger).fetchone()]


class TestATable:
    """A CSV file, row by row."""

    def test_a_script_gets_one_object_a_file(self, terminal: Terminal, table: Path) -> None:
        (report,) = terminal.json("import", table)
        warnings = report.pop("warnings")
        assert report == {
            "file": str(table), "format": "csv", "decks": ["joins"], "notes_added": 1,
            "notes_updated": 0, "notes_unchanged": 0, "notes_skipped": 1, "cards_added": 1,
            "reviews_added": 0, "media_added": 0,
        }  # fmt: skip
        assert [warning["line"] for warning in warnings] == [3]

    def test_a_person_gets_a_sentence(self, terminal: Terminal, table: Path) -> None:
        lines = terminal("import", table).out.splitlines()
        assert lines[0] == f"{table}: 1 note added, 1 skipped; 1 new card in joins."
        assert lines[1].startswith(f"{table}:3: ")

    def test_the_same_file_again_says_that_nothing_is_new(
        self, terminal: Terminal, table: Path
    ) -> None:
        terminal("import", table)
        before = whole(terminal)
        first = terminal("import", table).out.splitlines()[0]
        assert first == f"{table}: nothing is new, 1 unchanged, 1 skipped."
        assert whole(terminal) == before

    @pytest.mark.parametrize(
        ("policy", "counts"), [("update", [0, 1, 0]), ("keep", [0, 0, 1]), ("both", [1, 0, 0])]
    )
    def test_what_becomes_of_duplicates_is_chosen(
        self, terminal: Terminal, tmp_path: Path, policy: str, counts: list[int]
    ) -> None:
        (deck, other) = (tmp_path / "own.md", tmp_path / "forks.csv")
        deck.write_text(DECK, encoding="utf-8")
        other.write_text("question,answer\nWhat is a fork?,Cutlery\n", encoding="utf-8")
        terminal("import", deck)
        (report,) = terminal.json("import", other, "--duplicates", policy)
        told = ("notes_added", "notes_updated", "notes_skipped")
        assert [report[name] for name in told] == counts

    def test_another_word_for_duplicates_is_none(self, terminal: Terminal, table: Path) -> None:
        assert "invalid choice" in terminal("import", table, "--duplicates", "merge", code=2).error


class TestSeveralFiles:
    """Folders, zips, many files at once."""

    @pytest.fixture
    def folder(self, tmp_path: Path, table: Path) -> Path:
        """A folder with a table, a deck, and a file of no format that is known."""
        folder = tmp_path / "things"
        (folder / "deep").mkdir(parents=True)
        table.rename(folder / "joins.csv")
        (folder / "deep" / "own.md").write_text(DECK, encoding="utf-8")
        (folder / "notes.bin").write_bytes(bytes(range(256)) * 4)
        return folder

    def test_each_file_of_a_folder_is_one(self, terminal: Terminal, folder: Path) -> None:
        reports = terminal.json("import", folder)
        assert [(report["file"], report["notes_added"]) for report in reports] == [
            (str(folder / "deep" / "own.md"), 1),
            (str(folder / "joins.csv"), 1),
        ]

    def test_so_is_each_file_of_a_zip(
        self, terminal: Terminal, folder: Path, tmp_path: Path
    ) -> None:
        path = tmp_path / "things.zip"
        with zipfile.ZipFile(path, "w") as archive:
            for file in sorted(folder.rglob("*.*")):
                archive.write(file, file.relative_to(folder))
        reports = terminal.json("import", path)
        assert {report["file"].removeprefix(f"{path}/") for report in reports} == {
            "joins.csv",
            "deep/own.md",
        }
        assert sum(report["notes_added"] for report in reports) == 2

    def test_a_folder_of_nothing_that_is_known_is_an_error(
        self, terminal: Terminal, tmp_path: Path
    ) -> None:
        empty = tmp_path / "empty"
        empty.mkdir()
        assert "no deck, table, package or roadmap" in terminal("import", empty, code=1).error

    def test_each_file_is_an_operation_of_its_own(self, terminal: Terminal, folder: Path) -> None:
        terminal("import", folder)
        assert terminal.json("undo")["undone"] == "Import joins.csv"
        assert terminal.json("undo")["undone"] == "Import deep/own.md"


class TestInterrupted:
    """Ctrl+C at any moment: all of the file is there, or nothing."""

    def interrupted(self, terminal: Terminal, path: Path, at: int) -> bool:
        """Import, and press Ctrl+C when the bar is drawn for the ``at``-th time; whether it was."""
        drawn = 0

        def draw(_done: int, _total: int, _label: str) -> None:
            nonlocal drawn
            drawn += 1
            if drawn == at:
                signal.raise_signal(signal.SIGINT)

        with patch("flashcards.cli.importing.progress_bar", lambda *_: nullcontext(Job(draw))):
            try:
                terminal("import", path)
            except KeyboardInterrupt:
                return True
        return False

    def test_nothing_is_half_done(self, terminal: Terminal, tmp_path: Path) -> None:
        path = tmp_path / "many.csv"
        rows = "".join(f"Question number {n}?,Answer {n}\n" for n in range(3_000))
        path.write_text("question,answer\n" + rows, encoding="utf-8")
        before = whole(terminal)
        moment = 1
        while self.interrupted(terminal, path, moment):
            assert whole(terminal) == before
            moment += 3
        assert moment > 15
        assert whole(terminal) != before
        assert terminal("check").out.startswith("All is well")


def test_whoever_looks_sees_how_far_it_is(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[tuple[int, int]] = []

    @contextmanager
    def bar(_stream: object, label: str) -> Iterator[Job]:
        assert label == "Importing many.csv"
        yield Job(lambda done, total, _: drawn.append((done, total)))

    monkeypatch.setattr("flashcards.cli.importing.progress_bar", bar)
    path = tmp_path / "many.csv"
    rows = "".join(f"Q{n}?,A\n" for n in range(2_000))
    path.write_text("question,answer\n" + rows, encoding="utf-8")
    terminal("import", path)
    assert (2_000, 2_000) in drawn
    assert any(0 < done < total for done, total in drawn)


# Notes, cards and reviews of each file.
NUMBERS = {
    "anki/modern-with-history.apkg": (40, 45, 41),
    "anki/modern-no-history.apkg": (40, 45, 0),
    "anki/legacy-with-history.apkg": (40, 45, 41),
    "anki/whole.colpkg": (40, 45, 41),
    "anki/oo-design-legacy11.apkg": (6, 6, 0),
    "anki/system-design-legacy11.apkg": (42, 42, 0),
    "review-log-12580.csv": (1_205, 1_205, 12_580),
}


@pytest.mark.skipif(not DATA.exists(), reason="the example data is not here")
class TestTheExampleData:
    """The files that the program has to be able to read, with the numbers that they have."""

    @pytest.mark.parametrize("name", NUMBERS)
    def test_a_file_has_its_numbers(self, terminal: Terminal, name: str) -> None:
        path = DATA / name
        (promised,) = terminal.json("import", path, "--dry-run")
        (report,) = terminal.json("import", path)
        numbers = ("notes_added", "cards_added", "reviews_added")
        assert tuple(report[number] for number in numbers) == NUMBERS[name]
        assert {**promised, "warnings": []} == {**report, "warnings": []}
        assert "All is well" in terminal("check").out
        before = whole(terminal)
        (again,) = terminal.json("import", path)
        assert [again[number] for number in numbers] == [0, 0, 0]
        assert whole(terminal) == before

    def test_the_roadmap(self, terminal: Terminal) -> None:
        (report,) = terminal.json("import", DATA / "backend-developer-roadmap.md")
        topics = [len(stage["topics"]) for stage in report["stages"]]
        assert topics == [7, 13, 10, 7, 5, 9, 4, 4, 2, 7]
        assert report["adopted"]

    def test_what_a_package_knows_of_cards(self, terminal: Terminal) -> None:
        terminal("import", DATA / "anki" / "modern-with-history.apkg")
        with closing(sqlite3.connect(terminal.library / "collection.db")) as database:
            found = database.execute(
                "SELECT sum(suspended), sum(flag > 0) FROM card JOIN note n ON n.id = note_id "
                "WHERE n.namespace = 'anki'"
            ).fetchone()
        assert found == (2, 2)

    @pytest.mark.parametrize("first", ["modern-no-history.apkg", "whole.colpkg"])
    def test_one_package_after_another_of_the_same_notes(
        self, terminal: Terminal, first: str
    ) -> None:
        terminal("import", DATA / "anki" / first)
        (report,) = terminal.json("import", DATA / "anki" / "modern-with-history.apkg")
        assert (report["notes_added"], report["notes_unchanged"]) == (0, 40)
        with closing(sqlite3.connect(terminal.library / "collection.db")) as database:
            assert database.execute("SELECT count(*) FROM review").fetchone() == (41,)
            suspended = database.execute("SELECT sum(suspended) FROM card")
            assert suspended.fetchone() == (2,)
        assert "All is well" in terminal("check").out
