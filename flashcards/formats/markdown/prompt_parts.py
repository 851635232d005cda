"""The sections of a prompt: clarifying questions, rubric, follow-ups, model answer, cards."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from flashcards.domain.practice.prompt import Clarification, RubricPoint
from flashcards.formats.markdown.lines import PLAIN, tidy
from flashcards.formats.markdown.notes import Warnings
from flashcards.formats.rows import FormatWarning

RUBRIC = "rubric"
SECTIONS = ("clarifying questions", RUBRIC, "follow-ups", "model answer", "cards")
"""The headings of level 4 that mean something, in their order; written in any case."""

MOST_WEIGHT = 9
MUST = "(must)"
DASH = " — "
_DASHES = re.compile(r"[ \t]+(?:—|–|--)(?:[ \t]+|$)")
_ITEM = re.compile(r"(?:[-+*]|\d{1,9}[.)])(?:[ \t]+(.*)|[ \t]*)")
_POINT = re.compile(r"\[[ \t]*(\d{1,6})[ \t]*\][ \t]*(.*)", re.DOTALL)
_MUST = re.compile(r"(.*?)[ \t]*\(must\)[ \t]*", re.DOTALL | re.IGNORECASE)
_CARD = re.compile(r"`?([^\s`{}\"'\\,]+)`?")
_ESCAPABLE = re.compile(r"\\*#{1,4}(?:[ \t]|$)")
_ESCAPED = re.compile(r"\\+#{1,4}(?:[ \t]|$)")


class PromptWarnings:
    """What could not be used, by the line, counted from 0 where it is added."""

    def __init__(self, first: Sequence[FormatWarning] = ()) -> None:
        self._warnings = Warnings(list(first))

    def add(self, at: int, message: str) -> None:
        """Tell of the line with the index ``at``."""
        self._warnings.add(at + 1, message)

    def listed(self) -> tuple[FormatWarning, ...]:
        """What is told, by line."""
        return self._warnings.listed()


@dataclass(slots=True)
class Section:
    """The lines of a section, which may come in several pieces; ``seen``: it has a heading."""

    lines: list[str] = field(default_factory=list)
    kinds: bytearray = field(default_factory=bytearray)
    numbers: list[int] = field(default_factory=list)
    seen: bool = False

    def add(self, start: int, lines: Sequence[str], kinds: Sequence[int]) -> None:
        """More lines, the first of which has the index ``start`` in the file."""
        self.lines += lines
        self.kinds += bytes(kinds)
        self.numbers += range(start, start + len(lines))


def escape(line: str) -> str:
    """A line of a text as it stands in a file, where it must not be read as a heading."""
    return "\\" + line if _ESCAPABLE.match(line) else line


def read_text(section: Section) -> str:
    """The Markdown of a section."""
    lines = [
        line[1:] if kind == PLAIN and _ESCAPED.match(line) else line
        for line, kind in zip(section.lines, section.kinds, strict=True)
    ]
    return tidy(lines)


def read_rubric(section: Section, warnings: PromptWarnings) -> tuple[RubricPoint, ...]:
    """The points that count."""
    points = []
    for at, item in _items(section, warnings):
        found = _POINT.fullmatch(item)
        if found is None or not found[2].strip():
            warnings.add(at, "a point is '- [2] what is said'; this one is left out")
            continue
        weight = int(found[1])
        if not 1 <= weight <= MOST_WEIGHT:
            what = "counts for nothing" if weight == 0 else f"is above {MOST_WEIGHT}"
            warnings.add(at, f"the weight {weight} {what}; the point is left out")
            continue
        must = _MUST.fullmatch(found[2])
        text = (must[1] if must else found[2]).strip()
        if text:
            points.append(RubricPoint(weight, text, must is not None))
        else:
            warnings.add(at, "this point says nothing; it is left out")
    return tuple(points)


def read_clarifying(section: Section, warnings: PromptWarnings) -> tuple[Clarification, ...]:
    """The questions with their answers, which stand after a dash."""
    found = []
    for at, item in _items(section, warnings):
        question, dash, answer = item, _DASHES.search(item), ""
        if dash:
            question, answer = item[: dash.start()].strip(), item[dash.end() :].strip()
        if not question:
            warnings.add(at, "this answer has no question before it; it is left out")
            continue
        if not answer:
            warnings.add(at, f"no answer after{DASH}; the interviewer has nothing to say to this")
        found.append(Clarification(question, answer))
    return tuple(found)


def read_follow_ups(section: Section, warnings: PromptWarnings) -> tuple[str, ...]:
    """The further questions in their order."""
    return tuple(item for _, item in _items(section, warnings))


def read_cards(section: Section, warnings: PromptWarnings) -> tuple[str, ...]:
    """The ids of notes, each once."""
    found: dict[str, None] = {}
    for at, item in _items(section, warnings):
        match = _CARD.fullmatch(item)
        if match is None:
            warnings.add(at, f"{item!r} is no id of a note; it is left out")
        elif match[1] in found:
            warnings.add(at, f"the card {match[1]!r} is here twice")
        else:
            found[match[1]] = None
    return tuple(found)


def _items(section: Section, warnings: PromptWarnings) -> Iterator[tuple[int, str]]:
    """(index of its line, text) of each item of a list; its further lines are joined to it."""
    at, words = -1, list[str]()
    for number, line, kind in zip(section.numbers, section.lines, section.kinds, strict=True):
        found = _ITEM.fullmatch(line) if kind == PLAIN else None
        if found:
            if words:
                yield at, " ".join(words)
            at, words = number, [*filter(None, [(found[1] or "").strip()])]
            if not words:
                warnings.add(number, "this item is empty")
        elif line.strip() and words and line[:1] in (" ", "\t"):
            words.append(line.strip())
        elif line.strip():
            warnings.add(number, "this is no item of the list; it is left out")
    if words:
        yield at, " ".join(words)
