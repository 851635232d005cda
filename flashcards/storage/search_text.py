"""Words and phrases as the full-text index and LIKE take them.

The index knows words alone: ``C++`` and ``c`` are the same to it. So a word that begins or ends
with a symbol is looked for in the index and has to stand in the note as it was written besides.
What has no letter and no digit, or has stars, can only be found by reading the notes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from flashcards.domain.query_nodes import Phrase, Word

_SENTENCE_MARKS = ".,;:!?…"
_QUOTE_MARKS = "'\"‘’“”`"


@dataclass(frozen=True, slots=True)
class NoteText:
    """How to find a text: an expression for the index, a pattern for LIKE, or both at once.

    Neither means that any note will do.
    """

    match: str | None
    like: str | None


def note_text(term: Word | Phrase) -> NoteText:
    """How to find the notes that have this word or phrase."""
    if isinstance(term, Phrase):
        return _as_written(term.text, begins=False)
    pieces = term.pattern.pieces
    if not any(pieces):
        return NoteText(None, None)
    if term.pattern.is_plain or (len(pieces) == 2 and not pieces[1]):
        return _as_written(pieces[0], begins=True)
    return NoteText(None, f"%{like_pattern(pieces)}%")


def like_pattern(pieces: Iterable[str]) -> str:
    """A pattern for ``LIKE … ESCAPE '\\'`` that has any characters between the pieces."""
    return "%".join(
        piece.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") for piece in pieces
    )


def _as_written(text: str, *, begins: bool) -> NoteText:
    like = f"%{like_pattern((text,))}%"
    if not any(_is_letter(mark) for mark in text):
        return NoteText(None, like)
    quoted = '"' + text.replace('"', '""') + '"'
    prefix = "*" if begins and _is_letter(text[-1]) else ""
    return NoteText(quoted + prefix, like if _has_symbols(text) else None)


def _has_symbols(text: str) -> bool:
    """Whether a word of the text begins or ends with more than the marks of a sentence."""
    for word in text.split():
        bare = word.strip(_QUOTE_MARKS).rstrip(_SENTENCE_MARKS).strip(_QUOTE_MARKS)
        if bare and not (_is_letter(bare[0]) and _is_letter(bare[-1])):
            return True
    return False


def _is_letter(mark: str) -> bool:
    """Whether the index takes the character as part of a word (letters, digits, accents)."""
    return unicodedata.category(mark)[0] in "LNM" or unicodedata.category(mark) == "Co"
