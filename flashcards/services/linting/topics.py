"""The rules about topics over all files: names that two of them have, and gaps on a roadmap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flashcards.domain.phrases import names
from flashcards.formats.rows import DeckRows, RoadmapRows, RoadmapTopicRow, TopicRow
from flashcards.services.linting.rules import SHARED_ALIAS, UNCOVERED_TOPIC, Problem


@dataclass(frozen=True, slots=True)
class _Named:
    """A topic that has a name, as its title or as an alias."""

    file: str
    deck: DeckRows
    topic: TopicRow
    text: str
    is_title: bool

    @property
    def key(self) -> tuple[str, str]:
        """What makes two topics one."""
        return _namespace(self.deck), self.topic.source_id or self.topic.title.casefold()


def shared_aliases(decks: Sequence[tuple[str, DeckRows]]) -> Iterator[tuple[str, int, Problem]]:
    """(file, line, problem) of each alias that is also a name of another topic.

    Titles may be alike: those are told apart by the stage that lists them.
    """
    first: dict[tuple[str, str], _Named] = {}
    for named in sorted(_names(decks), key=lambda named: not named.is_title):
        for name in sorted(names(named.text)):
            other = first.setdefault((_namespace(named.deck), name), named)
            if other.key != named.key and not named.is_title:
                words = f"the alias {named.text!r} is also a name of the topic "
                place = f"{other.topic.title!r} ({other.file}:{other.topic.line})"
                yield named.file, named.topic.line, Problem(SHARED_ALIAS, words + place)
                break


def uncovered_topics(
    decks: Sequence[tuple[str, DeckRows]], roadmaps: Sequence[tuple[str, RoadmapRows]]
) -> Iterator[tuple[str, int, Problem]]:
    """(file, line, problem) of each topic that a roadmap lists and its decks have no notes for."""
    for file, roadmap in roadmaps:
        own = [rows for _, rows in decks if rows.roadmap is not None]
        own = [rows for rows in own if rows.roadmap == roadmap.source_id]
        topics = [topic for rows in own for topic in rows.topics if topic.notes]
        for stage in roadmap.stages if own else ():
            for wanted in stage.topics:
                if not any(is_same_topic(wanted, topic) for topic in topics):
                    words = f"no deck has notes for the topic {wanted.title!r}"
                    yield file, wanted.line, Problem(UNCOVERED_TOPIC, words)


def is_same_topic(wanted: RoadmapTopicRow, topic: TopicRow) -> bool:
    """Whether a deck's topic is the one that a roadmap lists."""
    if wanted.source_id is not None and topic.source_id is not None:
        return wanted.source_id == topic.source_id
    known = (name for text in (topic.title, *topic.aliases) for name in names(text))
    return not names(wanted.title).isdisjoint(known)


def _names(decks: Sequence[tuple[str, DeckRows]]) -> Iterator[_Named]:
    for file, rows in decks:
        for topic in rows.topics:
            if topic.title:
                yield _Named(file, rows, topic, topic.title, is_title=True)
                for alias in topic.aliases:
                    yield _Named(file, rows, topic, alias, is_title=False)


def _namespace(rows: DeckRows) -> str:
    return rows.namespace or rows.roadmap or f"deck {rows.title}"
