"""Runs of text that look alike, to lines of Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from flashcards.formats.anki.html.escaping import escape, escape_line_start
from flashcards.formats.anki.html.styles import (
    BOLD,
    CODE,
    ITALIC,
    KEY,
    MARK,
    STRIKE,
    SUB,
    SUP,
    UNDERLINE,
)

READY = 1 << 9
"""The text of the run is Markdown already."""

HARD_BREAK = "  \n"

_BLANK = re.compile(r"[ \t\n\f]+")
_INDENT = re.compile(r"[ \t\n\f]*((?:\xa0[ \t\n\f]*){2,})(?=\S)")
_MOST_INDENT = 40
_BACKTICKS = re.compile(r"`+")
_TAGS = ((SUB, "sub"), (SUP, "sup"), (KEY, "kbd"), (MARK, "mark"), (UNDERLINE, "u"))


class Run(NamedTuple):
    """A piece of text. ``style``: see ``styles``. ``link``: the address it leads to, or ``""``."""

    text: str
    style: int = 0
    link: str = ""


class LineWriter:
    """Writes lines.

    ``lone``: the characters that stand alone in the text (see ``escaping.escape``).
    """

    def __init__(self, lone: str) -> None:
        self._lone = lone
        self.bars = False
        """Whether the line stands in a cell of a table."""

    def paragraphs(self, runs: Sequence[Run | None]) -> list[str]:
        """The paragraphs of runs, in which None is the end of a line; empty lines part them."""
        paragraphs: list[str] = []
        lines: list[str] = []
        for is_end, group in groupby(runs, key=lambda run: run is None):
            if is_end:
                ends = sum(1 for _ in group)
                if ends > 1 and lines:
                    paragraphs.append(joined(lines))
                    lines = []
            elif line := self.line([run for run in group if run is not None]):
                lines.append(escape_line_start(line))
            elif lines:  # nothing but spaces that can't be broken: an empty line
                paragraphs.append(joined(lines))
                lines = []
        if lines:
            paragraphs.append(joined(lines))
        return paragraphs

    def line(self, runs: Sequence[Run]) -> str:
        """One line, without blanks around it."""
        indent = ""
        if runs and "\xa0" in runs[0].text and (found := _INDENT.match(runs[0].text)):
            count = min(found[1].count("\xa0"), _MOST_INDENT)
            indent = "&nbsp;" * count
        if len(runs) == 1 and not runs[0].style and not runs[0].link:
            return indent + self._escaped(_collapsed(runs[0].text).strip(" "))
        written = self._linked(runs)
        return indent + written if written else ""

    def _linked(self, runs: Sequence[Run]) -> str:
        out = _Line()
        for link, group in groupby(runs, key=lambda run: run.link):
            if not link:
                self._write(out, list(group))
                continue
            inner, pieces = _Line(), list(group)
            self._write(inner, pieces)
            if text := inner.text():
                out.make_no_image()
                if not any(run.style & READY for run in pieces):
                    text = _without_brackets(text)
                out.add(f"[{text}]({link})", inner.leading, inner.blank)
            elif inner.leading:
                out.blank = True
        return out.text()

    def _write(self, out: _Line, runs: list[Run]) -> None:
        for style, group in groupby(runs, key=lambda run: run.style):
            raw = "".join(run.text for run in group)
            text = raw if style & READY else _collapsed(raw)
            core = text.strip(" ")
            leading, trailing = text[:1] == " ", text[-1:] == " "
            if not core:
                out.blank = out.blank or leading
                out.leading = out.leading or (leading and not out.parts)
                continue
            written = core if style & READY else self._marked(core, style, out)
            out.add(written, leading, trailing)

    def _marked(self, core: str, style: int, out: _Line) -> str:
        if style & CODE:
            return code_span(core)
        text = self._escaped(core)
        for bit, tag in _TAGS:
            if style & bit:
                text = f"<{tag}>{text}</{tag}>"
        if style & STRIKE:
            tags = "~" in text or out.ends_with("~")
            text = f"<del>{text}</del>" if tags else f"~~{text}~~"
        strong, slanted = style & BOLD, style & ITALIC
        if not (strong or slanted):
            return text
        if out.ends_with("*") or core.count("{{") != core.count("}}"):
            text = f"<em>{text}</em>" if slanted else text
            return f"<strong>{text}</strong>" if strong else text
        mark = "*" * (2 * bool(strong) + bool(slanted))
        return f"{mark}{text}{mark}"

    def _escaped(self, text: str) -> str:
        return escape(text, lone=self._lone, bars=self.bars)


class _Line:
    """A line as it grows. ``leading``: it begins with a blank; ``blank``: one is due at its end."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.leading = False
        self.blank = False

    def add(self, text: str, leading: bool, trailing: bool) -> None:
        if not self.parts:
            self.leading = self.leading or leading or self.blank
        elif leading or self.blank:
            self.parts.append(" ")
        self.parts.append(text)
        self.blank = trailing

    def make_no_image(self) -> None:
        """See to it that a link that follows does not become an image."""
        if self.ends_with("!"):
            self.parts[-1] = f"{self.parts[-1][:-1]}\\!"

    def ends_with(self, mark: str) -> bool:
        return not self.blank and bool(self.parts) and self.parts[-1].endswith(mark)

    def text(self) -> str:
        return "".join(self.parts)


def joined(lines: Sequence[str]) -> str:
    """The lines of a paragraph."""
    return HARD_BREAK.join(lines)


def code_span(text: str) -> str:
    """Text as inline code."""
    longest = max((len(run) for run in _BACKTICKS.findall(text)), default=0)
    mark = "`" * (longest + 1)
    padding = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{mark}{padding}{text}{padding}{mark}"


def _collapsed(text: str) -> str:
    return _BLANK.sub(" ", text.replace("\xa0", " "))


def _without_brackets(text: str) -> str:
    """The text of a link, in which a bracket of its own would end it."""
    if "[" not in text and "]" not in text:
        return text
    return text.replace("[", "&#91;").replace(r"\]", "&#93;").replace("]", "&#93;")
