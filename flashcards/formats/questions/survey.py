"""How a list of questions is written: which of its headings, items, lines and blocks ask."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.formats.questions.blocks import Details, Piece, heading_of
from flashcards.formats.questions.words import (
    answer_label,
    asks,
    is_answer_label,
    is_contents,
    is_numbered,
    may_ask,
    question_of,
)

ITEM = re.compile(r"( {0,3})((?:[-*+•]|\(?\d{1,4}[.)])[ \t]+)(?:\[[ xX]\][ \t]+)?(\S.*)")
LINE = re.compile(r"(?:\*\*|__)?\s*(?:q(?:uestion)?\s*\d{1,4}\s*[.:)\-–]|q\s*:).*", re.IGNORECASE)
"""'Q1. What …', where it is no heading."""

_BOLD_LINE = re.compile(r"(\*\*|__)(?!\s)[^*_].*\1[.:]?")
_ANCHOR = re.compile(
    r"[*_\s\d.]*\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)*\]\([^()]*(?:\([^()]*\))*\)[*_\s.]*"
)
_LEAST = 2


@dataclass(frozen=True, slots=True)
class Survey:
    """Which pieces are questions. ``details``: blocks whose summary asks."""

    levels: frozenset[int]
    numbered_levels: frozenset[int]
    items: bool
    lines: bool
    details: bool

    @property
    def finds_any(self) -> bool:
        """Whether anything in the file asks."""
        return bool(self.levels) or self.items or self.lines or self.details


def survey(pieces: Sequence[Piece]) -> Survey:
    """Looks at all pieces once."""
    headings: Counter[int] = Counter()
    surely: Counter[int] = Counter()
    maybe: Counter[int] = Counter()
    numbered: Counter[int] = Counter()
    items = surely_items = maybe_items = lines = 0
    level = 0
    for piece in _shown(pieces):
        if isinstance(piece, Details):
            if level and is_answer_label(piece.title):
                # A block that only shows the answer says that the heading above it asks.
                surely[level] += 1
                maybe[level] += 1
                level = 0
        elif heading := heading_of(piece.text):
            if is_answer_label(heading[1]) or answer_label(heading[1]) is not None:
                continue
            level, text = heading
            if is_contents(text):
                level = 0
                continue
            headings[level] += 1
            numbered[level] += is_numbered(text)
            if may_ask(text):
                surely[level] += asks(text)
                maybe[level] += 1
                level = 0 if asks(text) else level
        elif is_question_line(piece.text):
            lines += 1
        elif (item := ITEM.fullmatch(piece.text)) and not item[1] and not is_anchor(item[3]):
            items += 1
            surely_items += asks(_asked_of_item(item[3]))
            maybe_items += may_ask(_asked_of_item(item[3]))
    levels = {
        level
        for level, count in headings.items()
        if surely[level] >= _LEAST and maybe[level] * 2 >= count
    }
    summaries = [piece for piece in _blocks(pieces) if not is_answer_label(piece.title)]
    asking = sum(may_ask(piece.title) for piece in summaries)
    sure = sum(asks(" ".join(piece.summary)) for piece in summaries)
    details = sure >= _LEAST and asking * 2 >= len(summaries)
    few_others = not levels and lines < _LEAST and not details
    return Survey(
        levels=frozenset(levels),
        numbered_levels=frozenset(
            level for level in levels if numbered[level] * 2 > headings[level]
        ),
        items=few_others and surely_items >= _LEAST + 1 and maybe_items * 5 >= items * 3,
        lines=lines >= _LEAST,
        details=details,
    )


def is_question_line(text: str) -> bool:
    """Whether a line of text, and no heading, is a question: 'Q1. …', '**1. Why?**'."""
    if LINE.fullmatch(text):
        return True
    return bool(_BOLD_LINE.fullmatch(text)) and asks(text) and len(question_of(text)[0]) > 3


def is_anchor(text: str) -> bool:
    """Whether an item is nothing but a link, as in a table of contents."""
    return _ANCHOR.fullmatch(text) is not None


def _asked_of_item(text: str) -> str:
    """The bold beginning of an item, where an answer follows it on the same line."""
    found = re.match(r"(\*\*|__)(?!\s)(.+?)\1", text)
    return found[2] if found else text


def _shown(pieces: Sequence[Piece]) -> list[Piece]:
    """Lines outside of code, and blocks without what is in them."""
    return [piece for piece in pieces if isinstance(piece, Details) or not piece.is_code]


def _blocks(pieces: Sequence[Piece]) -> list[Details]:
    found: list[Details] = []
    for piece in pieces:
        if isinstance(piece, Details):
            found.append(piece)
            found += _blocks(piece.pieces)
    return found
