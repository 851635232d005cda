"""Cloze deletions as other programs write them, turned into ``{{c1::text}}``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from flashcards.domain.note import ClozeDeletion, cloze_deletions
from flashcards.formats.markdown.lines import PLAIN, find_opaque

_HIGHLIGHT = re.compile(r"(?<![=\w])==(?![=\s])((?:[^=\n]|=(?!=))+)(?<!\s)==(?!=)")
"""``==text==``, where it isn't a comparison in running text."""

_BACKTICKS = re.compile(r"`+")
_HIDDEN = "\0"


def deletions(text: str) -> Sequence[ClozeDeletion]:
    """The deletions of a text; unlike the search alone quick when many of them have no end."""
    return tuple(cloze_deletions(text[: text.rfind("}}") + 2])) if "}}" in text else ()


def with_deletions(text: str) -> tuple[str, tuple[str, ...]]:
    """A text whose highlights outside of code are deletions, each its own, after those it has.

    Second, the highlights that can't be one, because they hold what ends a deletion's text.
    """
    parts: list[str] = []
    unusable: list[str] = []
    number = max((deletion.number for deletion in deletions(text)), default=0)
    at = 0
    for match in _HIGHLIGHT.finditer(without_code(text)):
        inner = text[match.start(1) : match.end(1)]
        if "::" in inner or "}}" in inner or inner.endswith("}") or number >= 999:
            unusable.append(inner)
            continue
        number += 1
        parts += (text[at : match.start()], "{{", f"c{number}::{inner}", "}}")
        at = match.end()
    return "".join((*parts, text[at:])), tuple(unusable)


def without_code(text: str) -> str:
    """The text, as long as before, with code, comments and deletions made unrecognisable."""
    lines = text.split("\n")
    kinds = find_opaque(lines).kinds
    shown = "\n".join(
        _without_code_spans(line) if kind == PLAIN else _HIDDEN * len(line)
        for line, kind in zip(lines, kinds, strict=True)
    )
    parts: list[str] = []
    at = 0
    for deletion in deletions(text):
        parts += (shown[at : deletion.start], _HIDDEN * (deletion.end - deletion.start))
        at = deletion.end
    return "".join((*parts, shown[at:]))


def _without_code_spans(line: str) -> str:
    runs = [(match.start(), match.end()) for match in _BACKTICKS.finditer(line)]
    if len(runs) < 2:
        return line
    by_length: dict[int, list[int]] = {}
    for place, (start, end) in enumerate(runs):
        by_length.setdefault(end - start, []).append(place)
    parts: list[str] = []
    at = place = 0
    while place < len(runs):
        start, end = runs[place]
        same = by_length[end - start]
        later = bisect_right(same, place)
        if later < len(same):
            place = same[later]
            parts += (line[at:start], _HIDDEN * (runs[place][1] - start))
            at = runs[place][1]
        place += 1
    return "".join((*parts, line[at:]))
