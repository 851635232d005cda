"""The fields of the search language: what can stand before a colon or a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.domain.query_nodes import IdOf, Name, Property
from flashcards.domain.query_tokens import PROPERTY_PREFIX


@dataclass(frozen=True, slots=True)
class Field:
    """A field; ``meaning`` says in a few words what it finds, ``example`` is a whole term."""

    name: str
    example: str
    meaning: str


_TABLE = (
    Field("is", "is:due", "what a card is: due, new, suspended …"),
    Field("deck", "deck:databases", "a deck and those nested in it"),
    Field("stage", "stage:databases", "a stage of the roadmap, by title or number"),
    Field("topic", "topic:indexing", "a topic, by title or alias"),
    Field("tag", "tag:marked", "a tag and those nested in it"),
    Field("track", "track:python", "cards of one language track"),
    Field("kind", "kind:predict", "how a note is asked"),
    Field("flag", "flag:1", "a flag, by colour or number"),
    Field("has", "has:image", "what a note contains"),
    Field("rated", "rated:7:again", "answered in the last days, with that grade"),
    Field("added", "added:7", "added in the last days"),
    Field("edited", "edited:7", "text changed in the last days"),
    Field("recall", "recall<0.85", "recall predicted for now"),
    Field("due", "due<7", "days until due, below zero when overdue"),
    Field("interval", "interval>=21", "days from the last answer to the due day"),
    Field("stability", "stability>=10", "days until recall falls to 90 %"),
    Field("difficulty", "difficulty>7", "1 to 10"),
    Field("lapses", "lapses>=3", "how often it was forgotten"),
    Field("reps", "reps=0", "how often it was answered"),
    Field("re", 're:"b-?tree"', "a regular expression"),
    Field("id", "id:123", "a card or a note by its number"),
    Field("note", "note:123", "a note by its number"),
    Field("card", "card:123", "a card by its number"),
    Field(PROPERTY_PREFIX, "prop:recall<0.85", "the same as without prop:"),
)

BY_NAME: Mapping[str, Field] = {field.name: field for field in _TABLE}
FIELDS: tuple[str, ...] = tuple(BY_NAME)
"""All that can stand before a colon or a comparison, the most useful first."""

NAMES = frozenset(name.value for name in Name)
PROPERTIES = frozenset(each.value for each in Property)
ID_FIELDS = frozenset(of.value for of in IdOf)


def example(name: str) -> str:
    """A whole term with that field."""
    return BY_NAME[name].example
