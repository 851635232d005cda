"""The log: what went wrong, told without the text of any card.

Anyone may send it. So of a fault it holds where in the program it was and of which type, and the
words of an exception only where the interpreter, Qt or the system has written them: a ValueError
may quote the question that it could not read.
"""

from __future__ import annotations

import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from flashcards import __version__
from flashcards.paths import state_dir

NAME = "flashcards.log"
LARGEST_BYTES = 1_000_000
KEPT = 2
"""Older logs beside the newest one, ``flashcards.log.1`` the younger of them."""

_OF_THE_INTERPRETER = (
    ArithmeticError,
    AttributeError,
    ImportError,
    MemoryError,
    NameError,
    RecursionError,
    RuntimeError,
    TypeError,
)
_PACKAGE = Path(__file__).resolve().parent


def log_path() -> Path:
    """The file that is written now."""
    return state_dir() / NAME


def record(error: BaseException) -> Path | None:
    """Write a fault to the log; where it is, or None where it could not be written."""
    path = log_path()
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _rotate(path)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{moment} flashcards {__version__} Python {sys.version.split()[0]}\n")
            log.write(f"{described(error)}\n")
    except OSError:
        return None
    return path


def recent(most: int = 40_000) -> str:
    """The end of the log, at most so many characters; empty when nothing went wrong."""
    try:
        return log_path().read_text(encoding="utf-8", errors="replace")[-most:]
    except OSError:
        return ""


def described(error: BaseException) -> str:
    """A fault and what led to it, as Python prints it, without what a card may say."""
    told: list[str] = []
    seen: set[int] = set()
    at: BaseException | None = error
    while at is not None and id(at) not in seen:
        seen.add(id(at))
        told.insert(0, _one(at))
        at = at.__cause__ or (None if at.__suppress_context__ else at.__context__)
    return "\nThis led to another fault:\n\n".join(told)


def _one(error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    for frame in frames:
        frame.filename = _from_the_package(frame.filename)
    kind = type(error)
    name = (
        kind.__qualname__
        if kind.__module__ == "builtins"
        else f"{kind.__module__}.{kind.__qualname__}"
    )
    words = _words(error)
    last = f"{name}: {words}" if words else name
    return "".join(
        ["Traceback (most recent call last):\n", *traceback.format_list(frames), last, "\n"]
    )


def _words(error: BaseException) -> str:
    """What an exception says, as far as no card can have its part in it."""
    import sqlite3  # not before a fault: every command imports this module

    if isinstance(error, OSError):
        return error.strerror or ""
    if isinstance(error, sqlite3.Error):
        words = str(error)
        # before the colon SQLite says what is wrong, and behind it where: a word of a search too
        return words if "constraint failed" in words else words.partition(":")[0]
    if isinstance(error, _OF_THE_INTERPRETER):
        return str(error)
    original = getattr(error, "orig", None)  # SQLAlchemy adds the statement and its values
    return _words(original) if isinstance(original, sqlite3.Error) else ""


def _from_the_package(filename: str) -> str:
    """A path without the folders of this computer, which may hold its owner's name."""
    path = Path(filename)
    if path.is_relative_to(_PACKAGE.parent):
        return path.relative_to(_PACKAGE.parent).as_posix()
    return "/".join(path.parts[-2:])


def _rotate(path: Path) -> None:
    """Begin a new log once the newest is long, and let the oldest go."""
    if not path.exists() or path.stat().st_size < LARGEST_BYTES:
        return
    names = [path, *(path.with_name(f"{NAME}.{number}") for number in range(1, KEPT + 1))]
    for older, newer in reversed(list(zip(names[1:], names, strict=False))):
        if newer.exists():
            newer.replace(older)
