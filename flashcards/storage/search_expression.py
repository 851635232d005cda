"""Notes in which a regular expression is found, within a bounded time.

SQLite knows no regular expressions, and Python's can't be interrupted. So the notes are read here,
a chunk at a time, and the clock is looked at between them; what could run for ever within one note
is refused before (``domain.query_expression``).
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping, Sequence

from flashcards.domain.query_expression import compile_expression, required_text
from flashcards.domain.query_nodes import Expression
from flashcards.errors import QueryError
from flashcards.storage.reading import Reader, Row, Value, id_list
from flashcards.storage.tables import FIELD_SEPARATOR

MOST_SECONDS = 2.0
"""How long one expression may look through the notes."""

LONGEST_TEXT = 20_000
"""Characters of a note that are looked at."""

_CHUNK = 5_000


def notes_with(
    reader: Reader, expression: Expression, cards: str, values: Mapping[str, Value]
) -> list[int]:
    """The ids of the notes that have it; ``cards``: a condition over ``card c``, "" for none.

    Raises QueryError, which bounds the expression, when that takes too long.
    """
    search = compile_expression(expression.pattern).search
    end = time.monotonic() + MOST_SECONDS
    found: list[int] = []
    for rows in _texts(reader, required_text(expression.pattern), cards, values):
        for note, text in rows:
            if search(text.replace(FIELD_SEPARATOR, "\n")) is not None:
                found.append(note)
            if time.monotonic() > end:
                raise QueryError(
                    f"This expression takes longer than {MOST_SECONDS:g} seconds. Make it simpler, "
                    "or leave fewer cards to look at, as with `deck:`.",
                    expression.start,
                    expression.end,
                )
    return found


def _texts(
    reader: Reader, required: str, cards: str, values: Mapping[str, Value]
) -> Iterator[Sequence[Row]]:
    """(id, text) of the notes that may have it, a chunk at a time."""
    select = f"SELECT id, substr(fields, 1, {LONGEST_TEXT}) FROM note WHERE deleted_by IS NULL"
    if required:
        select += f" AND fields LIKE '%{required}%'"  # letters, digits and blanks alone
    if cards:
        listed = reader.value(
            f"SELECT json_group_array(DISTINCT c.note_id) FROM card c WHERE {cards}", **values
        )
        notes: list[int] = json.loads(listed)
        for start in range(0, len(notes), _CHUNK):
            yield reader.rows(f"{select} AND id IN ({id_list(notes[start : start + _CHUNK])})")
        return
    last = -1
    while True:
        rows = reader.rows(f"{select} AND id > :last ORDER BY id LIMIT {_CHUNK}", last=last)
        yield rows
        if len(rows) < _CHUNK:
            return
        last = rows[-1][0]
