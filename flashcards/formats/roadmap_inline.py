"""The readable text of a line: without Markdown, HTML, links' addresses and decoration."""

from __future__ import annotations

import html
import re
import unicodedata

_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)([^`]+)(?<!`)\1(?!`)")
_IMAGE = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])?")
_LINK = re.compile(r"\[([^\[\]]*)\](?:\((?:[^()]|\([^()]*\))*\)|\[[^\[\]]*\])")
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|]*\|)?([^\[\]|]*)\]\]")
_FOOTNOTE = re.compile(r"\[\^[^\[\]]*\]")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_HTML_BOLD = re.compile(r"</?(?:b|strong|summary)>", re.IGNORECASE)
_ADDRESS = re.compile(r"<?\bhttps?://[^\s<>]+>?")
_EMPHASIS = re.compile(
    r"""
      \*\*|~~                                      # bold and struck text
    | (?<![\w*])\*(?=[^\s*]) | (?<=[^\s*])\*(?![\w*])  # but not the star of 'SELECT *'
    | (?<![\w_])__?(?=[^\s_]) | (?<=[^\s_])__?(?![\w_])
    """,
    re.VERBOSE,
)
_BLANKS = re.compile(r"\s+")

_KEYCAP = "\N{COMBINING ENCLOSING KEYCAP}"
_JOINERS = frozenset("\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f" + _KEYCAP)
_WORDY_SYMBOLS = frozenset("©®™°")
_ARROWS = frozenset("→⟶➜➔➝⇒⮕➡")
_TAGS_OF_FLAGS = ("\U000e0020", "\U000e007f")
_PARENTHESES = {")": "(", "]": "[", "）": "（", "】": "【"}
_WIDE = "（【"
"""Parentheses that no blank stands before."""
_SKIN_TONES = ("\U0001f3fb", "\U0001f3ff")


def readable(text: str) -> str:
    """A line's text as a reader sees it; images go, links keep their text, entities are read."""
    text = _IMAGE.sub("", _COMMENT.sub("", text))
    text = _WIKI_LINK.sub(r"\1", _FOOTNOTE.sub("", text))
    text = _LINK.sub(r"\1", text)
    pieces = []
    at = 0
    for span in _CODE_SPAN.finditer(text):
        pieces += [_without_marks(text[at : span.start()]), span[2]]
        at = span.end()
    pieces.append(_without_marks(text[at:]))
    return _BLANKS.sub(" ", "".join(pieces)).strip()


def without_html(text: str) -> str:
    """The line with bold HTML written as Markdown, and without any other tag."""
    return _TAG.sub("", _HTML_BOLD.sub("**", text)) if "<" in text else text


def undecorated(text: str) -> str:
    """The text without emoji and bullets drawn as symbols at either end."""
    text = without_bullet(text)
    end = len(text)
    while end and (text[end - 1].isspace() or is_decoration(text[end - 1])):
        end -= 1
    return text[:end]


def without_bullet(text: str) -> str:
    """The text without such symbols at its beginning."""
    start = 0
    while start < len(text) and (text[start].isspace() or is_decoration(text[start])):
        start += 1
    return text[start:]


def is_decoration(char: str) -> bool:
    """Whether a character is an emoji or another symbol that says nothing in words."""
    if char.isascii() or char in _WORDY_SYMBOLS:
        return False
    return (
        char in _JOINERS
        or char in _ARROWS
        or unicodedata.category(char) in {"So", "Cn", "Co"}
        or _SKIN_TONES[0] <= char <= _SKIN_TONES[1]
        or _TAGS_OF_FLAGS[0] <= char <= _TAGS_OF_FLAGS[1]
    )


def without_asides(text: str) -> tuple[str, tuple[str, ...]]:
    """A title without the parentheses at its end, and what stood in them, in its order."""
    found: list[str] = []
    title = text.strip()
    while (start := _last_parenthesis(title)) is not None:
        found.insert(0, title[start + 1 : -1].strip())
        title = title[:start].rstrip()
    return title, tuple(aside for aside in found if aside)


def _last_parenthesis(text: str) -> int | None:
    """Where the parenthesis opens that ends the text; None for none, or nothing before it."""
    if not text or text[-1] not in _PARENTHESES:
        return None
    closing, opening = text[-1], _PARENTHESES[text[-1]]
    depth = 0
    for at in range(len(text) - 1, 0, -1):
        depth += (text[at] == closing) - (text[at] == opening)
        if depth == 0:
            return at if text[at - 1].isspace() or opening in _WIDE else None
    return None


def split_outside(text: str, separators: str) -> list[str]:
    """The parts of a text between separators that stand outside of parentheses.

    A comma between digits is part of a number. Parentheses that are never closed split nothing.
    """
    parts: list[str] = []
    start = depth = 0
    for at, char in enumerate(text):
        if char in "([{（【":
            depth += 1
        elif char in ")]}）】":
            depth = max(0, depth - 1)
        elif char in separators and depth == 0 and not _in_number(text, at):
            parts.append(text[start:at].strip())
            start = at + 1
    parts.append(text[start:].strip())
    return [part for part in parts if part]


def _in_number(text: str, at: int) -> bool:
    return text[at] == "," and text[at - 1 : at].isdigit() and text[at + 1 : at + 2].isdigit()


def _without_marks(text: str) -> str:
    return _EMPHASIS.sub("", html.unescape(_ADDRESS.sub("", _TAG.sub("", text))))
