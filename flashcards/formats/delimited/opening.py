"""What stands above the rows of a table: the lines of Anki's, or the separator as Excel has it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flashcards.formats.delimited.anki_header import read_anki_header
from flashcards.formats.delimited.model import AnkiHeader

_EXCEL = re.compile(r'"?sep=([^\w\s"]|\t)"?[^\S\r\n]*(?:\r\n|\r|\n)', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Opening:
    """The text below it, how many lines it has, and what these say."""

    body: str
    size: int = 0
    separator: str | None = None
    anki: AnkiHeader | None = None


def read_opening(text: str) -> Opening:
    """What stands above the rows."""
    if excel := _EXCEL.match(text):
        return Opening(text[excel.end() :], 1, excel[1])
    anki, body = read_anki_header(text)
    if anki is None:
        return Opening(body)
    return Opening(body, anki.size, anki.separator, anki)
