"""Decks of hashcards: ``Q:`` and ``A:`` blocks, and ``C:`` blocks whose deletions are bracketed.

A block goes on to the next one, to a line ``---`` or to a heading; code within it is opaque. In
``C:`` every pair of brackets hides what is in it, but for images and formulas, and but for
brackets with a backslash. The deck is called as its file, or by ``name`` in the front matter.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.errors import FormatError
from flashcards.formats.formulas import FORMULA, with_brackets
from flashcards.formats.markdown.body import Body, Parts, closed, join_question, take_apart
from flashcards.formats.markdown.deletions import without_code
from flashcards.formats.markdown.front_matter import FrontMatter, read_front_matter
from flashcards.formats.markdown.lines import (
    COMMENT,
    HEADING,
    PLAIN,
    SEPARATOR,
    Opaque,
    find_opaque,
)
from flashcards.formats.note_list import NoteList
from flashcards.formats.own_marks import has_marked_headings
from flashcards.formats.rows import DeckRows, FormatWarning

_BLOCK = re.compile(r"([QAC]):")
_NO_CARD = re.compile(r"\s*(?:$|---\s*$)")
_BRACKETS = re.compile(r"(?<![\\!])\[([^\[\]]+)\](?!\()")
_MOST_DELETIONS = 999
_SOUND = re.compile(
    r"!\[[^\[\]]*\]\(<?([^()<>]+\.(?:mp3|ogg|oga|opus|wav|flac|m4a|aac))>?\)", re.IGNORECASE
)
_BEGINS_BLOCK = re.compile(r"\s*(?:[-+*>|#]|\d{1,9}[.)]\s|`{3}|~{3}|!\[|\\\[|<|$)")


def looks_like_hashcards(text: str) -> bool:
    """Whether a text has ``Q:`` with ``A:`` below it, or ``C:`` with brackets, at the margin."""
    if has_marked_headings(text):
        return False
    lines = text.removeprefix("\ufeff").split("\n")
    opaque = find_opaque([_BLOCK.sub("", line, count=1) for line in lines])
    asked = False
    for block in _blocks(lines, opaque):
        if block.mark == "A" and asked:
            return True
        asked = block.mark == "Q"
        body = "\n".join(lines[block.start : block.end])
        if block.mark == "C" and _BRACKETS.search(body):
            return True
    return False


def parse_hashcards(text: str, name: str) -> DeckRows:
    """The deck of a file; ``name`` is the file's, for messages and as the deck's title.

    Raises:
        FormatError: there is no card in it, or its front matter can't be read.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    front = read_front_matter(lines, name)
    deck = NoteList()
    deck.warnings.found += front.warnings
    title = _title(front, deck)
    reader = _Reader(lines[front.body :], front.body + 1, deck)
    reader.read()
    if not deck.notes:
        raise FormatError(
            "no card found; a card is a line 'Q: …' with a line 'A: …' below it, "
            "or a line 'C: …' with [brackets] around what is asked for",
            file=name,
        )
    # several files may name one deck, which is what the name is for
    return deck.rows(title or reader.title, name, complete=not title)


def _title(front: FrontMatter, deck: NoteList) -> str:
    title = ""
    for entry in front.entries:
        if entry.key in {"title", "name"}:
            title = title or str(entry.value)
        else:
            message = f"the front matter's '{entry.key}' is left out"
            deck.warnings.found.append(FormatWarning(entry.line, message))
    return title


@dataclass(frozen=True, slots=True)
class _Block:
    """``Q``, ``A``, ``C``, a heading ``#`` or a separator ``-``, up to the next of them."""

    mark: str
    start: int
    end: int


def _blocks(lines: Sequence[str], opaque: Opaque) -> Iterator[_Block]:
    mark, start = "-", 0
    for at, line in enumerate(lines):
        if opaque.kinds[at] != PLAIN and at not in opaque.starts:
            continue
        found = _BLOCK.match(line)
        new = found[1] if found else "-" if line.rstrip() == SEPARATOR else ""
        if line[:1] == "#" and HEADING.fullmatch(line):
            new = "#"
        if new:
            yield _Block(mark, start, at)
            mark, start = new, at
    yield _Block(mark, start, len(lines))


class _Reader:
    """Reads the lines below the front matter; ``first`` is the number of the first."""

    def __init__(self, lines: Sequence[str], first: int, deck: NoteList) -> None:
        self.title = ""
        self._lines = lines
        self._first = first
        self._deck = deck
        # A fence may open behind the mark of a block.
        self._opaque = find_opaque([_BLOCK.sub("", line, count=1).lstrip(" ") for line in lines])
        self._left_out: list[int] = []

    def read(self) -> None:
        """Read all blocks."""
        question: _Block | None = None
        for block in _blocks(self._lines, self._opaque):
            if block.mark == "A":
                self._answer(question, block)
                question = None
                continue
            if question:
                self._card(question, None)
            question = block if block.mark == "Q" else None
            if block.mark == "C":
                self._cloze(block)
            elif block.mark != "Q":
                self._skip(block)
        if question:
            self._card(question, None)
        for unclosed in self._opaque.unclosed:
            if unclosed.end:
                self._warn(unclosed.line, "this code block has no end")
        if count := len(self._left_out):
            text = "a line of text holds" if count == 1 else f"{count} lines of text hold"
            self._warn(self._left_out[0], f"{text} no card, from here on; left out")

    def _warn(self, at: int, message: str) -> None:
        self._deck.warnings.add(at + self._first, message)

    def _skip(self, block: _Block) -> None:
        start = block.start
        if block.mark == "#" and (found := HEADING.fullmatch(self._lines[start])):
            if len(found[1]) == 1 and not self.title and not self._deck.notes:
                self.title = found[2] or ""
            else:
                self._deck.topic(found[2] or "", start + self._first)
            start += 1
        for at in range(start, block.end):
            if self._opaque.kinds[at] != COMMENT and not _NO_CARD.match(self._lines[at]):
                self._left_out.append(at)

    def _answer(self, question: _Block | None, answer: _Block) -> None:
        if question:
            self._card(question, answer)
        else:
            self._warn(answer.start, "an answer without a question is left out")

    def _card(self, question: _Block, answer: _Block | None) -> None:
        asked = self._parts(question)
        told = self._parts(answer) if answer else Parts()
        fields = NoteFields(
            _as_question(asked.all_text()),
            _as_answer(told.all_text()),
            "\n\n".join(filter(None, (asked.extra, told.extra))),
            "\n\n".join(filter(None, (asked.source, told.source))),
        )
        self._deck.add(fields, NoteKind.BASIC, question.start + self._first)

    def _cloze(self, block: _Block) -> None:
        parts = self._parts(block)
        text, unusable = _with_deletions(parts.all_text())
        for inner in unusable:
            self._warn(block.start, f"'{inner}' can't be a deletion: it holds '::' or braces")
        fields = NoteFields(_as_question(text), "", parts.extra, parts.source)
        self._deck.add(fields, NoteKind.CLOZE, block.start + self._first)

    def _parts(self, block: _Block) -> Parts:
        lines = list(self._lines[block.start : block.end])
        lines[0] = _BLOCK.sub("", lines[0], count=1).lstrip(" \t")
        kinds = self._opaque.kinds[block.start : block.end]
        if self._opaque.unclosed:
            lines = closed(lines)
            kinds = find_opaque(lines).kinds
        return take_apart(Body(lines, kinds))


def _with_deletions(text: str) -> tuple[str, list[str]]:
    """A text whose brackets outside of code and formulas are deletions, counted one by one.

    Second, what stands in brackets that can't be one.
    """
    shown = FORMULA.sub(lambda found: "\0" * len(found[0]), without_code(text))
    parts: list[str] = []
    unusable: list[str] = []
    number = at = 0
    for found in _BRACKETS.finditer(shown):
        inner = with_brackets(text[found.start(1) : found.end(1)].strip())
        if "\\" in inner:
            inner = inner.replace("}}", "} }")  # as well in a formula, and no end of a deletion
        if inner.endswith("}"):
            inner += " "
        if not inner or "::" in inner or "}}" in inner or number == _MOST_DELETIONS:
            unusable.append(inner)
            continue
        number += 1
        parts += (text[at : found.start()], f"{{{{c{number}::{inner}}}}}")
        at = found.end()
    return "".join((*parts, text[at:])), unusable


def _as_question(text: str) -> str:
    """A question as a card has it: its first paragraph is one line, as it is shown as one."""
    lines = _with_sounds(with_brackets(text)).split("\n")
    end = 1
    while end < len(lines) and not _BEGINS_BLOCK.match(lines[end]):
        end += 1
    if not _BEGINS_BLOCK.match(lines[0]):
        lines[:end] = [" ".join(line.strip().removesuffix("\\") for line in lines[:end])]
    return join_question("", "\n".join(lines))


def _as_answer(text: str) -> str:
    return _with_sounds(with_brackets(text))


def _with_sounds(text: str) -> str:
    return _SOUND.sub(r"[sound:\1]", text) if "![" in text else text
