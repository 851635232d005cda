"""How stages are counted: ``1.``, ``2)``, ``Stage 3:``, ``Phase IV –``, ``第五阶段``, a keycap."""

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
    (?P<end>\s*[:：.)|]\s*|\s*[–—-]+\s+|\s+|$)(?P<title>.*)
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
_COUNT = r"(?:\d{1,3}|[一二三四五六七八九十]{1,3})"
# Words are not parted there, and the number may stand before the word.
_EASTERN = re.compile(
    rf"""
    (?:
        第?\s*(?P<before>{_COUNT})(?P<range>\s*[-–—~～至到]\s*{_COUNT})?\s*(?:个|ヶ|か)?
        (?P<word>阶段|階段|步骤|步|周|週間|週目|週|章|部分|部|节|節|单元|單元|模块|课|課|级|級|天|月目?
          |ステップ|フェーズ|段階|단계|주차|주|장|부|개월)
      | (?P<led>阶段|階段|步骤|步驟|ステップ|フェーズ|レベル|단계|모듈)\s*(?P<after>{_COUNT})
    )
    (?P<end>\s*[:：、.)）|·-]+\s*|\s+|$)(?P<title>.*)
    """,
    re.VERBOSE,
)
_EASTERN_LIST = re.compile(
    r"[（(]?(?P<number>[一二三四五六七八九十]{1,3})[）)]?[、.．]\s*(?P<title>\S.*)"
)
_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}
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
    if found := _EASTERN.fullmatch(plain):
        return _eastern(found, plain)
    if found := _EASTERN_LIST.fullmatch(plain):
        return Numbered(found["title"], _value_of(found["number"]))
    found = _WORDED.fullmatch(plain)
    if found and is_stage_word(found["word"]) and (found["end"].strip() or not strict):
        number = found["number"]
        value = int(number) if number.isdecimal() else _roman(number)
        title = found["title"].strip() or plain
        return Numbered(title, value, found["word"].casefold(), bool(found["range"]))
    return Numbered(text)


def _eastern(found: re.Match[str], plain: str) -> Numbered:
    title = found["title"].strip() or plain
    value = _value_of(found["before"] or found["after"])
    return Numbered(title, value, found["word"] or found["led"], bool(found["range"]))


def _value_of(number: str) -> int:
    """The value of digits, or of Chinese numerals up to 99."""
    if number.isdecimal():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    if not ten:
        return _DIGITS[number[-1]]
    return 10 * _DIGITS.get(tens[-1:], 1) + _DIGITS.get(ones[:1], 0)


def _value(found: re.Match[str]) -> int:
    digits = found["keycap"] or found["enclosed"] or found["number"]
    return int(digits) if digits else _roman(found["roman"])


def _roman(numeral: str) -> int:
    total = 0
    for char, after in zip(numeral, numeral[1:] + "I", strict=True):
        value = _ROMAN_VALUES[char]
        total += value if value >= _ROMAN_VALUES[after] else -value
    return total
