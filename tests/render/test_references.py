"""The media that a text names are found, renamed and written so that a card shows the same."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.render.references import (
    image_markdown,
    media_name,
    media_references,
    pictures,
    rename_media,
)
from flashcards.render.rich_text import render_markdown

NAMES = st.text(
    st.characters(exclude_categories=["C"], exclude_characters='/\\:*?"<>|#%'),
    min_size=1,
    max_size=30,
).filter(lambda name: media_name(name) == name and name == name.strip())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("![A tree](media/tree.svg)", ["media/tree.svg"]),
        ('![A tree](media/tree.svg "with a title")', ["media/tree.svg"]),
        ("![](<with blank.png>) ![](with%20another.png)", ["with blank.png", "with another.png"]),
        ("![a [b] c](a(1).png)", ["a(1).png"]),
        (r"![](a\_b.png) ![](a&amp;b.png)", ["a_b.png", "a&b.png"]),
        ("[![small](small.png)](https://x.org/large)", ["small.png"]),
        ('<img alt="x" src="raw.png"> <IMG SRC=bare.png>', ["raw.png", "bare.png"]),
        ("Say it: [sound:it (1).mp3]", ["it (1).mp3"]),
        ("![](./a.png) ![](a.png)", ["a.png"]),
        ("> - ![](quoted.png)", ["quoted.png"]),
        ("![two\nlines](a.png)", ["a.png"]),
    ],
)
def test_what_is_found(text: str, names: list[str]) -> None:
    assert list(media_references(text)) == names


@pytest.mark.parametrize(
    "text",
    [
        "![](https://x.org/a.png)", "![](//x.org/a.png)", "![](data:image/png;base64,AA)",
        "![](/etc/a.png)", "![](../a.png)", "![](a/../../b.png)", "![](C:/a.png)", "![](a\\b.png)",
        "![](..%2fa.png)", "![]()", "![](#a)", r"\![](a.png)", "`![](a.png)`", "[link](a.png)",
        "```\n![](a.png)\n```", "~~~~ md\n[sound:a.mp3]\n~~~\n![](b.png)\n~~~~", "[sound:]",
        "  > ```\n  > ![](a.png)\n  > ```", "![](a\x00.png)", "plain words",
    ],
)  # fmt: skip
def test_what_is_none(text: str) -> None:
    assert media_references(text) == ()
    assert rename_media(text, {"a.png": "b.png"}) == text


def test_names_are_replaced_where_they_stand() -> None:
    text = '![A [b]](a.png "t") `![](a.png)` <img src="a.png"> [sound:a.png] ![](<b.png>)'
    assert rename_media(text, {"a.png": "new one.png"}) == (
        '![A [b]](new%20one.png "t") `![](a.png)` <img src="new%20one.png"> '
        "[sound:new one.png] ![](<b.png>)"
    )
    assert "[sound:a.png]" in rename_media(text, {"a.png": "c.png"}, sounds=False)


def test_what_is_not_renamed_stays_byte_for_byte() -> None:
    text = "![x](  <a b.png>   'title' )  \r\n![y]( c.png )"
    assert rename_media(text, {"other.png": "c.png"}) == text


@given(NAMES)
@settings(max_examples=150, deadline=None)
def test_any_name_that_is_written_is_read_back_and_shown(name: str) -> None:
    text = f"Before {image_markdown('A [tree] of *two* `kinds`', name)} after [sound:x.mp3]."
    assert media_references(text) == (name, "x.mp3")
    renamed = rename_media(text, {name: "a & b's (1).png"})
    assert media_references(renamed)[0] == "a & b's (1).png"
    source = re.search(
        r'<img[^>]* src="media:([^"]*)"', render_markdown(text, media_prefix="media:")
    )
    assert source is not None
    assert unquote(unescape(source[1])) == name


@given(st.text(max_size=300), st.text(max_size=40))
@settings(max_examples=150, deadline=None)
def test_no_text_is_too_much(text: str, alt: str) -> None:
    names = media_references(text)
    assert rename_media(text, {name: name for name in names}).count("\n") == text.count("\n")
    assert media_references(image_markdown(alt, "a.png")) == ("a.png",)


@pytest.mark.parametrize(
    "text",
    ["![" * 20_000, "![a](" * 20_000, "![a](<" * 20_000, "<img " * 20_000, "![" + "[" * 20_000,
     "![a](" + "(" * 20_000, '![a](x "' + '"' * 20_000, "[sound:" * 20_000, "![" + "\\" * 20_001],
)  # fmt: skip
def test_a_text_made_to_be_slow_is_none(text: str) -> None:
    assert media_references(text) == ()
    assert list(pictures(text)) == []


def test_pictures_know_what_describes_them() -> None:
    found = list(
        pictures('![ A tree ](a.png) ![](https://x.org/b.png) <img src="c.png" alt="d &amp; e">')
    )
    assert [(picture.alt, picture.target, picture.name) for picture in found] == [
        ("A tree", "a.png", "a.png"),
        ("", "https://x.org/b.png", None),
        ("d & e", "c.png", "c.png"),
    ]
