"""From a list of questions in Markdown to a deck.

Questions are headings, numbered lines, items of a list, or the summaries of ``<details>`` blocks;
the file itself shows which. What stands below one is its answer, unless a word or a block tells
where the answer begins. Headings that don't ask are topics. Tables of contents, badges, images of
other servers and the ways back to the top are left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashcards.errors import FormatError
from flashcards.formats.markdown.front_matter import FrontMatter, read_front_matter
from flashcards.formats.note_list import NoteList
from flashcards.formats.own_marks import has_own_marks
from flashcards.formats.questions.answers import Asked, answered
from flashcards.formats.questions.blocks import (
    Details,
    Line,
    Piece,
    heading_of,
    lines_of,
    pieces_of,
)
from flashcards.formats.questions.cleaning import cleaned
from flashcards.formats.questions.survey import (
    ITEM,
    Survey,
    is_anchor,
    is_question_line,
    survey,
)
from flashcards.formats.questions.words import (
    answer_label,
    is_answer_label,
    is_contents,
    is_numbered,
    may_ask,
    question_of,
)
from flashcards.formats.roadmap_inline import readable, undecorated
from flashcards.formats.rows import DeckRows

_SAMPLE = 100_000
_OWN_LEVEL = 3
_PAGE_MARKS = re.compile(
    r"<details|<summary|\]\(#[^()]*\)|^#{1,6}\s*(?:[*_]*)(?:Q\s*\d*\s*[.:)]|\d{1,4}[.)]\s)",
    re.IGNORECASE | re.MULTILINE,
)
_LEAST_NOTES = 2
_LINE_LEVEL, _ITEM_LEVEL = 7, 8
"""The levels of questions that are no headings: below all headings."""

_BOLD_START = re.compile(r"(\*\*|__)(?!\s)(?P<asked>.+?)\1\s*[:.–—-]?\s*(?P<told>.*)")


def looks_like_questions(text: str) -> bool:
    """Whether a text is, for the greater part, questions with their answers.

    Headings '###' that ask, and nothing else of a page with questions, are left to deck files.
    """
    if has_own_marks(text):
        return False
    sample = text if len(text) <= _SAMPLE else text[:_SAMPLE].rpartition("\n")[0]
    try:
        reader = _read(sample, "")
    except FormatError:
        return False
    found = reader.survey
    is_plain = found.levels == {_OWN_LEVEL} and not (found.details or found.lines)
    if is_plain and not _PAGE_MARKS.search(sample):
        return False
    return reader.deck.notes >= _LEAST_NOTES and reader.used >= reader.left_out


def parse_questions(text: str, name: str) -> DeckRows:
    """The deck of a file; ``name`` is the file's, for messages and as the deck's last title.

    Questions without an answer become drafts, and a warning counts them.

    Raises:
        FormatError: nothing in the file asks.
    """
    reader = _read(text, name)
    return reader.deck.rows(reader.title, name)


def _read(text: str, name: str) -> _Reader:
    lines = text.removeprefix("\ufeff").split("\n")
    try:
        front = read_front_matter(lines, name)
    except FormatError:
        front = FrontMatter()  # a first line '---' may be a rule
    pieces, unclosed = pieces_of(cleaned(lines[front.body :]))
    found = survey(pieces)
    if not found.finds_any:
        raise FormatError(
            "no questions found; a question is a heading, a numbered line or the summary of a "
            "<details> block that asks, with its answer below it",
            file=name,
        )
    reader = _Reader(found, front.body + 1)
    reader.read_front(front)
    reader.read(pieces, unclosed)
    if not reader.deck.notes:
        raise FormatError("none of its questions can be used", file=name)
    return reader


class _Reader:
    """Reads the pieces of a file. ``used`` and ``left_out`` count lines that say something."""

    def __init__(self, found: Survey, first: int) -> None:
        self.deck = NoteList()
        self.survey = found
        self.title = ""
        self.used = 0
        self.left_out = 0
        self._first = first
        self._asked: Asked | None = None
        self._level = 0
        self._drafts: list[int] = []
        self._lost: list[int] = []
        self._in_contents = False

    def read_front(self, front: FrontMatter) -> None:
        """The title of the front matter; a page's other keys mean nothing to a deck."""
        for entry in front.entries:
            if entry.key == "title" and isinstance(entry.value, str):
                self.title = entry.value

    def read(self, pieces: Sequence[Piece], unclosed: Sequence[int]) -> None:
        """Read all pieces."""
        for at in unclosed:
            self._warn(at, "a <details> block that is never closed")
        self._walk(pieces)
        if count := len(self._drafts):
            words = "a question has" if count == 1 else f"{count} questions have"
            self._warn(
                self._drafts[0],
                f"{words} no answer here, from here on; a draft is asked once it has one",
            )
        if self._lost:
            count = len(self._lost)
            words = "a line belongs" if count == 1 else f"{count} lines belong"
            self._warn(self._lost[0], f"{words} to no question, from here on; left out")

    def _walk(self, pieces: Sequence[Piece]) -> None:
        for piece in pieces:
            if isinstance(piece, Details):
                self._block(piece)
            else:
                self._line(piece)
        self._end()

    def _line(self, line: Line) -> None:
        if line.is_code or not line.text.strip():
            self._body(line)
        elif heading := heading_of(line.text):
            self._heading(line, *heading)
        elif self.survey.lines and is_question_line(line.text):
            self._begin(line.at, question_of(line.text)[0], level=_LINE_LEVEL)
        elif self.survey.items and (item := ITEM.fullmatch(line.text)):
            self._item(line, item)
        else:
            self._body(line)

    def _heading(self, line: Line, level: int, text: str) -> None:
        if is_answer_label(text) or answer_label(text) is not None:
            self._body(line)
            return
        question, _ = question_of(text)
        is_question = level in self.survey.levels and (
            may_ask(text) or (level in self.survey.numbered_levels and is_numbered(text))
        )
        if is_question:
            self._begin(line.at, question, level)
        elif self._asked is not None and self._level < level:
            self._body(line)
        else:
            self._topic(line.at, level, text)

    def _topic(self, at: int, level: int, text: str) -> None:
        self._end()
        title = undecorated(readable(question_of(text.lstrip("# "))[0])).strip(" :：#")
        self._in_contents = is_contents(text)
        if self._in_contents:
            self.deck.topic("", at + self._first)
        elif level == 1 and not self.title and not self.deck.notes:
            self.title = title
        else:
            self.deck.topic(title, at + self._first)

    def _item(self, line: Line, item: re.Match[str]) -> None:
        """An item at the margin asks, unless it is a link; what is within it belongs to it."""
        if item[1] or is_anchor(item[3]):
            self._body(line)
            return
        bold = _BOLD_START.fullmatch(item[3])
        text = bold["asked"] if bold and bold["told"] else item[3]
        self._begin(line.at, question_of(text)[0], level=_ITEM_LEVEL)
        if bold and bold["told"] and self._asked:
            self._asked.pieces.append(Line(line.at, bold["told"]))

    def _block(self, block: Details) -> None:
        """A block that shows an answer, or one that holds a question of its own, or several."""
        if is_answer_label(block.title):
            if self._asked is not None:
                self._asked.pieces.append(block)
            else:
                self._lose(block)
        elif self.survey.details and (may_ask(" ".join(block.summary)) or not _asks_within(block)):
            self._end()
            inner = [piece for piece in block.pieces if not _is_question_block(piece)]
            asked = Asked(block.at, _summary(block), [], inner)
            self._add(asked)
            self._walk([piece for piece in block.pieces if _is_question_block(piece)])
        elif self.survey.details and self._asked is None:
            self.deck.topic(undecorated(readable(block.title)), block.at + self._first)
            self._walk(block.pieces)
        elif self._asked is not None:
            self._asked.pieces.append(block)
        else:
            self._lose(block)

    def _begin(self, at: int, text: str, level: int) -> None:
        self._end()
        self._in_contents = False
        self._asked = Asked(at, text)
        self._level = level

    def _body(self, line: Line) -> None:
        if self._asked is not None:
            text = line.text
            if self._level == _ITEM_LEVEL:
                text = re.sub(r"^(?: {1,4}|\t)", "", text)
            self._asked.pieces.append(Line(line.at, text, line.is_code))
        elif line.text.strip() and not line.is_code and not self._in_contents:
            self._lose(line)

    def _lose(self, piece: Piece) -> None:
        """Counts lines that belong to no question; tables, links and quotes are not missed."""
        for line in lines_of([piece]):
            text = line.text.strip()
            item = ITEM.fullmatch(text)
            if not text or text[0] in "|>![" or (item and is_anchor(item[3])) or is_anchor(text):
                continue
            if not re.search(r"\w", text):
                continue
            self.left_out += 1
            self._lost.append(line.at)

    def _end(self) -> None:
        """The question that was read so far is complete."""
        asked, self._asked = self._asked, None
        if asked is not None:
            self._add(asked)

    def _add(self, asked: Asked) -> None:
        note = answered(asked)
        pieces = [*asked.pieces, *(asked.answer or ())]
        self.used += 1 + sum(bool(line.text.strip()) for line in lines_of(pieces))
        used = self.deck.add(
            note.fields, note.kind, asked.at + self._first, draft=not note.has_answer
        )
        if used and not note.has_answer:
            self._drafts.append(asked.at)

    def _warn(self, at: int, message: str) -> None:
        self.deck.warnings.add(at + self._first, message)


def _summary(block: Details) -> str:
    """The summary as a question: its first line, and what stands below it."""
    lines = [line.rstrip() for line in block.summary]
    while lines and not lines[0].strip():
        lines.pop(0)
    if not lines:
        return ""
    return "\n".join((question_of(lines[0])[0], *lines[1:]))


def _is_question_block(piece: Piece) -> bool:
    return isinstance(piece, Details) and may_ask(" ".join(piece.summary))


def _asks_within(block: Details) -> bool:
    return any(map(_is_question_block, block.pieces))
