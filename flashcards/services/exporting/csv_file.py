"""CSV as spreadsheets and scripts expect it.

UTF-8, RFC 4180 (CRLF, a quote where one is needed), a header row. A text that a spreadsheet would
run as a formula, one that begins with ``=``, ``+``, ``-``, ``@``, tab or CR, gets an apostrophe in
front. So does one that begins with apostrophes before such a sign; thereby taking one apostrophe
away from every cell of that form gives back exactly what was exported.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from flashcards.storage.files import replacing

Cell = str | int | float | None
_BOM = "\ufeff"
_SUSPICIOUS = frozenset("'=+-@\t\r")
_FORMULA = re.compile(r"'*[=+\-@\t\r]")


def neutralised(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in _SUSPICIOUS and _FORMULA.match(text) else text


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
            writer.writerow(
                [
                    neutralised(cell) if isinstance(cell, str) and cell[:1] in _SUSPICIOUS else cell
                    for cell in row
                ]
            )
            count += 1
    return count
