"""A roadmap while it is read: stages that grow topic by topic, and what could not be used."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from flashcards.formats.roadmap_complaints import Complaints, quoted
from flashcards.formats.roadmap_inline import split_outside, undecorated, without_asides
from flashcards.formats.roadmap_lines import Line
from flashcards.formats.roadmap_words import is_optional_mark, key, label_and_rest, says_optional
from flashcards.formats.rows import RoadmapTopicRow, StageRow

_STAGE_ATTRIBUTES = ("short", "shorter")
"""Names for narrow places, the longer first."""

_LEADING_ASIDE = re.compile(r"[(\[（【]([^()\[\]（）【】]*)[)\]）】]\s*(\S.*)")
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


@dataclass(slots=True)
class RoadmapDraft:
    """A roadmap that is being read, its current stage and all that was found beside stages."""

    complaints: Complaints = field(default_factory=Complaints)
    titles: list[str] = field(default_factory=list)
    stages: list[StageDraft] = field(default_factory=list)
    stage: StageDraft | None = None
    choices: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    order_line: int = 0
    tips: list[str] = field(default_factory=list)
    months: tuple[int, int] | None = None
    _ids: set[str] = field(default_factory=set)
    _last_topic: int = 0

    def open_stage(self, line: Line) -> None:
        """Begins a stage; the topics that follow are its own."""
        self.stage = StageDraft(line, stage_title(line.text), self._id_of(line))
        self.stages.append(self.stage)
        for name, _ in line.attributes.pairs:
            if name not in _STAGE_ATTRIBUTES:
                self.complaints.warn(line.number, f"'{name}' means nothing for a stage")

    def topic_count(self) -> int:
        """How many topics the current stage has."""
        return len(self.stage.topics) if self.stage else 0

    def add_topic(self, line: Line, title: str) -> None:
        """Adds a topic to the current stage, unless it has one of that title."""
        if self.stage is None:
            return
        for name, _ in line.attributes.pairs:
            self.complaints.warn(line.number, f"'{name}' means nothing for a topic of a roadmap")
        if self.stage.add(RoadmapTopicRow(title, self._id_of(line), line=line.number)):
            self._last_topic = line.number
        else:
            message = f"'{quoted(title)}' stands in this stage already; listed once"
            self.complaints.warn(line.number, message)

    def add_aliases(self, line: Line) -> None:
        """Gives the names of a comment to the topic that it stands under."""
        topics = self.stage.topics if self.stage else []
        listed = [topic for topic in topics[-2:] if topic.line == self._last_topic]
        if len(listed) != 1 or listed[0] is not topics[-1]:
            self.complaints.warn(line.number, "aliases stand under no single topic; left out")
            return
        names = tuple(split_outside(line.text, ","))
        topics[-1] = replace(topics[-1], aliases=topics[-1].aliases + names)

    def set_order(self, line: Line, steps: tuple[str, ...]) -> None:
        """Keeps the order of the stages; there is one."""
        if self.order:
            self.complaints.warn(line.number, f"a second order of stages: '{quoted(line.text)}'")
        else:
            self.order = steps
            self.order_line = line.number

    def add_choices(self, line: Line, names: Sequence[str]) -> None:
        """Keeps the first alternatives, which become tracks; others are topics."""
        if not self.choices and len(names) > 1:
            self.choices = tuple(dict.fromkeys(names))
            return
        why = "only the first choice becomes tracks" if self.choices else "no choice with one name"
        self.complaints.warn(line.number, f"{why}; read as topics: '{quoted(line.words)}'")
        for name in names:
            self.add_topic(line, name)

    def _id_of(self, line: Line) -> str | None:
        """The id that a line gives, None for the second use of one."""
        source_id = line.attributes.id
        if source_id in self._ids:
            message = f"the id '{source_id}' is in use already; left out here"
            self.complaints.warn(line.number, message)
            return None
        if source_id:
            self._ids.add(source_id)
        return source_id


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
    short = map(attributes.get, _STAGE_ATTRIBUTES)
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
