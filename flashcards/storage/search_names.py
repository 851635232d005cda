"""What the names in a search query mean in this library: each is looked up once a query."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence

from flashcards.domain.query_tokens import Pattern
from flashcards.storage.reading import Reader
from flashcards.storage.roadmap_rows import active_roadmap

_NESTING = "::"
_GAPS = re.compile(r"[-_\s]+")

# Hops from one tag to the next in the index, so that the time depends on the tags, not the notes.
_ALL_TAGS = (
    "WITH RECURSIVE known(tag) AS (SELECT min(tag) FROM note_tag UNION ALL "
    "SELECT (SELECT min(tag) FROM note_tag WHERE tag > known.tag) FROM known "
    "WHERE known.tag IS NOT NULL) SELECT tag FROM known WHERE tag IS NOT NULL"
)


def deck_ids(reader: Reader, pattern: Pattern) -> list[int]:
    """The decks of that full name and those nested in them."""
    wanted = _folded(pattern)
    rows = reader.rows("SELECT id, name FROM deck WHERE deleted_by IS NULL ORDER BY id")
    return [deck for deck, name in rows if _is_or_is_below(wanted, _fold(name))]


def tags_named(reader: Reader, pattern: Pattern) -> list[str]:
    """The tags of that name and those nested in them; case does not count."""
    wanted = Pattern(tuple(piece.casefold() for piece in pattern.pieces))
    return [tag for (tag,) in reader.rows(_ALL_TAGS) if _is_or_is_below(wanted, tag.casefold())]


def all_tags(reader: Reader) -> list[str]:
    """All tags that a note has or had, by name."""
    return sorted((tag for (tag,) in reader.rows(_ALL_TAGS)), key=str.casefold)


def all_tracks(reader: Reader) -> list[str]:
    """The language tracks that notes belong to, by name."""
    rows = reader.rows(
        "SELECT DISTINCT track FROM topic WHERE track <> '' AND deleted_by IS NULL "
        "UNION SELECT DISTINCT track FROM card WHERE track <> ''"
    )
    return sorted((track for (track,) in rows), key=str.casefold)


def stage_topic_ids(reader: Reader, pattern: Pattern) -> list[int]:
    """The topics of the active roadmap's stages of that number, title or short title."""
    stages = active_roadmap(reader).stages
    names = [(str(stage.number), stage.title, *stage.short_titles) for stage in stages]
    topics = {topic for place in _best(pattern, names) for topic in stages[place].topic_ids}
    return sorted(topics)


def topic_ids(reader: Reader, pattern: Pattern) -> list[int]:
    """The topics of that title, alias or id, or that a roadmap lists under that title."""
    names: dict[int, list[str]] = {}
    for topic, title, source_id, aliases in reader.rows(
        "SELECT id, title, source_id, aliases FROM topic WHERE deleted_by IS NULL ORDER BY id"
    ):
        names[topic] = [title, source_id or "", *json.loads(aliases)]
    for topic, title in reader.rows(
        "SELECT l.topic_id, s.title FROM topic_link l "
        "JOIN stage_topic s ON s.id = l.stage_topic_id "
        "WHERE l.deleted_by IS NULL AND s.deleted_by IS NULL"
    ):
        if topic in names:
            names[topic].append(title)
    topics = list(names)
    return [topics[place] for place in _best(pattern, list(names.values()))]


def _best(pattern: Pattern, names: Sequence[Iterable[str]]) -> list[int]:
    """The places of what has that name; where nothing has, of what has a word begin like it."""
    wanted = _folded(pattern)
    folded = [[_fold(name) for name in each if name] for each in names]
    equal = [place for place, each in enumerate(folded) if any(map(wanted.matches, each))]
    if equal or not wanted.is_plain:
        return equal
    begun = f" {wanted.text}"
    return [place for place, each in enumerate(folded) if any(begun in f" {name}" for name in each)]


def _is_or_is_below(wanted: Pattern, name: str) -> bool:
    levels = name.split(_NESTING)
    return any(wanted.matches(_NESTING.join(levels[:depth])) for depth in range(len(levels), 0, -1))


def _folded(pattern: Pattern) -> Pattern:
    folded = Pattern(tuple(_GAPS.sub(" ", piece.casefold()) for piece in pattern.pieces))
    return Pattern((folded.text.strip(),)) if folded.is_plain else folded


def _fold(name: str) -> str:
    """A name without case, in which dashes and underscores are spaces."""
    return _GAPS.sub(" ", name.casefold()).strip()
