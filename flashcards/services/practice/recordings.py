"""Recorded answers: files of the library, in a folder of their own, which can be deleted.

The recorder writes to the path that it is given; what it has finished becomes part of an attempt.
What a killed program has left of an attempt is found by its name: it can be heard, and deleted.
"""

from __future__ import annotations

import json
import re
import wave
from collections.abc import Iterator
from pathlib import Path

from flashcards.errors import InvalidValueError, LibraryWriteError
from flashcards.language import _
from flashcards.services.practice.views import Recording
from flashcards.storage.practice_attempts import StoredAttempt
from flashcards.storage.unit_of_work import Operation

_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")


def new_path(folder: Path, attempt: StoredAttempt, suffix: str) -> Path:
    """A path to record to, which is not taken. Raises InvalidValueError, LibraryWriteError."""
    if not _SUFFIX.fullmatch(suffix):
        raise InvalidValueError(_("{suffix!r} is no ending of a sound file.").format(suffix=suffix))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        taken = {path.stem for path in folder.iterdir()}
    except OSError as error:
        words = _("can't make the folder for recordings: {why}. Writing still works.")
        raise LibraryWriteError(words.format(why=error.strerror)) from error
    number = next(n for n in range(1, len(taken) + 2) if f"{attempt.id}-{n}" not in taken)
    return folder / f"{attempt.id}-{number}{suffix}"


def add(
    operation: Operation, folder: Path, attempt: StoredAttempt, path: Path, seconds: float
) -> None:
    """Make a finished recording part of its attempt, however short the device left it.

    Raises InvalidValueError for a file that is not in the folder or has nothing in it.
    """
    if path.parent != folder or not path.is_file() or not path.stat().st_size:
        raise InvalidValueError(_("nothing was recorded. Your notes are kept."))
    known = [pair for pair in attempt.recordings if pair[0] != path.name]
    _keep(operation, attempt, [*known, (path.name, max(0.0, seconds))])


def remove(operation: Operation, folder: Path, attempt: StoredAttempt, name: str) -> None:
    """Delete a recording for good. One that is gone already is no error."""
    present = [*attempt.recordings, *_left_behind(attempt, folder)]
    _keep(operation, attempt, [pair for pair in present if pair[0] != name])
    if name not in {known for known, _seconds in present}:
        return
    try:
        (folder / name).unlink(missing_ok=True)
    except OSError as error:
        words = _("the recording can't be deleted: {why}.")
        raise LibraryWriteError(words.format(why=error.strerror)) from error


def recordings_of(attempt: StoredAttempt, folder: Path) -> tuple[Recording, ...]:
    """The recordings of an attempt that are still there, with what a killed program left."""
    found = []
    for name, seconds in (*attempt.recordings, *_left_behind(attempt, folder)):
        path = folder / name
        if path.is_file():
            found.append(Recording(name, path, seconds, path.stat().st_size))
    return tuple(found)


def _left_behind(attempt: StoredAttempt, folder: Path) -> Iterator[tuple[str, float]]:
    """(name, seconds) of files of an attempt that were never finished; they can be played."""
    known = {name for name, _seconds in attempt.recordings}
    for path in sorted(folder.glob(f"{attempt.id}-*.wav")):
        if path.name in known:
            continue
        try:
            with wave.open(str(path)) as file:
                seconds = file.getnframes() / file.getframerate()
        except (wave.Error, EOFError, OSError):
            continue
        if seconds > 0:
            yield path.name, seconds


def _keep(
    operation: Operation, attempt: StoredAttempt, recordings: list[tuple[str, float]]
) -> None:
    operation.execute(
        "UPDATE attempt SET recording = :recording WHERE id = :id",
        recording=json.dumps(recordings) if recordings else None,
        id=attempt.id,
    )
