"""Files that are replaced whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flashcards.errors import LibraryWriteError


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A file beside the target to write to, which takes its place when the block ends well.

    It is on the disk by then. Raises LibraryWriteError, in words, for whatever the file system
    refuses; the target is then as it was.
    """
    target = _checked(target)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        yield partial
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        raise LibraryWriteError(f"can't write {target}: {error.strerror or error}.") from error
    finally:
        partial.unlink(missing_ok=True)


def sync_folder(path: Path) -> None:
    """Bring to the disk which files a folder has, where the system keeps that apart."""
    if os.name == "posix":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _checked(target: Path) -> Path:
    """The file that a path really names, if it can be one that is written."""
    try:
        target = target.expanduser().resolve()
        parent_is_there = target.parent.is_dir()
    except (OSError, RuntimeError) as error:
        raise LibraryWriteError(f"can't write {target}: {error}.") from error
    if not parent_is_there:
        raise LibraryWriteError(
            f"can't write {target}: there is no folder {target.parent}. Make it, or name another."
        )
    if target.exists() and not target.is_file():
        raise LibraryWriteError(f"can't write {target}: it is no file. Name another.")
    if target.exists() and not os.access(target, os.W_OK):
        raise LibraryWriteError(f"can't write {target}: it is read-only. Name another.")
    return target
