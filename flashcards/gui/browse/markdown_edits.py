"""What the helpers of the editor do to a text. Pure: no Qt.

Positions count Python's characters; whoever has another count for them converts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flashcards.domain.cloze import cloze_deletions

_TICKS = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class TextEdit:
    """A text in the place of what stands from ``start`` to ``end``, and what is selected then."""

    start: int
    end: int
    text: str
    selected: tuple[int, int]


def bold(text: str, start: int, end: int) -> TextEdit:
    """The selection in bold, or no longer; without one, room for a word in bold."""
    return _wrapped(text, start, end, "**")


def code(text: str, start: int, end: int) -> TextEdit:
    """The selection as code in its line, or no longer; with more ticks than it has itself."""
    chosen = text[start:end]
    longest = max((len(run[0]) for run in _TICKS.finditer(chosen)), default=0)
    if longest and not chosen.startswith("`"):
        fence = "`" * (longest + 1)
        made = f"{fence}{chosen}{fence}"
        return TextEdit(start, end, made, (start, start + len(made)))
    return _wrapped(text, start, end, "`")


def code_block(text: str, start: int, end: int, language: str = "") -> TextEdit:
    """The selected lines as a code block with blank lines around it; an empty one without any."""
    if start != end:
        start = text.rfind("\n", 0, start) + 1
        following = text.find("\n", end)
        end = len(text) if following < 0 else following
    chosen = text[start:end].strip("\n")
    longest = max((len(run[0]) for run in _TICKS.finditer(chosen)), default=0)
    fence = "`" * max(3, longest + 1)
    before = _gap_before(text[:start])
    after = _gap_after(text[end:])
    made = f"{before}{fence}{language}\n{chosen}\n{fence}{after}"
    inside = start + len(before) + len(fence) + len(language) + 1
    return TextEdit(start, end, made, (inside, inside + len(chosen)))


def cloze(text: str, start: int, end: int) -> TextEdit:
    """The selection as a deletion with the next number; without one, room for a text."""
    numbers = [deletion.number for deletion in cloze_deletions(text)]
    opening = f"{{{{c{max(numbers, default=0) + 1}::"
    chosen = text[start:end]
    made = f"{opening}{chosen}}}}}"
    inside = start + len(opening)
    return TextEdit(start, end, made, (inside, inside + len(chosen)))


def insert_block(text: str, start: int, end: int, block: str) -> TextEdit:
    """A block of its own in the place of the selection, the cursor behind it."""
    before, after = _gap_before(text[:start]), _gap_after(text[end:])
    made = f"{before}{block}{after}"
    behind = start + len(before) + len(block)
    return TextEdit(start, end, made, (behind, behind))


def new_line(text: str, at: int) -> TextEdit:
    """A line break that keeps the indentation, and goes on with a list or a quote.

    In a line that has a mark and nothing else, the mark goes instead.
    """
    start = text.rfind("\n", 0, at) + 1
    line = text[start:at]
    mark = re.match(
        r"[ \t]*(?:>[ \t]?)*(?:(?:[-*+]|(\d{1,3})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?)?", line
    )
    found = mark[0] if mark else ""
    if found.strip() and found.strip() == line.strip():
        return TextEdit(start, at, "", (start, start))
    if mark and mark[1]:
        found = found.replace(mark[1], str(int(mark[1]) + 1), 1)
    found = re.sub(r"\[[xX]\]", "[ ]", found)
    return TextEdit(at, at, f"\n{found}", (at + 1 + len(found), at + 1 + len(found)))


def _wrapped(text: str, start: int, end: int, mark: str) -> TextEdit:
    chosen = text[start:end]
    inside = (len(chosen) >= 2 * len(mark) and chosen.startswith(mark)
              and chosen.endswith(mark))  # fmt: skip
    if inside:
        bare = chosen[len(mark) : -len(mark)]
        return TextEdit(start, end, bare, (start, start + len(bare)))
    around = text[max(0, start - len(mark)) : start] == mark == text[end : end + len(mark)]
    if chosen and around:
        first = start - len(mark)
        return TextEdit(first, end + len(mark), chosen, (first, first + len(chosen)))
    first = start + len(mark)
    return TextEdit(start, end, f"{mark}{chosen}{mark}", (first, first + len(chosen)))


def _gap_before(text: str) -> str:
    if not text or text.endswith("\n\n"):
        return ""
    return "\n" if text.endswith("\n") else "\n\n"


def _gap_after(text: str) -> str:
    if not text:
        return ""
    return "" if text.startswith("\n\n") else "\n" if text.startswith("\n") else "\n\n"
