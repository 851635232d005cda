"""Markdown put into Markdown: the texts of a note in the lines of a template.

A text of several lines stays what it is where a line of the template holds it: under a list item
or in a quote its lines get the indent, in a row of a table they are joined, and code or a list
that would stand in the middle of a sentence gets a paragraph of its own.
"""

from __future__ import annotations

import re

LONGEST = 200_000
"""Characters of a face of a card; what goes beyond is cut off."""

# Of the line that is being written, as much as the rules look at: its beginning and its end.
_LINE_KEPT = 400
_PREFIX = re.compile(r"[ >]{1,40}|[ >]{0,40}(?:[-+*]|\d{1,9}[.)]) {1,4}(?:\[[ xX]\] )?")
_BLOCK = re.compile(r" {0,3}(?:`{3,}|~{3,}|\||#{1,6} |>|(?:[-+*]|\d{1,9}[.)]) )")
_EMPHASIS = re.compile(r"(?:\*{1,3}|_{1,3}|~~)$")
_BAR = re.compile(r"(?<!\\)\|")
_IN_ADDRESS = re.compile(r"\]\([^()\s]*$")


class TemplateText:
    """The text so far, with what its last line begins with."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._line = ""
        self._skipped = ""
        self._needs_break = False

    @property
    def is_full(self) -> bool:
        """Whether nothing more fits."""
        return self._length >= LONGEST

    def text(self) -> str:
        """All that was added."""
        return "".join(self._parts)[:LONGEST]

    def add(self, literal: str) -> None:
        """Go on with a piece of the template."""
        if self._skipped:
            literal = literal.removeprefix(self._skipped)
            self._skipped = ""
        if literal:
            self._end_block(literal)
            self._append(literal)

    def insert(self, value: str, after: str) -> None:
        """Go on with the text of a field; ``after`` is how the template goes on behind it."""
        if not value:
            return
        value = value[: max(0, LONGEST - self._length)]
        self._end_block(value)
        if _IN_ADDRESS.search(self._line):
            self._append("%20".join(value.split()))
        elif self._line.lstrip().startswith("|"):
            lines = (line for line in value.split("\n") if line.strip())
            self._append(_BAR.sub(r"\|", "<br>".join(lines)))
        elif "\n" in value and _PREFIX.fullmatch(self._line):
            self._append(_indented(value, self._line))
        else:
            self._insert_text(value, after)

    def _insert_text(self, value: str, after: str) -> None:
        """Put a text where the template may have some before and behind it."""
        several = "\n" in value
        blocks = several and ("\n\n" in value or any(map(_BLOCK.match, value.split("\n"))))
        marks = _EMPHASIS.search(self._line)
        if marks and after.startswith(marks[0]) and (blocks or marks[0] in value):
            # emphasis ends with the paragraph and with the next mark: it would be stars
            self._take_back(len(marks[0]))
            self._skipped = marks[0]
        if several and self._line.strip() and _BLOCK.match(value):
            self._append("\n\n")
        self._append(value)
        self._needs_break = blocks

    def _end_block(self, following: str) -> None:
        if self._needs_break and not following.startswith("\n"):
            self._append("\n\n")
        self._needs_break = False

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
        _, broken, last = text.rpartition("\n")
        line = last if broken else self._line + text
        half = _LINE_KEPT // 2
        self._line = line if len(line) <= _LINE_KEPT else line[:half] + line[-half:]

    def _take_back(self, count: int) -> None:
        """Drop characters of the last line, which the text is known to end with."""
        self._length -= count
        self._line = self._line[:-count]
        while count:
            last = self._parts.pop()
            kept = last[: max(0, len(last) - count)]
            count -= len(last) - len(kept)
            if kept:
                self._parts.append(kept)


def _indented(value: str, prefix: str) -> str:
    """Lines that go on under a list item or within a quote."""
    prefix = re.sub(r"[^>]", " ", prefix)
    first, *rest = value.split("\n")
    return "\n".join((first, *((prefix + line).rstrip() for line in rest)))
