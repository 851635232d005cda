"""What the words of a roadmap tell of its lines, in the languages that it may be in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum, auto

from flashcards.formats.roadmap_vocabulary import (
    CODE_NAMES,
    CONTAINERS,
    COPIED_BUTTONS,
    GOAL_NOUNS,
    GOALS,
    INTRODUCTIONS,
    LEFT_OUT,
    LEVELS,
    OPTIONAL,
    ORDERS,
    OTHER_DOCUMENTS,
    RESOURCES,
    STAGE_WORDS,
    TIPS,
    TITLE_IN_TEXT,
    TITLE_WORDS,
)


class Role(Enum):
    """What a heading or a label announces."""

    GOAL = auto()
    TIPS = auto()
    CHOICES = auto()
    ORDER = auto()
    LEFT_OUT = auto()
    CONTAINER = auto()
    """A heading such as 'Roadmap' that only holds the stages."""


_LONGEST_GOAL_LABEL = 6
_PURE_OPTIONAL = re.compile(rf"{OPTIONAL.pattern}\w*")
_LABEL = re.compile(r"([^:：]{1,60}?)\s*(?::(?:\s+|$)|：\s*)(.*)")
_DASHED_LABEL = re.compile(r"(\w[\w ]{1,30}?)\s+[–—-]\s+(.+)")


def key(text: str) -> str:
    """A label in small letters with its marks and double blanks gone; accents stay."""
    text = unicodedata.normalize("NFC", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", text))


def label_and_rest(text: str) -> tuple[str, str] | None:
    """The words before a colon, and what follows it; None where there is no such label."""
    found = _LABEL.fullmatch(text)
    return (found[1], found[2].strip()) if found else None


def dashed_label(text: str) -> tuple[str, str] | None:
    """As ``label_and_rest`` for a label that a dash ends: 'Goal – Secure your APIs'."""
    found = _DASHED_LABEL.fullmatch(text)
    return (found[1], found[2]) if found else None


def role_of(label: str) -> Role | None:
    """What a heading or a label announces; None for a group of topics or a stage."""
    name = key(label)
    said = name.split()
    if name in GOALS:
        return Role.GOAL
    if len(said) <= 4 and not TIPS.isdisjoint(said):
        return Role.TIPS
    if name in ORDERS:
        return Role.ORDER
    if name in LEFT_OUT or _is_about_resources(said) or _all_left_out(label):
        return Role.LEFT_OUT
    return Role.CONTAINER if name in CONTAINERS else None


def role_of_label(label: str) -> Role | None:
    """What a label before a colon announces: as a heading, but goals may be named at length.

    'Goal & why it matters:', 'Lesson objective:'.
    """
    said = key(label).split()
    names_goal = said and not GOAL_NOUNS.isdisjoint((said[0], said[-1]))
    return Role.GOAL if names_goal and len(said) <= _LONGEST_GOAL_LABEL else role_of(label)


def is_introduction(label: str) -> bool:
    """Whether a heading is left out only where it has no number: '1. Introduction' is a stage."""
    return key(label) in INTRODUCTIONS


def _is_about_resources(said: list[str]) -> bool:
    """'Recommended resources', 'Resources for databases'; not 'Resources limits in Kubernetes'."""
    if not said or len(said) > 6:
        return False
    joining = {"for", "to", "about", "pour", "sur", "für", "zu", "para", "per"}
    begins = said[0] in RESOURCES and (len(said) == 1 or said[1] in joining)
    return begins or (said[-1] in RESOURCES and len(said) <= 3)


def _all_left_out(label: str) -> bool:
    """'License & Contributing'."""
    parts = [key(part) for part in re.split(r"\s(?:&|\+|and|et|und|y)\s|[/,]", label)]
    return len(parts) > 1 and all(part in LEFT_OUT for part in parts)


def is_stage_word(word: str) -> bool:
    """'Stage', 'Phase', 'Étape', 'Woche' …"""
    return key(word) in STAGE_WORDS


def is_title_like(text: str) -> bool:
    """Whether a line above the stages names the whole: 'Backend Developer Roadmap'."""
    name = f" {key(text)} "
    has_word = any(f" {word} " in name for word in TITLE_WORDS)
    return has_word or TITLE_IN_TEXT.search(text) is not None


def is_level(title: str) -> bool:
    """Whether a title names how far one is: 'Beginner', 'Advanced level'."""
    return key(title) in LEVELS


def is_of_other_document(title: str) -> bool:
    """Whether a heading belongs to a manual, minutes, a recipe and the like."""
    return key(title) in OTHER_DOCUMENTS


def says_optional(text: str) -> bool:
    """Whether what stands beside a title marks the stage as optional."""
    return OPTIONAL.match(key(text)) is not None


def is_optional_mark(text: str) -> bool:
    """Whether a text says nothing but that."""
    return _PURE_OPTIONAL.fullmatch(key(text)) is not None


def copy_remnants(texts: Iterable[str]) -> frozenset[int]:
    """Places of the lines that copying a code block off a page has left: 'sql', 'Copy', 'Edit'.

    A language's name alone could be a topic; directly above 'Copy' it is none.
    """
    names = [key(text) if len(text) < 20 else "" for text in texts]
    buttons = {at for at, name in enumerate(names) if name in COPIED_BUTTONS}
    languages = {at - 1 for at in buttons if at > 0 and names[at - 1] in CODE_NAMES}
    return frozenset(buttons | languages)
