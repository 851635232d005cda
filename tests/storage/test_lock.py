"""One process writes at a time; the lock dies with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from flashcards.errors import LibraryLockedError, LibraryWriteError
from flashcards.storage.lock import LibraryLock

HOLD = """
import sys
from pathlib import Path
from flashcards.storage.lock import LibraryLock
lock = LibraryLock(Path(sys.argv[1]), "the Flashcards window").acquire()
print("held", flush=True)
sys.stdin.read()
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    with hold(tmp_path) as process:
        with pytest.raises(LibraryLockedError, match=rf"Flashcards window.*{process.pid}"):
            LibraryLock(tmp_path, "a test").acquire(timeout_s=0.1)
        process.kill()


def test_the_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    with hold(tmp_path) as process:
        process.kill()
    with LibraryLock(tmp_path, "a test") as lock:
        assert lock.held


def test_a_lock_that_is_held_can_be_used_again_and_stays_held(tmp_path: Path) -> None:
    lock = LibraryLock(tmp_path, "a test").acquire()
    with lock.held_for():
        assert lock.held
    assert lock.held
    lock.release()
    assert not lock.held


def test_a_lock_for_a_block_is_given_back(tmp_path: Path) -> None:
    lock = LibraryLock(tmp_path, "a test")
    with lock.held_for():
        assert lock.held
    assert not lock.held


def test_a_folder_that_cannot_be_written_to_is_told_plainly(tmp_path: Path) -> None:
    with pytest.raises(LibraryWriteError, match="can't write"):
        LibraryLock(tmp_path / "absent", "a test").acquire(timeout_s=0)
