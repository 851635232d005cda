"""Every command as a process of its own: what a shell and a script see."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.terminal import ROOT, Terminal

COMMANDS = {
    "import": ("decks/backend/09-cloud.md",),
    "export": ("days", "-o", "days.csv"),
    "roadmap": (),
    "config": ("new_per_day", "9"),
    "decks": (),
    "next": (),
    "search": ("is:new", "--limit", "3"),
    "review": (),
    "stats": (),
    "lint": ("decks/backend/09-cloud.md",),
    "check": (),
    "backup": (),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_prints_one_document_and_nothing_else(
    terminal: Terminal, tmp_path: Path, command: str
) -> None:
    words = [tmp_path / word if word == "days.csv" else word for word in COMMANDS[command]]
    answer = terminal.process(command, *words, "--json")
    assert answer.document is not None
    assert answer.out.count("\n") == 1
    assert command == "review" or answer.err == ""


def test_a_day_s_work_goes_from_process_to_process(terminal: Terminal) -> None:
    card = terminal.process("next", "--json").document["card_id"]
    terminal.process("answer", card, "good", "--seconds", "4")
    assert terminal.process("undo", "--json").document["card_id"] == card
    assert terminal.process("redo").out == "Done again: Answer.\n"
    backup = terminal.process("backup", "--json").document
    assert terminal.process("restore", backup["file"], "--json").document["reviews"] == 3


def test_the_default_library_is_where_the_variable_says(terminal: Terminal, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "flashcards", "decks"],
        env={**terminal.environment(), "FLASHCARDS_LIBRARY": str(tmp_path / "elsewhere")},
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    assert b"Databases" in done.stdout
    assert (tmp_path / "elsewhere" / "collection.db").is_file()


def test_an_error_is_one_line_and_an_exit_code(terminal: Terminal) -> None:
    assert "there is no card 5" in terminal.process("answer", "5", "good", code=1).error
    assert "Did you mean `import`?" in terminal.process("improt", code=2).error


def test_a_reader_that_goes_away_is_no_error(terminal: Terminal) -> None:
    process = subprocess.Popen(
        terminal.command("search", "is:new"),
        env=terminal.environment(),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 141


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("words", [("decks",), ("decks", "--json"), ("--help",)])
def test_output_that_cannot_be_written_is_told(terminal: Terminal, words: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            terminal.command(*words),
            env=terminal.environment(),
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr.startswith(b"error: can't write the output: ")
    assert done.stderr.count(b"\n") == 1
