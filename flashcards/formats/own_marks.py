"""Whether a text bears the marks of this program's own deck files."""

from __future__ import annotations

import re

_HEADING = re.compile(r"^#{2,3} [^\n]*\{[#.][^{}\n]*\}[ \t]*$", re.MULTILINE)
_SOURCE = re.compile(r"^Source:\s", re.MULTILINE)


def has_marked_headings(text: str) -> bool:
    """Whether a heading of a topic or a note has ids, kinds or keys: ``### Why? {#why .typed}``."""
    return "{" in text and _HEADING.search(text) is not None


def has_own_marks(text: str) -> bool:
    """Whether there are such headings, or lines that name a source as deck files do."""
    return has_marked_headings(text) or _SOURCE.search(text) is not None
