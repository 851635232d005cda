"""Protocol buffers, as far as packages need them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.anki import wire
from tests.formats.anki.packages import length, varint


def test_fields_come_in_their_order_with_their_numbers() -> None:
    message = varint(2, 300) + length(1, "größe") + length(3, b"\0\1") + varint(4, 0)

    assert list(wire.fields(message)) == [(2, 300), (1, "größe".encode()), (3, b"\0\1"), (4, 0)]


def test_numbers_of_a_fixed_width_are_their_bytes() -> None:
    message = bytes([1 << 3 | 1]) + bytes(8) + bytes([2 << 3 | 5]) + bytes(4)

    assert list(wire.fields(message)) == [(1, bytes(8)), (2, bytes(4))]


def test_high_field_numbers_are_read() -> None:
    # field 255, as the list of media has it
    assert list(wire.fields(b"\xf8\x0f\x07")) == [(255, 7)]


@pytest.mark.parametrize(
    "message",
    [
        b"\x0a",  # a length is missing
        b"\x0a\x05abc",  # the text is shorter than it says
        b"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\x7f",  # longer than anything
        b"\x08",  # the number is missing
        b"\x08" + b"\x80" * 11,  # a number that does not end
        b"\x0b",  # a group, which nobody writes
        b"\x00\x00",  # a field without a number
        b"\x0d\0\0",  # half of a number
    ],
)
def test_what_is_no_message_is_refused(message: bytes) -> None:
    with pytest.raises(wire.WireError):
        list(wire.fields(message))


def test_text_and_numbers_are_not_mistaken_for_each_other() -> None:
    assert wire.text(b"a\xffb") == "a\N{REPLACEMENT CHARACTER}b"
    assert wire.number(7) == 7
    with pytest.raises(wire.WireError):
        wire.text(7)
    with pytest.raises(wire.WireError):
        wire.number(b"7")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        values = [value for _, value in wire.fields(data)]
    except wire.WireError:
        return
    assert sum(len(value) for value in values if isinstance(value, bytes)) <= len(data)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 15), st.integers(0, 2**64 - 1) | st.binary(max_size=50)),
        max_size=10,
    )
)
def test_what_is_written_is_read_back(values: list[tuple[int, int | bytes]]) -> None:
    message = b"".join(
        length(number, value) if isinstance(value, bytes) else varint(number, value)
        for number, value in values
    )

    assert list(wire.fields(message)) == values
