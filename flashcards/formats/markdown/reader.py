"""From the text of a deck file to rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from flashcards.domain.note import NoteFields
from flashcards.errors import FormatError
from flashcards.formats.markdown.attributes import parse_heading_attributes
from flashcards.formats.markdown.body import Body, join_question, take_apart
from flashcards.formats.markdown.building import DeckBuilder
from flashcards.formats.markdown.front_matter import Entry, FrontMatter, read_front_matter
from flashcards.formats.markdown.lines import (
    FENCE,
    HEADING,
    MARKED_HEADING,
    PLAIN,
    SEPARATOR,
    Opaque,
    find_opaque,
)
from flashcards.formats.markdown.notes import Warnings
from flashcards.formats.rows import DeckRows, FormatWarning


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines ``start`` to ``end`` below it; level 0 is what has no heading."""

    level: int
    heading: str
    start: int
    end: int


def parse_deck(text: str, name: str) -> DeckRows:
    """The deck that a file's text holds; ``name`` is the file's, for messages and as last title.

    Whatever can't be used is told in ``warnings`` by its line, and the rest is kept.

    Raises:
        FormatError: nothing can be used: the file is empty, holds no card, or its front matter
            can't be read.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    if not text.strip():
        raise FormatError("the file is empty", file=name)
    all_lines = text.split("\n")
    front = read_front_matter(all_lines, name)
    known = KnownKeys(front)
    title, namespace, roadmap = map(known.text, ("title", "namespace", "roadmap"))
    stage, license_name = known.number("stage"), known.text("license")
    builder = DeckBuilder(title, Warnings(known.warnings))
    _read_notes(all_lines[front.body :], front.body + 1, builder)
    if not builder.notes and not front.entries:
        raise FormatError(
            "no notes found; a note is a heading '### question' with its answer below it",
            file=name,
        )
    if not builder.notes:
        builder.warnings.add(0, "the file holds no notes")
    return DeckRows(
        title=builder.title or PurePath(name).stem or name,
        namespace=namespace or None,
        roadmap=roadmap or None,
        stage=stage,
        license=license_name or None,
        front_matter=known.rest(),
        topics=builder.topics(),
        warnings=builder.warnings.listed(),
        skipped=builder.skipped,
    )


def sections(lines: Sequence[str], opaque: Opaque) -> Iterator[Section]:
    """The parts of a file, in their order."""
    level, heading, start = 0, "", 0
    for at, line in enumerate(lines):
        if line[:1] != "#" or opaque.kinds[at] != PLAIN:
            continue
        if found := HEADING.fullmatch(line):
            yield Section(level, heading, start, at)
            level, heading, start = len(found[1]), found[2] or "", at + 1
    yield Section(level, heading, start, len(lines))


def _read_notes(lines: Sequence[str], first: int, builder: DeckBuilder) -> None:
    """Read what stands below the front matter; ``first`` is the number of its first line."""
    opaque = find_opaque(lines, whole_file=True)
    parts = list(sections(lines, opaque))
    starts = [section.start for section in parts]
    fence_ends: dict[int, str] = {}
    for block in opaque.unclosed:
        if block.end is None:
            builder.warnings.add(block.line + first, "this comment has no end; it is read as text")
        else:
            builder.warnings.add(block.line + first, "this code block has no end")
            fence_ends[bisect_right(starts, block.line) - 1] = block.end
    _tell_of_swallowed(lines, opaque, first, builder.warnings)
    for place, section in enumerate(parts):
        body, kinds = lines[section.start : section.end], opaque.kinds[section.start : section.end]
        if section.level == 3:
            _read_note(section, Body(list(body), kinds), first, fence_ends.get(place), builder)
            continue
        if section.level:
            builder.heading(section.level, section.heading, section.start + first - 1)
        builder.preamble(body, kinds, section.start + first)


def _read_note(
    section: Section, body: Body, first: int, fence_end: str | None, builder: DeckBuilder
) -> None:
    if fence_end is not None:
        body.close(fence_end)
    title, attributes = parse_heading_attributes(section.heading)
    parts = take_apart(body)
    separator = parts.separator()
    above, below = parts.split(separator)
    if separator is None:
        for number, (line, kind) in enumerate(zip(body.lines, body.kinds, strict=True)):
            if kind == PLAIN and line.rstrip() == SEPARATOR:
                builder.warnings.add(
                    section.start + number + first,
                    "'---' parts question and answer only with blank lines around it",
                )
    fields = NoteFields(join_question(title, above), below, parts.extra, parts.source)
    builder.note(fields, attributes, section.start + first - 1)


def _tell_of_swallowed(
    lines: Sequence[str], opaque: Opaque, first: int, warnings: Warnings
) -> None:
    for number, (line, kind) in enumerate(zip(lines, opaque.kinds, strict=True), first):
        if kind == FENCE and line[:2] == "##" and MARKED_HEADING.fullmatch(line):
            message = "this heading is part of a code block; is the end of the block missing?"
            warnings.add(number, message)


class KnownKeys:
    """The keys of the front matter that mean something, and the others."""

    def __init__(self, front: FrontMatter) -> None:
        self._entries = {entry.key: entry for entry in front.entries}
        self.warnings = list(front.warnings)

    def text(self, key: str) -> str:
        """The text of a key on one line, empty without it."""
        entry = self._entries.pop(key, None)
        if entry is None or entry.value is None:
            return ""
        if isinstance(entry.value, str | int) and not isinstance(entry.value, bool):
            return " ".join(str(entry.value).split())
        return self._refuse(entry, "a text")

    def number(self, key: str) -> int | None:
        """The number of a key, None without it."""
        entry = self._entries.pop(key, None)
        if entry is None or entry.value is None:
            return None
        if isinstance(entry.value, int) and not isinstance(entry.value, bool) and entry.value >= 0:
            return entry.value
        self._refuse(entry, "a number")
        return None

    def rest(self) -> tuple[tuple[str, object], ...]:
        """The keys that were not asked for."""
        return tuple((entry.key, entry.value) for entry in self._entries.values())

    def _refuse(self, entry: Entry, meant: str) -> str:
        message = f"'{entry.key}' has to be {meant}; it is left out"
        self.warnings.append(FormatWarning(entry.line, message))
        return ""
