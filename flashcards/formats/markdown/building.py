"""Puts together a deck from its topics and notes, in the order in which a file brings them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flashcards.domain.note import NoteFields
from flashcards.formats.markdown.attributes import Attributes, parse_heading_attributes
from flashcards.formats.markdown.body import Body, take_apart
from flashcards.formats.markdown.lines import COMMENT, PLAIN, SEPARATOR, SOURCE
from flashcards.formats.markdown.notes import Values, Warnings, note_row, read_values
from flashcards.formats.rows import NoteRow, TopicRow

TOPIC_CLASS = "topic"
"""The class of a topic's heading: says nothing, but begins an attribute list without an id."""

_ALIASES = re.compile(r"<!--\s*alias(?:es)?:(.*?)-->", re.DOTALL | re.IGNORECASE)
# Commas part aliases, but not within parentheses, as in the lines of a roadmap.
_ALIAS = re.compile(r"(?:\([^()]*\)|[^,])+")


@dataclass(slots=True)
class _Topic:
    title: str
    values: Values
    line: int
    source_id: str | None = None
    aliases: tuple[str, ...] = ()
    source: str = ""
    notes: list[NoteRow] = field(default_factory=list)

    def is_empty(self) -> bool:
        return self.row() == TopicRow("", line=self.line)

    def row(self) -> TopicRow:
        return TopicRow(
            title=self.title,
            source_id=self.source_id,
            aliases=self.aliases,
            source=self.source,
            tags=self.values.tags,
            track=self.values.track,
            importance=self.values.importance,
            attributes=tuple(self.values.rest.items()),
            notes=tuple(self.notes),
            line=self.line,
        )


@dataclass(slots=True)
class DeckBuilder:
    """Takes headings and notes as they come; ``notes`` counts those that were tried.

    ``title`` is that of a heading of the first level above everything else.
    """

    title: str
    warnings: Warnings
    notes: int = 0
    _topics: list[_Topic] = field(default_factory=list)
    _note_lines: dict[str, int] = field(default_factory=dict)
    _topic_lines: dict[str, int] = field(default_factory=dict)

    def heading(self, level: int, text: str, line: int) -> None:
        """A heading of the first or second level begins."""
        title, attributes = parse_heading_attributes(text)
        if level == 1 and not self._topics:
            if not self.title:
                self.title = " ".join(title.split())
            elif title != self.title:
                self.warnings.add(line, f"'{title}' is left out: the deck has a title already")
            return
        if level == 1:
            self.warnings.add(line, "a heading of the first level within a deck; read as a topic")
        values = read_values(attributes, line, self.warnings)
        self._check_classes(attributes, line)
        if not title:
            self.warnings.add(line, "a topic without a title")
        source_id = self._own_topic_id(attributes.id, line)
        self._topics.append(_Topic(title, values, line, source_id))

    def preamble(self, lines: Sequence[str], kinds: bytearray, line: int) -> None:
        """What stands between a heading and the first note; its first line is number ``line``."""
        parts = take_apart(Body(list(lines), bytearray(kinds)))
        comments = "\n".join(
            text for text, kind in zip(lines, kinds, strict=True) if kind == COMMENT
        )
        aliases = _ALIAS.findall(",".join(match[1] for match in _ALIASES.finditer(comments)))
        known = dict.fromkeys(filter(None, (" ".join(alias.split()) for alias in aliases)))
        if parts.source or known:
            topic = self._topic()
            topic.source = "\n\n".join(filter(None, (topic.source, parts.source)))
            topic.aliases = tuple(dict.fromkeys((*topic.aliases, *known)))
        for number, (text, kind) in enumerate(zip(lines, kinds, strict=True), line):
            known_line = kind == COMMENT or text.rstrip() in {"", SEPARATOR}
            if not known_line and not (kind == PLAIN and text.startswith(SOURCE)):
                self.warnings.add(number, "text that belongs to no note is left out")
                return

    def note(self, fields: NoteFields, attributes: Attributes, line: int) -> None:
        """A note whose heading stands in a line."""
        self.notes += 1
        row = note_row(fields, attributes, line, self.warnings)
        if row is None:
            return
        if row.source_id is not None:
            first = self._note_lines.setdefault(row.source_id, line)
            if first != line:
                self.warnings.add(
                    line, f"the id '{row.source_id}' is that of line {first}; the note is left out"
                )
                return
        self._topic().notes.append(row)

    def topics(self) -> tuple[TopicRow, ...]:
        """The topics so far, without those that nothing is known of."""
        return tuple(topic.row() for topic in self._topics if not topic.is_empty())

    @property
    def skipped(self) -> int:
        """How many of the notes could not be used."""
        return self.notes - sum(len(topic.notes) for topic in self._topics)

    def _topic(self) -> _Topic:
        """The topic that is being read; notes above all headings get one without a title."""
        if not self._topics:
            self._topics.append(_Topic("", Values((), None, None, {}), 0))
        return self._topics[-1]

    def _check_classes(self, attributes: Attributes, line: int) -> None:
        for name in attributes.classes:
            if name != TOPIC_CLASS:
                self.warnings.add(line, f"'.{name}' says nothing about a topic; it is left out")

    def _own_topic_id(self, source_id: str | None, line: int) -> str | None:
        if source_id is None:
            return None
        first = self._topic_lines.setdefault(source_id, line)
        if first == line:
            return source_id
        self.warnings.add(line, f"the id '{source_id}' is that of line {first}; it is left out")
        return None
