"""Markdown without its marks, for lists, the terminal and search."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.render.plain import first_line, plain_text


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("What is it?", "What is it?"),
        ("a **b *c* d** _e_ __f__ ~~g~~ ***h***", "a b c d e f g h"),
        ("snake_case_name and a * b", "snake_case_name and a * b"),
        ("`x*y*z` ``a`b``", "x*y*z a`b"),
        (r"\*no\* \# 1\. x", "*no* # 1. x"),
        ("[the `docs`](https://x.org/a_(b)) [1]", "the docs [1]"),
        ("![A tree](tree.png) ![](x.png)", "A tree"),
        ("<https://x.org>", "https://x.org"),
        ("a<br>b <b>c</b> &lt;d&gt; 1 < 2 > 0", "a\nb c <d> 1 < 2 > 0"),
        ("## Heading\n\n> quote\n\n- item\n1. one", "Heading\n\nquote\n\n- item\n1. one"),
        ("See:\n\n```python\n# *x*\n```\n\n*after*", "See:\n\n# *x*\n\nafter"),
        ("~~~\nopen **fence**", "open **fence**"),
        ("{{c1::`SELECT`::verb}} reads, {{c2::writes}} write", "SELECT reads, writes write"),
    ],
)
def test_marks_go_and_words_stay(markdown: str, text: str) -> None:
    assert plain_text(markdown) == text


@pytest.mark.parametrize("text", ["\x1b[31mred\x1b[0m", "a\x07b", "&#27;[2J", "\x9b2J"])
def test_a_terminal_gets_nothing_to_obey(text: str) -> None:
    shown = plain_text(text)
    assert all(character.isprintable() or character in "\n\t" for character in shown)


def test_a_row_of_a_list_is_one_line() -> None:
    assert first_line("What does\n\n```sql\nSELECT  1;\n```\n\nreturn?") == (
        "What does SELECT 1; return?"
    )


@given(st.text(alphabet="ab `*_[]()<>!\\#&;{}:c1~\n", max_size=200))
def test_any_text_has_a_plain_text(text: str) -> None:
    assert "\ue000" not in plain_text(text)


@given(st.text(alphabet="abc ,.?", max_size=50))
def test_text_without_marks_is_its_own(text: str) -> None:
    assert plain_text(text) == text.strip()


@pytest.mark.parametrize(
    "piece", ["[", "*a", "_a ", "`", "`a``", "<a ", "<!--", "```\n", "{{c1::", "[a](", "![a]("]
)
def test_hostile_repetition_ends(piece: str) -> None:
    plain_text(piece * 5_000)
