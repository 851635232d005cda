"""A roadmap while it is read: stages that grow topic by topic, and what could not be used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from flashcards.formats.roadmap_inline import undecorated, without_asides
from flashcards.formats.roadmap_lines import Line
from flashcards.formats.roadmap_words import is_optional_mark, key, label_and_rest, says_optional
from flashcards.formats.rows import FormatWarning, RoadmapTopicRow, StageRow

MOST_WARNINGS = 100
_LONGEST_QUOTE = 40
_LEADING_ASIDE = re.compile(r"[(\[]([^()\[\]]*)[)\]]\s*(\S.*)")
_TRAILING_ASIDE = re.compile(r"(.*\S)\s+[–—-]\s+([^–—]+)")


@dataclass(frozen=True, slots=True)
class StageTitle:
    """A stage's title, and what stands in parentheses beside it."""

    title: str
    note: str = ""
    optional: bool = False


def stage_title(text: str) -> StageTitle:
    """Reads 'Cloud Basics (Optional but Advantageous)' and '[Optional] Cloud' apart."""
    text = undecorated(text).rstrip(" :：")
    title, asides = without_asides(text)
    notes = list(asides)
    label = label_and_rest(title)
    if (found := _LEADING_ASIDE.fullmatch(title)) and is_optional_mark(found[1]):
        notes.insert(0, found[1].strip())
        title = found[2]
    elif label and label[1] and is_optional_mark(label[0]):
        notes.insert(0, label[0])
        title = label[1]
    elif (found := _TRAILING_ASIDE.fullmatch(title)) and is_optional_mark(found[2]):
        notes.insert(0, found[2].strip())
        title = found[1]
    title = undecorated(title).rstrip(" :：") or text
    return StageTitle(title, ", ".join(notes), any(map(says_optional, notes)))


class Complaints:
    """What could not be used, with its line; a run of such lines is named once."""

    def __init__(self) -> None:
        self._warnings: list[FormatWarning] = []
        self._run = ""

    def warn(self, line: int, message: str) -> None:
        """Adds a warning of its own."""
        self._warnings.append(FormatWarning(line, message))

    def leave_out(self, line: Line, why: str) -> None:
        """Adds that a line was left out, unless the lines before it were for the same reason."""
        if self._run != why:
            self.warn(line.number, f"left out, {why}: '{quoted(line.text)}'")
        self._run = why

    def end_run(self) -> None:
        """The next line that is left out is named again."""
        self._run = ""

    def all(self) -> tuple[FormatWarning, ...]:
        """In the order of their lines, the first ``MOST_WARNINGS`` and how many more there are."""
        ranked = sorted(self._warnings, key=lambda warning: warning.line)
        more = len(ranked) - MOST_WARNINGS
        if more > 0:
            ranked[MOST_WARNINGS:] = [FormatWarning(0, f"{more} further warnings are not shown")]
        return tuple(ranked)


def quoted(text: str) -> str:
    """The beginning of a text, for a message."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1].rstrip() + "…"


@dataclass(slots=True)
class StageDraft:
    """A stage that is being read."""

    line: Line
    name: StageTitle
    source_id: str | None
    goals: list[str] = field(default_factory=list)
    topics: list[RoadmapTopicRow] = field(default_factory=list)
    _titles: set[str] = field(default_factory=set)

    def add(self, topic: RoadmapTopicRow) -> bool:
        """Adds a topic, unless the stage has one of that title."""
        title = key(topic.title) or topic.title
        if title in self._titles:
            return False
        self._titles.add(title)
        self.topics.append(topic)
        return True


def numbered_stages(drafts: Sequence[StageDraft], complaints: Complaints) -> tuple[StageRow, ...]:
    """The stages with their numbers: as the file counts them, or by their place.

    By their place where some have none, or two have the same; where all are '1.', as Markdown
    allows, or a range of weeks, nobody needs to be told.
    """
    counted = [draft.line.counted for draft in drafts]
    numbers = [count.number for count in counted if count.number is not None]
    as_counted = len(set(numbers)) == len(drafts) and not any(count.is_range for count in counted)
    if len(set(numbers)) > 1 and not as_counted and not any(count.is_range for count in counted):
        complaints.warn(0, "the stages are not all numbered differently; counted by their place")
    places = numbers if as_counted else range(1, len(drafts) + 1)
    return tuple(_row(draft, number) for draft, number in zip(drafts, places, strict=True))


def _row(draft: StageDraft, number: int) -> StageRow:
    attributes = draft.line.attributes
    short = (attributes.get("short"), attributes.get("shorter"))
    return StageRow(
        number=number,
        title=draft.name.title,
        source_id=draft.source_id,
        short_titles=tuple(title for title in short if title),
        goal=" ".join(draft.goals),
        note=draft.name.note,
        optional=draft.name.optional,
        topics=tuple(draft.topics),
        line=draft.line.number,
    )
