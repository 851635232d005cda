"""How deep lists and quotes stand within each other."""

from __future__ import annotations

import re

from flashcards.formats.markdown.lines import PLAIN, find_opaque

DEEPEST = 20
"""Levels of lists and quotes; deeper texts are refused before anything recurses into them."""

_MARK = re.compile(r"[ \t]*(>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*")
# Each level is written with one character at least, so a shallow text has no such line.
_MAYBE_DEEP = re.compile(rf"^[ \t>*+\-.)\d]{{{DEEPEST + 1}}}", re.MULTILINE)


def is_too_deep(text: str) -> bool:
    """Whether a text has more than ``DEEPEST`` lists and quotes within each other."""
    return _MAYBE_DEEP.search(text) is not None and nesting_depth(text) > DEEPEST


def nesting_depth(text: str) -> int:
    """The most lists and quotes that stand within each other; fenced code has none."""
    lines = text.split("\n")
    deepest = 0
    columns: list[int] = []
    for line, kind in zip(lines, find_opaque(lines).kinds, strict=True):
        if kind != PLAIN or not line.strip() or _RULE.fullmatch(line):
            continue
        quotes, items, at = 0, [], 0
        while mark := _MARK.match(line, at):
            at = mark.end()
            if mark[1] == ">":
                quotes += 1
            else:
                items.append(mark.start(1))
        start = items[0] if items else len(line) - len(line.lstrip())
        while columns and columns[-1] >= start:
            columns.pop()
        columns += items
        deepest = max(deepest, quotes + len(columns))
    return deepest
