"""Libraries that are locked, read-only, damaged or newer: told in a line, never overwritten."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from flashcards.app import WINDOW
from flashcards.storage.lock import LibraryLock
from tests.cli.terminal import ROOT, Terminal

READING = (
    ("decks",),
    ("next",),
    ("roadmap",),
    ("config",),
    ("stats",),
    ("search", "is:new"),
    ("check",),
)
WRITING = (
    ("answer", "5", "good"),
    ("config", "gates", "off"),
    ("roadmap", "open", "2"),
    ("undo",),
    ("review",),
    ("import", "decks/backend/09-cloud.md"),
)
NOBODY = 65_534


def cut_off(data: bytearray) -> bytes:
    """The first third of the file."""
    return bytes(data[: len(data) // 3])


def flip(data: bytearray) -> bytes:
    """The file with bits flipped all over it, the same ones each time."""
    chance = random.Random(7)
    for _ in range(2_000):
        data[chance.randrange(100, len(data))] ^= 1 << chance.randrange(8)
    return bytes(data)


DAMAGE = {
    "truncated": cut_off,
    "flipped": flip,
    "empty": lambda data: b"",
    "zeros": lambda data: bytes(len(data)),
    "text": lambda data: b"This is no database. " * 500,
}


@pytest.fixture
def damaged(terminal: Terminal, request: pytest.FixtureRequest) -> Iterator[Terminal]:
    """A terminal on a damaged library with a backup; the file is as it was at the end."""
    terminal("backup")
    path = terminal.library / "collection.db"
    spoilt = DAMAGE[request.param](bytearray(path.read_bytes()))
    path.write_bytes(spoilt)
    yield terminal
    assert path.read_bytes() == spoilt


@pytest.mark.parametrize("damaged", DAMAGE, indirect=True)
def test_a_damaged_library_names_its_newest_backup(damaged: Terminal) -> None:
    (backup,) = (damaged.library / "backups").glob("*.db")
    for words in (*READING, *WRITING, ("backup",)):
        error = damaged(*words, code=1).err.splitlines()[-1]
        assert error.startswith("error: the library ")
        assert f"`flashcards restore {backup}`" in error


@pytest.mark.parametrize("damaged", DAMAGE, indirect=True)
def test_a_check_says_what_is_wrong_in_json_too(damaged: Terminal) -> None:
    answer = damaged("check", "--json", code=1)
    assert not answer.document["ok"]
    assert answer.document["problems"]
    assert "restore" in answer.error
    assert "restore" in damaged("check", "--repair", "--json", code=1).error


@pytest.mark.parametrize("how", DAMAGE)
def test_a_backup_brings_a_damaged_library_back(terminal: Terminal, how: str) -> None:
    decks = terminal.json("decks")
    backup = terminal.json("backup")["file"]
    path = terminal.library / "collection.db"
    spoilt = DAMAGE[how](bytearray(path.read_bytes()))
    path.write_bytes(spoilt)
    terminal("restore", backup)
    assert terminal.json("decks") == decks
    kept = list((terminal.library / "backups").glob("*before-restore.damaged"))
    assert [file.read_bytes() for file in kept] == [spoilt]


def test_a_damaged_library_is_never_a_traceback(terminal: Terminal) -> None:
    path = terminal.library / "collection.db"
    path.write_bytes(flip(bytearray(path.read_bytes())))
    assert terminal.process("decks", code=1).error
    assert terminal.process("check", code=1).err.startswith("error: ")


@pytest.mark.parametrize("content", [b"", b"not a backup", b"PK\x05\x06" + bytes(18)])
def test_what_is_no_backup_is_not_restored(
    terminal: Terminal, tmp_path: Path, content: bytes
) -> None:
    before = (terminal.library / "collection.db").read_bytes()
    path = tmp_path / "backup.db"
    path.write_bytes(content)
    assert "not a whole library" in terminal("restore", path, code=1).error
    assert "there is no backup" in terminal("restore", tmp_path / "none", code=1).error
    assert (terminal.library / "collection.db").read_bytes() == before


def test_an_archive_that_is_cut_off_is_not_restored(terminal: Terminal, tmp_path: Path) -> None:
    archive = tmp_path / "all.zip"
    terminal("export", "backup", "-o", archive)
    data = bytearray(archive.read_bytes())
    data[200:400] = bytes(200)
    archive.write_bytes(data)
    assert "damaged archive" in terminal("restore", archive, code=1).error


def newer(library: Path) -> bytes:
    """Make a library one of a newer version; its bytes."""
    path = library / "collection.db"
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
        database.execute("PRAGMA journal_mode=DELETE")
    return path.read_bytes()


def test_a_library_of_a_newer_version_is_left_alone(terminal: Terminal) -> None:
    before = newer(terminal.library)
    for words in (*READING, *WRITING):
        error = terminal(*words, code=1).error
        assert "newer version of Flashcards" in error
        assert "Update Flashcards" in error
    assert (terminal.library / "collection.db").read_bytes() == before


def test_an_older_backup_takes_the_place_of_a_newer_library(terminal: Terminal) -> None:
    backup = terminal.json("backup")["file"]
    before = newer(terminal.library)
    terminal("restore", backup)
    assert terminal("check").out.startswith("All is well")
    (kept,) = (terminal.library / "backups").glob("*.newer")
    assert kept.read_bytes() == before


def test_an_error_that_nobody_foresaw_goes_to_the_log(terminal: Terminal) -> None:
    program = (
        "import sys; from flashcards.cli import main; "
        "main.parse = lambda words: 1 // 0; main.run(['decks'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=terminal.environment(),
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    log = terminal.config / "state" / "flashcards.log"
    assert done.returncode == 1
    assert done.stderr == (
        "error: ZeroDivisionError: integer division or modulo by zero; this is a bug; "
        f"details in {log}.\n"
    )
    assert "Traceback" in log.read_text(encoding="utf-8")


@pytest.mark.slow
def test_while_the_window_is_open_only_reading_works(terminal: Terminal) -> None:
    with LibraryLock(terminal.library, WINDOW):
        holding = subprocess.Popen(
            terminal.command("config", "gates", "off"),
            env=terminal.environment(),
            cwd=ROOT,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )
        for words in READING:
            terminal(*words)
        assert holding.stderr is not None
        error = holding.stderr.read()
        holding.stderr.close()
        assert holding.wait() == 1
    assert f"in use by {WINDOW} (process {os.getpid()})" in error
    assert error.startswith("error: ")
    terminal("config", "gates", "off")


@pytest.fixture
def read_only(pristine: Path) -> Iterator[Terminal]:
    """A terminal on a library in which nothing may be written, anywhere under it."""
    top = Path(tempfile.mkdtemp(prefix="flashcards-"))
    library = Path(shutil.copytree(pristine, top / "library"))
    (top / "out").mkdir()
    folders = [library, *(path for path in library.rglob("*") if path.is_dir())]
    for path in folders:
        path.chmod(0o555)
    for path in (top, top / "out"):
        path.chmod(0o777)
    yield Terminal(library, top / "config")
    for path in folders:
        path.chmod(0o755)
    shutil.rmtree(top)


@contextmanager
def without_rights() -> Iterator[None]:
    """Root, whom no mode of a file holds back, is someone else meanwhile."""
    if os.geteuid() != 0:
        yield
        return
    os.setresuid(NOBODY, NOBODY, 0)
    try:
        yield
    finally:
        os.setresuid(0, 0, 0)


@pytest.mark.skipif(
    sys.platform == "win32" or (os.geteuid() == 0 and not hasattr(os, "setresuid")),
    reason="no mode of a folder holds this user back",
)
def test_a_read_only_library_can_be_read(read_only: Terminal, terminal: Terminal) -> None:
    target = read_only.library.parent / "out" / "progress.csv"
    reading = (*READING, ("export", "progress", "-o", target))
    writing = (*WRITING, ("backup",), ("check", "--repair"))
    for words in (*reading, *writing):  # what is imported may be out of someone else's reach
        terminal(*words, code=None)
    target.unlink()
    before = (read_only.library / "collection.db").read_bytes()
    with without_rights():
        for words in reading:
            read_only(*words)
        for words in writing:
            error = read_only(*words, code=1).error
            assert error.startswith("error: can't write ")
    assert target.read_text(encoding="utf-8").startswith("card_id,")
    assert (read_only.library / "collection.db").read_bytes() == before
    assert sorted(path.name for path in read_only.library.glob("collection.db*")) == [
        "collection.db"
    ]
