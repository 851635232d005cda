"""Stages and topics as a JSON file gives them, and the rows that they become."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flashcards.formats.roadmap_choices import choices_of
from flashcards.formats.roadmap_complaints import quoted
from flashcards.formats.roadmap_draft import stage_title
from flashcards.formats.roadmap_inline import readable, undecorated
from flashcards.formats.roadmap_numbers import numbered
from flashcards.formats.roadmap_words import key
from flashcards.formats.rows import FormatWarning, RoadmapRows, RoadmapTopicRow, StageRow

MOST_ITEMS = 50_000
"""Stages, groups and topics of one file."""

DEEPEST = 50
"""Levels of groups within each other; what is deeper is left out."""

LONGEST_TITLE = 300
"""Characters; a longer text is a description."""

JsonObject = Mapping[str, object]


@dataclass(slots=True)
class Item:
    """A stage, a group or a topic: it is what its place among the others makes of it."""

    title: str
    children: list[Item] = field(default_factory=list)
    source_id: str | None = None
    goal: str = ""
    optional: bool = False

    def leaves(self) -> Iterator[Item]:
        """The topics below it, in order; a group without any is one itself."""
        stack = list(reversed(self.children))
        while stack:
            item = stack.pop()
            if item.children:
                stack += reversed(item.children)
            else:
                yield item

    def groups(self) -> Iterator[Item]:
        """What holds topics below it, in order."""
        stack = list(reversed(self.children))
        while stack:
            item = stack.pop()
            if item.children:
                yield item
                stack += reversed(item.children)


def text_of(value: object) -> str:
    """A title as it is shown, on one line; empty for what is no text, or too long for a title."""
    if not isinstance(value, str) or len(value) > 4 * LONGEST_TITLE:
        return ""
    text = undecorated(readable(" ".join(value.split())))
    return text if len(text) <= LONGEST_TITLE and key(text) else ""


def title_in(data: JsonObject) -> str:
    """The title that an object gives itself; roadmap.sh has one for the page and one for cards."""
    title = data.get("title") or data.get("name")
    if isinstance(title, dict):
        title = title.get("page") or title.get("card")
    return text_of(title)


def rows_of(
    title: str,
    stages: Sequence[Item],
    known: Callable[[str], bool],
    warnings: Sequence[str] = (),
) -> RoadmapRows:
    """The roadmap of these stages. A stage without topics is a topic of its own.

    A group is a topic only where cards are ``known`` for its title, as in a roadmap in Markdown.
    """
    complaints = list(warnings)
    rows: list[StageRow] = []
    choices: tuple[str, ...] = ()
    ids: set[str] = set()
    for place, stage in enumerate(stages, 1):
        name = stage_title(numbered(stage.title).title)
        topics = _topics(stage, name.title, known, ids, complaints)
        if not choices and choices_of(f"{stage.title}:") == ():
            choices = tuple(topic.title for topic in topics) if len(topics) > 1 else ()
        rows.append(
            StageRow(
                number=place,
                title=name.title,
                source_id=_own_id(stage, ids),
                goal=stage.goal,
                note=name.note,
                optional=stage.optional or name.optional,
                topics=topics,
            )
        )
    return RoadmapRows(
        title=title,
        stages=tuple(rows),
        choices=choices,
        warnings=tuple(FormatWarning(0, message) for message in complaints),
    )


def _topics(
    stage: Item, title: str, known: Callable[[str], bool], ids: set[str], complaints: list[str]
) -> tuple[RoadmapTopicRow, ...]:
    listed = [item for item in (stage, *stage.groups()) if item.children and known(item.title)]
    listed += stage.leaves()
    if not listed:
        listed = [stage]
    titles: set[str] = set()
    topics: list[RoadmapTopicRow] = []
    for item in listed:
        name = key(item.title)
        if name in titles:
            complaints.append(f"'{quoted(item.title)}' stands twice in '{title}'; listed once")
            continue
        titles.add(name)
        source_id = None if item is stage else _own_id(item, ids)
        topics.append(RoadmapTopicRow(item.title, source_id))
    return tuple(topics)


def _own_id(item: Item, ids: set[str]) -> str | None:
    """The id of an item, None for the second use of one."""
    if item.source_id is None or item.source_id in ids:
        return None
    ids.add(item.source_id)
    return item.source_id
