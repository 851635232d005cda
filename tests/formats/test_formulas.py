"""Formulas between dollar signs become the brackets that cards know."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.formats.formulas import with_brackets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("area $\\pi r^2$ of it", "area \\(\\pi r^2\\) of it"),
        ("$$\nx + y\n$$", "\\[x + y\\]"),
        ("$x$ and $y$", "\\(x\\) and \\(y\\)"),
        ("$5 and $10", "$5 and $10"),
        ("$5-$10", "$5-$10"),
        ("costs US$5 or 5$", "costs US$5 or 5$"),
        ("\\$x\\$", "\\$x\\$"),
        ("`$x$` and $y$", "`$x$` and \\(y\\)"),
        ("```sh\necho $A $B\n```\n$c$", "```sh\necho $A $B\n```\n\\(c\\)"),
        ("$a$$b$", "$a$$b$"),
        ("$ x $", "$ x $"),
        ("no dollar", "no dollar"),
    ],
)
def test_formulas_are_told_from_money_and_code(text: str, expected: str) -> None:
    assert with_brackets(text) == expected


def test_variables_of_a_shell_are_no_formulas_where_that_is_likely() -> None:
    assert with_brackets("PATH=$HOME:$PATH", surely=True) == "PATH=$HOME:$PATH"
    assert with_brackets("O($n^2$) for $n$", surely=True) == "O(\\(n^2\\)) for \\(n\\)"


@given(st.text(alphabet="$\\ax1 \n`{}"))
def test_any_text_keeps_its_words(text: str) -> None:
    made = with_brackets(text)
    assert [char for char in made if char in "ax1"] == [char for char in text if char in "ax1"]
