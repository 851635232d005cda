"""Markdown as the HTML of an Anki field."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.render.anki_html import _PLAIN, anki_html
from flashcards.render.rich_text import render_markdown


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("plain", "<p>plain</p>"),
        ("a `b < c`", "<p>a <code>b &lt; c</code></p>"),
        ("\\(x^2\\) is", "<p>\\(x^2\\) is</p>"),
        ("![a tree](b-tree.svg)", '<p><img alt="a tree" src="b-tree.svg"></p>'),
        ("![ü](f%C3%BC%20r.png)", '<p><img alt="ü" src="fü r.png"></p>'),
        ("listen: [sound:a.mp3]", "<p>listen: [sound:a.mp3]</p>"),
        ("{{c1::Paris::city}} is", "<p>{{c1::Paris::city}} is</p>"),
        ("", ""),
    ],
)
def test_what_a_field_has(markdown: str, html: str) -> None:
    assert anki_html(markdown) == html


def test_a_formula_by_itself_is_one_for_mathjax() -> None:
    assert "\\[\\frac{1}{2} &lt; 1\\]" in anki_html("\\[\\frac{1}{2} < 1\\]")


@given(st.text(max_size=200))
def test_whatever_the_text_no_script_and_no_foreign_picture_comes_out(text: str) -> None:
    html = anki_html(text)
    assert "<script" not in html
    assert "media:" not in html or "media:" in text


@given(st.from_regex(_PLAIN, fullmatch=True))
@settings(max_examples=100, deadline=None)
def test_a_plain_line_is_what_rendering_would_make_of_it(line: str) -> None:
    assert anki_html(line) == render_markdown(line).strip()


def test_a_code_block_keeps_the_name_of_its_language() -> None:
    html = anki_html("```c++ title\nint a;\n```\n\n```\nplain\n```")
    assert '<pre class="language-c++">' in html
    assert "<pre>plain" in html
