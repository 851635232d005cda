"""``flashcards export``: notes, periods, reports, and the terminal as a file."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.terminal import Terminal

DECK = """\
---
title: Own
---

### One? {#one}

1

### Two? {#two}

2
"""
PICTURE = b"\x89PNG\r\n\x1a\n"


@pytest.fixture(scope="module")
def pristine_studied(pristine: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library with a deck of two notes, and an answer on each of three days; only copied."""
    folder = tmp_path_factory.mktemp("studied")
    library = Path(shutil.copytree(pristine, folder / "library"))
    (folder / "own.md").write_text(DECK, encoding="utf-8")
    terminal = Terminal(library, folder / "config")
    terminal("import", folder / "own.md")
    card = terminal.json("next", "--deck", "Own")["card_id"]
    for day in ("2026-11-22", "2026-11-23", "2026-11-24"):
        then = Terminal(library, folder / "config", now=f"{day}T09:00:00Z")
        then("answer", card, "good", "--seconds", "3")
    return library


@pytest.fixture
def studied(pristine_studied: Path, tmp_path: Path) -> Terminal:
    """A terminal on a copy of it."""
    library = Path(shutil.copytree(pristine_studied, tmp_path / "library"))
    return Terminal(library, tmp_path / "config")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_notes_go_out_and_come_in_unchanged(studied: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "own.csv"
    made = studied.json("export", "notes", "--deck", "Own", "-o", target)
    assert made == {"file": str(target), "rows": 2, "warnings": []}
    with target.open(encoding="utf-8", newline="") as file:
        assert [row["question"] for row in csv.DictReader(file)] == ["One?", "Two?"]
    (report,) = studied.json("import", target)
    assert (report["notes_unchanged"], report["notes_added"], report["notes_updated"]) == (2, 0, 0)
    assert f"2 rows written to {target}." in studied("export", "notes", "--deck", "Own", "-o",
                                                     target).out  # fmt: skip


def test_a_period_is_of_study_days(studied: Terminal) -> None:
    def days(*words: str) -> list[str]:
        return [row["day"] for row in rows(studied("export", "days", "-o", "-", *words).out)]

    assert days() == ["2026-11-22", "2026-11-23", "2026-11-24"]
    assert days("--from", "2026-11-23") == ["2026-11-23", "2026-11-24"]
    assert days("--to", "2026-11-22") == ["2026-11-22"]
    assert days("--from", "2026-11-23", "--to", "2026-11-23") == ["2026-11-23"]
    reviews = rows(studied("export", "reviews", "-o", "-", "--from", "2026-11-24").out)
    assert [row["study_day"] for row in reviews] == ["2026-11-24"]


@pytest.mark.parametrize("what", ["progress", "reviews", "stages", "days", "notes"])
def test_a_table_is_printed(studied: Terminal, tmp_path: Path, what: str) -> None:
    target = tmp_path / "table.csv"
    studied("export", what, "-o", target)
    answer = studied("export", what, "-o", "-")
    assert answer.out.encode() == target.read_bytes()
    assert not Path("-").exists()


def test_a_process_prints_byte_by_byte(studied: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "table.csv"
    studied("export", "days", "-o", target, "--excel")
    printed = subprocess.run(
        studied.command("export", "days", "-o", "-", "--excel"),
        capture_output=True,
        env=studied.environment(),
        check=True,
    )
    assert printed.stdout == target.read_bytes()
    assert printed.stderr == b""


def test_a_deck_and_a_report_are_printed(studied: Terminal) -> None:
    assert "### One? {#one}" in studied("export", "deck", "--deck", "Own", "-o", "-").out
    page = studied("export", "report", "-o", "-").out
    assert page.startswith("<!DOCTYPE html>")
    assert page.endswith("</html>\n")


def test_media_that_do_not_go_to_the_terminal_are_told_of(
    studied: Terminal, tmp_path: Path
) -> None:
    folder = tmp_path / "pictured"
    folder.mkdir()
    (folder / "p.png").write_bytes(PICTURE)
    (folder / "pictured.md").write_text("---\ntitle: Pictured\n---\n\n### A? {#a}\n\n![p](p.png)\n")
    studied("import", folder / "pictured.md")
    answer = studied("export", "deck", "--deck", "Pictured", "-o", "-")
    assert "![p](media/p.png)" in answer.out
    assert answer.err == "Left out: 1 media file. To have them too, name a file with -o.\n"


def test_a_deck_of_several_files_is_not_printed(studied: Terminal, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text(DECK.replace("title: Own", "title: Own\nnamespace: other"))
    studied("import", other, "--deck", "Own", "--duplicates", "both")
    answer = studied("export", "deck", "--deck", "Own", "-o", "-", code=2)
    assert "makes 2 files" in answer.error
    assert answer.out == ""


def test_a_report_of_a_period(studied: Terminal, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    made = studied.json("export", "report", "-o", target, "--from", "2026-11-23")
    assert made == {"file": str(target), "rows": 2}
    assert "23 November to 24 November 2026, 2 days" in target.read_text(encoding="utf-8")
    said = studied("export", "report", "-o", target).out
    assert said == f"Report of 3 days of study written to {target}.\n"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("report", "-o", "x.pdf"), "From the terminal, write x.html and print it"),
        (("report", "-o", "x.html", "--deck", "Own"), "a report is not of one deck"),
        (("report", "-o", "x.html", "--excel"), "--excel is for tables"),
        (("progress", "-o", "x", "--from", "2026-11-01"), "--from and --to are for reviews"),
        (("days", "-o", "x", "--from", "2026-11-02", "--to", "2026-11-01"), "is after --to"),
        (("days", "-o", "x", "--from", "soon"), "'soon' is no date"),
        (("package", "-o", "-"), "a package is no text"),
        (("backup", "-o", "-"), "a backup is no text"),
        (("days", "-o", "-", "--json"), "leave --json out"),
    ],
)
def test_what_does_not_fit_is_wrong_usage(
    terminal: Terminal, words: tuple[str, ...], message: str
) -> None:
    assert message in terminal("export", *words, code=2).error


def test_a_report_of_days_to_come_is_refused(terminal: Terminal, tmp_path: Path) -> None:
    words = ("export", "report", "-o", tmp_path / "x.html", "--from", "2027-01-01")
    assert "which is yet to come" in terminal(*words, code=1).error
    assert not (tmp_path / "x.html").exists()


def test_an_error_prints_nothing_else(terminal: Terminal) -> None:
    answer = terminal("export", "notes", "--deck", "Cooking", "-o", "-", code=1)
    assert "Cooking" in answer.error
    assert answer.out == ""
