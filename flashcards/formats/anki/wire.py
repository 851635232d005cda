"""Protocol buffers as far as packages need them: fields in their order, bounded, no schema."""

from __future__ import annotations

from collections.abc import Iterator

VARINT, FIXED64, LENGTH, FIXED32 = 0, 1, 2, 5
"""How a field is written."""

_LONGEST_VARINT = 10


class WireError(ValueError):
    """The bytes are no message."""


def fields(message: bytes) -> Iterator[tuple[int, int | bytes]]:
    """The number and the value of each field, in the order in which they stand.

    A varint is an unsigned 64-bit integer; all others are their bytes.

    Raises:
        WireError: the bytes end in the middle of a field, or are no message at all.
    """
    at = 0
    end = len(message)
    while at < end:
        key, at = _varint(message, at)
        number, kind = key >> 3, key & 7
        if number == 0:
            raise WireError("a field without a number")
        if kind == VARINT:
            value, at = _varint(message, at)
            yield number, value
            continue
        if kind == LENGTH:
            length, at = _varint(message, at)
        elif kind == FIXED64:
            length = 8
        elif kind == FIXED32:
            length = 4
        else:
            raise WireError(f"a field of an unknown kind: {kind}")
        if length > end - at:
            raise WireError("the message ends in the middle of a field")
        yield number, message[at : at + length]
        at += length


def text(value: int | bytes) -> str:
    """A field that holds text; damaged characters are replaced. Raises WireError for a number."""
    if isinstance(value, int):
        raise WireError("a number where a text should be")
    return value.decode("utf-8", "replace")


def number(value: int | bytes) -> int:
    """A field that holds a number. Raises WireError for bytes."""
    if isinstance(value, bytes):
        raise WireError("bytes where a number should be")
    return value


def _varint(message: bytes, at: int) -> tuple[int, int]:
    """The number that begins at a place, and the place behind it."""
    value = 0
    for count in range(_LONGEST_VARINT):
        if at >= len(message):
            raise WireError("the message ends in the middle of a number")
        byte = message[at]
        at += 1
        value |= (byte & 0x7F) << 7 * count
        if byte < 0x80:
            return value & 0xFFFF_FFFF_FFFF_FFFF, at
    raise WireError("a number that does not end")
