"""What a learner changes of a roadmap in the preview, before anything of it is written.

Stages and topics are named by their places, counted from 0, in the roadmap as the earlier edits of
the list have left it. An edit is plain data; ``apply_edits`` is a pure function.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from flashcards.errors import InvalidValueError
from flashcards.formats.rows import RoadmapRows, RoadmapTopicRow, StageRow
from flashcards.language import _

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RenameStage:
    """Give a stage another title."""

    stage: int
    title: str


@dataclass(frozen=True, slots=True)
class MergeStages:
    """Put the topics of a stage behind those of another, which keeps its title."""

    stage: int
    into: int


@dataclass(frozen=True, slots=True)
class SplitStage:
    """Make a stage of its own, right behind, of the topics from ``topic`` on."""

    stage: int
    topic: int
    title: str


@dataclass(frozen=True, slots=True)
class MoveStage:
    """Put a stage in another place; the others close up."""

    stage: int
    to: int


@dataclass(frozen=True, slots=True)
class DropStage:
    """Leave a stage out with all its topics."""

    stage: int


@dataclass(frozen=True, slots=True)
class RenameTopic:
    """Give a topic another title; the old one remains as an alias."""

    stage: int
    topic: int
    title: str


@dataclass(frozen=True, slots=True)
class MergeTopics:
    """Make two topics of a stage one; the title of ``topic`` becomes an alias of ``into``."""

    stage: int
    topic: int
    into: int


@dataclass(frozen=True, slots=True)
class SplitTopic:
    """Make several topics of one, of which the first keeps its id."""

    stage: int
    topic: int
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoveTopic:
    """Put a topic in another place, of this stage or another."""

    stage: int
    topic: int
    to_stage: int
    to: int


@dataclass(frozen=True, slots=True)
class DropTopic:
    """Leave a topic out."""

    stage: int
    topic: int


RoadmapEdit = (
    RenameStage
    | MergeStages
    | SplitStage
    | MoveStage
    | DropStage
    | RenameTopic
    | MergeTopics
    | SplitTopic
    | MoveTopic
    | DropTopic
)


def apply_edits(rows: RoadmapRows, edits: Iterable[RoadmapEdit]) -> RoadmapRows:
    """The roadmap after these edits, one after the other.

    Where stages were merged, split, moved or dropped, they are counted anew, and an order line of
    the file, which no longer says the truth, goes. Raises InvalidValueError for an edit that names
    what is not there, gives an empty title or would leave no stage.
    """
    stages = list(rows.stages)
    order = rows.order
    for edit in edits:
        before = [stage.number for stage in stages]
        stages = _edited(stages, edit)
        if isinstance(edit, MergeStages | SplitStage | MoveStage | DropStage):
            first = min(before)
            stages = [replace(stage, number=first + at) for at, stage in enumerate(stages)]
            order = ()
    return replace(rows, stages=tuple(stages), order=order)


def _edited(stages: list[StageRow], edit: RoadmapEdit) -> list[StageRow]:
    stage = _at(stages, edit.stage, "stage")
    match edit:
        case RenameStage():
            return _put(stages, edit.stage, replace(stage, title=_title(edit.title)))
        case MergeStages():
            return _merged_stages(stages, edit.stage, edit.into)
        case SplitStage():
            return _split_stage(stages, edit)
        case MoveStage():
            _at(stages, edit.to, "stage")
            rest = _without(stages, edit.stage)
            return [*rest[: edit.to], stage, *rest[edit.to :]]
        case DropStage():
            if len(stages) == 1:
                raise InvalidValueError(_("a roadmap needs a stage. Keep one."))
            return _without(stages, edit.stage)
        case MoveTopic():
            return _moved_topic(stages, edit)
        case RenameTopic() | MergeTopics() | SplitTopic() | DropTopic():
            topics = _edited_topics(list(stage.topics), edit)
            return _put(stages, edit.stage, replace(stage, topics=tuple(topics)))


def _merged_stages(stages: list[StageRow], place: int, into: int) -> list[StageRow]:
    stage, target = stages[place], _at(stages, into, "stage")
    if place == into:
        raise InvalidValueError(_("a stage can't be merged into itself. Choose another."))
    notes = [text for text in (target.note, stage.note) if text]
    merged = replace(
        target,
        topics=(*target.topics, *stage.topics),
        goal=target.goal or stage.goal,
        note="; ".join(dict.fromkeys(notes)),
        optional=target.optional and stage.optional,
    )
    return _without(_put(stages, into, merged), place)


def _split_stage(stages: list[StageRow], edit: SplitStage) -> list[StageRow]:
    stage = stages[edit.stage]
    if not 0 < edit.topic < len(stage.topics):
        raise InvalidValueError(_("a stage is split between two of its topics."))
    first = replace(stage, topics=stage.topics[: edit.topic])
    second = StageRow(
        number=stage.number,
        title=_title(edit.title),
        optional=stage.optional,
        topics=stage.topics[edit.topic :],
        line=stage.topics[edit.topic].line,
    )
    return [*stages[: edit.stage], first, second, *stages[edit.stage + 1 :]]


def _moved_topic(stages: list[StageRow], edit: MoveTopic) -> list[StageRow]:
    topics = list(stages[edit.stage].topics)
    topic = _at(topics, edit.topic, "topic")
    _at(stages, edit.to_stage, "stage")
    stages = _put(
        stages,
        edit.stage,
        replace(stages[edit.stage], topics=tuple(_without(topics, edit.topic))),
    )
    target = stages[edit.to_stage]
    if not 0 <= edit.to <= len(target.topics):
        raise InvalidValueError(_("there is no place {n} in that stage.").format(n=edit.to + 1))
    placed = (*target.topics[: edit.to], topic, *target.topics[edit.to :])
    return _put(stages, edit.to_stage, replace(target, topics=placed))


def _edited_topics(
    topics: list[RoadmapTopicRow], edit: RenameTopic | MergeTopics | SplitTopic | DropTopic
) -> list[RoadmapTopicRow]:
    topic = _at(topics, edit.topic, "topic")
    match edit:
        case RenameTopic():
            return _put(topics, edit.topic, _renamed(topic, _title(edit.title)))
        case MergeTopics():
            if edit.into == edit.topic:
                raise InvalidValueError(_("a topic can't be merged into itself. Choose another."))
            into = _at(topics, edit.into, "topic")
            merged = replace(into, aliases=_aliases(into, topic.title, *topic.aliases))
            return _without(_put(topics, edit.into, merged), edit.topic)
        case SplitTopic():
            first, *others = map(_title, edit.titles or ("",))
            parts = [_renamed(topic, first) if first != topic.title else topic]
            parts += [RoadmapTopicRow(title, line=topic.line) for title in others]
            return [*topics[: edit.topic], *parts, *topics[edit.topic + 1 :]]
        case DropTopic():
            return _without(topics, edit.topic)


def _renamed(topic: RoadmapTopicRow, title: str) -> RoadmapTopicRow:
    return replace(topic, title=title, aliases=_aliases(topic, topic.title, but=title))


def _aliases(topic: RoadmapTopicRow, *more: str, but: str | None = None) -> tuple[str, ...]:
    own = topic.title if but is None else but
    return tuple(name for name in dict.fromkeys((*topic.aliases, *more)) if name != own)


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise InvalidValueError(_("a stage or topic needs a title. Give it one."))
    return title


def _at(items: Sequence[_T], place: int, what: str) -> _T:
    if not 0 <= place < len(items):
        words = (
            _("there is no stage {n}; there are {count}.")
            if what == "stage"
            else _("there is no topic {n}; there are {count}.")
        )
        raise InvalidValueError(words.format(n=place + 1, count=len(items)))
    return items[place]


def _put(items: Sequence[_T], place: int, item: _T) -> list[_T]:
    return [*items[:place], item, *items[place + 1 :]]


def _without(items: Sequence[_T], place: int) -> list[_T]:
    return [*items[:place], *items[place + 1 :]]
