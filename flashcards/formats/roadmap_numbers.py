"""How stages are counted: ``1.``, ``2)``, ``Stage 3:``, ``Phase IV –``, a keycap emoji."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flashcards.formats.roadmap_inline import undecorated
from flashcards.formats.roadmap_words import is_stage_word

_ROMAN = r"(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})(?![^\W_])"
_WORDED = re.compile(
    rf"""
    (?P<word>[^\W\d_]+)\s*(?:\#|n[°º]|-)?\s*(?P<number>\d{{1,3}}|{_ROMAN})
    (?P<range>\s*[-–—]\s*\d{{1,3}})?(?!\d)
    (?P<end>\s*[:.)|]\s*|\s*[–—-]+\s+|\s+|$)(?P<title>.*)
    """,
    re.VERBOSE,
)
_COUNTED = re.compile(
    rf"""
    (?:
        (?P<keycap>\d)\ufe0f?\u20e3\s*[.:)]?
      | \((?P<enclosed>\d{{1,3}})\)
      | \#?(?P<number>\d{{1,3}})\s*(?:[.):|]|\s[–—-]+(?=\s)(?!\s+\d))(?!\d)
      | (?P<roman>{_ROMAN})(?:[.):|](?=\s)|\s[–—-]+(?=\s))
    )\s*(?P<title>\S.*)
    """,
    re.VERBOSE,
)
_TEN = "\N{KEYCAP TEN}"
_SUBNUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})+[.)]?\s+(?P<title>\S.*)")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True, slots=True)
class Numbered:
    """A line without its number.

    ``number`` is None for a line without one. ``word`` is the 'Stage' or 'Phase' before it, empty
    without one. ``is_range``: 'Week 3-4'.
    """

    title: str
    number: int | None = None
    word: str = ""
    is_range: bool = False


def numbered(text: str, *, strict: bool = False) -> Numbered:
    """Takes the number off a line; a ``strict`` one needs a mark behind it: 'Step 2: Loops'.

    A number such as 1.2 counts something within a stage; it is taken off and not given.
    """
    plain = undecorated(text)
    if found := _SUBNUMBER.fullmatch(plain):
        return Numbered(found["title"])
    if found := _COUNTED.fullmatch(plain):
        return Numbered(found["title"].strip(), _value(found))
    if plain.startswith(_TEN) or text.lstrip().startswith(_TEN):
        return Numbered(undecorated(plain.removeprefix(_TEN)), 10)
    found = _WORDED.fullmatch(plain)
    if found and is_stage_word(found["word"]) and (found["end"].strip() or not strict):
        number = found["number"]
        value = int(number) if number.isdecimal() else _roman(number)
        title = found["title"].strip() or plain
        return Numbered(title, value, found["word"].casefold(), bool(found["range"]))
    return Numbered(text)


def _value(found: re.Match[str]) -> int:
    digits = found["keycap"] or found["enclosed"] or found["number"]
    return int(digits) if digits else _roman(found["roman"])


def _roman(numeral: str) -> int:
    total = 0
    for char, after in zip(numeral, numeral[1:] + "I", strict=True):
        value = _ROMAN_VALUES[char]
        total += value if value >= _ROMAN_VALUES[after] else -value
    return total
