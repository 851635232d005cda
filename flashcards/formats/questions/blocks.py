"""The pieces of a list of questions: lines, and ``<details>`` blocks within each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flashcards.formats.markdown.deletions import without_code
from flashcards.formats.markdown.lines import FENCE, PLAIN, find_opaque

DEEPEST = 20
"""Blocks within blocks; what is deeper belongs to the block that it stands in."""

_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+(.*)")
_TAG = re.compile(r"<\s*(/?)\s*(details|summary)\b[^<>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line, or what is left of it; ``at`` counts from 0 in the file. ``is_code``: of a fence."""

    at: int
    text: str
    is_code: bool = False


@dataclass(slots=True)
class Details:
    """A block that opens on request; its summary is what one sees."""

    at: int
    summary: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The first line of the summary."""
        return next((line.strip() for line in self.summary if line.strip()), "")


Piece = Line | Details


def heading_of(line: str) -> tuple[int, str] | None:
    """The level and the text of a heading, None for another line."""
    found = _HEADING.fullmatch(line)
    if not found:
        return None
    text = found[2].rstrip()
    bare = text.rstrip("#")
    # number signs that close a heading stand apart: 'What is C#'
    return len(found[1]), bare.rstrip() if not bare or bare[-1].isspace() else text


def pieces_of(lines: Sequence[str]) -> tuple[list[Piece], list[int]]:
    """The pieces of a file, and where blocks begin that have no end."""
    root = Details(0)
    stack = [root]
    depth = 0
    in_summary = False
    for at, kind, text in _tokens(lines):
        if kind == "details":
            depth += 1
            if depth <= DEEPEST:
                block = Details(at)
                stack[-1].pieces.append(block)
                stack.append(block)
            in_summary = False
        elif kind == "/details":
            if 0 < depth <= DEEPEST:
                stack.pop()
            depth = max(0, depth - 1)
            in_summary = False
        elif kind in {"summary", "/summary"}:
            in_summary = kind == "summary" and len(stack) > 1
        elif in_summary:
            stack[-1].summary.append(text)
        else:
            stack[-1].pieces.append(Line(at, text, kind == "code"))
    return root.pieces, [block.at for block in stack[1:]]


def lines_of(pieces: Sequence[Piece]) -> Iterator[Line]:
    """All lines of pieces; a block within them gives its summary in bold and what is in it."""
    for piece in pieces:
        if isinstance(piece, Line):
            yield piece
            continue
        if piece.title:
            yield Line(piece.at, f"**{piece.title.strip('*')}**")
            yield Line(piece.at, "")
        yield from lines_of(piece.pieces)


def _tokens(lines: Sequence[str]) -> Iterator[tuple[int, str, str]]:
    """Lines cut at the tags of blocks: the place, the tag's name or what the text is, the text."""
    kinds = find_opaque(lines).kinds
    for at, (line, kind) in enumerate(zip(lines, kinds, strict=True)):
        if kind != PLAIN:
            yield at, "code" if kind == FENCE else "text", line if kind == FENCE else ""
            continue
        start = 0
        shown = without_code(line) if "<" in line and "`" in line else line
        for tag in _TAG.finditer(shown):
            if line[start : tag.start()].strip():
                yield at, "text", line[start : tag.start()]
            yield at, tag[1] + tag[2].lower(), ""
            start = tag.end()
        if start == 0 or line[start:].strip():
            yield at, "text", line[start:]
