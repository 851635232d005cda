"""How calls are read: options before and after, wrong usage, help without weight."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flashcards.cli.main import run
from flashcards.cli.parser import parse
from flashcards.errors import UsageError
from tests.cli.terminal import ROOT, Terminal

COMMANDS = (
    "import", "export", "roadmap", "config", "decks", "next", "answer", "undo", "redo", "search",
    "review", "practice", "stats", "lint", "check", "backup", "restore",
)  # fmt: skip
HEAVY = ("sqlalchemy", "numpy", "fsrs", "markdown", "nh3", "yaml", "PySide6", "sqlite3")


def test_the_common_options_stand_before_and_after(terminal: Terminal) -> None:
    library, now = str(terminal.library), "2031-01-02T09:00:00Z"
    before = Terminal(terminal.library, terminal.config, now=None)
    after = before.json("stats", "--now", now, "--library", library)
    assert after["date"] == "2031-01-02"
    assert Terminal(terminal.library, terminal.config, now=now).json("stats") == after


def test_what_stands_after_wins() -> None:
    options = parse(["--now", "2031-01-02", "decks", "--now", "2032-01-02", "--json"])
    assert options.now == "2032-01-02"
    assert options.json
    assert options.library is None


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--json"],
        ["improt"],
        ["import"],
        ["export", "everything", "-o", "x"],
        ["export", "progress"],
        ["answer", "12", "perfect"],
        ["answer", "twelve", "good"],
        ["answer", "-3", "good"],
        ["answer", "9223372036854775808", "good"],
        ["answer", "12", "good", "--seconds", "nan"],
        ["answer", "12", "good", "--seconds", "-1"],
        ["search"],
        ["search", "x", "--limit", "0"],
        ["search", "x", "--limit", "-5"],
        ["stats", "--days", "none"],
        ["decks", "--no-such-option"],
        ["decks", "extra"],
        ["--library", "", "decks"],
        ["restore"],
        ["decks", "--lib", "x"],
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(words) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("error: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "moment", ["soon", "2026-13-01", "0001-01-01", "9999-12-31", "1960-01-01T00:00:00Z", ""]
)
def test_a_moment_that_is_none_is_wrong_usage(
    moment: str, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--library", str(terminal.library), "decks", "--now", moment]) == 2
    assert "--now takes a moment" in capsys.readouterr().err


def test_a_near_miss_is_told_what_was_meant(capsys: pytest.CaptureFixture[str]) -> None:
    run(["reveiw"])
    assert capsys.readouterr().err == (
        "error: there is no command 'reveiw'. Did you mean `review`?\n"
    )


def test_the_query_keeps_its_words_in_order() -> None:
    words = ["--json", "search", "a", "-tag:x", '"b c"', "-(d", "or", "e)", "--limit", "3"]
    options = parse(words)
    assert options.query == 'a -tag:x "b c" -(d or e)'
    assert options.limit == 3


def test_help_of_a_query_stays_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "-h"]) == 0
    assert "QUERY" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["export", "--help"], ["improt"]])
def test_help_and_wrong_usage_import_nothing_heavy(words: list[str]) -> None:
    program = (
        "import sys; from flashcards.cli.main import run; code = run(sys.argv[1:]); "
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *words],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr.splitlines()[-1] == "[]"


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--help"]) == 0
    shown = capsys.readouterr().out
    for command in COMMANDS:
        assert f"\n    {command} " in shown
        assert run([command, "--help"]) == 0
        assert f"flashcards {command}" in capsys.readouterr().out


def test_options_are_not_abbreviated() -> None:
    with pytest.raises(UsageError):
        parse(["import", "x.md", "--dry"])


def test_a_library_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    terminal = Terminal(tmp_path / "file" / "library", tmp_path)
    assert "can't make the library folder" in terminal("decks", code=1).error
