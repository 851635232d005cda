"""Bytes of text files, as programs of all ages write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.errors import FormatError
from flashcards.formats.text import MAX_BYTES, decode, refuse_oversize

SAMPLE = "### Naïve — what costs 5 €?\n\nÜber 一 и 🛣️\n"


def messages(data: bytes) -> list[tuple[int, str]]:
    return [(warning.line, warning.message) for warning in decode(data, "deck.md")[1]]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_with_or_without_a_mark_is_read_without_a_word(encoding: str) -> None:
    assert decode(SAMPLE.encode(encoding), "deck.md") == (SAMPLE, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text",
    [
        "# Deck\n\n### Why?\n",
        "### Зачем нужен индекс?\n\nЧтобы не читать всю таблицу.\n",
        "一 二 三\n一 二 三\n",
    ],
)
def test_utf16_is_told_by_its_zero_bytes(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "deck.md") == (text, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1252"])
@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_every_line_ends_with_a_line_feed(encoding: str, ending: str) -> None:
    data = ending.join(["é one", "two", ""]).encode(encoding)

    assert decode(data, "deck.md")[0] == "é one\ntwo\n"


def test_what_is_not_utf8_is_windows_1252_and_says_so() -> None:
    text, warnings = decode("first\nna\u00efve “quotes” 5 €\n".encode("windows-1252"), "deck.md")

    assert text == "first\nna\u00efve “quotes” 5 €\n"
    assert [(w.line, w.message) for w in warnings] == [
        (2, "not UTF-8; the file was read as Windows-1252")
    ]


def test_bytes_that_windows_1252_leaves_open_do_not_stop_it() -> None:
    assert decode(b"caf\xe9 \x81 menu\n", "deck.md")[0] == "café \x81 menu\n"


def test_one_damaged_byte_does_not_turn_a_utf8_file_into_windows_1252() -> None:
    data = "Ünï cöde\nÜnï cöde\n".encode()
    damaged = data[:-3] + b"\xff" + data[-2:]

    text, warnings = decode(damaged, "deck.md")

    assert text == "Ünï cöde\nÜnï cö\N{REPLACEMENT CHARACTER}e\n"
    assert [warning.line for warning in warnings] == [2]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le"])
def test_a_file_cut_in_the_middle_of_a_character_keeps_the_rest(encoding: str) -> None:
    data = "ü one\nroad 🛣".encode(encoding)

    text, warnings = decode(data[:-1], "deck.md")

    assert text == "ü one\nroad "
    assert [(w.line, w.message) for w in warnings] == [
        (2, "the file ends in the middle of a character; is it complete?")
    ]


def test_a_final_accent_in_windows_1252_is_no_cut_character() -> None:
    assert decode("café".encode("windows-1252"), "deck.md")[0] == "café"


def test_half_a_surrogate_pair_is_shown_as_damaged() -> None:
    data = b"\xff\xfe" + "a\n".encode("utf-16-le") + b"\x00\xd8" + "b\n".encode("utf-16-le")

    text, warnings = decode(data, "deck.md")

    assert text == "a\n\N{REPLACEMENT CHARACTER}b\n"
    assert [warning.line for warning in warnings] == [2]


def test_an_empty_file_is_an_empty_text() -> None:
    assert decode(b"", "deck.md") == ("", ())
    assert decode(b"\xef\xbb\xbf", "deck.md") == ("", ())


def test_a_stray_control_character_is_still_text() -> None:
    assert messages(b"ring \x07 the bell\n") == []


@pytest.mark.parametrize(
    "data",
    [
        b"SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20" + bytes(76),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0",
        b"%PDF-1.7\n" + bytes(range(1, 256)) * 8,
        b"\xff\xfe" + bytes(64),
        b"notes\n" + bytes(100),
    ],
    ids=["sqlite", "png", "pdf", "zeros after a mark", "zeros"],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(FormatError, match=r"^deck\.md: not a text file"):
        decode(data, "deck.md")


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    refuse_oversize(MAX_BYTES, "deck.md")
    with pytest.raises(FormatError, match=r"^deck\.md: too large .*: 120.0 MB, at most 50 MB"):
        refuse_oversize(120 * 1024 * 1024, "deck.md")
    with pytest.raises(FormatError, match="too large"):
        decode(bytes(MAX_BYTES + 1), "deck.md")


@settings(deadline=None)
@given(st.binary())
def test_any_bytes_are_text_or_one_clear_error(data: bytes) -> None:
    try:
        text, warnings = decode(data, "deck.md")
    except FormatError:
        return
    assert "\r" not in text
    assert all(1 <= warning.line <= text.count("\n") + 1 for warning in warnings)


@settings(deadline=None)
@given(st.text())
def test_any_text_comes_back_from_utf8(text: str) -> None:
    printable = "".join(c for c in text if c.isprintable() or c in "\t\n")

    assert decode(printable.encode(), "deck.md") == (printable.removeprefix("\ufeff"), ())
