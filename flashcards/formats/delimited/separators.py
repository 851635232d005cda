"""Which character parts the cells of a table, told by how regular the rows become."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from flashcards.formats.delimited.records import records

SEPARATORS: tuple[tuple[str, str], ...] = (
    ("\t", "tab"),
    (",", "comma"),
    (";", "semicolon"),
    ("|", "pipe"),
    (":", "colon"),
)
"""The separators that are looked for: character and name; the first of equals is taken."""

_NAMES = {**dict(SEPARATORS), " ": "space"}
_SAMPLE = 64 * 1024
_ROWS = 200
_LEAST = 0.25
# A colon stands in times, in addresses and after the first word of many a sentence.
_RARE = {":": 0.6, "|": 0.95}
_SUFFIXES = {".csv": ",;", ".tsv": "\t", ".tab": "\t"}


def separator_name(separator: str) -> str:
    """How a separator is called: ``comma``; another character is its own name."""
    return _NAMES.get(separator, separator)


def find_separator(text: str, name: str) -> str | None:
    """The separator of a table, None for a text of one column; ``name`` is the file's."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        cut = max(sample.rfind("\n"), sample.rfind("\r"))
        sample = sample[: cut + 1] if cut > 0 else sample
    expected = next((s for end, s in _SUFFIXES.items() if name.lower().endswith(end)), "")
    best, best_score = None, _LEAST
    for separator, _ in SEPARATORS:
        if separator in sample:
            score = _score(sample, separator) * _RARE.get(separator, 1)
            if separator in expected:
                score *= 1.2
            if score > best_score + 1e-9:
                best, best_score = separator, score
    return best


def _score(sample: str, separator: str) -> float:
    """How regular the rows are: 1 where all have the same number of cells, at least two."""
    rows: list[Sequence[str]] = []
    for cells in records(sample, separator, []):
        if any(cells):
            rows.append(cells)
        if len(rows) == _ROWS:
            break
    widths = Counter(map(len, rows))
    width, count = max(
        ((width, count) for width, count in widths.items() if width > 1),
        key=lambda found: (found[1], found[0]),
        default=(0, 0),
    )
    if not width:
        return 0
    cells_behind = [cell for row in rows for cell in row[1:]]
    in_prose = sum(cell[:1] == " " for cell in cells_behind) / (len(cells_behind) or 1)
    regular = count / len(rows)
    first = 1 if len(rows[0]) == width else 0.7
    return regular * first * (1 - 0.4 * in_prose)
