"""CSV as spreadsheets and scripts expect it, and files that are replaced whole or not at all.

UTF-8, RFC 4180 (CRLF, a quote where one is needed), a header row. A text that a spreadsheet would
run as a formula, one that begins with ``=``, ``+``, ``-``, ``@``, tab or CR, gets an apostrophe in
front. So does one that begins with apostrophes before such a sign; thereby taking one apostrophe
away from every cell of that form gives back exactly what was exported.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from flashcards.errors import LibraryWriteError

Cell = str | int | float | None
_BOM = "\ufeff"
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def neutralised(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text


def write_csv(
    target: Path, header: Sequence[str], rows: Iterable[Sequence[Cell]], *, excel: bool
) -> int:
    """Write a table and put it in the target's place; how many rows it has besides the header.

    ``excel`` begins the file with a byte order mark. Raises LibraryWriteError; the target is then
    as it was.
    """
    count = 0
    with (
        replacing(target) as partial,
        partial.open("w", encoding="utf-8", newline="") as file,
    ):
        if excel:
            file.write(_BOM)
        writer = csv.writer(file)
        writer.writerow(header)
        for row in rows:
            writer.writerow([neutralised(c) if isinstance(c, str) else c for c in row])
            count += 1
        file.flush()
        os.fsync(file.fileno())
    return count


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """A file beside the target to write to, which takes its place when the block ends well.

    Raises LibraryWriteError, in words, for whatever the file system refuses.
    """
    target = _checked(target)
    partial = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        yield partial
        partial.replace(target)
    except OSError as error:
        raise LibraryWriteError(f"can't write {target}: {error.strerror or error}.") from error
    finally:
        partial.unlink(missing_ok=True)


def _checked(target: Path) -> Path:
    """The file that a path really names, if it can be one that is written."""
    try:
        target = target.resolve()
    except (OSError, RuntimeError) as error:
        raise LibraryWriteError(f"can't write {target}: its links lead nowhere.") from error
    if not target.parent.is_dir():
        raise LibraryWriteError(
            f"can't write {target}: there is no folder {target.parent}. Make it, or name another."
        )
    if target.exists() and not target.is_file():
        raise LibraryWriteError(f"can't write {target}: it is no file. Name another.")
    if target.exists() and not os.access(target, os.W_OK):
        raise LibraryWriteError(f"can't write {target}: it is read-only. Name another.")
    return target
