"""What the lines of a note mean to the plugin: separators, tags of decks, schedules."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flashcards.formats.markdown.deletions import without_code

SCHEDULE = re.compile(r"<!--[ ]?SR:([^<>]*)-->")
"""What the plugin writes behind a card: for each of its cards when it is due."""

SEPARATORS = ("?", "??")
"""Lines that part question and answer; the second is asked both ways."""

END_MARK = "+++"
"""A line that may end a card of several paragraphs; the plugin has to be told of it."""

_TAG = r"#[^\W\d][\w/-]*"
_TAGS = re.compile(rf"\s*((?:{_TAG}(?:\s+|$))+)")
_DECK_TAG = re.compile(r"#?(?:flash)?cards?(?:/([\w/-]*))?", re.IGNORECASE)
_SIDES = re.compile(r"(?<!:)(:::?)(?!:)")
_NUMBERED_DELETION = re.compile(r"\{\{(?:c?\d{1,3}|[ahs]+)::[^{}\n]*\}\}")
_LINK = re.compile(r"\[\[[^\[\]\n]*\]\]|\]\([^()\n]*\)|https?://\S+")
_HIGHLIGHT = re.compile(r"(?<![=\w])==(?![=\s])(?:[^=\n]|=(?!=))+(?<!\s)==(?!=)")
_ENTRY = re.compile(r"!?(\d{4})-(\d{2})-(\d{2}),(\d+(?:\.\d+)?),\d+(?:\.\d+)?")
_NEVER_SEEN = date(2000, 1, 1)
_MOST_DAYS = 36_500


@dataclass(frozen=True, slots=True)
class Due:
    """When a card is due: at noon UTC of the day, for the plugin knows days alone."""

    due_ms: int
    interval_days: int


@dataclass(frozen=True, slots=True)
class Sides:
    """The two sides of a line; ``both_ways``: each asks for the other."""

    question: str
    answer: str
    both_ways: bool


def sides_of(line: str) -> Sides | None:
    """The sides of a line with ``::`` or ``:::`` outside of code, links and deletions."""
    if "::" not in line:
        return None
    shown = without_code(line)
    for hidden in (_NUMBERED_DELETION, _LINK):
        shown = hidden.sub(lambda found: "\0" * len(found[0]), shown)
    found = _SIDES.search(shown)
    if not found:
        return None
    question, answer = line[: found.start()].strip(), line[found.end() :].strip()
    return Sides(question, answer, found[1] == ":::") if question and answer else None


def has_highlight(line: str) -> bool:
    """Whether a line holds ``==text==`` outside of code."""
    return "==" in line and _HIGHLIGHT.search(without_code(line)) is not None


def leading_tags(line: str) -> tuple[tuple[str, ...], str]:
    """The tags that a line begins with, and the rest of it; a heading begins with none."""
    found = _TAGS.match(line)
    if not found:
        return (), line
    return tuple(found[1].split()), line[found.end() :]


def deck_of(tag: str) -> tuple[str, ...] | None:
    """The deck that a tag names: ``#flashcards/law/torts`` is torts within law.

    Empty for the tag alone, None for a tag that names no deck.
    """
    found = _DECK_TAG.fullmatch(tag)
    if not found:
        return None
    return tuple(part for part in (found[1] or "").split("/") if part)


def schedules(text: str) -> tuple[list[Due | None], bool]:
    """What the schedules in a text say of card after card, None for one never seen.

    Second, whether some of it can't be read.
    """
    found: list[Due | None] = []
    is_damaged = False
    for entries in SCHEDULE.findall(text):
        for entry in filter(None, map(str.strip, re.split(r"(?=!)", entries))):
            try:
                found.append(_due(entry))
            except ValueError:
                found.append(None)
                is_damaged = True
    return found, is_damaged


def _due(entry: str) -> Due | None:
    found = _ENTRY.fullmatch(entry)
    if not found:
        raise ValueError(entry)
    day = date(int(found[1]), int(found[2]), int(found[3]))
    if day <= _NEVER_SEEN:
        return None
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    interval = min(round(float(found[4][:12])), _MOST_DAYS)
    return Due(int(noon.timestamp()) * 1000, interval)


def front_matter_tags(values: Sequence[object]) -> tuple[str, ...]:
    """The tags of the front matter's ``tags``, each with its number sign."""
    tags: list[str] = []
    for value in values:
        listed = value if isinstance(value, list) else re.split(r"[,\s]+", str(value or ""))
        tags += [f"#{str(tag).strip().lstrip('#')}" for tag in listed if str(tag).strip()]
    return tuple(tags)
