"""The text of a cell, as a note has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.formats.delimited.cells import own_text, plain_text
from flashcards.services.exporting.csv_file import neutralised


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'=SUM(A1:A9)", "=SUM(A1:A9)"),
        ("'-1", "-1"),
        ("'@property", "@property"),
        ("'+49", "+49"),
        ("''=x", "'=x"),
        ("'tis so", "'tis so"),
        ("'=' compares", "'=' compares"),
        ("'==' or '=='", "'==' or '=='"),
    ],
)
def test_what_was_made_harmless_for_spreadsheets_is_restored(cell: str, text: str) -> None:
    assert plain_text(cell) == text


@given(st.text(alphabet=st.sampled_from("'=+-@\tab \n")))
def test_every_text_of_an_own_export_comes_back(text: str) -> None:
    assert own_text(neutralised(text)) == text


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("What is <table>?", "What is &lt;table>?"),
        ("List<String>", "List&lt;String>"),
        ("`List<String>`", "`List<String>`"),
        ("```\n<div>\n```", "```\n<div>\n```"),
        ("i < j", "i < j"),
        ("<https://example.org>", "<https://example.org>"),
        ("H<sub>2</sub>O", "H<sub>2</sub>O"),
        ("one<br>two", "one<br>two"),
        ("What does __init__ do?", r"What does \_\_init\_\_ do?"),
        ("`__init__`", "`__init__`"),
        ("__Not a name__", "__Not a name__"),
        ("**bold** and *so*", "**bold** and *so*"),
    ],
)
def test_what_markdown_would_swallow_is_shown_as_it_stands(cell: str, text: str) -> None:
    assert plain_text(cell) == text


def test_line_breaks_within_a_cell_stay_line_breaks() -> None:
    assert plain_text("one\ntwo\n\nthree") == "one  \ntwo\n\nthree"
    assert plain_text("one\r\ntwo") == "one  \ntwo"


def test_blocks_of_markdown_within_a_cell_stay_as_they_are() -> None:
    for text in ("Why:\n- a\n- b", "```py\na\nb\n```", "| a |\n| - |\n| b |", "> a\n> b"):
        assert plain_text(text) == text
