"""Any roadmap in plain text or Markdown to rows: stages, goals, topics, tips."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath

from flashcards.errors import FormatError
from flashcards.formats.markdown.front_matter import read_front_matter
from flashcards.formats.mojibake import examine
from flashcards.formats.roadmap_complaints import quoted
from flashcards.formats.roadmap_draft import RoadmapDraft, numbered_stages
from flashcards.formats.roadmap_horizon import horizon
from flashcards.formats.roadmap_inline import undecorated, without_asides
from flashcards.formats.roadmap_lines import Kind, Line, read_lines
from flashcards.formats.roadmap_order import disagreement
from flashcards.formats.roadmap_reader import Reader
from flashcards.formats.roadmap_stages import outline
from flashcards.formats.roadmap_topics import KnownTitles, is_wordy
from flashcards.formats.roadmap_words import is_level, is_of_other_document, is_title_like
from flashcards.formats.rows import FormatWarning, RoadmapRows

MOST_CHARACTERS = 4_000_000
MOST_LINES = 50_000
"""A roadmap is read by people; a text that is larger is something else."""

_SAMPLE = 100_000
_LEAST_STAGES = 2
_LEAST_OTHERS = 2
_VERSION = re.compile(r"\b\d{4}-\d{2}-\d{2}\b|^\W*v?\d+\.\d+")
_MOST_PLACES = 5
_DECK_KEYS = re.compile(r"\A---\n(?:.*\n){0,20}?(?:stage:\s*\d|namespace:)")
_NOTE_MARKS = re.compile(
    r"^(?:### .*(?:\?|\{[#.][^{}]*\})\s*$|[QC]:\s|> ?\[!NOTE\]|Source:\s)|\S::\S|\{\{c\d",
    re.MULTILINE,
)
_KNOWN_KEYS = frozenset(("title", "roadmap", "license", "horizon"))


def parse_roadmap(text: str, name: str, known_titles: KnownTitles | None = None) -> RoadmapRows:
    """The stages and topics of a roadmap; damaged characters in it are mended.

    ``name`` is the file's name, for messages and for a roadmap without a title. ``known_titles``
    tells whether a text is the title or an alias of a topic that has cards: such a line is one
    topic whatever commas it has. Takes time in proportion to the text.

    Raises:
        FormatError: the text is empty or too large, or has no stage with topics.
    """
    return _rows(_read(text, name, known_titles or _nothing_known), name)


def looks_like_roadmap(text: str, name: str = "") -> bool:
    """Whether a text is plainly a roadmap, and neither a deck of notes, nor prose, nor a manual.

    It has two stages with topics. One is enough where its heading names a stage, a phase, a week
    or a level. Without any sign of a roadmap, such as its title, the ``name`` of its file or a
    goal, the headings must not be those of other documents ('Installation', 'Agenda', '1.2.0').
    """
    sample = text if len(text) <= _SAMPLE else text[:_SAMPLE].rpartition("\n")[0]
    try:
        reading = _read(sample, "", _nothing_known)
    except FormatError:
        return False
    rows = _rows(reading, "")
    titles = [topic.title for stage in rows.stages for topic in stage.topics]
    notes = len(_NOTE_MARKS.findall(sample))
    is_deck = _DECK_KEYS.search(sample) is not None or notes * 3 > len(titles)
    is_prose = sum(map(is_wordy, titles)) * 3 > len(titles)
    if is_deck or is_prose:
        return False
    stages = sum(bool(stage.topics) for stage in rows.stages)
    named = sum(_names_stage(line) for line in reading.stage_lines)
    if named * 2 > len(rows.stages):
        return True
    if stages < _LEAST_STAGES:
        return False
    named_by = (_spelled_out(PurePath(name).stem), reading.head.title, *reading.draft.titles[:2])
    says_so = any(map(is_title_like, named_by)) or rows.choices or rows.order
    if says_so or rows.horizon_months or any(stage.goal for stage in rows.stages):
        return True
    is_plain = any(map(_is_marked, reading.stage_lines)) and len(titles) >= len(rows.warnings)
    return is_plain and not _is_other_document(reading.lines)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A roadmap that was read: its head, its lines, the places of its stages, and all of it."""

    head: _Head
    lines: Sequence[Line]
    starts: tuple[int, ...]
    draft: RoadmapDraft
    lost_lines: Sequence[int]

    @property
    def stage_lines(self) -> list[Line]:
        """The lines that open stages."""
        return [self.lines[at] for at in self.starts]


def _read(text: str, name: str, known: KnownTitles) -> _Reading:
    """Raises FormatError for a text that is too large or has no stage with topics."""
    if len(text) > MOST_CHARACTERS:
        size = f"{len(text) / 1e6:.1f} million characters, at most 4 million are read"
        raise FormatError(f"too large for a roadmap: {size}", file=name)
    mended = examine(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    if mended.text.count("\n") >= MOST_LINES:
        message = f"too long for a roadmap: more than {MOST_LINES:,} lines"
        raise FormatError(message, file=name)
    if not mended.text.strip():
        raise FormatError("the file is empty", file=name)
    raw_lines = mended.text.split("\n")
    head = _read_head(raw_lines, name)
    lines = read_lines(raw_lines, head.body)
    found = outline(lines)
    draft = Reader(lines, found, known).read() if found else None
    if found is None or draft is None or not any(stage.topics for stage in draft.stages):
        raise FormatError(
            "no stage found: a roadmap has headings or numbered lines with topics under them",
            file=name,
        )
    return _Reading(head, lines, found.starts, draft, mended.lost_lines)


def _names_stage(line: Line) -> bool:
    """Whether a line calls itself a stage, a phase, a week, or names a level such as 'Beginner'."""
    return bool(line.counted.word) or is_level(line.words)


def _is_marked(line: Line) -> bool:
    """Whether a line opens a stage by more than a colon at its end, as a shopping list has it."""
    return line.kind is not Kind.TEXT or line.is_bold or line.counted.number is not None


def _is_other_document(lines: Sequence[Line]) -> bool:
    """Whether the headings of a text are those of a manual, a change log, minutes and the like."""
    headings = [line for line in lines if line.kind is Kind.HEADING and line.level > 1]
    others = sum(
        is_of_other_document(line.words) or _VERSION.search(line.text) is not None
        for line in headings
    )
    return others >= _LEAST_OTHERS and others * 3 >= len(headings)


@dataclass(frozen=True, slots=True)
class _Head:
    """What the front matter says; ``body`` is the index of the first line after it."""

    title: str = ""
    source_id: str | None = None
    license: str | None = None
    months: tuple[int, int] | None = None
    warnings: tuple[FormatWarning, ...] = ()
    body: int = 0


def _read_head(raw_lines: Sequence[str], name: str) -> _Head:
    """The front matter; a first line ``---`` without one is a rule."""
    try:
        front = read_front_matter(raw_lines, name)
    except FormatError as error:
        return _Head(warnings=(FormatWarning(error.line or 1, error.message),))
    values = {entry.key: str(entry.value) for entry in front.entries if entry.value is not None}
    warnings = list(front.warnings)
    unknown = [entry for entry in front.entries if entry.key not in _KNOWN_KEYS]
    if unknown:
        names = ", ".join(entry.key for entry in unknown)
        message = f"the front matter says what no roadmap needs: {quoted(names)}"
        warnings.append(FormatWarning(unknown[0].line, message))
    months = horizon(values.get("horizon", ""))
    if "horizon" in values and months is None:
        line = next(entry.line for entry in front.entries if entry.key == "horizon")
        message = f"no horizon such as '6-12 months': '{quoted(values['horizon'])}'"
        warnings.append(FormatWarning(line, message))
    return _Head(
        title=values.get("title", ""),
        source_id=values.get("roadmap"),
        license=values.get("license"),
        months=months,
        warnings=tuple(warnings),
        body=front.body,
    )


def _rows(reading: _Reading, name: str) -> RoadmapRows:
    head, draft, lost_lines = reading.head, reading.draft, reading.lost_lines
    complaints = draft.complaints
    for warning in head.warnings:
        complaints.warn(warning.line, warning.message)
    if lost_lines:
        places = ", ".join(map(str, lost_lines[:_MOST_PLACES]))
        more = f" and {len(lost_lines) - _MOST_PLACES} more" * (len(lost_lines) > _MOST_PLACES)
        message = f"damaged characters were beyond repair and left out in lines {places}{more}"
        complaints.warn(lost_lines[0], message)
    stages = numbered_stages(draft.stages, complaints)
    for stage in stages:
        if not stage.topics:
            complaints.warn(stage.line, f"the stage '{quoted(stage.title)}' has no topics")
    if swapped := disagreement(draft.order, stages):
        message = f"'{swapped[0]}' comes before '{swapped[1]}' here, but after it among the stages"
        complaints.warn(draft.order_line, message)
    return RoadmapRows(
        title=head.title or _best_title(draft.titles) or _title_of_file(name),
        stages=stages,
        source_id=head.source_id,
        license=head.license,
        choices=draft.choices,
        order=draft.order,
        tips=tuple(draft.tips),
        horizon_months=head.months or draft.months or horizon(", ".join(draft.titles)),
        warnings=complaints.all(),
    )


def _best_title(titles: Sequence[str]) -> str:
    """The first title that is written in words: 'Backend Roadmap' before 'backend-roadmap'."""
    plain = [without_asides(undecorated(title))[0].rstrip(" :：") for title in titles]
    for title in plain:
        if not _is_file_name(title):
            return title
    return _spelled_out(plain[0]) if plain else ""


def _is_file_name(title: str) -> bool:
    return " " not in title and ("-" in title or "_" in title)


def _title_of_file(name: str) -> str:
    return _spelled_out(PurePath(name).stem) or "Roadmap"


def _spelled_out(title: str) -> str:
    words = " ".join(re.split(r"[-_\s]+", title)).strip()
    return words[:1].upper() + words[1:]


def _nothing_known(_: str) -> bool:
    return False
