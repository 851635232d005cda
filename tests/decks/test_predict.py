"""A note that asks what a program prints is right: the program is run, and prints that.

Each note is a test with the note's id. Where its interpreter is not installed it is skipped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.decks.postgresql import Postgresql
from tests.decks.running import Go, Interpreter, Java, Program, Script, Sqlite
from tests.decks.shelf import programs
from tests.decks.tally import LANGUAGE

PROGRAMS = tuple(programs())


@pytest.fixture(scope="session")
def interpreters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Interpreter]]:
    """Who runs the programs of each language that a note can name."""
    shared = tmp_path_factory.getbasetemp()
    # The processes of one run compile together; Windows has no lock for that.
    if "PYTEST_XDIST_WORKER" in os.environ and os.name == "posix":
        shared = shared.parent

    def of(language: str) -> list[Program]:
        return [program for program in PROGRAMS if program.language == language]

    server = Postgresql()
    yield {
        # As a card's reader would run it: without the packages and settings of this environment.
        "python": Script((sys.executable, "-I"), "program.py", oldest=(3, 11)),
        "node": Script(("node",), "program.js", oldest=(18,)),
        "shell": Script(("bash",), "program.sh", oldest=(4, 4), variables={"LC_ALL": "C"}),
        "sqlite": Sqlite(),
        "java": Java(of("java"), shared / "java-programs"),
        "go": Go(of("go"), shared / "go-programs"),
        "postgresql": server,
    }
    server.stop()


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.id)
def test_the_program_prints_what_the_note_says(
    program: Program,
    interpreters: dict[str, Interpreter],
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    record_property(LANGUAGE, program.language)
    assert program.language in interpreters, "the tests do not know what to run it with"
    interpreter = interpreters[program.language]
    if reason := interpreter.absent():
        pytest.skip(reason)
    output = interpreter.run(program, tmp_path)
    assert output.printed == program.expected, output.errors
