"""The lines of a list of questions without what only decorates a page."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence

from flashcards.formats.markdown.lines import PLAIN, find_opaque

_NUMBERED_HEADING = re.compile(r"(\s{0,3})(\d{1,4}[.)])\s+(#{1,6})\s+(.*)")
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^<>]*>(.*?)</h[1-6]>\s*", re.IGNORECASE)
_TIGHT_HEADING = re.compile(r"(#{1,6})(?=[^#\s])")
_CODE_SPAN = re.compile(r"(?<!`)(`+)(?!`)(?:(?!\1).)+(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->")
_ANCHOR = re.compile(
    r"<a\s+(?:name|id)\s*=[^<>]*>(?P<text>[^<>]*)</a>|<a\s+(?:name|id)\s*=[^<>]*/?>", re.IGNORECASE
)
# Bounded, so that no line makes the search go over it again and again.
_LINK = re.compile(
    r"<a\b[^<>]{0,300}?href\s?=\s?['\"]?([^'\"\s<>]{0,2000})[^<>]{0,300}>([^<>]*)</a>",
    re.IGNORECASE,
)
_IMAGE = re.compile(
    r"<img\b[^<>]{0,300}?src\s?=\s?['\"]([^'\"<>]{0,2000})['\"][^<>]{0,300}>", re.IGNORECASE
)
_ALT = re.compile(r"\balt\s*=\s*['\"]([^'\"<>]*)['\"]", re.IGNORECASE)
_REMOTE_IMAGE = re.compile(r"!\[[^\[\]]*\]\(\s*<?(?:https?:)?//[^()]*(?:\([^()]*\)[^()]*)*\)")
_EMPTY_LINK = re.compile(r"\[\s*\]\([^()]*\)")
_EMPTY_EMPHASIS = re.compile(r"(?<![*_\w])(\*{2}|_{2})\s*\1(?![*_\w])")
_TO_TOP = re.compile(r"\[{1,2}[^\[\]]*\]{1,2}\(#[^()]*\)")
_TOP_WORDS = re.compile(
    r"back\s+to\s+(?:the\s+)?top|^top$|return\s+to\s+top|go\s+to\s+top|nach\s+oben|"
    r"zurück\s+zum|haut\s+de\s+page|retour\s+en\s+haut|volver\s+arriba|voltar\s+ao\s+topo|"
    r"torna\s+su|наверх|返回顶部|回到顶部|↑|⬆|↥|🔝|⏫|🔼",
    re.IGNORECASE,
)
_SPAN_TAGS = (
    (re.compile(r"<(b|strong)>\s*([^<>]+?)\s*</\1>", re.IGNORECASE), r"**\2**"),
    (re.compile(r"<(i|em)>\s*([^<>]+?)\s*</\1>", re.IGNORECASE), r"*\2*"),
)
_CODE_TAG = re.compile(r"<(?:code|kbd|tt)>([^<>`]*)</(?:code|kbd|tt)>", re.IGNORECASE)
_STRAY_TAG = re.compile(
    r"</?(?:a|b|center|code|div|em|font|h[1-6]|i|p|small|span|strong|u)\b[^<>]*>", re.IGNORECASE
)
_BREAK = re.compile(r"<(?:br|hr)\s*/?>", re.IGNORECASE)
_PRE = re.compile(r"\s*</?pre\b[^<>]*>\s*(?:</?code\b[^<>]*>)?\s*", re.IGNORECASE)
_JEKYLL = re.compile(r"\{:[^{}]*\}\s*$")
_MAX_INDENT = 4


def cleaned(lines: Sequence[str]) -> list[str]:
    """As many lines as before: decoration is empty, HTML is Markdown where there is such."""
    made = [_PRE.sub("```", line) if _PRE.fullmatch(line) else line for line in lines]
    made = _without_list_of_headings(made)
    kinds = find_opaque(made).kinds
    return [_clean(line) if kind == PLAIN else line for line, kind in zip(made, kinds, strict=True)]


def _without_list_of_headings(lines: list[str]) -> list[str]:
    """Headings that are items of a list, '4. ### How?', as headings; what is in them moves out."""
    made: list[str] = []
    width = 0
    for line in lines:
        found = _NUMBERED_HEADING.fullmatch(line)
        if found:
            made.append(f"{found[3]} {found[2]} {found[4]}")
            width = _MAX_INDENT
            continue
        indent = len(line) - len(line.lstrip(" "))
        if width and line.strip() and (indent == 0 and line[:1] == "#"):
            width = 0
        made.append(line[min(indent, width) :])
    return made


def _clean(line: str) -> str:
    if found := _HTML_HEADING.fullmatch(line):
        line = f"{'#' * int(found[1])} {found[2]}"
    elif line.startswith("#"):
        line = _TIGHT_HEADING.sub(r"\1 ", line, count=1)
    line = _JEKYLL.sub("", line) if "{:" in line else line
    if "<" in line or "](" in line:
        line = _outside_code(line, _plain)
    return line.rstrip(" \t") if line.strip() else ""


def _plain(text: str) -> str:
    """A piece of a line that is no code."""
    if "<" in text:
        text = _ANCHOR.sub(lambda found: found["text"] or "", _COMMENT.sub("", text))
        text = _IMAGE.sub(_image, text)
        text = _CODE_TAG.sub(lambda found: f"`{html.unescape(found[1])}`", text)
        text = _LINK.sub(r"[\2](\1)", text)
        for pattern, with_marks in _SPAN_TAGS:
            text = pattern.sub(with_marks, text)
        text = _BREAK.sub("  ", _STRAY_TAG.sub("", text))
    text = _EMPTY_LINK.sub("", _REMOTE_IMAGE.sub("", text))
    if "](#" in text:
        text = _EMPTY_EMPHASIS.sub("", _TO_TOP.sub(_without_way_up, text))
    return text


def _image(found: re.Match[str]) -> str:
    """An image beside the file stays; one of another server is never loaded."""
    if re.match(r"(?:https?:)?//", found[1]):
        return ""
    alt = _ALT.search(found[0])
    return f"![{alt[1] if alt else ''}]({found[1].replace(' ', '%20')})"


def _without_way_up(found: re.Match[str]) -> str:
    return "" if _TOP_WORDS.search(found[0].partition("](")[0].strip("[]* ")) else found[0]


def _outside_code(line: str, change: Callable[[str], str]) -> str:
    parts: list[str] = []
    at = 0
    for span in _CODE_SPAN.finditer(line):
        parts += (change(line[at : span.start()]), span[0])
        at = span.end()
    return "".join((*parts, change(line[at:])))
