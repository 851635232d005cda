"""What the lines of a roadmap can be by the sections that they stand in, counted once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate

from flashcards.formats.roadmap_lines import Kind, Line
from flashcards.formats.roadmap_order import steps_of
from flashcards.formats.roadmap_topics import is_sentence
from flashcards.formats.roadmap_words import (
    Role,
    is_introduction,
    is_title_like,
    key,
    label_and_rest,
    role_of,
    role_of_label,
)


class Survey:
    """What all ways of reading ask of the lines, counted once."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.skipped = _skipped(lines)
        self.topic_lines = _topic_lines(lines, self.skipped)
        self.roles = [role_of(line.words) if line.kind is Kind.HEADING else None for line in lines]
        self._topics_before = [0, *accumulate(map(int, self.topic_lines))]
        headings = [line.kind is Kind.HEADING for line in lines]
        self._headings_before = [0, *accumulate(map(int, headings))]
        self.parents = parents(lines)
        titles = Counter(key(line.words) for line in lines if line.kind is Kind.HEADING)
        self.repeated = {title for title, times in titles.items() if times > 1}

    def topics(self, start: int, end: int) -> int:
        """How many lines between two places can be topics."""
        return self._topics_before[end] - self._topics_before[start]

    def headings(self, start: int, end: int) -> int:
        """How many headings stand between two places."""
        return self._headings_before[end] - self._headings_before[start]

    def where(self, test: Callable[[Line], bool]) -> list[int]:
        """The places of the lines that pass a test."""
        return [at for at, line in enumerate(self.lines) if test(line)]

    def ends(self, starts: Sequence[int], closing_level: int) -> list[int]:
        """Where the stages that begin at ``starts`` end."""
        first = set(starts)
        ends: list[int] = []
        end = len(self.lines)
        for at in range(len(self.lines) - 1, -1, -1):
            line = self.lines[at]
            if at in first:
                ends.append(end)
            if at in first or (line.kind is Kind.HEADING and line.level <= closing_level):
                end = at
        return ends[::-1]


def parents(lines: Sequence[Line]) -> frozenset[int]:
    """The places of the list items that have a list within them."""
    return frozenset(
        at
        for at, line in enumerate(lines[:-1])
        if line.kind is Kind.ITEM
        and lines[at + 1].kind is Kind.ITEM
        and lines[at + 1].level > line.level
    )


def _skipped(lines: Sequence[Line]) -> tuple[bool, ...]:
    """Which lines stand in a section of tips, resources and the like."""
    found: list[bool] = []
    skipped_level = 0
    in_group = False
    numbers: set[int] = set()
    for line in lines:
        number = line.counted.number if line.level == 0 and line.kind is not Kind.HEADING else None
        if line.kind is Kind.HEADING:
            in_group = False
            if not skipped_level or line.level <= skipped_level:
                skipped_level = line.level if _is_no_stage(line) else 0
        elif number is not None:
            # A number that was there before counts tips and the like, but for all lines '1.'
            in_group = in_group and number in numbers and numbers != {number}
            numbers.add(number)
        elif line.kind is Kind.TEXT and line.is_group:
            in_group = _is_no_stage(line)
        found.append(in_group or skipped_level > 0)
    return tuple(found)


def _topic_lines(lines: Sequence[Line], skipped: Sequence[bool]) -> tuple[bool, ...]:
    """Which lines can be topics: not goals, tips, sentences, groups or what is left out."""
    found: list[bool] = []
    has_counted = False
    for line, is_skipped in zip(lines, skipped, strict=True):
        has_counted = has_counted or line.counted.number is not None
        found.append(not is_skipped and _can_be_topic(line, has_counted))
    return tuple(found)


def _is_no_stage(line: Line) -> bool:
    role = role_of(line.words.rstrip(":： "))
    if line.counted.number is not None and is_introduction(line.words):
        return False
    return role in {Role.LEFT_OUT, Role.TIPS, Role.GOAL, Role.ORDER}


def _can_be_topic(line: Line, has_counted: bool) -> bool:
    if line.kind not in {Kind.ITEM, Kind.TEXT} or line.is_group or line.is_anchor:
        return False
    if has_role_label(line) or steps_of(line.text):
        return False
    if line.kind is Kind.TEXT:
        is_title = is_title_like(line.words) and not has_counted
        return not is_title and not is_sentence(line.text)
    return True


def has_role_label(line: Line) -> bool:
    """Whether a line begins with 'Goal:', 'Tips:' and the like."""
    label = label_and_rest(line.words)
    return label is not None and role_of_label(label[0]) is not None
