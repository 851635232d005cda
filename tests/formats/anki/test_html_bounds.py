"""HTML of any kind gives Markdown, of bounded depth and in time that grows with its length."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.anki.html import Converter, Loss
from flashcards.formats.markdown import is_too_deep
from flashcards.render.rich_text import render_markdown


def test_nesting_stays_within_what_a_card_can_draw() -> None:
    converter = Converter({})

    text = converter.field("<ul><li>a" * 500 + "</li></ul>" * 500 + "<blockquote>b" * 500)

    assert not is_too_deep(text)
    assert not render_markdown(text).startswith("<p><em>This text is nested")
    assert text.count("a") == 500
    assert Loss.DEEP in converter.losses


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("<svg>", "</svg>"), ("<code>", "</code>"), ("<pre>", "</pre>"), ("<b>", "</b>"),
        ("<div style='display:none'>", "</div>"), ("<script>", "</script>"), ("<!--", "-->"),
        (r"\(", r"\)"), ("[latex]", "[/latex]"), ("[sound:", "]"), ("{{", "}}"),
        ("<ul><li>", "</ul>"), ("<table><tr><td>", "</table>"), ("<video>", "</video>"),
        ("<a href='https://x.y'>", "</a>"),
    ],
)  # fmt: skip
def test_long_texts_of_nothing_but_pairs_are_read_in_one_go(begin: str, end: str) -> None:
    count = 300_000 // len(begin + end)

    for text in ((begin + end) * count, begin * count + end, begin * count + end * count):
        Converter({}).field(text)
        Converter({}).template(text)


@pytest.mark.parametrize(
    "unit",
    ["<", "<a '", '<a "', "<b>", "</b>", "<div>", "<ul><li>", "<td>", "<code>", "<!--", r"\(",
     "[latex]", "{{", "&", "<br>", "<span style='display:none'>", "<pre>", "<svg>", "<a@"],
)  # fmt: skip
def test_long_texts_of_nothing_but_beginnings_are_read_in_one_go(unit: str) -> None:
    # in quadratic time each of these would take minutes
    text = unit * (300_000 // len(unit))

    Converter({}).field(text)
    Converter({}).template(text)


MARKS = [
    *"*_`#[]()!|~=\\<&ab :{}$\"'.^%@;",
    "**", "__", "## ", "- ", "+ ", "1. ", "2) ", "> ", "~~", "---", "&amp;", "x1", "word", "&lt",
    "<b>", "</p>", "&#35;",
]  # fmt: skip
LINES = st.lists(
    st.lists(st.sampled_from(MARKS), min_size=1, max_size=9).map("".join), min_size=1, max_size=3
)


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_any_text_reads_in_a_card_as_it_read_before(lines: list[str]) -> None:
    if any(bracket in line for line in lines for bracket in (r"\(", r"\[")):
        return  # a formula

    shown = render_markdown(Converter({}).field("<br>".join(html.escape(line) for line in lines)))

    text = html.unescape(re.sub(r"<[^>]*>", "", shown))
    assert "".join(text.split()) == "".join("".join(lines).split())


PIECES = [
    "<b>", "</b>", "<i>", "</i>", "<br>", "<div>", "</div>", "<p>", "<ul>", "</ul>", "<li>",
    "<ol start=2>", "<table>", "<tr>", "<td>", "<th colspan=3>", "</table>", "<pre>", "</pre>",
    "<code>", "</code>", "<a href='https://x.y'>", "</a>", "<img src='a.png'>", "<h2>", "</h2>",
    "<blockquote>", "</blockquote>", "<hr>", "<script>", "</script>", "<svg>", "</svg>",
    "<span style='font-weight:bold'>", "</span>", "<!--", "-->", r"\(", r"\)", "[latex]",
    "[/latex]", "[sound:a.mp3]", "{{c1::", "}}", "{{Field}}", "{{#F}}", "{{/F}}", "&nbsp;",
    "\xa0", "word", " ", "*", "\x02", "\x031\x03", "\x00", "\ud800", "<", ">", '"', "'",
]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@pytest.mark.parametrize("convert", [Converter.field, Converter.template])
def test_any_mix_of_tags_gives_text_that_can_be_drawn(
    convert: Callable[[Converter, str], str], text: str
) -> None:
    result = convert(Converter({}), text)

    assert not re.search(r"[\x00-\x08\x0b-\x1f\ud800-\udfff]", result)
    assert not is_too_deep(result)
    assert "<script" not in render_markdown(result)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_text_at_all_is_taken(text: str) -> None:
    converter = Converter({})

    assert "\x02" not in converter.field(text)
    assert "\x02" not in converter.template(text)
