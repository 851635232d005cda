"""From the bytes of a text file to its text, whatever program has written it."""

from __future__ import annotations

import codecs

from flashcards.errors import FormatError
from flashcards.formats.rows import FormatWarning

MAX_BYTES = 50 * 1024 * 1024
"""The largest text file that is read, in bytes."""

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # begins like the mark of UTF-16: has to come before it
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 64 * 1024
_UNMARKED = ("utf-16-le", "utf-16-be")
_PRINTABLE_ASCII = "\t\n\r" + "".join(map(chr, range(0x20, 0x7F)))
_LEAST_ASCII = 0.03

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\f\r\x1a\x1b")) + b"\x7f"
_STRAY_CONTROLS = 4
_MOST_CONTROLS = 0.01

# As browsers read it: the five bytes that Windows-1252 leaves open are control characters.
_WINDOWS_1252 = {
    byte: bytes([byte]).decode("windows-1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)
}


def refuse_oversize(size: int, name: str) -> None:
    """Raise ``FormatError`` for a file of so many bytes that it is not read at all.

    For callers that know the size of a file before they read it; ``decode`` asks as well.
    """
    if size > MAX_BYTES:
        raise FormatError(
            f"too large to be a text file: {size / 1024 / 1024:.1f} MB, "
            f"at most {MAX_BYTES // 1024 // 1024} MB are read",
            file=name,
        )


def decode(data: bytes, name: str) -> tuple[str, tuple[FormatWarning, ...]]:
    r"""The text of a file, its lines ended by ``\n``, and what could not be read as it stands.

    Read as UTF-8 with or without a mark, as UTF-16 by its mark or by its zero bytes, as UTF-32 by
    its mark, and as Windows-1252 when nothing else fits. ``name`` is for messages.

    Raises:
        FormatError: the file is larger than ``MAX_BYTES``, or is no text.
    """
    refuse_oversize(len(data), name)
    encoding, body = _encoding(data)
    if encoding == "utf-8":
        _refuse_binary(body, name)
        text, warnings = _decode_bytes(body)
    else:
        text, warnings = _decode_wide(body, encoding)
        _refuse_binary(text.encode("utf-8", "replace"), name)
    return text.replace("\r\n", "\n").replace("\r", "\n"), warnings


def _encoding(data: bytes) -> tuple[str, bytes]:
    """The encoding that a mark or zero bytes tell of, and the data without the mark."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding, data[len(mark) :]
    sample = data[:_SAMPLE]
    if b"\0" in sample:
        share, encoding = max((_ascii_share(sample, wide), wide) for wide in _UNMARKED)
        if share > _LEAST_ASCII:
            return encoding, data
    return "utf-8", data


def _ascii_share(sample: bytes, encoding: str) -> float:
    """How much of it would be ASCII: blanks, digits and line ends are so in any language.

    Nothing of it where control characters tell that it is another thing altogether.
    """
    text = sample.decode(encoding, "ignore")
    if any(map(text.count, map(chr, _CONTROLS))):
        return 0
    return sum(map(text.count, _PRINTABLE_ASCII)) / (len(text) or 1)


def _refuse_binary(data: bytes, name: str) -> None:
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if b"\0" in data or controls > _STRAY_CONTROLS + len(data) * _MOST_CONTROLS:
        raise FormatError("not a text file: it holds binary data", file=name)


def _decode_wide(data: bytes, encoding: str) -> tuple[str, tuple[FormatWarning, ...]]:
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError as error:
        good = data[: error.start].decode(encoding)
        line = good.count("\n") + 1
        if error.reason in {"truncated data", "unexpected end of data"}:
            return good, (_cut(line),)
    return data.decode(encoding, "replace"), (_damaged(line),)


def _decode_bytes(data: bytes) -> tuple[str, tuple[FormatWarning, ...]]:
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        if _is_cut(data, error):
            return data[: error.start].decode("utf-8"), (_cut(line),)
    text = data.decode("utf-8", "replace")
    lost = text.count(REPLACEMENT)
    beyond_ascii = len(text) - len(text.encode("ascii", "ignore")) - lost
    if beyond_ascii > lost:
        return text, (_damaged(line),)
    warning = FormatWarning(line, "not UTF-8; the file was read as Windows-1252")
    return data.decode("latin-1").translate(_WINDOWS_1252), (warning,)


def _is_cut(data: bytes, error: UnicodeDecodeError) -> bool:
    """Whether the only fault is an unfinished character at the very end.

    One byte after nothing but ASCII is no sign of UTF-8: 'café' in Windows-1252 ends so, too.
    """
    unfinished = error.reason == "unexpected end of data"
    return unfinished and (len(data) - error.start > 1 or not data[: error.start].isascii())


def _cut(line: int) -> FormatWarning:
    return FormatWarning(line, "the file ends in the middle of a character; is it complete?")


def _damaged(line: int) -> FormatWarning:
    return FormatWarning(line, f"damaged characters; each is shown as {REPLACEMENT}")
