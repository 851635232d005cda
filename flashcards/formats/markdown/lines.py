"""The lines of a deck file: which of them mean something, and how a text says that one doesn't.

Structure stands at the left margin and outside of fenced code and comments, which are opaque.
Where a text has a line that would be structure, a backslash before it takes the meaning away, one
more than the text itself has there; so any text can stand in a note and comes back as it was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

PLAIN, FENCE, COMMENT = range(3)
"""What a line is: text, or a line of an opaque block."""

HEADING = re.compile(r"(#{1,3})(?:[ \t]+(.*))?")
"""A heading that parts a file, matched against the whole line; deeper ones belong to a note."""

MARKED_HEADING = re.compile(r"#{2,3}[ \t].*\{[#.][^{}]*\}\s*")
"""A heading with an attribute list: surely the beginning of a note or a topic."""

SOURCE = "Source:"
SEPARATOR = "---"
NOTE = re.compile(r"> ?\[!NOTE\][-+]?[ \t]*(.*)", re.IGNORECASE)

_FENCE_STARTS = frozenset(" `~")
_FENCE = re.compile(r" {0,3}(?:(`{3,})[^`]*|(~{3,}).*)")
_FENCE_END = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*")
_STRUCTURE = r"#{1,3}(?:[ \t]|$)|Source:|> ?\[!(?i:NOTE)\]|<!--"
_ESCAPABLE = re.compile(rf"\\*(?:{_STRUCTURE})|\\+---\s*$")
_ESCAPED = re.compile(rf"\\+(?:{_STRUCTURE}|---\s*$)")


@dataclass(frozen=True, slots=True)
class Unclosed:
    """A block that is opened at ``line`` (from 0) and never closed; ``end`` would close a fence."""

    line: int
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Opaque:
    """What each line is, where opaque blocks begin, and which of them have no end.

    A fence without end makes the rest opaque, a comment without end nothing.
    """

    kinds: bytearray
    starts: set[int] = field(default_factory=set)
    unclosed: list[Unclosed] = field(default_factory=list)


def find_opaque(lines: Sequence[str], *, whole_file: bool = False) -> Opaque:
    """Which lines are code or comment. Takes time in proportion to the lines.

    In a ``whole_file`` a fence without end stops at the next heading that has an attribute list:
    what follows are notes, and not the code of one.
    """
    found = Opaque(bytearray(len(lines)))
    ends = _Ends(lines)
    at = 0
    while at < len(lines):
        line = lines[at]
        opening = _FENCE.fullmatch(line) if line[:1] in _FENCE_STARTS else None
        if opening:
            mark = opening[1] or opening[2]
            end = ends.of_fence(at, mark)
            if end is None:
                found.unclosed.append(Unclosed(at, line[: len(line) - len(line.lstrip())] + mark))
                end = _next_note(lines, at + 1) if whole_file else len(lines)
            kind = FENCE
        elif line.startswith("<!--"):
            end = ends.of_comment(at, line)
            if end is None:
                found.unclosed.append(Unclosed(at))
                end = at
            kind = COMMENT
        else:
            at += 1
            continue
        found.starts.add(at)
        found.kinds[at:end] = bytes((kind,)) * (end - at)
        at = max(end, at + 1)
    return found


class _Ends:
    """Where blocks can end: found once, so that blocks without end cost no more than others."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._fences: dict[str, list[int]] = {"`": [], "~": []}
        self._lengths: dict[str, list[int]] = {"`": [], "~": []}
        self._comments: list[int] = []
        for number, line in enumerate(lines):
            if line[:1] in _FENCE_STARTS and (end := _FENCE_END.fullmatch(line)):
                self._fences[end[1][0]].append(number)
                self._lengths[end[1][0]].append(len(end[1]))
            if "-->" in line:
                self._comments.append(number)
        self._longest = {mark: _longest_to_come(some) for mark, some in self._lengths.items()}

    def of_fence(self, at: int, mark: str) -> int | None:
        """One past the line that closes the fence opened at a line with a mark."""
        lines, lengths = self._fences[mark[0]], self._lengths[mark[0]]
        place = bisect_right(lines, at)
        if place == len(lines) or self._longest[mark[0]][place] < len(mark):
            return None
        while lengths[place] < len(mark):
            place += 1
        return lines[place] + 1

    def of_comment(self, at: int, line: str) -> int | None:
        """One past the line that closes the comment opened at a line."""
        if "-->" in line[4:]:
            return at + 1
        place = bisect_right(self._comments, at)
        return self._comments[place] + 1 if place < len(self._comments) else None


def _longest_to_come(lengths: Sequence[int]) -> list[int]:
    longest = list(lengths)
    for place in range(len(longest) - 2, -1, -1):
        longest[place] = max(longest[place], longest[place + 1])
    return longest


def _next_note(lines: Sequence[str], at: int) -> int:
    while at < len(lines) and not (lines[at][:1] == "#" and MARKED_HEADING.fullmatch(lines[at])):
        at += 1
    return at


def is_separator(lines: Sequence[str], kinds: Sequence[int], at: int) -> bool:
    """Whether a line parts question and answer: ``---`` with blank lines or the end around it."""
    return (
        lines[at].rstrip() == SEPARATOR
        and kinds[at] == PLAIN
        and (at == 0 or not lines[at - 1].strip())
        and (at + 1 == len(lines) or not lines[at + 1].strip())
    )


def escape(line: str) -> str:
    """A line of a text as it stands in a file, where it must not be read as structure."""
    return "\\" + line if _ESCAPABLE.match(line) else line


def unescape(line: str) -> str:
    """The opposite of ``escape``, for any line that is not structure."""
    return line[1:] if _ESCAPED.match(line) else line


def tidy(lines: Sequence[str]) -> str:
    """A text of these lines without blank lines around it and without blanks at its end."""
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    return "\n".join(lines[start:end]).rstrip()
