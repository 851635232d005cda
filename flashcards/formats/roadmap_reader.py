"""Reads the lines of a roadmap from top to bottom into stages, tips and the rest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flashcards.formats.roadmap_choices import choices_of
from flashcards.formats.roadmap_complaints import quoted
from flashcards.formats.roadmap_draft import RoadmapDraft
from flashcards.formats.roadmap_horizon import horizon
from flashcards.formats.roadmap_inline import split_outside, without_bullet
from flashcards.formats.roadmap_lines import Kind, Line
from flashcards.formats.roadmap_order import steps_of
from flashcards.formats.roadmap_stages import Outline
from flashcards.formats.roadmap_survey import parents
from flashcards.formats.roadmap_topics import KnownTitles, is_sentence, is_too_wordy, titles_of
from flashcards.formats.roadmap_words import (
    Role,
    copy_remnants,
    dashed_label,
    is_title_like,
    label_and_rest,
    role_of,
    role_of_label,
)

DEEPEST = 20
"""Levels of lists within lists; what stands deeper is left out."""

_BOLD_LEVEL = 7
"""The level of a line in bold as a heading."""

_LINE = -1
"""The level of a mode that a heading or a line has set, and no list item."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A heading or an item that is a topic if none follows within it; ``topics`` were before."""

    line: Line
    level: int
    topics: int
    is_heading: bool = False


class Reader:
    """Goes through the lines once and builds ``draft``.

    A heading, a group line or a list item with a list within it may set the *mode*: what the
    lines after it are, up to the next such line. Without a mode, the lines of a stage are topics.
    """

    def __init__(self, lines: Sequence[Line], found: Outline, known: KnownTitles) -> None:
        self.draft = RoadmapDraft()
        self._complaints = self.draft.complaints
        self._lines = lines
        self._outline = found
        self._known = known
        self._starts = frozenset(found.starts)
        self._parents = parents(lines)
        self._listing_stages = _listing_stages(lines, found)
        self._section: Line | None = None
        self._waiting: list[_Waiting] = []
        self._mode: Role | None = None
        self._heading_mode: Role | None = None
        self._mode_level = _LINE
        self._alternatives: list[Line] = []
        self._levels: list[int] = []
        self._tips_are_items = False

    def read(self) -> RoadmapDraft:
        """Reads all lines."""
        remnants = copy_remnants(
            line.words if line.kind is Kind.TEXT else "" for line in self._lines
        )
        for at, line in enumerate(self._lines):
            if at in self._starts:
                self._end_section()
                self.draft.open_stage(line)
            elif line.kind is Kind.HEADING or self._is_bold_heading(line):
                self._heading(line)
            elif line.kind in {Kind.TEXT, Kind.ITEM}:
                if at not in remnants:
                    self._content(at, line)
            else:
                self._block(line)
        self._end_section()
        return self.draft

    def _heading(self, line: Line) -> None:
        """A heading that opens no stage: of a group, of tips, of what is left out."""
        role = Role.TIPS if "tips" in line.attributes.classes else role_of(line.words)
        level = line.level if line.kind is Kind.HEADING else _BOLD_LEVEL
        if level <= self._outline.closing_level or self.draft.stage is None:
            self._end_section()
            if role is None and self.draft.stages:
                self._section = line
            elif role is None:
                self.draft.titles.append(line.words)
        else:
            self._settle_waiting(level, headings=True)
        self._enter(role, line, level)

    def _is_bold_heading(self, line: Line) -> bool:
        """Whether a line in bold stands for a heading within a stage, below all real ones."""
        if not (line.is_bold and line.kind is Kind.TEXT and self.draft.stage) or line.is_group:
            return False
        is_free = self._mode in {None, Role.LEFT_OUT} and not choices_of(line.words)
        return is_free or role_of(line.words) is not None

    def _enter(self, role: Role | None, line: Line, level: int) -> None:
        """Sets the mode that a heading announces."""
        label = label_and_rest(line.words)
        if role is None and label and label[1] and role_of_label(label[0]) is Role.GOAL:
            self._set_mode(None)
            self._goal(label[1])
            return
        if role is None and choices_of(f"{line.words}:") == ():
            role = Role.CHOICES
        if role is Role.GOAL and self.draft.stage is None:
            role = Role.LEFT_OUT
        if role is Role.LEFT_OUT:
            self._complaints.warn(line.number, f"'{quoted(line.words)}' was left out")
        self._heading_mode = role
        self._set_mode(role)
        if role is None and self.draft.stage:
            if self._known(line.words):
                self._add(line, line.words)
            self._waiting.append(_Waiting(line, level, self.draft.topic_count(), is_heading=True))

    def _block(self, line: Line) -> None:
        """Code, tables, aliases, and lines that are too long."""
        if line.kind is Kind.ALIASES:
            self.draft.add_aliases(line)
        elif line.kind is Kind.CODE and (steps := steps_of(line.text)) and not _is_graph(line):
            self._used()
            self.draft.set_order(line, steps)
        elif self._mode is not Role.LEFT_OUT:
            why = {Kind.CODE: "code", Kind.TABLE: "a table"}.get(line.kind, "too long a line")
            self._complaints.leave_out(line, why)

    def _content(self, at: int, line: Line) -> None:
        """A line of text or of a list, by what it says first."""
        depth = self._depth(line)
        self._settle_waiting(line.level)
        if depth > DEEPEST:
            self._complaints.leave_out(line, f"lists nested deeper than {DEEPEST}")
            return
        self._leave_inner_mode(line)
        is_parent = at in self._parents and depth < DEEPEST
        if not line.attributes.id and (
            self._labelled(line, is_parent) or self._choice(line) or self._way(line)
        ):
            return
        if line.kind is Kind.TEXT and line.is_group:
            self._set_mode(self._heading_mode)
        elif self._mode is not None:
            self._in_mode(line)
        elif self.draft.stage is None:
            self._outside(line)
        elif is_parent or line.is_group:
            self._group(line)
        else:
            self._topics(line)

    def _group(self, line: Line) -> None:
        """A list item with a list within it; a topic only if it is known as one."""
        title = line.words.rstrip(" :：")
        if self.draft.stage and not line.is_group:
            self._waiting.append(_Waiting(line, line.level, self.draft.topic_count()))
        if self._known(title):
            self._add(line, title)

    def _depth(self, line: Line) -> int:
        """How many lists a line stands in; text at the margin ends them all."""
        while self._levels and self._levels[-1] >= line.level:
            self._levels.pop()
        if line.kind is Kind.ITEM:
            self._levels.append(line.level)
        return len(self._levels)

    def _leave_inner_mode(self, line: Line) -> None:
        """Ends the mode of a list item at the next item that is not within it."""
        if self._mode_level != _LINE and line.level <= self._mode_level:
            self._set_mode(self._heading_mode)

    def _set_mode(self, mode: Role | None, level: int = _LINE) -> None:
        self._settle_choices()
        self._complaints.end_run()
        self._mode = None if mode in {Role.ORDER, Role.CONTAINER} else mode
        self._mode_level = level
        self._tips_are_items = False

    def _labelled(self, line: Line, is_parent: bool) -> bool:
        """Goals, tips and what is left out, where a label says so; whether this was one."""
        label = label_and_rest(line.words)
        if label is None and (dashed := dashed_label(line.words)):
            label = dashed if role_of(dashed[0]) is Role.GOAL else None
        if label is None and is_parent:
            label = (line.words, "")
        role = role_of_label(label[0]) if label else None
        if label is None or role in {None, Role.CONTAINER, Role.ORDER}:
            return False
        level = line.level if line.kind is Kind.ITEM else _LINE
        if role is Role.GOAL and self.draft.stage is None:
            self._complaints.leave_out(line, "a goal of no stage")
        elif role is Role.GOAL and label[1]:
            if self._mode is not Role.LEFT_OUT or level == _LINE:
                self._set_mode(None)
            self._goal(label[1])
        elif role is Role.TIPS and label[1]:
            self._tip(label[1])
        elif label[1]:
            self._complaints.leave_out(line, "no topic")
        else:
            if role is Role.LEFT_OUT:
                self._complaints.warn(line.number, f"'{quoted(label[0])}' was left out")
            self._set_mode(role, level)
        return True

    def _choice(self, line: Line) -> bool:
        """A 'choose one' line, or the beginning of one."""
        if self._mode in {Role.TIPS, Role.LEFT_OUT}:
            return False
        names = choices_of(line.words)
        if names is None:
            return False
        if not names:
            self._set_mode(Role.CHOICES, line.level if line.kind is Kind.ITEM else _LINE)
        else:
            self._used()
            self.draft.add_choices(line, names)
        return True

    def _settle_choices(self) -> None:
        """At the end of a list of alternatives: makes them tracks, or topics if there are some."""
        lines, self._alternatives = self._alternatives, []
        if not lines:
            return
        names = [name for line in lines for name in split_outside(line.words, ",;")]
        self.draft.add_choices(lines[0], names)

    def _way(self, line: Line) -> bool:
        """The order of the stages, and how long they take."""
        label = label_and_rest(line.words)
        if line.kind is not Kind.TEXT and not (label and role_of_label(label[0]) is Role.ORDER):
            return False
        if steps := steps_of(line.text):
            self._used()
            self.draft.set_order(line, steps)
            return True
        if (self.draft.stage is None or self._mode is Role.TIPS) and (months := horizon(line.text)):
            self._used()
            self.draft.months = self.draft.months or months
            if self._mode is Role.TIPS:
                self._end_section()
            return True
        return False

    def _in_mode(self, line: Line) -> None:
        is_item = line.kind is Kind.ITEM
        if self._mode is Role.TIPS:
            self._tips_are_items = self._tips_are_items or is_item
            is_aside = line.words.startswith("(") and line.words.endswith(")")
            if not is_item and (is_aside or self._tips_are_items):
                self._complaints.leave_out(line, "no tip")
            else:
                self._tip(line.text)
                self.draft.months = self.draft.months or horizon(line.text)
        elif self._mode is Role.GOAL:
            self._goal(line.words)
            if not is_item:
                self._heading_mode = None
                self._set_mode(None)
        elif self._mode is Role.CHOICES:
            if self._alternatives and self._alternatives[-1].kind is not line.kind:
                self._heading_mode = None
                self._set_mode(None)
                self._topics(line)
            else:
                self._alternatives.append(line)

    def _goal(self, text: str) -> None:
        self._complaints.end_run()
        if self.draft.stage:
            self.draft.stage.goals.append(text)

    def _tip(self, text: str) -> None:
        self._used()
        self.draft.tips.append(without_bullet(text))

    def _outside(self, line: Line) -> None:
        """A line of no stage: the roadmap's title, or nothing that is known."""
        if line.is_anchor:
            return
        if not self.draft.stages and line.kind is Kind.TEXT and _is_title(line, self.draft.titles):
            self.draft.titles.append(line.words)
        else:
            where = "in no stage" if self.draft.stages else "before all stages"
            self._complaints.leave_out(line, where)
            self._section = None

    def _topics(self, line: Line) -> None:
        """The topics of a line in a stage."""
        if line.attributes.id:
            self._add(line, line.words)
            return
        known = self._known(line.words)
        if line.kind is Kind.TEXT and not known:
            if self.draft.stage and self.draft.stage.line.number in self._listing_stages:
                self._complaints.leave_out(line, "text beside a list")
                return
            if is_sentence(line.text):
                self._complaints.leave_out(line, "a sentence")
                return
        for title in titles_of(line.text, self._known, line.lead):
            if is_too_wordy(title) and not known:
                self._complaints.leave_out(replace(line, text=title), "no title")
            else:
                self._add(line, title)

    def _add(self, line: Line, title: str) -> None:
        self._used()
        self.draft.add_topic(line, title)

    def _used(self) -> None:
        """Something was made of a line, so its heading is no topic and what follows is named."""
        self._section = None
        if self._waiting and self._waiting[-1].is_heading:
            self._waiting.pop()
        self._complaints.end_run()

    def _settle_waiting(self, level: int, *, headings: bool = False) -> None:
        """Items, and headings, from a level on that hold no topics are topics themselves."""
        while self._waiting:
            waiting = self._waiting[-1]
            if waiting.is_heading and not headings:
                return
            if waiting.is_heading == headings and waiting.level < level:
                return
            self._waiting.pop()
            if self.draft.stage and self.draft.topic_count() == waiting.topics:
                self._topics(waiting.line)

    def _end_section(self) -> None:
        """Ends a stage or another section of the file."""
        self._heading_mode = None
        self._set_mode(None)
        self._settle_waiting(_LINE, headings=True)
        self._levels.clear()
        section, self._section = self._section, None
        if section:
            message = f"'{quoted(section.words)}' has no topics; not read as a stage"
            self._complaints.warn(section.number, message)
        self.draft.stage = None


def _is_graph(line: Line) -> bool:
    """Whether a line of code draws edges, as Mermaid's do."""
    return "-->" in line.text


def _is_title(line: Line, titles: Sequence[str]) -> bool:
    """Whether a line above the stages names the roadmap."""
    return not is_sentence(line.text) and (not titles or is_title_like(line.words))


def _listing_stages(lines: Sequence[Line], found: Outline) -> frozenset[int]:
    """The lines that open stages which list their topics with bullets or numbers."""
    starts = frozenset(found.starts)
    listing: set[int] = set()
    stage = 0
    for at, line in enumerate(lines):
        if at in starts:
            stage = line.number
        elif line.kind is Kind.ITEM and found.topic_lines[at]:
            listing.add(stage)
    return frozenset(listing)
