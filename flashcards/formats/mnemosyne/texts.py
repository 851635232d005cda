"""The texts of facts: what Mnemosyne writes in its own way, turned into what the HTML reader knows.

A line break in a text is one on the card. Formulas stand in ``<latex>``, ``<$>`` and ``<$$>``,
sounds in ``<audio src="…">``, and a deletion in brackets, with a hint behind a colon.
"""

from __future__ import annotations

import re

from flashcards.formats.anki.html import Converter

_BLOCK = re.compile(r"<(?:pre|table|ul|ol)\b", re.IGNORECASE)
_FORMULA = re.compile(r"<(/?)(latex|\${1,2})>", re.IGNORECASE)
_SOUND = re.compile(
    r"<(?:audio|video)\b[^<>]{0,500}?\bsrc\s*=\s*[\"']?([^\"'<>]{1,300}?)[\"']?(?:\s[^<>]{0,200})?/?>"
    r"(?:\s*</(?:audio|video)>)?",
    re.IGNORECASE,
)
_DELETION = re.compile(r"\[([^\[\]]{1,5000})\]", re.DOTALL)
_HIGHEST = 500
# Two colons or braces would end the deletion's text; a joiner between them is not seen.
_ENDS = re.compile(r"(?<=:)(?=:)|(?<=\})(?=\})")
_JOINER = "\N{WORD JOINER}"


def markdown_of(text: str, converter: Converter) -> str:
    """A text of a fact as Markdown; the converter takes note of its media and losses."""
    return converter.field(html_of(text))


def html_of(text: str) -> str:
    """A text of a fact as the HTML that it stands for."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if "\n" in text and not _BLOCK.search(text):
        text = text.replace("\n", "<br>")
    if "<" in text:
        text = _FORMULA.sub(lambda found: f"[{found[1]}{found[2].lower()}]", text)
        text = _SOUND.sub(lambda found: f"[sound:{found[1].strip()}]", text)
    return text


def with_deletions(text: str) -> tuple[str, int]:
    """A text with its deletions as cards know them, and how many there are."""
    count = 0

    def numbered(found: re.Match[str]) -> str:
        nonlocal count
        shown, colon, hint = found[1].partition(":")
        if not shown.strip() or count == _HIGHEST:
            return found[0]
        count += 1
        inner = f"{_apart(shown)}::{_apart(hint)}" if colon and hint.strip() else _apart(found[1])
        return f"{{{{c{count}::{inner}}}}}"

    return _DELETION.sub(numbered, text), count


def without_deletions(text: str) -> str:
    """A text with its deletions and their hints taken off: the sentence as it reads."""
    return _DELETION.sub(lambda found: found[1].partition(":")[0], text)


def _apart(text: str) -> str:
    return _ENDS.sub(_JOINER, text)
