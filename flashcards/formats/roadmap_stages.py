"""Which lines of a roadmap open its stages.

Files disagree about what a stage is: a numbered heading, a line 'Phase 2 – …', a numbered line
with bare lines under it, a plain heading, a bold line, a top-level bullet with a list in it. Each
way of reading the file is tried, and the first that gives two stages with topics in them is taken,
the surest ways first; then the first that gives one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from flashcards.formats.roadmap_lines import Kind, Line
from flashcards.formats.roadmap_survey import Survey, has_role_label
from flashcards.formats.roadmap_words import (
    is_introduction,
    key,
    role_of,
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
    survey = Survey(lines)
    for way in _ways(survey):
        if way is not None:
            return Outline(way.starts, way.closing_level, survey.topic_lines)
    return None


@dataclass(frozen=True, slots=True)
class _Way:
    """One way of reading: the candidates that hold topics, and how many topics these are."""

    starts: tuple[int, ...]
    closing_level: int
    covered: int


def _ways(survey: Survey) -> Iterator[_Way | None]:
    """The ways of reading, the surest first; None for one that the file is not written in."""
    yield from _sure_ways(survey, 2)
    yield _enough(_numbered_lines(survey, distinct=False), 2)
    yield from _sure_ways(survey, 1)
    yield from _weak_ways(survey, 2)
    yield _unnumbered_headings(survey, 1)
    yield from _weak_ways(survey, 1)


def _sure_ways(survey: Survey, least: int) -> Iterator[_Way | None]:
    """Stages with numbers, and from two on plain headings.

    Numbers in the text have to hold most of what the headings hold, else they count topics.
    """
    headings = _unnumbered_headings(survey, least)
    coverage = headings.covered * _LEAST_COVERAGE if headings else 0
    yield _numbered_headings(survey, least)
    yield _enough(_labelled(survey), least, coverage)
    yield _enough(_numbered_lines(survey, distinct=True), least, coverage)
    yield headings if least > 1 else None


def _weak_ways(survey: Survey, least: int) -> Iterator[_Way | None]:
    """Stages that are marked no better than groups of topics can be."""
    texts = survey.where(lambda line: line.kind is Kind.TEXT)
    yield _enough(_plain(survey, [at for at in texts if survey.lines[at].is_bold]), least)
    yield _enough(_plain(survey, [at for at in texts if survey.lines[at].is_group]), least)
    yield _enough(_top_items(survey), least)


def _enough(way: _Way | None, least: int, coverage: float = 0) -> _Way | None:
    if way is None or len(way.starts) < least:
        return None
    # What headings hold includes the lines that open the stages here.
    return way if way.covered + len(way.starts) >= coverage else None


def _numbered_headings(survey: Survey, least: int) -> _Way | None:
    for level in range(1, _DEEPEST_HEADING + 1):
        candidates = _headings_at(survey, level)
        starts = [at for at in candidates if survey.lines[at].counted.number is not None]
        if len(starts) >= least and len(starts) * 2 >= len(candidates):
            way = _way(survey, starts, level)
            if sum(_has_body(survey, starts, level)) >= least:
                return way
    return None


def _unnumbered_headings(survey: Survey, least: int) -> _Way | None:
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


def _headings_at(survey: Survey, level: int) -> list[int]:
    """The headings of a level that can open a stage."""
    lines = survey.lines

    def can_open(at: int, line: Line) -> bool:
        if line.kind is not Kind.HEADING or line.level != level:
            return False
        if line.counted.number is None:
            return survey.roles[at] is None and key(line.words) not in survey.repeated
        return survey.roles[at] is None or is_introduction(line.words)

    return [at for at, line in enumerate(lines) if can_open(at, line)]


def _labelled(survey: Survey) -> _Way | None:
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


def _numbered_lines(survey: Survey, *, distinct: bool) -> _Way | None:
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


def _plain(survey: Survey, candidates: Sequence[int]) -> _Way | None:
    """Lines that are no headings, of one kind."""
    starts = [
        at
        for at in candidates
        if not survey.skipped[at]
        and role_of(survey.lines[at].words.rstrip(":： ")) is None
        and not has_role_label(survey.lines[at])
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


def _top_items(survey: Survey) -> _Way | None:
    items = [
        at for at in survey.where(lambda line: line.kind is Kind.ITEM) if not survey.skipped[at]
    ]
    level = min((survey.lines[at].level for at in items), default=0)
    starts = [at for at in items if survey.lines[at].level == level]
    parents_among = sum(at in survey.parents for at in starts)
    if parents_among < 2 and parents_among < len(starts):
        return None
    return _way(survey, starts, _DEEPEST_HEADING) if starts else None


def _way(survey: Survey, starts: Sequence[int], closing_level: int) -> _Way:
    ends = survey.ends(starts, closing_level)
    covered = sum(survey.topics(at + 1, end) for at, end in zip(starts, ends, strict=True))
    return _Way(tuple(starts), closing_level, covered)


def _has_body(survey: Survey, starts: Sequence[int], closing_level: int) -> list[bool]:
    """Which stages hold topics, or headings that can be topics."""
    ends = survey.ends(starts, closing_level)
    return [
        survey.topics(at + 1, end) > 0 or survey.headings(at + 1, end) > 0
        for at, end in zip(starts, ends, strict=True)
    ]


def _closing_level(survey: Survey, starts: Sequence[int]) -> int:
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
