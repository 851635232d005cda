"""The records of a delimited text, whatever its quotes look like.

Well-formed text goes through the csv module as it is. Where that stops, the record is read by
itself: with backslashes before its quotes, then with its quotes as they stand. A quote that is
never closed would swallow the rest of the file; its line is taken as it stands and the next line
begins a record again.
"""

from __future__ import annotations

import csv
import io
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flashcards.errors import FormatError
from flashcards.formats.rows import FormatWarning

_QUOTE = '"'
_MOST_WARNINGS = 100
_PIECE = 64 * 1024
_LONG_LINE = 1_000_000
_MOST_CELLS = 100_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_QUOTED = re.compile(r'"[^"]*"')
_REREAD = 8
"""How often, on average, a line may be read again before quotes count as plain characters."""


class _FieldLimit:
    """Lifts the csv module's limit on the length of a field while somebody reads.

    The limit belongs to the whole process, so the first reader lifts it and the last puts it back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._readers = 0
        self._usual = 0

    @contextmanager
    def lifted(self, length: int) -> Iterator[None]:
        """For fields of up to so many characters."""
        with self._lock:
            if not self._readers:
                self._usual = csv.field_size_limit()
            self._readers += 1
            csv.field_size_limit(max(csv.field_size_limit(), length + 1))
        try:
            yield
        finally:
            with self._lock:
                self._readers -= 1
                if not self._readers:
                    csv.field_size_limit(self._usual)


_field_limit = _FieldLimit()


def records(text: str, separator: str, warnings: list[FormatWarning]) -> Iterator[list[str]]:
    """The cells of each record, in order; a blank line is a record without cells.

    What is said in ``warnings`` counts records from 1, as a spreadsheet numbers its rows.

    Raises:
        FormatError: a record has cells without number.
    """
    with _field_limit.lifted(len(text)):
        reader = csv.reader(_lines(text, separator), delimiter=separator, strict=True)
        row = last_line = 0
        try:
            for cells in reader:
                yield cells
                row += 1
                last_line = reader.line_num
        except csv.Error:
            lines = list(_lines(text, separator))
            yield from _Careful(lines, separator, warnings).read(last_line, row)


def is_blank(cells: Sequence[str]) -> bool:
    """Whether no cell of a record says anything."""
    # the first one mostly does
    return not cells or ((not cells[0] or cells[0].isspace()) and not any(map(str.strip, cells)))


def _lines(text: str, separator: str) -> Iterator[str]:
    """The lines with their ends; a carriage return alone is one.

    Taken by pieces, since the buffer that parts them needs four bytes a character.
    """
    at = 0
    while at < len(text):
        end = text.find("\n", at + _PIECE) + 1 or len(text)
        if end - at < _LONG_LINE:
            yield from io.StringIO(text[at:end], newline="")
        else:
            for line in _LINE.finditer(text, at, end):
                if line.end() - line.start() > _LONG_LINE:
                    _refuse_wide(line[0], separator)
                yield line[0]
        at = end


def _refuse_wide(line: str, separator: str) -> None:
    if _QUOTED.sub("", line).count(separator) > _MOST_CELLS:
        raise FormatError(
            f"a row of the table has more than {_MOST_CELLS:,} cells. Check its separator."
        )


class _Careful:
    """Reads on from a line at which the csv module has stopped."""

    def __init__(self, lines: Sequence[str], separator: str, warnings: list[FormatWarning]) -> None:
        self._lines = lines
        self._separator = separator
        self._warnings = warnings
        self._budget = _REREAD * len(lines)

    def read(self, line: int, row: int) -> Iterator[list[str]]:
        """The records from a line on, the number of the last record being ``row``."""
        while line < len(self._lines):
            rest = self._from(line)
            if self._budget < 0:
                yield from csv.reader(rest, delimiter=self._separator, quoting=csv.QUOTE_NONE)
                return
            reader = csv.reader(rest, delimiter=self._separator, strict=True)
            start = line
            try:
                for cells in reader:
                    yield cells
                    row += 1
                    line = start + reader.line_num
                return
            except csv.Error:
                stopped = start + reader.line_num
                row += 1
                yield self._alone(self._lines[line], row, one_line=stopped == line + 1)
                self._budget -= stopped - line
                line += 1

    def _from(self, line: int) -> Iterator[str]:
        for at in range(line, len(self._lines)):
            yield self._lines[at]

    def _alone(self, line: str, row: int, *, one_line: bool) -> list[str]:
        """The record of one line that is not as it should be."""
        escaped = self._with_backslashes(line) if '\\"' in line else None
        if escaped is not None:
            return escaped
        plain = next(csv.reader([line], delimiter=self._separator, quoting=csv.QUOTE_NONE), [])
        if one_line and line.count(_QUOTE) % 2 == 0:
            loose = next(csv.reader([line], delimiter=self._separator), [])
            self._warn(row, "has a quote within a quoted cell. Double it where text is missing.")
            return loose if len(loose) < len(plain) else [_unquoted(cell) for cell in plain]
        self._warn(row, "opens a quote that is never closed. Close it; the line was read as it is.")
        return plain

    def _with_backslashes(self, line: str) -> list[str] | None:
        """The record where a backslash stands before a quote that is meant, None if it is none."""
        try:
            return next(
                csv.reader(
                    [line],
                    delimiter=self._separator,
                    strict=True,
                    escapechar="\\",
                    doublequote=False,
                )
            )
        except csv.Error:
            return None

    def _warn(self, row: int, message: str) -> None:
        if len(self._warnings) < _MOST_WARNINGS:
            self._warnings.append(FormatWarning(row, f"Row {row} {message}"))


def _unquoted(cell: str) -> str:
    whole = len(cell) > 1 and cell[0] == _QUOTE == cell[-1]
    return cell[1:-1].replace('""', _QUOTE) if whole else cell
