"""The text of a card as Obsidian has it, in the Markdown of cards."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import quote

from flashcards.formats.formulas import with_brackets
from flashcards.formats.markdown.body import join_question
from flashcards.formats.markdown.deletions import without_code
from flashcards.formats.markdown.lines import PLAIN, find_opaque, tidy
from flashcards.formats.obsidian.marks import SCHEDULE

_COMMENT = re.compile(r"%%(?:(?!%%).)*%%", re.DOTALL)
_BLOCK_ID = re.compile(r"(?<!\S)\^[A-Za-z0-9-]+$")
_LINK = re.compile(r"(!?)\[\[([^\[\]\n|]*)(?:\|([^\[\]\n]*))?\]\]")
_SOUND = re.compile(r"\.(?:mp3|ogg|oga|opus|wav|flac|m4a|aac|webm|3gp)", re.IGNORECASE)
_IMAGE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|bmp|avif)", re.IGNORECASE)
_SUFFIX = re.compile(r"\.\w+$")
_BLOCK = re.compile(r"\s*(?:[-+*>|#]|\d{1,9}[.)]\s|`{3}|~{3}|<|$)")


def without_marks(line: str) -> str:
    """A line without schedules and the id of its block."""
    if "<!--" in line:
        line = SCHEDULE.sub("", line).rstrip()
    return _BLOCK_ID.sub("", line.rstrip()).rstrip() if "^" in line else line


def card_text(lines: Sequence[str]) -> str:
    """Lines as a text of a card: links, embedded files, formulas and line ends as cards have them.

    Obsidian shows a line end where Markdown goes on in the same line.
    """
    text = tidy([without_marks(line) for line in lines])
    if "%%" in text:
        text = _without(text, _COMMENT)
    if "[[" in text:
        text = _with_links(text)
    return _with_line_ends(with_brackets(text))


def question_text(lines: Sequence[str]) -> str:
    """The same for a question, whose first line is its heading."""
    return join_question("", card_text(lines).replace("  \n", "\n", 1))


def _with_line_ends(text: str) -> str:
    lines = text.split("\n")
    kinds = find_opaque(lines).kinds
    for at in range(len(lines) - 1):
        goes_on = kinds[at] == kinds[at + 1] == PLAIN and not _BLOCK.match(lines[at + 1])
        if goes_on and not lines[at].lstrip().startswith(("#", "|")) and lines[at].strip():
            lines[at] = lines[at].rstrip() + "  "
    return "\n".join(lines)


def _without(text: str, pattern: re.Pattern[str]) -> str:
    parts: list[str] = []
    at = 0
    for found in pattern.finditer(without_code(text)):
        parts.append(text[at : found.start()])
        at = found.end()
    return "".join((*parts, text[at:]))


def _with_links(text: str) -> str:
    """Links between notes keep their text; embedded images and sounds stay, named by their file."""
    parts: list[str] = []
    at = 0
    for found in _LINK.finditer(without_code(text)):
        target, shown = found[2].strip(), (found[3] or "").strip()
        file = target.split("#", 1)[0]
        suffix = _SUFFIX.search(file)
        if found[1] and suffix and _IMAGE.fullmatch(suffix[0]):
            alt = file if not shown or shown.replace("x", "").isdecimal() else shown
            new = f"![{alt}]({quote(file)})"
        elif found[1] and suffix and _SOUND.fullmatch(suffix[0]):
            new = f"[sound:{file}]"
        else:
            new = shown or target.replace("#", " › ").strip(" ›")
        parts += (text[at : found.start()], new)
        at = found.end()
    return "".join((*parts, text[at:]))
