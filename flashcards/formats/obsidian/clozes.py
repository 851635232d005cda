"""Deletions as the plugin writes them, turned into ``{{c1::text::hint}}``.

``==text==``, ``{{text}}`` and, where the plugin has a schedule for it, ``**text**``. A number may
stand in front (``1;;text``), a hint behind (``text;;hint``), both also as footnotes:
``==text==^[hint][^1]``. Without numbers each deletion is a card of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from flashcards.formats.formulas import with_brackets
from flashcards.formats.markdown.deletions import without_code

MOST = 999
"""Deletions of one note."""

_FOOTNOTES = r"(?:\^\[(?P<{0}hint>[^\[\]\n]+)\])?(?:\[\^(?P<{0}number>\d{{1,3}}|[ahs]+)\])?"
_HIGHLIGHT = r"(?<![=\w])==(?![=\s])(?P<mark>(?:[^=\n]|=(?!=))+)(?<!\s)==(?!=)"
_BRACES = r"\{\{(?P<braces>(?!\s)(?:[^{}\n]|\{[^{}\n]*\})+)\}\}"
_BOLD = r"\*\*(?![*\s])(?P<bold>(?:[^*\n]|\*(?!\*))+)(?<!\s)\*\*"
_PATTERNS = {
    False: re.compile(f"(?:{_HIGHLIGHT}|{_BRACES})" + _FOOTNOTES.format("")),
    True: re.compile(f"{_BOLD}" + _FOOTNOTES.format("")),
}
_INNER = re.compile(
    r"(?:(?P<number>c?\d{1,3}|[ahs]+)(?:;;|::))?(?P<text>.+?)(?:(?:;;|::)(?P<hint>[^;]*))?"
)


@dataclass(frozen=True, slots=True)
class Clozes:
    """A text with deletions. ``numbers`` of its cards in their order.

    ``unusable``: what can't be a deletion. ``by_turns``: some were to be hidden or shown by turns,
    which no card here does.
    """

    text: str
    numbers: tuple[int, ...]
    unusable: tuple[str, ...] = ()
    by_turns: bool = False


def with_clozes(text: str, *, bold: bool = False, braces: bool = True) -> Clozes | None:
    """The deletions of a text, None without one. ``bold``: of ``**text**`` and nothing else."""
    found = [
        match
        for match in _PATTERNS[bold].finditer(_shown(text))
        if braces or "braces" not in match.re.groupindex or match["braces"] is None
    ]
    if not found:
        return None
    parts: list[str] = []
    numbers: set[int] = set()
    unusable: list[str] = []
    by_turns = False
    highest = at = 0
    for match in found:
        name = "bold" if bold else "mark" if match["mark"] is not None else "braces"
        inner = _INNER.fullmatch(text[match.start(name) : match.end(name)])
        number_word = match["number"] or (inner and inner["number"]) or ""
        asked = with_brackets(inner["text"].strip()) if inner else ""
        # what was found hides code, so texts are taken from where it was found
        hint = text[match.start("hint") : match.end("hint")] if match["hint"] else ""
        hint = (hint or (inner and inner["hint"]) or "").strip()
        if "\\" in asked:
            asked = asked.replace("}}", "} }")
        number, turns = _number(number_word, highest)
        by_turns = by_turns or turns
        if number is None:
            parts += (text[at : match.start()], asked)
        elif not asked or "::" in asked or "}}" in asked or "}}" in hint or number > MOST:
            unusable.append(asked or match[0])
            continue
        else:
            numbers.add(number)
            highest = max(highest, number)
            closing = " " if asked.endswith("}") else ""
            ending = f"{closing}::{hint}" if hint else closing
            parts += (text[at : match.start()], f"{{{{c{number}::{asked}{ending}}}}}")
        at = match.end()
    parts.append(text[at:])
    return Clozes("".join(parts), tuple(sorted(numbers)), tuple(unusable), by_turns)


def _shown(text: str) -> str:
    """The text, as long as before, without code; deletions of the own form stay visible."""
    return without_code(text.replace("{{c", "{{\1")).replace("{{\1", "{{c")


def _number(word: str, highest: int) -> tuple[int | None, bool]:
    """The number of a deletion, None for one that is never asked, and whether turns are lost."""
    if not word:
        return highest + 1, False
    if word.lstrip("c").isdecimal():
        return int(word.lstrip("c")) or 1, False
    asked = word.find("a")
    return (asked + 1 if asked >= 0 else None), True
