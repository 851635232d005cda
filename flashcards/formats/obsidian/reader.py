"""From the text of a note of Obsidian to decks, one for each tag that names one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.errors import FormatError
from flashcards.formats.markdown.front_matter import FrontMatter, read_front_matter
from flashcards.formats.markdown.lines import COMMENT, PLAIN, find_opaque
from flashcards.formats.markdown.notes import Warnings
from flashcards.formats.note_list import NoteList
from flashcards.formats.obsidian.clozes import Clozes, with_clozes
from flashcards.formats.obsidian.marks import (
    END_MARK,
    SCHEDULE,
    SEPARATORS,
    Due,
    deck_of,
    front_matter_tags,
    leading_tags,
    schedules,
    sides_of,
)
from flashcards.formats.obsidian.texts import card_text, question_text, without_marks
from flashcards.formats.rows import CardRow, ImportRows

FORMAT = "obsidian"

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*)")
_LIST_MARK = re.compile(r"^\s*(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_NO_CARD = re.compile(r"\s*(?:$|---\s*$|%%[^%]*%%\s*$|\^[A-Za-z0-9-]+\s*$)")
_OF_PLUGIN = frozenset(("tags", "title", "sr-due", "sr-interval", "sr-ease", "aliases", "cssclass"))


def parse_obsidian(text: str, name: str) -> ImportRows:
    """The decks of a note; ``name`` is its file's, for messages and as title of untagged cards.

    Due dates and intervals of the plugin come with the cards; its ease has no counterpart here.

    Raises:
        FormatError: there is no card in it, or its front matter can't be read.
    """
    lines = text.removeprefix("\ufeff").split("\n")
    front = read_front_matter(lines, name)
    reader = _Reader(lines[front.body :], front)
    reader.read()
    decks = reader.decks
    if not any(deck.notes for deck in decks.values()):
        raise FormatError(
            "no card found; a card is a line 'question::answer', a line '?' between question and "
            "answer, or a paragraph with ==what is asked for==",
            file=name,
        )
    return ImportRows(
        format=FORMAT,
        decks=tuple(
            # several notes may have the tag of one deck
            replace(
                deck.rows("::".join(path) or reader.title, name, complete=not path), warnings=()
            )
            for path, deck in decks.items()
            if deck.notes or deck.skipped
        ),
        warnings=reader.warnings.listed(),
    )


@dataclass(slots=True)
class _Paragraph:
    """Lines without a blank one between them; the parting line's place, and the tags before it."""

    start: int = 0
    lines: list[str] = field(default_factory=list)
    separator: int | None = None
    tags: tuple[str, ...] = ()

    def add(self, at: int, line: str) -> None:
        if not self.lines:
            self.start = at
        self.lines.append(line)


class _Reader:
    """Reads the lines below the front matter."""

    def __init__(self, lines: Sequence[str], front: FrontMatter) -> None:
        self.title = ""
        self.warnings = Warnings(list(front.warnings))
        self.decks: dict[tuple[str, ...], NoteList] = {}
        self._lines = lines
        self._first = front.body + 1
        self._opaque = find_opaque(lines)
        self._deck: tuple[str, ...] = ()
        self._topic = ("", 0)
        self._left_out: list[int] = []
        self._is_tagged = self._read_front(front) or any(
            SCHEDULE.search(line) or _deck_tags(leading_tags(line)[0]) for line in lines
        )

    def read(self) -> None:
        """Read all lines."""
        paragraph = _Paragraph()
        at = 0
        while at < len(self._lines):
            line = self._lines[at]
            if self._opaque.kinds[at] != PLAIN:
                at = self._block(at, paragraph)
            elif not line.strip():
                end = self._end_mark(at) if paragraph.separator is not None else None
                if end is None:
                    paragraph = self._ended(paragraph)
                    at += 1
                else:
                    for place in range(at, end):
                        paragraph.add(place, self._lines[place])
                    paragraph = self._ended(paragraph)
                    at = end + 1
            else:
                paragraph, at = self._line(at, line, paragraph)
        self._ended(paragraph)
        if count := len(self._left_out):
            words = "a line of text holds" if count == 1 else f"{count} lines of text hold"
            self._warn(self._left_out[0], f"{words} no card, from here on; left out")

    def _line(self, at: int, line: str, paragraph: _Paragraph) -> tuple[_Paragraph, int]:
        """A line of text; gives the paragraph that goes on and the next line to read."""
        if line.rstrip() in SEPARATORS and paragraph.lines and paragraph.separator is None:
            paragraph.separator = len(paragraph.lines)
            paragraph.add(at, line)
            return paragraph, at + 1
        if paragraph.separator is not None:
            paragraph.add(at, line)
            return paragraph, at + 1
        if _HEADING.match(line):
            paragraph = self._ended(paragraph)
        tags, rest = leading_tags(line)
        if _deck_tags(tags):
            paragraph = self._ended(paragraph)
            if not rest.strip():
                self._deck = _deck_tags(tags)[0]
                return paragraph, at + 1
            paragraph.tags = tags
            line = rest
        elif tags and not rest.strip():
            return self._ended(paragraph), at + 1
        if sides := sides_of(without_marks(line)):
            own_tags = paragraph.tags
            paragraph.tags = ()
            self._ended(paragraph)
            end = at + 1
            while end < len(self._lines) and self._lines[end].lstrip().startswith("<!--SR:"):
                end += 1
            found = self._schedules(at, [line, *self._lines[at + 1 : end]])
            question = _LIST_MARK.sub("", _without_heading(sides.question), count=1)
            fields = NoteFields(question_text([question]), card_text([sides.answer]))
            kind = NoteKind.REVERSED if sides.both_ways else NoteKind.BASIC
            self._add(at, fields, kind, own_tags, _cards(kind, (), found))
            return _Paragraph(), end
        paragraph.add(at, line)
        return paragraph, at + 1

    def _block(self, at: int, paragraph: _Paragraph) -> int:
        """Code belongs to its paragraph, a schedule too, any other comment to nothing."""
        end = at + 1
        while end < len(self._lines) and self._opaque.kinds[end] == self._opaque.kinds[at]:
            if end in self._opaque.starts:
                break
            end += 1
        is_schedule = SCHEDULE.match(self._lines[at]) is not None
        for place in range(at, end):
            if self._opaque.kinds[at] != COMMENT or is_schedule:
                paragraph.add(place, self._lines[place])
        return end

    def _end_mark(self, at: int) -> int | None:
        """Where a line ``+++`` ends the card, None where the next card comes before it."""
        for place in range(at, len(self._lines)):
            line = self._lines[place].rstrip()
            if line == END_MARK:
                return place
            if line in SEPARATORS or _HEADING.match(line) or _deck_tags(leading_tags(line)[0]):
                return None
        return None

    def _ended(self, paragraph: _Paragraph) -> _Paragraph:
        """Reads a whole paragraph: as a card of two sides, as one with deletions, or as none."""
        lines, at = paragraph.lines, paragraph.start
        if not lines:
            return _Paragraph()
        found = self._schedules(at, lines)
        if paragraph.separator is not None:
            asked, told = lines[: paragraph.separator], lines[paragraph.separator + 1 :]
            both_ways = lines[paragraph.separator].rstrip() == SEPARATORS[1]
            kind = NoteKind.REVERSED if both_ways else NoteKind.BASIC
            asked = [_without_heading(asked[0]), *asked[1:]]
            fields = NoteFields(question_text(asked), card_text(told))
            self._add(at, fields, kind, paragraph.tags, _cards(kind, (), found))
        elif clozes := self._clozes(lines, has_schedule=bool(found)):
            self._cloze(at, clozes, paragraph.tags, found)
        elif len(lines) == 1 and (heading := _HEADING.match(lines[0])):
            self._heading(at, len(heading[1]), heading[2])
        else:
            start = at
            if heading := _HEADING.match(lines[0]):
                self._heading(at, len(heading[1]), heading[2])
                start += 1
            rest = lines[start - at :]
            self._left_out += [
                start + place for place, line in enumerate(rest) if not _NO_CARD.match(line)
            ]
        return _Paragraph()

    def _clozes(self, lines: Sequence[str], *, has_schedule: bool) -> Clozes | None:
        text = card_text(lines)
        clozes = with_clozes(text, braces=self._is_tagged or "{{c" in text)
        if clozes is None and has_schedule:
            clozes = with_clozes(text, bold=True)
        return clozes

    def _cloze(
        self, at: int, clozes: Clozes, tags: tuple[str, ...], found: Sequence[Due | None]
    ) -> None:
        for text in clozes.unusable:
            self._warn(at, f"'{text}' can't be a deletion: it holds '::' or braces")
        if clozes.by_turns:
            self._warn(at, "what is hidden or shown by turns is asked for once, or not at all")
        lines = clozes.text.split("\n")
        first = _LIST_MARK.sub("", _without_heading(lines[0]), count=1) if lines else ""
        alone = len(lines) == 1
        fields = NoteFields(question_text([first if alone else lines[0], *lines[1:]]))
        cards = _cards(NoteKind.CLOZE, clozes.numbers, found)
        self._add(at, fields, NoteKind.CLOZE, tags, cards)

    def _schedules(self, at: int, lines: Sequence[str]) -> list[Due | None]:
        found, is_damaged = schedules("\n".join(lines))
        if is_damaged:
            self._warn(at, "a schedule can't be read; its card is taken as new")
        return found

    def _add(
        self,
        at: int,
        fields: NoteFields,
        kind: NoteKind,
        tags: tuple[str, ...],
        cards: tuple[CardRow, ...],
    ) -> None:
        decks = _deck_tags(tags)
        path = decks[0] if decks else self._deck
        deck = self.decks.setdefault(path, NoteList(warnings=self.warnings))
        if deck.topic_title != self._topic[0]:
            deck.topic(*self._topic)
        named = [tag.lstrip("#").replace("/", "::") for tag in tags if deck_of(tag) is None]
        further = ["::".join(path) for path in decks[1:] if path]
        note_tags = tuple(dict.fromkeys((*named, *further)))
        deck.add(fields, kind, at + self._first, tags=note_tags, cards=cards)

    def _heading(self, at: int, level: int, text: str) -> None:
        title = without_marks(text).strip()
        if level == 1 and not self.title and not self.decks and not self._topic[0]:
            self.title = title
        else:
            self._topic = (" ".join(title.split()), at + self._first)

    def _read_front(self, front: FrontMatter) -> bool:
        """The title and the deck of the front matter; whether it names a deck."""
        values = {entry.key: entry.value for entry in front.entries}
        if isinstance(title := values.get("title"), str):
            self.title = title
        decks = _deck_tags(front_matter_tags([values.get("tags")]))
        if decks:
            self._deck = decks[0]
        return bool(decks)

    def _warn(self, at: int, message: str) -> None:
        self.warnings.add(at + self._first, message)


def _deck_tags(tags: Sequence[str]) -> list[tuple[str, ...]]:
    """The decks that tags name."""
    return [path for tag in tags if (path := deck_of(tag)) is not None]


def _without_heading(line: str) -> str:
    found = _HEADING.match(line)
    return found[2] if found else line


def _cards(
    kind: NoteKind, numbers: Sequence[int], found: Sequence[Due | None]
) -> tuple[CardRow, ...]:
    """What the schedules say of the cards of a note, in the order in which the plugin has them."""
    if kind is NoteKind.CLOZE:
        keys = [f"c{number}" for number in numbers]
    else:
        keys = ["forward", "reverse"] if kind is NoteKind.REVERSED else ["forward"]
    return tuple(
        CardRow(key, due_ms=due.due_ms, interval_days=due.interval_days)
        for key, due in zip(keys, found, strict=False)
        if due is not None
    )
