"""A session that is killed at any moment has lost nothing that it acknowledged."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.terminal import ROOT, Terminal

TIMES = 20
GRADES = {"Again": 1, "Hard": 2, "Good": 3, "Easy": 4}
MOST_ANSWERS = 12


def logged(library: Path) -> list[int]:
    """The ratings in the review log, in their order."""
    with closing(sqlite3.connect(library / "collection.db")) as database:
        return [row[0] for row in database.execute("SELECT rating FROM review ORDER BY id")]


def killed_session(terminal: Terminal, chance: random.Random) -> list[int]:
    """Answer cards until a random moment, then kill the process; the grades it acknowledged.

    The keys are all there at once, so that the moment falls anywhere in the program's own work.
    """
    keys = "".join(f"\n{chance.choice('1234')}\n" for _ in range(MOST_ANSWERS))
    process = subprocess.Popen(
        terminal.command("review"),
        env=terminal.environment(),
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdin.write(keys)
    process.stdin.flush()
    acknowledged: list[int] = []
    wanted = chance.randrange(MOST_ANSWERS)
    lines_more = chance.randrange(20)
    for line in process.stdout:
        grade, _, rest = line.partition(": due again in ")
        if rest and grade in GRADES:
            acknowledged.append(GRADES[grade])
        if len(acknowledged) >= wanted:
            lines_more -= 1
            if lines_more < 0:
                break
    process.kill()
    remaining = process.stdout.read()
    for line in remaining.splitlines():
        grade, _, rest = line.partition(": due again in ")
        if rest.endswith(".") and grade in GRADES:
            acknowledged.append(GRADES[grade])
    process.wait()
    for stream in (process.stdin, process.stdout, process.stderr):
        stream.close()
    return acknowledged


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_every_acknowledged_review_survives_twenty_kills(terminal: Terminal) -> None:
    terminal("config", "new_per_day", "500")
    terminal("config", "learning_steps", "")
    chance = random.Random(20_261_124)
    known: list[int] = []
    for _ in range(TIMES):
        acknowledged = killed_session(terminal, chance)
        now = logged(terminal.library)
        assert now[: len(known)] == known
        added = now[len(known) :]
        assert added[: len(acknowledged)] == acknowledged
        assert len(added) <= len(acknowledged) + 1
        known = now
    assert len(known) > TIMES
    assert terminal("check").out.startswith("All is well")
