"""Whether a text is a table."""

from __future__ import annotations

from collections import Counter
from itertools import islice

from flashcards.formats.delimited.opening import read_opening
from flashcards.formats.delimited.records import records
from flashcards.formats.delimited.separators import find_separator

_SAMPLE = 64 * 1024
_ROWS = 50
_REGULAR = 0.9
_SUFFIXES = (".csv", ".tsv", ".tab")


def looks_like_table(text: str, name: str = "") -> bool:
    """Whether a text is rows of cells; a file called ``.csv`` or ``.tsv`` is one in any case.

    Other texts are where Anki's lines stand at their top, or where nearly all rows have the same
    number of cells: three or more, or two that a tab parts.
    """
    if name.lower().endswith(_SUFFIXES):
        return True
    opening = read_opening(text[:_SAMPLE])
    if opening.size:
        return True
    separator = find_separator(opening.body, name)
    # a colon stands in prose, and two of them part the sides of a card in notes
    if separator in (None, ":"):
        return False
    rows = [row for row in islice(records(opening.body, separator, []), _ROWS) if any(row)]
    width, count = Counter(map(len, rows)).most_common(1)[0]
    least = 2 if separator == "\t" else 3
    return width >= least and count >= _REGULAR * len(rows) and len(rows) > 1
