"""Which lines of a roadmap open its stages.

Files disagree about what a stage is: a numbered heading, a line 'Phase 2 – …', a numbered line
with bare lines under it, a plain heading, a bold line, a top-level bullet with a list in it. Each
way of reading the file is tried, and the first that gives two stages with topics in them is taken,
the surest ways first; then the first that gives one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

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

_DEEPEST_HEADING = 6
_LEAST_COVERAGE = 0.7
"""The share of the file's topics, as headings hold them, that another way has to reach."""


@dataclass(frozen=True, slots=True)
class Outline:
    """Where stages begin. ``closing_level``: headings of this level and above end a stage."""

    starts: tuple[int, ...]
    closing_level: int
    topic_lines: tuple[bool, ...] = field(repr=False)
    """Which lines can be topics, by their marks and the sections that they stand in."""


def outline(lines: Sequence[Line]) -> Outline | None:
    """The stages of a file, None where there are none."""
    survey = _Survey(lines)
    for least in (2, 1):
        for way in _ways(survey, least):
            if way is not None:
                return way
    return None


class _Survey:
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
        return self._headings_before[end] - self._headings_before[start]

    def where(self, test: Callable[[Line], bool]) -> list[int]:
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


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of reading: the candidates that hold topics, and how many topics these are."""

    starts: tuple[int, ...]
    closing_level: int
    covered: int


def _ways(survey: _Survey, least: int) -> Iterable[Outline | None]:
    """The ways of reading that give so many stages, the surest first."""
    headings = _unnumbered_headings(survey, least)
    coverage = headings.covered * _LEAST_COVERAGE if headings else 0

    def enough(way: _Way | None, needed: float = 0) -> Outline | None:
        if way is None or len(way.starts) < least or way.covered < needed:
            return None
        return Outline(way.starts, way.closing_level, survey.topic_lines)

    yield enough(_numbered_headings(survey, least))
    yield enough(_labelled(survey), coverage)
    yield enough(_numbered_lines(survey, distinct=True), coverage)
    yield enough(headings)
    yield enough(_numbered_lines(survey, distinct=False))
    texts = survey.where(lambda line: line.kind is Kind.TEXT)
    yield enough(_plain(survey, [at for at in texts if survey.lines[at].is_bold]))
    yield enough(_plain(survey, [at for at in texts if survey.lines[at].is_group]))
    yield enough(_top_items(survey))


def _numbered_headings(survey: _Survey, least: int) -> _Way | None:
    for level in range(1, _DEEPEST_HEADING + 1):
        candidates = _headings_at(survey, level)
        starts = [at for at in candidates if survey.lines[at].counted.number is not None]
        if len(starts) >= least and len(starts) * 2 >= len(candidates):
            way = _way(survey, starts, level)
            if sum(_has_body(survey, starts, level)) >= least:
                return way
    return None


def _unnumbered_headings(survey: _Survey, least: int) -> _Way | None:
    levels = [line.level for line in survey.lines if line.kind is Kind.HEADING]
    has_title = levels.count(1) == 1 and len(levels) > 1
    # A sole heading of the first level is the title, unless nothing else can be a stage.
    for level in (*range(1 + has_title, _DEEPEST_HEADING + 1), 1):
        candidates = _headings_at(survey, level)
        bodies = _has_body(survey, candidates, level)
        starts = [at for at, has in zip(candidates, bodies, strict=True) if has]
        if len(starts) >= least:
            return _way(survey, starts, level)
    return None


def _headings_at(survey: _Survey, level: int) -> list[int]:
    """The headings of a level that can open a stage."""
    lines = survey.lines

    def can_open(at: int, line: Line) -> bool:
        if line.kind is not Kind.HEADING or line.level != level:
            return False
        if line.counted.number is None:
            return survey.roles[at] is None and key(line.words) not in survey.repeated
        return survey.roles[at] is None or is_introduction(line.words)

    return [at for at, line in enumerate(lines) if can_open(at, line)]


def _labelled(survey: _Survey) -> _Way | None:
    """Lines such as 'Stage 1: Foundations' that are no headings."""
    lines = survey.lines
    labelled = [
        at
        for at, line in enumerate(lines)
        if line.counted.word and (line.kind is Kind.TEXT or at in survey.parents)
    ]
    if not labelled:
        return None
    word = Counter(lines[at].counted.word for at in labelled).most_common(1)[0][0]
    return _plain(survey, [at for at in labelled if lines[at].counted.word == word])


def _numbered_lines(survey: _Survey, *, distinct: bool) -> _Way | None:
    """Lines such as '1. Programming Language', most with something under them."""

    def counts(line: Line) -> bool:
        is_line = line.kind in {Kind.ITEM, Kind.TEXT} and line.level < 4
        return is_line and line.counted.number is not None and not line.counted.word

    starts = [at for at in survey.where(counts) if not survey.skipped[at]]
    level = min((survey.lines[at].level for at in starts), default=0)
    starts = [at for at in starts if survey.lines[at].level == level]
    numbers = [survey.lines[at].counted.number for at in starts]
    if distinct and len(set(numbers)) < len(numbers):
        return None
    closing = _closing_level(survey, starts)
    bodies = _has_body(survey, starts, closing)
    return _way(survey, starts, closing) if sum(bodies) * 3 >= len(starts) * 2 else None


def _plain(survey: _Survey, candidates: Sequence[int]) -> _Way | None:
    """Lines that are no headings, of one kind."""
    starts = [
        at
        for at in candidates
        if not survey.skipped[at]
        and role_of(survey.lines[at].words.rstrip(":： ")) is None
        and not _is_labelled_role(survey.lines[at])
    ]
    if not starts:
        return None
    closing = _closing_level(survey, starts)
    bodies = _has_body(survey, starts, closing)
    kept = [
        at
        for at, has in zip(starts, bodies, strict=True)
        if has or survey.lines[at].counted.number is not None
    ]
    return _way(survey, kept, closing)


def _top_items(survey: _Survey) -> _Way | None:
    items = [
        at for at in survey.where(lambda line: line.kind is Kind.ITEM) if not survey.skipped[at]
    ]
    level = min((survey.lines[at].level for at in items), default=0)
    starts = [at for at in items if survey.lines[at].level == level]
    parents_among = sum(at in survey.parents for at in starts)
    if parents_among < 2 and parents_among < len(starts):
        return None
    return _way(survey, starts, _DEEPEST_HEADING) if starts else None


def _way(survey: _Survey, starts: Sequence[int], closing_level: int) -> _Way:
    ends = survey.ends(starts, closing_level)
    covered = sum(survey.topics(at + 1, end) for at, end in zip(starts, ends, strict=True))
    return _Way(tuple(starts), closing_level, covered)


def _has_body(survey: _Survey, starts: Sequence[int], closing_level: int) -> list[bool]:
    """Which stages hold topics, or headings that can be topics."""
    ends = survey.ends(starts, closing_level)
    return [
        survey.topics(at + 1, end) > 0 or survey.headings(at + 1, end) > 0
        for at, end in zip(starts, ends, strict=True)
    ]


def _closing_level(survey: _Survey, starts: Sequence[int]) -> int:
    """The level of headings that end a stage which is opened by no heading.

    All do, but where most stages have headings within them: there, those above the first stage.
    """
    if len(starts) < 2:
        return _DEEPEST_HEADING
    within = sum(survey.headings(at, after) > 0 for at, after in pairwise(starts))
    if within * 2 <= len(starts) - 1:
        return _DEEPEST_HEADING
    above = [line.level for line in survey.lines[: starts[0]] if line.kind is Kind.HEADING]
    return above[-1] if above else 0


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
    if _is_labelled_role(line) or steps_of(line.text):
        return False
    if line.kind is Kind.TEXT:
        is_title = is_title_like(line.words) and not has_counted
        return not is_title and not is_sentence(line.text)
    return True


def _is_labelled_role(line: Line) -> bool:
    label = label_and_rest(line.words)
    return label is not None and role_of_label(label[0]) is not None
