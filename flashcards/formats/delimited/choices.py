"""The options of a quiz row and which of them are right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_LISTED = re.compile(r"[\n|;]")
_LABEL = re.compile(r"[\[(]?(?:[A-Ja-j]|\d{1,2})[\]).:]\s+(?=\S)")
_SEVERAL = re.compile(r"[,;|/&+\n]|\band\b")
_LETTER = re.compile(r"(?:option|choice|answer)?[\s_]*[\[(]?([A-Ja-j])[\]).:]?", re.IGNORECASE)
_NUMBER = re.compile(r"(?:option|choice|answer)?[\s_]*[\[(]?(\d{1,2})[\]).:]?", re.IGNORECASE)
_LETTERS = re.compile(r"[A-J]{2,10}")
_MOST_OPTIONS = 26


@dataclass(frozen=True, slots=True)
class QuizStyle:
    """What a whole quiz has in common.

    ``first``: the number of the first option. ``apart``: the right answer is not among the options,
    which are the wrong ones.
    """

    first: int = 1
    apart: bool = False


def options_of(cells: Sequence[str]) -> list[str]:
    """The options in some cells: one in each, or all in one, parted by ``|``, ``;`` or lines."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if len(filled) == 1:
        listed = [part.strip() for part in _LISTED.split(filled[0]) if part.strip()]
        if len(listed) > 1:
            filled = listed
    if len(filled) > 1 and all(map(_LABEL.match, filled)):
        filled = [_LABEL.sub("", option, count=1) for option in filled]
    return filled[:_MOST_OPTIONS]


def quiz_style(rows: Iterable[tuple[Sequence[str], str]]) -> QuizStyle:
    """What the rows of a quiz have in common; each is its options and its right answer."""
    first = 1
    matched = False
    for options, right in rows:
        number = _NUMBER.fullmatch(right)
        if number and int(number[1]) == 0 and "0" not in options:
            first = 0
        matched = matched or bool(right_options(options, right, QuizStyle()))
    return QuizStyle(first, apart=not matched and first == 1)


def right_options(options: Sequence[str], right: str, style: QuizStyle) -> frozenset[int]:
    """The places of the right options, none where the answer fits none of them.

    The answer is an option's text, its letter or its number, or several of those. A text counts
    before a number: of the options 3, 4, 5 the answer 4 is the second.
    """
    right = right.strip()
    if not right:
        return frozenset()
    one = _place(options, right, style)
    if one is not None:
        return frozenset((one,))
    parts = list(right) if _LETTERS.fullmatch(right) else _SEVERAL.split(right)[:_MOST_OPTIONS]
    places = [_place(options, part.strip(), style) for part in parts if part.strip()]
    found = frozenset(place for place in places if place is not None)
    return found if None not in places else frozenset()


def choice_answer(options: Sequence[str], right: frozenset[int]) -> str:
    """The options as the list of a choice note."""
    items = []
    for place, option in enumerate(options):
        text = "\n  ".join(line.rstrip() for line in option.split("\n") if line.strip())
        items.append(f"- [{'x' if place in right else ' '}] {text}")
    return "\n".join(items)


def _place(options: Sequence[str], right: str, style: QuizStyle) -> int | None:
    folded = " ".join(right.casefold().split())
    for place, option in enumerate(options):
        if " ".join(option.casefold().split()) == folded:
            return place
    if letter := _LETTER.fullmatch(right):
        place = ord(letter[1].lower()) - ord("a")
    elif number := _NUMBER.fullmatch(right):
        place = int(number[1]) - style.first
    elif label := _LABEL.match(right):
        return _place(options, right[label.end() :], style)
    else:
        return None
    return place if 0 <= place < len(options) else None
