"""The colours of a note's Markdown while it is edited."""

from __future__ import annotations

import re

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from flashcards.gui.theme import theme
from flashcards.language import _

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_HEADING = re.compile(r"#{1,6}(?:\s|$)")
_QUOTE = re.compile(r" {0,3}>")
_SOURCE = _("Source:")
_SEPARATOR = re.compile(r"---\s*$")
_INLINE = re.compile(
    r"(?P<cloze>\{\{c\d{1,3}::|::[^{}]*\}\}|\}\})"
    r"|(?P<code>(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<bold>\*\*(?=\S).+?(?<=\S)\*\*)"
    r"|(?P<image>!?\[[^\]\n]*\]\([^)\n]*\))"
    r"|(?P<formula>\\\(.+?\\\)|\\\[.+?\\\])"
)
_LIST = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)])(?:\s+\[[ xX]\])?(?=\s)")


class MarkdownColors(QSyntaxHighlighter):
    """Headings, quotes, sources and what stands out in a line; code is left as it is.

    The state of a line tells the fence that it stands in, 0 for none.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self._problems: frozenset[int] = frozenset()

    def set_problems(self, lines: frozenset[int]) -> None:
        """Underline these lines, counted from 1."""
        if lines != self._problems:
            changed = lines ^ self._problems
            self._problems = lines
            for line in changed:
                block = self.document().findBlockByNumber(line - 1)
                if block.isValid():
                    self.rehighlightBlock(block)

    def highlightBlock(self, text: str) -> None:
        colors = theme().colors
        if not self._in_code(text):
            ink = self._line_ink(text)
            if ink is not None:
                self.setFormat(0, len(text), _ink(ink))
            elif marker := _LIST.match(text):
                self.setFormat(0, marker.end(), _ink(colors.accent_ink))
            self._color_words(text, within=ink)
        if self.currentBlock().blockNumber() + 1 in self._problems:
            self._underline(text)

    def _in_code(self, text: str) -> bool:
        """Whether the line is one of a code block; keeps count of the fence."""
        colors = theme().colors
        open_fence = max(0, self.previousBlockState())
        match = _FENCE.fullmatch(text)
        if not open_fence:
            opens = match is not None and not (match[1][0] == "`" and "`" in match[2])
            self.setCurrentBlockState(_code(match[1]) if opens and match else 0)
            if opens:
                self.setFormat(0, len(text), _ink(colors.text3))
            return opens
        closes = match is not None and not match[2].strip() and _closes(open_fence, match[1])
        self.setCurrentBlockState(0 if closes else open_fence)
        self.setFormat(0, len(text), _ink(colors.text3 if closes else colors.text))
        return True

    @staticmethod
    def _line_ink(text: str) -> QColor | None:
        colors = theme().colors
        if _HEADING.match(text) or text.startswith(_SOURCE) or _SEPARATOR.match(text):
            return colors.accent_ink
        return colors.good if _QUOTE.match(text) else None

    def _color_words(self, text: str, *, within: QColor | None) -> None:
        colors = theme().colors
        for match in _INLINE.finditer(text):
            form = QTextCharFormat()
            form.setForeground(within if within is not None else colors.text)
            if match["cloze"]:
                form.setForeground(colors.accent_ink)
                form.setFontWeight(600)
            elif match["bold"]:
                form.setFontWeight(600)
            elif within is not None:
                continue
            elif match["code"] or match["formula"]:
                form.setForeground(colors.syn_string)
            else:
                form.setForeground(colors.syn_name)
            self.setFormat(match.start(), match.end() - match.start(), form)

    def _underline(self, text: str) -> None:
        for at in range(len(text)):
            form = self.format(at)
            form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            form.setUnderlineColor(theme().colors.again)
            self.setFormat(at, 1, form)


def _ink(color: QColor) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(color)
    return form


def _code(mark: str) -> int:
    """A fence as a block state: twice its length, one more for tildes."""
    return 2 * len(mark) + (mark[0] == "~")


def _closes(opened: int, mark: str) -> bool:
    return (opened % 2 == 1) == (mark[0] == "~") and 2 * len(mark) >= opened - opened % 2
