"""A first look at a table: how it is written, what its columns are, how many rows it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from flashcards.errors import FormatError
from flashcards.formats.delimited.cells import looks_like_html
from flashcards.formats.delimited.encodings import read_text
from flashcards.formats.delimited.model import Column, SampleRow, TableSurvey
from flashcards.formats.delimited.opening import Opening, read_opening
from flashcards.formats.delimited.own_tables import is_own_deck, refuse_own_report
from flashcards.formats.delimited.proposal import has_header, proposed_mapping
from flashcards.formats.delimited.records import is_blank, records
from flashcards.formats.delimited.separators import find_separator
from flashcards.formats.rows import FormatWarning

SAMPLE_ROWS = 100
"""How many rows a survey looks at closely, and gives."""

MOST_ROWS = 500_000
MOST_BLANK = 2_000_000
MOST_COLUMNS = 200
_LONGEST_CELL = 2_000
_SAMPLE_LENGTH = 80
_LEAST_SHARE = 0.05
"""The share of rows that a column beyond the others needs, not to be a slip of a separator."""


def survey(
    data: bytes,
    name: str,
    *,
    encoding: str | None = None,
    separator: str | None = None,
    header: bool | None = None,
    html: bool | None = None,
) -> TableSurvey:
    """What a table seems to be; every guess can be replaced by what a person knows better.

    ``name`` is the file's. ``encoding`` is a codec of ``ENCODINGS``, ``separator`` one character,
    ``header`` whether the first row names the columns, ``html`` whether cells are HTML.

    Raises:
        FormatError: the file is empty, binary or too large, or a report of this program's own that
            holds no cards.
    """
    decoded = read_text(data, name, encoding)
    opening = read_opening(decoded.text)
    anki = opening.anki
    separator = _separator(separator, opening, name)
    warnings = list(decoded.warnings)
    try:
        head, counts = _look(opening, separator, warnings)
    except FormatError as error:
        raise FormatError(error.message, file=name) from error
    refuse_own_report(head[0].cells if head else (), name)
    if header is None:
        # Anki would make a note of it
        header = anki is None and has_header([row.cells for row in head])
    names: Sequence[str] | None = anki.names or None if anki else None
    if header and head:
        names = [cell.strip() for cell in head[0].cells]
        counts[len(head[0].cells)] -= 1
        head = head[1:]
    if not head:
        below = " below its header" if header else ""
        raise FormatError(f"the table has no rows{below}. Is the file complete?", file=name)
    own = header and names is not None and is_own_deck(names)
    width = _width(counts, len(names) if names else 0)
    cells = [row.cells for row in head]
    if html is None:
        told = anki.html if anki else None
        html = not own and looks_like_html(cells) if told is None else told
    return TableSurvey(
        name=name,
        encoding=decoded.encoding,
        separator=separator,
        has_header=header,
        html=html,
        columns=_columns(names or (), cells, width),
        row_count=sum(counts.values()),
        rows=tuple(head[:SAMPLE_ROWS]),
        mapping=proposed_mapping(names, cells, width, anki),
        anki=anki,
        own=own,
        warnings=tuple(warnings),
    )


def _separator(chosen: str | None, opening: Opening, name: str) -> str:
    """The separator that a person, the file or its rows speak for."""
    if chosen is None:
        return opening.separator or find_separator(opening.body, name) or ","
    if len(chosen) != 1 or chosen in '"\r\n':
        raise FormatError("a separator is one character, and no quotation mark.", file=name)
    return chosen


def _look(
    opening: Opening, separator: str, warnings: list[FormatWarning]
) -> tuple[list[SampleRow], Counter[int]]:
    """The first rows that are not empty, and how many rows there are of each width.

    Raises FormatError for more rows than a library could take at once.
    """
    head: list[SampleRow] = []
    counts: Counter[int] = Counter()
    filled = 0
    for number, cells in enumerate(records(opening.body, separator, warnings), 1):
        if not is_blank(cells):
            counts[len(cells)] += 1
            filled += 1
            if filled <= SAMPLE_ROWS + 1:
                shown = tuple(cell[:_LONGEST_CELL] for cell in cells[:MOST_COLUMNS])
                head.append(SampleRow(opening.size + number, shown))
        if filled > MOST_ROWS or number - filled > MOST_BLANK:
            raise FormatError(f"the table has more than {MOST_ROWS:,} rows. Split it.")
    return head, counts


def _width(counts: Counter[int], named: int) -> int:
    """How many columns the table has: those with names, else as many as a good part of the rows.

    Where most rows are wider than the header, it names only the first columns.
    """
    total = sum(counts.values())
    if named:
        usual, count = counts.most_common(1)[0]
        return min(max(named, usual) if 2 * count > total else named, MOST_COLUMNS)
    least = total * _LEAST_SHARE
    return min(max(width for width, count in counts.items() if count >= least), MOST_COLUMNS)


def _columns(names: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> tuple[Column, ...]:
    samples = [""] * width
    missing = set(range(width))
    for row in islice(rows, SAMPLE_ROWS):
        for at in tuple(missing):
            text = " ".join(row[at].split()) if at < len(row) else ""
            if text:
                samples[at] = text[:_SAMPLE_LENGTH]
                missing.discard(at)
        if not missing:
            break
    return tuple(
        Column((names[at] if at < len(names) else "") or f"Column {at + 1}", samples[at])
        for at in range(width)
    )
