"""Which texts of many say nearly the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from flashcards.render.plain import first_line

LIKENESS = 92.0
_ROWS = 256


def alike(texts: Sequence[str], least: float = LIKENESS) -> Iterator[tuple[int, int, float]]:
    """The pairs of places, the earlier one first, whose texts are alike by ``least`` of 100.

    Takes time in proportion to the square of their number, memory in proportion to it.
    """
    plain = [first_line(text).casefold() for text in texts]
    for start in range(0, len(plain), _ROWS):
        block = plain[start : start + _ROWS]
        scores = process.cdist(
            block, plain[start:], scorer=fuzz.ratio, score_cutoff=least, dtype=np.float32
        )
        for row, column in zip(*np.nonzero(scores), strict=True):
            if column > row:
                yield start + int(row), start + int(column), float(scores[row, column])
