"""Which code page a text without Unicode was written in, told by the letters that it would have.

Code pages give each byte above 127 another letter, so a text decoded with the wrong one has letters
that its language lacks, or that stand where they cannot. Every candidate is decoded and held
against the alphabets of the languages that use it; the one that explains most letters is taken.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

_SAMPLE = 16 * 1024
_ENOUGH = 0.6
"""The least share of letters that have to fit; below it nothing is known."""

_NEUTRAL = frozenset("\N{NO-BREAK SPACE}‘’‚“”„«»‹›–—…•·€£¢§°©®™±×÷¿¡ªº¹²³¼½¾´`¨")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True)
class _Language:
    """``letters``: those beyond ASCII, small. ``common``: the frequent ones of a script of its own.

    In a language with Latin letters those beyond ASCII stand among others, one or two together;
    in one with another script words are made of nothing else.
    """

    encoding: str
    letters: str
    common: str = ""


# In the order in which they are believed when they explain a text equally well.
_LANGUAGES = (
    _Language("windows-1252", "äöüß"),  # German
    _Language("windows-1252", "éèêëàâçîïôùûüœæ"),  # French
    _Language("windows-1252", "áéíóúüñ"),  # Spanish
    _Language("windows-1252", "áàâãçéêíóôõú"),  # Portuguese
    _Language("windows-1252", "àèéìíòóùú"),  # Italian
    _Language("windows-1252", "åäöæøé"),  # Nordic
    _Language("windows-1252", "éëïöüè"),  # Dutch
    _Language("windows-1254", "çğıiöşüâîûi\u0307"),  # Turkish
    _Language("windows-1252", "áéíóúýðþæö"),  # Icelandic
    _Language("windows-1250", "ąćęłńóśźż"),  # Polish
    _Language("windows-1250", "áčďéěíňóřšťúůýž"),  # Czech
    _Language("windows-1250", "áäčďéíĺľňóôŕšťúýž"),  # Slovak
    _Language("windows-1250", "áéíóöőúüű"),  # Hungarian
    _Language("windows-1250", "čćđšž"),  # Croatian, Slovene
    _Language("windows-1250", "ăâîşţ"),  # Romanian
    _Language("windows-1257", "ąčęėįšųūž"),  # Lithuanian
    _Language("windows-1257", "āčēģīķļņšūž"),  # Latvian
    _Language("windows-1257", "äõöüšž"),  # Estonian
    _Language("windows-1251", "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "оеаинтсрвлкмдпуя"),
    _Language("windows-1251", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "оаинтесірвлкмдуп"),
    _Language("windows-1253", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ", "αοιετσνηυρπκμςό"),
    _Language("windows-1255", "אבגדהוזחטיךכלםמןנסעףפץצקרשת", "יוהלאמרתבשנםכד"),
    _Language("windows-1256", "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيپچژگ", "الينموترهبةدعس"),
)
_CODE_PAGES = frozenset(language.encoding for language in _LANGUAGES)


def code_page(data: bytes) -> str | None:
    """The codec of a text that is not Unicode, None where no language explains its letters.

    Japanese, Korean and Chinese are told by the rules of their two-byte characters.
    """
    sample = _lines_with_high_bytes(data)
    if not sample:
        return None
    eastern = _eastern(sample)
    if eastern is not None:
        return eastern
    best, best_share = None, _ENOUGH
    runs = {encoding: _runs(sample, encoding) for encoding in _CODE_PAGES}
    for language in _LANGUAGES:
        share = _explained(runs[language.encoding], language)
        if share > best_share:
            best, best_share = language.encoding, share
    return best


def _lines_with_high_bytes(data: bytes) -> bytes:
    """The first lines that are not ASCII, each from its first byte that is none."""
    lines: list[bytes] = []
    left = _SAMPLE
    at = 0
    while left > 0 and (found := _HIGH_BYTE.search(data, at)):
        end = data.find(b"\n", found.start(), found.start() + left)
        at = found.start() + left if end < 0 else end
        lines.append(data[found.start() : at])
        left -= len(lines[-1])
    return b"\n".join(lines)


def _runs(sample: bytes, encoding: str) -> Mapping[str, int]:
    """How often each run of characters beyond ASCII stands in the sample."""
    return Counter(_BEYOND_ASCII.findall(sample.decode(encoding, "replace").lower()))


def _explained(runs: Mapping[str, int], language: _Language) -> float:
    """The share of the letters beyond ASCII that the language has, where it can have them."""
    letters = frozenset(language.letters)
    common = frozenset(language.common)
    total = 0
    explained = 0.0
    for run, times in runs.items():
        word = [char for char in run if char not in _NEUTRAL]
        total += len(word) * times
        if common:
            fit = sum(1 if char in common else 0.6 for char in word if char in letters)
        else:
            fit = sum(char in letters for char in word) if len(word) <= 2 else 0
        explained += fit * times
    return explained / total if total else 0


def _eastern(sample: bytes) -> str | None:
    """The codec of a Japanese, Korean or Chinese text."""
    best, best_share = None, 0.0
    for encoding, least, share in (
        ("cp932", 0.15, _kana),
        ("cp949", 0.7, _hangul),
        ("gb18030", 0.8, _simplified),
        ("big5", 0.9, _traditional),
    ):
        text = _strict(sample, encoding)
        found = "".join(_BEYOND_ASCII.findall(text)) if text else ""
        fitting = share(found, encoding) / len(found) if found else 0
        if fitting >= least and fitting / least > best_share:
            best, best_share = encoding, fitting / least
    return best


def _strict(sample: bytes, encoding: str) -> str:
    """The sample decoded, which may end within a character; "" where it is of another encoding."""
    try:
        return codecs.getincrementaldecoder(encoding)().decode(sample)
    except UnicodeDecodeError:
        return ""


def _kana(text: str, _encoding: str) -> int:
    return sum("\u3041" <= char <= "\u30fc" for char in text)


def _hangul(text: str, _encoding: str) -> int:
    return sum("\uac00" <= char <= "\ud7a3" for char in text)


def _simplified(text: str, encoding: str) -> int:
    """The characters of the first level of GB 2312: rows 16 to 55, the 3,755 in daily use."""
    return sum(
        len(pair) == 2 and 0xB0 <= pair[0] <= 0xD7 and pair[1] >= 0xA1
        for pair in (char.encode(encoding) for char in text)
    ) + _eastern_marks(text)


def _traditional(text: str, encoding: str) -> int:
    """The characters of the first level of Big5: 0xA440 to 0xC67E, the 5,401 in daily use."""
    return sum(
        b"\xa4\x40" <= pair <= b"\xc6\x7e" for pair in (char.encode(encoding) for char in text)
    ) + _eastern_marks(text)


def _eastern_marks(text: str) -> int:
    """Full-width punctuation."""
    return sum("\u3000" <= char <= "\u3017" or "\uff01" <= char <= "\uff1f" for char in text)
