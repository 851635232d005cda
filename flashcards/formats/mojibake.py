r"""Mends text whose UTF-8 was once read as Windows-1252, Windows-1254 or Latin-1 and saved again.

``â€“`` was a dash, ``âœ…`` a tick, ``ğŸ”¥`` a flame. The characters are turned back into the
bytes that they stand for through ftfy's sloppy codecs, which unlike the strict ones know all 256
bytes, and read as the UTF-8 that they were. Both code pages, and Latin-1's control characters, are
tried at once, for they give the same byte for all that they share. A text that was damaged twice
is mended twice.

Bytes that a code page does not define are often lost on the way. What is left of such a character
is dropped, not guessed at; only a closing quotation mark is known by the opening one before it.

Clean text stays as it is. Most damaged characters cannot be anything else: no language has ``Ã¼``
or ``âš¡``. But a quotation that ends in ``é…”`` could be a damaged Chinese character. Such a
sequence, of a letter and of marks that may follow a word, is *weak*: it counts only where
everything else in its line speaks of damage, or where its neighbours do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import ftfy.bad_codecs  # noqa: F401  registers the sloppy codecs

_CODECS = ("sloppy-windows-1252", "sloppy-windows-1254")
_MOST_PASSES = 4
"""Text damaged more than twice is rare; each pass mends one time."""

_REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
_BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"

_BYTE_OF = {chr(byte): byte for byte in range(0x80, 0xA0)} | {
    bytes([byte]).decode(codec): byte for codec in _CODECS for byte in range(0x80, 0x100)
}


def _standing_for(first: int, last: int) -> str:
    """A class for regular expressions: the characters that stand for bytes first to last."""
    return "[" + "".join(char for char, byte in _BYTE_OF.items() if first <= byte <= last) + "]"


_NEXT = _standing_for(0x80, 0xBF)
# Table 3-7 of the Unicode standard: the well-formed UTF-8 byte sequences of two and more bytes.
_SEQUENCE = "|".join(
    (
        _standing_for(0xC2, 0xDF) + _NEXT,
        _standing_for(0xE0, 0xE0) + _standing_for(0xA0, 0xBF) + _NEXT,
        _standing_for(0xE1, 0xEC) + _NEXT * 2,
        _standing_for(0xED, 0xED) + _standing_for(0x80, 0x9F) + _NEXT,
        _standing_for(0xEE, 0xEF) + _NEXT * 2,
        _standing_for(0xF0, 0xF0) + _standing_for(0x90, 0xBF) + _NEXT * 2,
        _standing_for(0xF1, 0xF3) + _NEXT * 3,
        _standing_for(0xF4, 0xF4) + _standing_for(0x80, 0x8F) + _NEXT * 2,
    )
)

# Marks that stand directly after a word in clean text; a letter before them proves nothing.
_AFTER_WORDS = "\N{NO-BREAK SPACE}…–—‘’“”«»‹›™®°¹²³"
# Czech 'úžas' and Estonian 'öš' are clean as well, in capitals and in small letters.
_CARON_LETTERS = "šžŠŽ"
_BESIDE_CARONS = "áéíäÉÍÓÚÝÄÔÕÖÜ"
_SYMBOL_REMNANT = f"â(?![{_AFTER_WORDS}]){_NEXT}"
_VARIATION_REMNANT = "ï¸"
_EMOJI_REMNANT = f"{_standing_for(0xF0, 0xF0)}Ÿ[{_NEXT[1:-1]}{_REPLACEMENT}]{{0,2}}"
_QUOTE_REMNANT = "â€"
_REMNANT = f"(?:{_EMOJI_REMNANT}|{_VARIATION_REMNANT}|{_SYMBOL_REMNANT}){_REPLACEMENT}?"

_DAMAGE = re.compile(f"(?P<whole>{_SEQUENCE})|(?P<rest>{_REMNANT})")
_IN_TABLE = re.compile(_standing_for(0x80, 0xFF))

# What ordinary text is written in. A sequence that decodes to anything else was never damaged.
_ORDINARY = re.compile(
    "["
    "\u0080-\u017f\u0192\u018f\u01a0\u01a1\u01af\u01b0\u0218-\u021b\u0259\u02bb\u02bc\u02c6\u02dc"
    "\u0300-\u0304\u0306-\u030c\u0323\u0327\u0328\u0384-\u038a\u038c\u038e-\u03ce"
    "\u0400-\u045f\u0490-\u04ff\u0531-\u0556\u0561-\u0587\u05d0-\u05ea\u060c\u061b\u061f"
    "\u0621-\u063a\u0640-\u0652\u0660-\u066c\u0670-\u06d3\u06f0-\u06f9"
    "\u0900-\u0d7f\u0e01-\u0e5b\u10a0-\u10ff\u1100-\u11ff\u1e00-\u1eff\u2002-\u2027\u2030-\u205e"
    "\u2070-\u209c\u20a0-\u20c0\u20e3\u2100-\u27bf\u27e8-\u27ef\u2900-\u2bff\u3000-\u303f"
    "\u3041-\u30ff\u4e00-\u9fff\uac00-\ud7a3\ufb00-\ufb06\ufe0e\ufe0f\ufeff\uff01-\uffef\ufffd"
    "\U0001d400-\U0001d7ff\U0001f000-\U0001f6ff\U0001f7e0-\U0001f7f0\U0001f900-\U0001faff"
    "\U00020000-\U0002a6df\U000e0020-\U000e007f"
    "]|\u200d"
)


@dataclass(frozen=True, slots=True)
class Mended:
    """A mended text, and the lines, from 1, in which a character could not be brought back."""

    text: str
    lost_lines: tuple[int, ...] = ()


def mend(text: str) -> str:
    """The text with its damage undone, line by line; clean text is given back as it is."""
    return examine(text).text


def examine(text: str) -> Mended:
    """As ``mend``, and tells where a character was lost for good."""
    if text.isascii():
        return Mended(text)
    lines = text.split("\n")
    lost: list[int] = []
    for number, line in enumerate(lines, start=1):
        if not line.isascii():
            lines[number - 1], gone = _mend_line(line)
            if gone:
                lost.append(number)
    return Mended("\n".join(lines), tuple(lost))


def _mend_line(line: str) -> tuple[str, bool]:
    lost = False
    for _ in range(_MOST_PASSES):
        mended, gone = _mend_once(line)
        lost = lost or gone
        if mended == line:
            break
        line = mended
    return line, lost


def _mend_once(line: str) -> tuple[str, bool]:
    """The line after one turn, and whether something could not be brought back."""
    finds = [
        found
        for found in _DAMAGE.finditer(line)
        if found["rest"] or _ORDINARY.fullmatch(_decoded(found[0]))
    ]
    if not finds:
        return line, False
    all_explained = sum(len(found[0]) for found in finds) == len(_IN_TABLE.findall(line))
    certain = [bool(found["rest"]) or _is_strong(found[0]) for found in finds]
    damaged_line = any(certain)
    output = _Output()
    at = 0
    for place, found in enumerate(finds):
        if not certain[place] and not (damaged_line and all_explained):
            trusted = damaged_line or all_explained
            if not (trusted and _fits(line, found, _touches(finds, place))):
                continue
        output.add(line[at : found.start()])
        at = found.end()
        char = output.closing_quote(found[0]) if found["rest"] else _decoded(found[0])
        if char in {"", _REPLACEMENT}:
            at = output.drop(line, at)
        elif char != _BYTE_ORDER_MARK:
            output.add(char)
    output.add(line[at:])
    return "".join(output.pieces), output.lost


class _Output:
    """The mended line as it grows."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.lost = False
        self._open_quotes = 0

    def add(self, text: str) -> None:
        if text:
            self.pieces.append(text)
            self._open_quotes += text.count("“") - text.count("”")

    def closing_quote(self, remnant: str) -> str:
        """What the remnant was where that is certain: the mark that closes an open quotation."""
        return "”" if remnant.startswith(_QUOTE_REMNANT) and self._open_quotes > 0 else ""

    def drop(self, line: str, at: int) -> int:
        """Leave a character out; gives the place to go on from, so that no gap is left."""
        self.lost = True
        if at == len(line):
            while self.pieces and not self.pieces[-1].rstrip(" "):
                self.pieces.pop()
            if self.pieces:
                self.pieces[-1] = self.pieces[-1].rstrip(" ")
        elif line[at] == " " and (not self.pieces or self.pieces[-1].endswith(" ")):
            return at + 1
        return at


def _decoded(sequence: str) -> str:
    return bytes(_BYTE_OF[char] for char in sequence).decode("utf-8")


def _is_strong(sequence: str) -> bool:
    """Whether no clean text has these characters side by side."""
    lead, rest = sequence[0], sequence[1:]
    return lead != "×" and not all(_may_follow(lead, char) for char in rest)


def _may_follow(lead: str, char: str) -> bool:
    """Whether clean text may have ``char`` directly after the letter ``lead``."""
    if char in _CARON_LETTERS:
        return lead in _BESIDE_CARONS and lead.isupper() == char.isupper()
    return char in _AFTER_WORDS


def _touches(finds: list[re.Match[str]], place: int) -> bool:
    """Whether another damaged character stands directly beside this one."""
    found = finds[place]
    before = place > 0 and finds[place - 1].end() == found.start()
    return before or (place + 1 < len(finds) and finds[place + 1].start() == found.end())


def _fits(line: str, found: re.Match[str], touches: bool) -> bool:
    """Whether a weak sequence stands where clean text would not have it."""
    if touches:
        return True
    lead, last = found[0][0], found[0][-1]
    before = line[found.start() - 1 : found.start()]
    after = line[found.end() : found.end() + 1]
    if lead == "×":
        return False
    if len(found[0]) == 2:
        alone = not before.isalnum() and not after.isalnum() and last in "…–—‘’“”"
        within = after.isalpha() and last not in _CARON_LETTERS
        return lead == "Â" or within or not (alone or before.isupper())
    if lead == "â":
        return not before.isalpha()
    return after.isalpha()
