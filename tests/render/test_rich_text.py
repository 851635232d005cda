"""Markdown becomes the HTML that a card shows."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.render.blocks import RefusedError, regular_lines
from flashcards.render.rich_text import LONGEST, render_inline, render_markdown


def check_structure(text: str) -> None:
    regular_lines(text.split("\n"), lambda _: "")


def html(*lines: str) -> str:
    """The HTML of lines of Markdown, on one line."""
    return render_markdown("\n".join(lines)).replace("\n", "")


def test_a_paragraph_has_emphasis_code_and_links() -> None:
    assert html("*a* **b** ~~c~~ `d < e` [f](https://x.org/a_b)") == (
        "<p><em>a</em> <strong>b</strong> <del>c</del> <code>d &lt; e</code> "
        '<a href="https://x.org/a_b">f</a></p>'
    )


def test_names_with_underscores_stay() -> None:
    assert html("snake_case_name") == "<p>snake_case_name</p>"


def test_a_bare_address_becomes_a_link_without_the_full_stop_behind_it() -> None:
    assert html("See https://x.org/a(b).") == (
        '<p>See <a href="https://x.org/a">https://x.org/a</a>(b).</p>'
    )
    assert html("`https://x.org`") == "<p><code>https://x.org</code></p>"
    assert html("[x](https://x.org)").count("<a ") == 1


def test_a_hash_without_a_space_begins_no_heading() -> None:
    assert html("#include is a directive") == "<p>#include is a directive</p>"
    assert html("## Heading") == "<h2>Heading</h2>"


def test_indented_text_is_no_code() -> None:
    assert html("a", "", "    b") == "<p>a</p><p>b</p>"


class TestFences:
    def test_code_is_coloured_by_its_language(self) -> None:
        assert html("```python", "return 1", "```") == (
            '<pre><span class="k">return</span> <span class="m">1</span></pre>'
        )

    def test_nothing_in_a_fence_is_markdown_or_html(self) -> None:
        assert html("```text", "**a** <b> [c](d) ![e](f.png) &amp;", "- x", "```") == (
            "<pre>**a** &lt;b&gt; [c](d) ![e](f.png) &amp;amp;- x</pre>"
        )

    def test_a_fence_keeps_its_blank_lines(self) -> None:
        assert render_markdown("```\n\na\n\nb\n```") == "<pre>\n\na\n\nb</pre>"

    def test_a_longer_fence_holds_a_shorter_one(self) -> None:
        assert render_markdown("````\n```\na\n```\n````") == "<pre>```\na\n```</pre>"

    def test_an_open_fence_reaches_to_the_end(self) -> None:
        assert render_markdown("```\na\n# b") == "<pre>a\n# b</pre>"

    def test_a_fence_stands_in_a_list_item(self) -> None:
        assert html("1. a", "   ```", "     b", "   ```", "2. c") == (
            "<ol><li><p>a</p><pre>  b</pre></li><li><p>c</p></li></ol>"
        )

    def test_a_fence_stands_in_a_quote(self) -> None:
        assert html("> a", "> ```", "> b", "> ```") == (
            "<blockquote><p>a</p><pre>b</pre></blockquote>"
        )


class TestLists:
    def test_a_list_needs_no_blank_line_before_it(self) -> None:
        assert html("Why:", "- a", "- b") == "<p>Why:</p><ul><li>a</li><li>b</li></ul>"

    def test_two_spaces_nest(self) -> None:
        assert html("- a", "  - b", "    - c", "- d") == (
            "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>"
        )

    def test_bullets_and_numbers_are_two_lists(self) -> None:
        assert html("- a", "1) b") == "<ul><li>a</li></ul><ol><li>b</li></ol>"

    def test_a_list_goes_on_with_its_number(self) -> None:
        assert html("3. a", "4. b") == '<ol start="3"><li>a</li><li>b</li></ol>'

    def test_a_sentence_that_ends_with_a_number_is_no_list(self) -> None:
        assert html("It happened in", "1987. Then it ended.") == (
            "<p>It happened in1987. Then it ended.</p>"
        )

    def test_an_item_has_more_than_one_paragraph(self) -> None:
        assert html("- a", "", "  b", "- c") == (
            "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>"
        )

    def test_an_empty_item_stays(self) -> None:
        assert html("- ", "- a") == "<ul><li></li><li>a</li></ul>"

    def test_an_item_of_raw_code_is_left_alone(self) -> None:
        assert render_markdown("<pre>\n- a\n\n- b\n</pre>") == "<pre>- a\n\n- b\n</pre>"


def test_a_table_keeps_its_alignment() -> None:
    assert '<td align="right">1</td>' in html("| a | b |", "|---|--:|", "| x | 1 |")


class TestInline:
    @pytest.mark.parametrize("line", ["# of rows", "1. of all", "- minus", "> greater", "+ plus"])
    def test_what_looks_like_a_block_stays_as_it_is(self, line: str) -> None:
        assert render_inline(line) == line.replace(">", "&gt;")

    def test_there_are_no_blocks(self) -> None:
        assert render_inline("<div>a <b>b</b></div> `c`") == "a <b>b</b> <code>c</code>"


def drawn(text: str) -> str:
    return render_markdown(text, media_prefix="media:").replace("\n", "")


class TestFormulas:
    def test_a_formula_in_a_line_is_an_image_of_its_latex(self) -> None:
        assert drawn(r"It takes \(O(n_1 * n_2)\) steps *here*.") == (
            '<p>It takes <img src="formula:O%28n_1%20%2A%20n_2%29" alt="O(n_1 * n_2)"> '
            "steps <em>here</em>.</p>"
        )

    def test_a_block_alone_in_its_paragraph_is_centred(self) -> None:
        image = '<img src="formula-block:x%5E2" alt="x^2">'
        assert drawn("a\n\n\\[\nx^2\n\\]\n\nb") == f'<p>a</p><p align="center">{image}</p><p>b</p>'

    def test_a_block_among_words_stands_on_its_own_line(self) -> None:
        image = '<img src="formula-block:x" alt="x">'
        assert drawn(r"a \[x\] b") == f"<p>a <br>{image}<br> b</p>"
        assert drawn(r"- \[x\]") == f"<ul><li>{image}</li></ul>"

    @pytest.mark.parametrize("text", [r"`\(x\)`", "```\n\\[x\\]\n```", r"\\\\(x)", r"\(x"])
    def test_code_and_escaped_backslashes_are_none(self, text: str) -> None:
        assert "formula" not in drawn(text)

    def test_in_a_description_a_formula_is_its_latex(self) -> None:
        assert drawn(r'![a \(x<"1"\) b](a.png)') == (
            '<p><img alt="a x&lt;&quot;1&quot; b" src="media:a.png"></p>'
        )

    def test_markup_in_a_formula_is_text(self) -> None:
        shown = drawn(r"\(<img src=x onerror=alert(1)>\)")
        assert shown.startswith('<p><img src="formula:%3Cimg%20')
        assert "&lt;img src=x onerror=alert(1)&gt;" in shown

    def test_where_nothing_is_drawn_it_stays_as_it_is_written(self) -> None:
        assert render_markdown(r"\(x < y\)") == r"<p><code>\(x &lt; y\)</code></p>"

    def test_a_text_with_the_marks_of_places_has_no_more_formulas_than_it_had(self) -> None:
        assert drawn("\U000f5e000\U000f5e01 \\(x\\)").count("<img") == 1


def test_a_sound_is_its_name() -> None:
    chip = '<span class="sound">&nbsp;sound: a_b_c.mp3&nbsp;</span>'
    assert drawn("Say *it*: [sound:a_b_c.mp3]") == f"<p>Say <em>it</em>: {chip}</p>"
    assert "<span" not in drawn("`[sound:a.mp3]`")


class TestRefusal:
    @pytest.mark.parametrize(
        "text",
        [
            "\n".join("  " * level + "- x" for level in range(1_500)),
            "> " * 30 + "x",
            "- " * 30 + "x",
            "<div>" * 30,
            "[" * 5_000,
        ],
        ids=["bullets", "quotes", "bullets on a line", "elements", "brackets"],
    )
    def test_what_would_cost_too_much_is_shown_as_it_is_and_says_so(self, text: str) -> None:
        shown = render_markdown(text)
        assert "is not drawn" in shown
        assert len(shown) < 30_000
        with pytest.raises(RefusedError):
            check_structure(text)

    def test_twenty_levels_are_drawn(self) -> None:
        text = "\n".join("  " * level + "- x" for level in range(20))
        check_structure(text)
        assert render_markdown(text).count("<ul>") == 20

    def test_a_very_long_text_is_not_drawn(self) -> None:
        assert "very long" in render_markdown("a" * (LONGEST + 1))

    def test_elements_in_code_nest_nothing(self) -> None:
        check_structure("`<div>` " * 30 + "\n```\n" + "<div>" * 30 + "\n```")


PIECES = (
    "- ", "1. ", "> ", "```", "\n", "\n\n", "  ", "    ", "a", "`", "*", "_", "[", "](", ")", "<b>",
    "</b>", "<div>", "<!--", "-->", "<?", "<![CDATA[", "&", "&#", "|", "|--|", "---", "===", "#",
    "\\", "\t", "<", ">", "!", "https://", "\x02", "\x03", "wzxhzdk:0", "<pre>", "</pre>", "\r",
    "~~", "<a href=", "<img src=", '"', "\u202e", "\x00", "::", "{{c1::", "\\(", "\\)", "\\[",
    "\\]", "[sound:", "![x](a.png)", "\U000f5e00", "\U000f5e01",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_text_is_rendered(text: str) -> None:
    for shown in (render_markdown(text), render_inline(text)):
        assert "<script" not in shown
        assert "style=" not in shown


def test_threads_render_side_by_side() -> None:
    texts = [f"**{number}**\n\n```python\nprint({number})\n```" for number in range(60)]
    alone = [render_markdown(text + " ") for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(render_markdown, texts)) == alone


def test_a_number_sign_within_a_line_is_no_heading_and_code_keeps_it() -> None:
    assert "<code>#include</code>" in render_markdown("Where does `#include` look?")
    assert "<code>#</code>" in render_markdown("what follows the `#`.")
