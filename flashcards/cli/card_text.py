"""A card's Markdown as it reads in a terminal."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from flashcards.cli.screen import Screen
from flashcards.render.blocks import fences
from flashcards.render.plain import plain_text

_WIDTH = 80
_CODE_INDENT = "    "
_TAB = 4
_LIST_MARK = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+")


def terminal_text(markdown: str, screen: Screen, indent: str = "") -> str:
    """The text without its marks, wrapped; code set off by its indent and its colour."""
    lines = markdown.split("\n")
    parts: list[str] = []
    at = 0
    for fence in fences(markdown):
        parts += _prose(lines[at : fence.start], screen, indent)
        parts.append(_code(fence.code, screen, indent))
        at = fence.end
    parts += _prose(lines[at:], screen, indent)
    return "\n\n".join(parts)


def _prose(lines: Sequence[str], screen: Screen, indent: str) -> Iterator[str]:
    text = plain_text("\n".join(lines))
    if text:
        width = min(_WIDTH, screen.width or _WIDTH)
        yield "\n".join(_wrapped(line, width, indent) for line in text.split("\n"))


def _wrapped(line: str, width: int, indent: str) -> str:
    mark = _LIST_MARK.match(line)
    hanging = indent + " " * (mark.end() if mark else 0)
    return textwrap.fill(
        line,
        width,
        initial_indent=indent,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _code(code: str, screen: Screen, indent: str) -> str:
    return "\n".join(
        f"{indent}{_CODE_INDENT}{screen.styled(line.expandtabs(_TAB), 'cyan')}".rstrip()
        for line in code.split("\n")
    )
