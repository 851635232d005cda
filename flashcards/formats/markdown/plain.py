"""Cards in files without headings for notes: those of hashcards and of Obsidian.

hashcards: ``Q:`` and ``A:`` blocks, and ``C:`` blocks whose deletions stand in brackets.
Obsidian's plugin Spaced Repetition: ``question::answer``, ``question:::answer`` asked both ways,
and lines with ``==deletions==``; the dates that it writes behind them are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.formats.markdown.attributes import Attributes
from flashcards.formats.markdown.body import Body, Parts, closed, join_question, take_apart
from flashcards.formats.markdown.building import DeckBuilder
from flashcards.formats.markdown.deletions import (
    BRACKETS,
    HIGHLIGHT,
    deletions,
    with_deletions,
    without_code,
)
from flashcards.formats.markdown.lines import COMMENT, HEADING, PLAIN, SEPARATOR, find_opaque

_SCHEDULE = re.compile(r"\s*<!--SR:[^<>]*-->")
_BLOCK = re.compile(r"([QAC]):(?:[ \t]+|$)")
_LIST_MARK = re.compile(r"\s*(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_SIDES = re.compile(r"(?<!:)(:::?)(?!:)")
_NO_CARD = re.compile(r"\s*(?:$|#|\||>|---\s*$|Source:)")


@dataclass(frozen=True, slots=True)
class _Block:
    """``Q``, ``A``, ``C``, a heading ``#`` or a line ``-``, with the lines up to the next one."""

    mark: str
    start: int
    end: int


def read_plain_cards(lines: Sequence[str], first: int, builder: DeckBuilder) -> None:
    """Give the cards of a file to a builder; ``first`` is the number of its first line."""
    _PlainReader([_SCHEDULE.sub("", line) for line in lines], first, builder).read()


def has_schedule(line: str) -> bool:
    """Whether a line holds a date of Obsidian's plugin."""
    return _SCHEDULE.search(line) is not None


class _PlainReader:
    def __init__(self, lines: list[str], first: int, builder: DeckBuilder) -> None:
        self._lines = lines
        self._first = first
        self._builder = builder
        # A fence may open behind the mark of a block.
        self._opaque = find_opaque([_BLOCK.sub("", line, count=1) for line in lines])
        self._left_out: list[int] = []

    def read(self) -> None:
        blocks = list(self._blocks())
        if any(block.mark in "QC" for block in blocks):
            self._read_blocks(blocks)
        else:
            self._read_lines()
        for block in self._opaque.unclosed:
            if block.end:
                self._warn(block.line, "this code block has no end")
        if self._left_out:
            count = len(self._left_out)
            text = "a line of text holds" if count == 1 else f"{count} lines of text hold"
            self._warn(self._left_out[0], f"{text} no card, from here on; left out")

    def _warn(self, at: int, message: str) -> None:
        self._builder.warnings.add(at + self._first, message)

    def _blocks(self) -> Iterator[_Block]:
        mark, start = "-", 0
        for at, line in enumerate(self._lines):
            if self._opaque.kinds[at] != PLAIN and at not in self._opaque.starts:
                continue
            found = _BLOCK.match(line)
            new = found[1] if found else "-" if line.rstrip() == SEPARATOR else ""
            if line[:1] == "#" and HEADING.fullmatch(line):
                new = "#"
            if new:
                yield _Block(mark, start, at)
                mark, start = new, at
        yield _Block(mark, start, len(self._lines))

    def _read_blocks(self, blocks: Sequence[_Block]) -> None:
        question: _Block | None = None
        for block, after in zip(blocks, (*blocks[1:], None), strict=True):
            if block.mark == "Q":
                question = block
                if after is None or after.mark != "A":
                    self._card(block, None)
            elif block.mark == "A" and question:
                self._card(question, block)
                question = None
            elif block.mark == "A":
                self._warn(block.start, "an answer without a question is left out")
            elif block.mark == "C":
                self._cloze(block)
            else:
                self._skip(block)

    def _skip(self, block: _Block) -> None:
        start = block.start
        if block.mark == "#":
            self._heading(start)
            start += 1
        for at in range(start, block.end):
            if self._opaque.kinds[at] != COMMENT and not _NO_CARD.match(self._lines[at]):
                self._left_out.append(at)

    def _heading(self, at: int) -> None:
        if found := HEADING.fullmatch(self._lines[at]):
            self._builder.heading(len(found[1]), found[2] or "", at + self._first)

    def _card(self, question: _Block, answer: _Block | None) -> None:
        asked = self._parts(question)
        told = self._parts(answer) if answer else Parts()
        fields = NoteFields(
            join_question("", asked.all_text()),
            told.all_text(),
            "\n\n".join(filter(None, (asked.extra, told.extra))),
            "\n\n".join(filter(None, (asked.source, told.source))),
        )
        self._builder.note(fields, Attributes(), question.start + self._first)

    def _cloze(self, block: _Block) -> None:
        parts = self._parts(block)
        self._deletions(parts.all_text(), BRACKETS, block.start, parts)

    def _deletions(self, text: str, pattern: re.Pattern[str], at: int, parts: Parts) -> None:
        text, unusable = with_deletions(text, pattern)
        for inner in unusable:
            self._warn(at, f"'{inner}' can't be a deletion: it holds '::' or ends with braces")
        fields = NoteFields(join_question("", text), "", parts.extra, parts.source)
        self._builder.note(fields, Attributes(classes=(NoteKind.CLOZE,)), at + self._first)

    def _parts(self, block: _Block) -> Parts:
        lines = self._lines[block.start : block.end]
        lines[0] = _BLOCK.sub("", lines[0], count=1)
        kinds = self._opaque.kinds[block.start : block.end]
        if self._opaque.unclosed:
            lines = closed(lines)
            kinds = find_opaque(lines).kinds
        return take_apart(Body(lines, kinds))

    def _read_lines(self) -> None:
        for at, (line, kind) in enumerate(zip(self._lines, self._opaque.kinds, strict=True)):
            if kind == PLAIN and line[:1] == "#" and HEADING.fullmatch(line):
                self._heading(at)
            elif kind == COMMENT or _NO_CARD.match(line):
                continue
            elif kind != PLAIN or not self._read_line(at, _LIST_MARK.sub("", line, count=1)):
                self._left_out.append(at)

    def _read_line(self, at: int, text: str) -> bool:
        """Read the card of one line, if it has one."""
        if not ("::" in text or "==" in text):
            return False
        text = text.strip()
        shown = without_code(text)
        if sides := _SIDES.search(shown):
            question, answer = text[: sides.start()].strip(), text[sides.end() :].strip()
            if question and answer:
                classes = (NoteKind.REVERSED.value,) if sides[1] == ":::" else ()
                fields = NoteFields(question, answer)
                self._builder.note(fields, Attributes(classes=classes), at + self._first)
                return True
        if deletions(text) or HIGHLIGHT.search(shown):
            self._deletions(text, HIGHLIGHT, at, Parts())
            return True
        return False
