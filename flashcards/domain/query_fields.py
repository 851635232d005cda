"""The fields of the search language: what can stand before a colon or a comparison."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.domain.query_nodes import IdOf, Name, Property
from flashcards.domain.query_tokens import PROPERTY_PREFIX
from flashcards.language import _


@dataclass(frozen=True, slots=True)
class Field:
    """A field; ``meaning`` says in a few words what it finds, ``example`` is a whole term."""

    name: str
    example: str
    meaning: str


_TABLE = (
    Field("is", "is:due", _("what a card is: due, new, suspended …")),
    Field("deck", "deck:databases", _("a deck and those nested in it")),
    Field("stage", "stage:databases", _("a stage of the roadmap, by title or number")),
    Field("topic", "topic:indexing", _("a topic, by title or alias")),
    Field("tag", "tag:marked", _("a tag and those nested in it")),
    Field("track", "track:python", _("cards of one language track")),
    Field("kind", "kind:predict", _("how a note is asked")),
    Field("flag", "flag:1", _("a flag, by colour or number")),
    Field("has", "has:image", _("what a note contains")),
    Field("rated", "rated:7:again", _("answered in the last days, with that grade")),
    Field("added", "added:7", _("added in the last days")),
    Field("edited", "edited:7", _("text changed in the last days")),
    Field("recall", "recall<0.85", _("recall predicted for now")),
    Field("due", "due<7", _("days until due, below zero when overdue")),
    Field("interval", "interval>=21", _("days from the last answer to the due day")),
    Field("stability", "stability>=10", _("days until recall falls to 90 %")),
    Field("difficulty", "difficulty>7", _("1 to 10")),
    Field("lapses", "lapses>=3", _("how often it was forgotten")),
    Field("reps", "reps=0", _("how often it was answered")),
    Field("re", 're:"b-?tree"', _("a regular expression")),
    Field("id", "id:123", _("a card or a note by its number")),
    Field("note", "note:123", _("a note by its number")),
    Field("card", "card:123", _("a card by its number")),
    Field(PROPERTY_PREFIX, "prop:recall<0.85", _("the same as without prop:")),
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
