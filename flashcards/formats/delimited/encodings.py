"""From the bytes of a table to its text, and by which name the encoding is known."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from flashcards.errors import FormatError
from flashcards.formats.delimited.languages import code_page
from flashcards.formats.rows import FormatWarning
from flashcards.formats.text import REPLACEMENT, refuse_oversize

ENCODINGS: tuple[tuple[str, str], ...] = (
    ("utf-8", "UTF-8"),
    ("utf-16-le", "UTF-16 LE"),
    ("utf-16-be", "UTF-16 BE"),
    ("utf-32-le", "UTF-32 LE"),
    ("utf-32-be", "UTF-32 BE"),
    ("windows-1252", "Windows-1252 (Western)"),
    ("windows-1250", "Windows-1250 (Central European)"),
    ("windows-1251", "Windows-1251 (Cyrillic)"),
    ("windows-1253", "Windows-1253 (Greek)"),
    ("windows-1254", "Windows-1254 (Turkish)"),
    ("windows-1255", "Windows-1255 (Hebrew)"),
    ("windows-1256", "Windows-1256 (Arabic)"),
    ("windows-1257", "Windows-1257 (Baltic)"),
    ("cp932", "Shift JIS (Japanese)"),
    ("cp949", "Windows-949 (Korean)"),
    ("gb18030", "GB 18030 (Chinese)"),
    ("big5", "Big5 (Chinese, traditional)"),
)
"""The encodings that a table can be read in: codec and name."""

_NAMES = dict(ENCODINGS)
_FALLBACK = "windows-1252"

_MARKS = (
    ("utf-8", codecs.BOM_UTF8),
    ("utf-32-le", codecs.BOM_UTF32_LE),  # begins like the mark of UTF-16: has to come before it
    ("utf-32-be", codecs.BOM_UTF32_BE),
    ("utf-16-le", codecs.BOM_UTF16_LE),
    ("utf-16-be", codecs.BOM_UTF16_BE),
)
_MARK_OF = dict(_MARKS)
_UNMARKED = ("utf-16-le", "utf-16-be")
_SAMPLE = 64 * 1024
_LEAST_ASCII = 0.03
_LEAST_LETTERS = 0.75
_PRINTABLE_ASCII = "\t\n\r" + "".join(map(chr, range(0x20, 0x7F)))

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1a\x1b")) + b"\x7f"
_PIECE = 1 << 20
_STRAY_CONTROLS = 4
_MOST_CONTROLS = 0.01


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a table as it stands, its line ends unchanged, and the codec that gave it."""

    text: str
    encoding: str
    warnings: tuple[FormatWarning, ...] = ()


def encoding_name(encoding: str) -> str:
    """How an encoding is called: ``UTF-8``, ``Windows-1252 (Western)``."""
    return _NAMES.get(encoding, encoding)


def read_text(data: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of a table in the given encoding, or in the one that its bytes speak of.

    A mark at the beginning decides, then the zero bytes of UTF-16, then whether it is UTF-8; what
    is left is a code page, told by the letters. NUL characters are left out. ``name`` is for
    messages.

    Raises:
        FormatError: the file is too large or binary, or the encoding is none of ``ENCODINGS``.
    """
    refuse_oversize(len(data), name)
    if encoding is None:
        encoding, certain = _detected(data)
    elif encoding in _NAMES:
        certain = True
    else:
        known = ", ".join(codec for codec, _ in ENCODINGS)
        raise FormatError(f"no encoding is called '{encoding}'; use one of {known}.", file=name)
    body = data.removeprefix(_MARK_OF.get(encoding, b""))
    text, damage = _decoded(body, encoding)
    _refuse_binary(text, name)
    warnings = () if damage is None else (damage,)
    if not certain:
        called = encoding_name(encoding).partition(" (")[0]
        message = f"The file is not UTF-8; it was read as {called}."
        warnings = (FormatWarning(0, message), *warnings)
    if nuls := text.count("\0"):
        text = text.replace("\0", "")
        left_out = "1 NUL character is" if nuls == 1 else f"{nuls:,} NUL characters are"
        warnings = (*warnings, FormatWarning(0, f"{left_out} left out."))
    return Decoded(text, encoding, warnings)


def _detected(data: bytes) -> tuple[str, bool]:
    """The codec, and whether it is beyond doubt."""
    for encoding, mark in _MARKS:
        if data.startswith(mark):
            return encoding, True
    sample = data[:_SAMPLE]
    if b"\0" in sample and not _has_stray_nuls(sample):
        share, encoding = max((_ascii_share(sample, wide), wide) for wide in _UNMARKED)
        if share > _LEAST_ASCII:
            return encoding, True
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        if _mostly_utf8(data):
            return "utf-8", True
        return code_page(data) or _FALLBACK, False
    return "utf-8", True


def _has_stray_nuls(sample: bytes) -> bool:
    """Whether it is plain ASCII but for some zero bytes, too few for the halves of UTF-16."""
    letters = sample.replace(b"\0", b"")
    plain = letters.isascii() and not letters.translate(None, bytes(range(32, 127)) + b"\t\n\r")
    return plain and len(letters) > len(sample) * _LEAST_LETTERS


def _ascii_share(sample: bytes, encoding: str) -> float:
    """How much of it would be ASCII: separators and line ends are so in any language."""
    text = sample.decode(encoding, "ignore")
    if any(map(text.count, map(chr, _CONTROLS))):
        return 0
    return sum(map(text.count, _PRINTABLE_ASCII)) / (len(text) or 1)


def _mostly_utf8(data: bytes) -> bool:
    """Whether more characters beyond ASCII are whole UTF-8 than damaged."""
    text = data.decode("utf-8", "replace")
    lost = text.count(REPLACEMENT)
    return len(text) - len(text.encode("ascii", "ignore")) > 2 * lost


def _decoded(body: bytes, encoding: str) -> tuple[str, FormatWarning | None]:
    try:
        return body.decode(encoding), None
    except UnicodeDecodeError as error:
        line = body[: error.start].decode(encoding, "replace").count("\n") + 1
    message = f"Line {line} has damaged characters; each is shown as {REPLACEMENT}."
    return body.decode(encoding, "replace"), FormatWarning(0, message)


def _refuse_binary(text: str, name: str) -> None:
    length = controls = 0
    for at in range(0, len(text), _PIECE):  # of the whole text there is no room for two copies
        data = text[at : at + _PIECE].encode("utf-8", "replace")
        length += len(data)
        controls += len(data) - len(data.translate(None, _CONTROLS))
    if controls > _STRAY_CONTROLS + length * _MOST_CONTROLS:
        raise FormatError("not a table of text: the file holds binary data.", file=name)
