"""Markdown to plain text, fast: for lists, the terminal and the search index.

The patterns are bounded where they could look far ahead: a text may be hostile.
"""

from __future__ import annotations

import re
from html import unescape

from flashcards.render.formula import FORMULA_PATTERN

_ANY_MARK = re.compile(r"[`*_\[\]<>&\\#~\x00-\x08\x0b-\x1f\x7f-\x9f]|\{\{c")
# What a terminal would obey instead of print.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CLOZE = re.compile(
    r"\{\{c\d{1,3}::((?:(?!\}\}|\{\{c\d|::).)+)(?:::(?:(?!\}\}|\{\{c\d).)*)?\}\}", re.DOTALL
)
_FENCE = re.compile(
    r"^ *(?P<mark>`{3,}|~{3,})[^`\n]*\n(?P<code>.*?)(?:^ *(?P=mark)[`~]* *$\n?|\Z)",
    re.MULTILINE | re.DOTALL,
)
_LINE_START = re.compile(r"^ {0,3}(?:(?:> ?)+|#{1,6} +)", re.MULTILINE)
_INLINE = re.compile(
    r"""
      (?<!`)(?P<ticks>`{1,8})(?!`)(?P<code>[^\n]{1,2000}?)(?<!`)(?P=ticks)(?!`)
    | """
    + FORMULA_PATTERN
    + r"""
    | \\(?P<escaped>[\\`*_{}\[\]<>()#+\-.!|~])
    | !\[(?P<alt>[^\[\]\n]{0,500})\]\([^()\n]{0,1000}\)
    | \[(?P<link>(?:[^\[\]\n]|\[[^\[\]\n]{0,200}\]){1,500})\]
      \((?:[^()\n]|\([^()\n]{0,200}\)){0,1000}\)
    | <(?P<address>(?:https?://|mailto:)[^<>\s]{1,1000})>
    | (?P<break><br\ ?/?>)
    | <!--.{0,2000}?-->
    | </?[A-Za-z][^<>\n]{0,1000}>
    """,
    re.VERBOSE,
)
_EMPHASIS = re.compile(
    r"(?P<star>\*{1,3})(?=[^\s*])(?P<a>[^*\n]{1,500}?)(?<!\s)(?P=star)(?!\*)"
    r"|(?<!\w)(?P<bar>_{1,3})(?=[^\s_])(?P<b>[^\n]{1,500}?)(?<![\s_])(?P=bar)(?!\w)"
    r"|~~(?=\S)(?P<c>[^~\n]{1,500}?)(?<!\s)~~"
)
_KEPT = "\ue000{}\ue001"
_KEPT_MARK = re.compile("\ue000(\\d+)\ue001")


def plain_text(markdown: str) -> str:
    """The text that a reader would see, without marks; code stays as it is written.

    Lists keep their bullets and numbers, a link its text, an image its description, a cloze
    deletion its answer, a formula its LaTeX. Control characters are dropped, so that a terminal
    only prints.
    """
    if not _ANY_MARK.search(markdown):
        return markdown.strip()
    text = _CONTROL.sub("", markdown.replace("\r\n", "\n"))
    if "{{c" in text:
        text = _CLOZE.sub(r"\1", text)
    if "```" in text or "~~~" in text:
        return _between_fences(text).strip()
    return _without_marks(text).strip()


def first_line(markdown: str) -> str:
    """The plain text on one line, for a row of a list."""
    return " ".join(plain_text(markdown).split())


def _between_fences(text: str) -> str:
    parts = []
    at = 0
    for fence in _FENCE.finditer(text):
        parts += [_without_marks(text[at : fence.start()]), fence["code"]]
        at = fence.end()
    parts.append(_without_marks(text[at:]))
    return "".join(parts)


def _without_marks(text: str) -> str:
    kept: list[str] = []

    def keep(shown: str) -> str:
        kept.append(shown)
        return _KEPT.format(len(kept) - 1)

    def inline(match: re.Match[str]) -> str:
        if match["code"] is not None:
            return keep(match["code"].strip() or match["code"])
        if match["break"]:
            return "\n"
        if match["link"]:
            return keep(_without_marks(match["link"]))
        formula = match["inline"] or match["display"] or ""
        return keep(formula.strip() or match["escaped"] or match["address"] or match["alt"] or "")

    text = _INLINE.sub(inline, _LINE_START.sub("", text))
    for _ in range(2):  # **bold with *emphasis* in it**
        text = _EMPHASIS.sub(lambda m: m["a"] or m["b"] or m["c"], text)
    if "&" in text:
        text = _CONTROL.sub("", unescape(text))
    return _KEPT_MARK.sub(lambda m: kept[int(m[1])] if int(m[1]) < len(kept) else "", text)
