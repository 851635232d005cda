"""HTML of cards as Markdown that reads as the card did."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.formats.anki.cleaning import clean
from flashcards.formats.anki.html import Converter, Loss

BLOCKS = [
    ("one<br>two", "one  \ntwo"),
    ("one<br /><br/>two", "one\n\ntwo"),
    ("one<div>two</div><div>three</div>", "one  \ntwo  \nthree"),
    ("<div>one</div><div><br></div><div>two</div>", "one\n\ntwo"),
    ("<div>one</div>\n<div>&nbsp;</div>\n<div>two</div>", "one\n\ntwo"),
    ("<div><div>one</div></div>two", "one  \ntwo"),
    ("<p>one</p><p>two", "one\n\ntwo"),
    ("one<br></div>two", "one  \ntwo"),
    ("  one \n two  ", "one two"),
    ("<br>one<br>", "one"),
    ("<h2>Head</h2>text", "#### Head\n\ntext"),
    ("<h5><b>Head</b></h5>", "##### Head"),
    ("<h1>C#</h1>", "#### C\\#"),
    ("one<hr>two", "one\n\n---\n\ntwo"),
    ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
    ("<ol><li>a<li>b</ol>after", "1. a\n2. b\n\nafter"),
    ('<ol start="3"><li>a</li></ol>', "3. a"),
    ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
    ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
    ("<ul>bare text</ul>", "- bare text"),
    ("<ul><li>a</li></ul><ul><li>b</li></ul>", "- a\n- b"),
    ("<ol><li><p>a</p><p>b</p></li><li>c</li></ol>", "1. a\n\n   b\n\n2. c"),
    ("<li>a<li>b", "- a\n- b"),
    ("<ul><li></li><li>b</li></ul>", "-\n- b"),
    ("<ul><li><pre>x = 1</pre></li></ul>", "- ```\n  x = 1\n  ```"),
    ("<blockquote>one<br>two</blockquote>three", "> one<br>\n> two\n\nthree"),
    ("<blockquote><ul><li>a</li></ul></blockquote>", "> - a"),
    ("<dl><dt>term</dt><dd>meaning</dd></dl>", "term  \nmeaning"),
    ("<details><summary>more</summary>text</details>", "more  \ntext"),
    ("<td>a cell alone</td>", "a cell alone"),
    ("", ""),
    ("<b></b>", ""),
]


def markdown(text: str) -> str:
    return Converter({}).field(text)


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_blocks(text: str, expected: str) -> None:
    assert markdown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a <b>bold</b> <i>slanted</i> <u>under</u>", "a **bold** *slanted* <u>under</u>"),
        ("<strong><em>both</em></strong>", "***both***"),
        ("<b>bold <i>and</i></b>", "**bold** ***and***"),
        ("<b> spaced </b>x", "**spaced** x"),
        ("mid<b>dle</b><i>s</i>", "mid**dle**<em>s</em>"),
        ("<b>over<br>lines</b>", "**over**  \n**lines**"),
        ("<b><i>crossed</b></i> x", "***crossed*** x"),
        ("x<sup>2</sup><sub>i</sub>", "x<sup>2</sup><sub>i</sub>"),
        ("<s>old</s> <kbd>Esc</kbd> <mark>m</mark>", "~~old~~ <kbd>Esc</kbd> <mark>m</mark>"),
        ("<s>~</s>", "<del>~</del>"),
        ('<span style="font-weight:700">b</span>', "**b**"),
        ('<span style="font-style: italic">i</span>', "*i*"),
        ('<span style="font-family: Courier New, monospace">c_d</span>', "`c_d`"),
        ('<font face="Consolas">c</font>', "`c`"),
        ('<b style="font-weight:normal">from a document</b>', "from a document"),
        ('<span style="text-decoration: line-through">x</span>', "~~x~~"),
        ('<span style="vertical-align: super">x</span>', "<sup>x</sup>"),
        ("<code>a*b</code>", "`a*b`"),
        ("<code>a`b</code>", "``a`b``"),
        ("<code>`</code>", "`` ` ``"),
        ("<q>said</q>", "“said”"),
        ("<ruby>漢字<rt>かんじ</rt></ruby>", "漢字(かんじ)"),
        ("AT&amp;T &lt;3 &copy;&nbsp;x", "AT&T <3 © x"),
        ("a &lt;div&gt; &amp;lt;", "a &lt;div> &amp;lt;"),
        ("&nbsp;&nbsp;indented", "&nbsp;&nbsp;indented"),
        ("a&nbsp; &nbsp;b&nbsp;", "a b"),
        ('<input type="checkbox" checked> done', "[x] done"),
        ("a < b and <3", "a < b and <3"),
        ("<b>{{c1::x}}</b>", "**{{c1::x}}**"),
        ("<b>a {{c1::b</b> c}}", "<strong>a {{c1::b</strong> c}}"),
    ],
)
def test_words(text: str, expected: str) -> None:
    assert markdown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<pre>a = 1\n  b</pre>", "```\na = 1\n  b\n```"),
        ("<pre><code class='language-py'>x</code></pre>", "```py\nx\n```"),
        ('<pre class="brush: java">x</pre>', "```java\nx\n```"),
        ('<div class="highlight hl-ipython3"><pre>x</pre></div>', "```python\nx\n```"),
        ('<pre><span class="k">def</span> <span class="nf">f</span>()</pre>', "```\ndef f()\n```"),
        ("<pre>a<br>&nbsp;&nbsp;b</pre>", "```\na\n  b\n```"),
        ("<pre><div>a</div><div>b</div></pre>", "```\na\nb\n```"),
        ("<code>a<br>&nbsp;b</code>", "```\na\n b\n```"),
        ("<pre>i &lt; n &amp;&amp; *p</pre>", "```\ni < n && *p\n```"),
        ("<pre>```</pre>", "````\n```\n````"),
        ("<pre>\n\n</pre>x", "x"),
        ("<pre>no end", "```\nno end\n```"),
        (r"<pre>grep '\(a\)'</pre>", "```\ngrep '\\(a\\)'\n```"),
        (
            '<table><tr><td class="linenos"><pre>1</pre></td><td><pre>a\nb</pre></td></tr></table>',
            "```\na\nb\n```",
        ),
    ],
)
def test_code_stays_as_it_is(text: str, expected: str) -> None:
    assert markdown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2<br>3</td></tr></table>",
            "| A | B |\n|---|---|\n| 1 | 2<br>3 |",
        ),
        (
            "<table><thead><tr><td>A</td><td>B</td></tr></thead><tr><td>1</td></table>",
            "| A | B |\n|---|---|\n| 1 | |",
        ),
        ("<table><tr><td>1</td><td>2</td></tr></table>", "| | |\n|---|---|\n| 1 | 2 |"),
        (
            "<table><tr><th colspan=2>A</th></tr><tr><td>1</td><td>2</td></tr></table>",
            "| A | |\n|---|---|\n| 1 | 2 |",
        ),
        ("<table><tr><td>a|b</td><td>`c`</td></tr></table>",
         "| | |\n|---|---|\n| a\\|b | \\`c\\` |"),
        (r"<table><tr><td>\(|x|\)</td><td>b</td></tr></table>",
         "| | |\n|---|---|\n| \\(\\vert x\\vert \\) | b |"),
        ("<table><tr><td>only one</td></tr></table>", "only one"),
        ("<table><tr><td>a</td><td><ul><li>b</li></ul></td></tr></table>", "a\n\n- b"),
        ("<table>above<tr><td>a</td><td>b</td></tr></table>",
         "above\n\n| | |\n|---|---|\n| a | b |"),
        ("<table></table>x", "x"),
    ],
)  # fmt: skip
def test_tables(text: str, expected: str) -> None:
    assert markdown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("5*3", "5*3"),
        ("a*b c*d", r"a\*b c\*d"),
        ("snake_case_name", "snake_case_name"),
        ("__init__", r"\_\_init\_\_"),
        ("the ____ of ____.", "the ____ of ____."),
        ("`a`", r"\`a\`"),
        ("one ` alone", "one ` alone"),
        ("[a](b) [c]", r"[a\](b) [c]"),
        ("[x]: y", "&#91;x]: y"),
        (r"C:\new \* \\", r"C:\new \\* \\\\"),
        ("- a", r"\- a"),
        ("1. a", r"1\. a"),
        ("# a", r"\# a"),
        ("#a -b", "#a -b"),
        ("> a", r"\> a"),
        ("a<br>===", "a  \n&#61;=="),
        ("a<br>---", "a  \n\\---"),
        ("a|b<br>---|---", "a|b  \n---\\|---"),
        ("~~~", "~&#126;&#126;"),
        ("see https://a.b/c_d_e*f and", "see https://a.b/c_d_e*f and"),
        ("&lt;x@y.z&gt;", "&lt;x@y.z>"),
    ],
)
def test_plain_text_is_escaped_where_it_has_to_be_and_nowhere_else(
    text: str, expected: str
) -> None:
    assert markdown(text) == expected


@pytest.mark.parametrize(
    ("text", "expected", "loss"),
    [
        ("<script>alert(1)</script>a", "a", Loss.SCRIPT),
        ("a<style>b { c: d }</style>", "a", Loss.SCRIPT),
        ("a<script>no end", "a", Loss.SCRIPT),
        ("a<form action=x>b<input></form>c", "ac", Loss.FORM),
        ("a<form>no end", "ano end", Loss.FORM),
        ("<iframe src=https://x.y>b</iframe>a", "a", Loss.FORM),
        ("<object data=x><embed src=y></object>a", "a", Loss.FORM),
        ("<svg><path d=x /><text>b</text></svg>a", "a", Loss.DRAWING),
        ("<math><mi>x</mi></math>a", "a", Loss.DRAWING),
        ('<img src="https://x.y/z.png" alt="pic">', "[pic](https://x.y/z.png)", Loss.REMOTE_IMAGE),
        ('<img src="https://x.y/z.png">', "[picture](https://x.y/z.png)", Loss.REMOTE_IMAGE),
        ('<img src="http://x.y/z.png" alt="pic">', "pic", Loss.REMOTE_IMAGE),
        ('<img src="//host/share/a.png">a', "a", Loss.REMOTE_IMAGE),
        ('<img src="\\\\host\\share\\a.png">a', "a", Loss.REMOTE_IMAGE),
        ('<img src="file:///etc/passwd">a', "a", Loss.LOCAL_FILE),
        ('<a href="file:///etc/passwd">a</a>', "a", Loss.LOCAL_FILE),
        ('<img src="data:image/png;base64,AAAA">a', "a", Loss.DATA_IMAGE),
        ('<a href="javascript:alert(1)">a</a>', "a", Loss.LINK),
        ('<a href="http://x.y">a</a>', "a (http://x.y)", Loss.LINK),
        ('<a href="http://x.y">x.y</a>', "x.y", Loss.LINK),
        ('<span style="color: red">a</span>', "a", Loss.COLOUR),
        ('<font color="#ff0000">a</font>', "a", Loss.COLOUR),
    ],
)
def test_what_cannot_be_shown_goes_and_is_told(text: str, expected: str, loss: Loss) -> None:
    converter = Converter({})

    assert converter.field(text) == expected
    assert converter.losses == {loss}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<a href="https://x.y/a b(c)">text</a>', "[text](https://x.y/a%20b%28c%29)"),
        ('<a href="mailto:a@b.c">write</a>', "[write](mailto:a@b.c)"),
        ('<a href="https://x.y">a [b]</a>', "[a &#91;b&#93;](https://x.y)"),
        ('<a href="https://x.y"><b>a</b></a>', "[**a**](https://x.y)"),
        ('<a href="https://x.y"><img src="a.png"></a>', "[![](a.png)](https://x.y)"),
        ('!<a href="https://x.y">a</a>', r"\![a](https://x.y)"),
        ('<a href="#top">a</a>', "a"),
        ('<a href="https://x.y"></a>a', "a"),
        ('<a name="here">a</a>', "a"),
        ("<span style='color: black'>a</span>", "a"),
        ('<div style="display:none">hidden</div>a', "a"),
        ("a<!-- b <img src=c> -->d", "ad"),
        ("a<!-- no end", "a&lt;!-- no end"),
        ("<!DOCTYPE html><html><head><title>t</title></head><body>a</body></html>", "a"),
    ],
)
def test_links_and_what_is_only_dropped(text: str, expected: str) -> None:
    converter = Converter({})

    assert converter.field(text) == expected
    assert not converter.losses


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"\(a &lt; b\)", r"\(a < b\)"),
        (r"\[a_1 * b_2\]", r"\[a_1 * b_2\]"),
        ("[$]x^2[/$] [$$]y[/$$]", r"\(x^2\) \[y\]"),
        ("[latex]x^2[/latex] [LATEX]$y$[/latex]", r"\(x^2\) \(y\)"),
        ("[latex]$$z$$[/latex]", r"\[z\]"),
        (r"[latex]\begin{math}a\end{math}[/latex]", r"\(a\)"),
        (r"[latex]\begin{displaymath}a\end{displaymath}[/latex]", r"\[a\]"),
        (r"[latex]\begin{tabular}a\end{tabular}[/latex]", r"\[\begin{tabular}a\end{tabular}\]"),
        (r"\(a<br>b\)", r"\(a b\)"),
        (r"\({{c1::x}}\)", r"\({{c1::x}}\)"),
        (r"\(no end", r"\\(no end"),
        ("[$]no end", "[$]no end"),
        (r"<code>\(a\)</code>", r"`\(a\)`"),
        ('<anki-mathjax block="true">x</anki-mathjax>', r"\[x\]"),
        ("[sound:a b.mp3]", "[sound:a b.mp3]"),
        ("[sound:x.mp3](y)", "[sound:x.mp3]&#40;y)"),
        ("[anki:play:q:0]", "[anki:play:q:0]"),
        ('<audio src="x.mp3" controls></audio>', "[sound:x.mp3]"),
        ('<video><source src="x.mp4">no video</video>', "[sound:x.mp4]"),
    ],
)
def test_formulas_and_sounds(text: str, expected: str) -> None:
    assert markdown(text) == expected


def test_media_are_wanted_by_the_names_that_are_used() -> None:
    converter = Converter({"größe ☕.png": "größe ☕.png", "a#b.png": "a_b.png"})

    text = converter.field(
        '<img src="größe ☕.png" alt="a [b]"><img src="a#b.png"><img src="a%23b.png">'
        "[sound:none&amp;x.mp3]"
    )

    assert text == "![a &#91;b&#93;](größe%20☕.png)![](a_b.png)![](a_b.png)[sound:none&x.mp3]"
    assert set(converter.media) == {"größe ☕.png", "a_b.png", "none&x.mp3"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}", "{{FrontSide}}\n\n---\n\n{{Back}}"),
        ("{{My_Field}} {{text:*x*}}", "{{My_Field}} {{text:*x*}}"),
        ("{{ #Extra }}<b>{{Extra}}</b>{{ /Extra }}", "{{#Extra}}**{{Extra}}**{{/Extra}}"),
        ("{{{Field}}}", "{{Field}}"),
        ("{{A &amp; B}}", "{{A & B}}"),
        ("{{=<% %>=}}<%Front%>", "{{Front}}"),
        ('<img src="{{Image}}">', "![]({{Image}})"),
        ('<a href="https://x.y/{{Word}}">look</a>', "[look](https://x.y/{{Word}})"),
        ("[sound:{{Audio}}]", "[sound:{{Audio}}]"),
        (r"\( {{Front}} \)", r"\({{Front}}\)"),
        ("{{#A}}<div>{{A}}</div>{{/A}}", "{{#A}}\n{{A}}\n{{/A}}"),
        ("<div style='display:none'>{{B}}</div>{{A}}", "<!-- {{B}} -->\n{{A}}"),
        ("<!-- {{A}} -->{{B}}", "{{B}}"),
    ],
)
def test_templates_keep_their_placeholders(text: str, expected: str) -> None:
    assert Converter({}).template(text) == expected


_PIECES = st.sampled_from(
    (
        "<p>",
        "</p>",
        "<br>",
        "word",
        " ",
        "\n",
        "a  b",
        "&lt;",
        "*x*",
        "# h",
        "- l",
        "1. n",
        "_",
        "`c`",
    )
)


@given(st.lists(_PIECES, max_size=12).map("".join))
@settings(max_examples=150, deadline=None)
def test_lines_and_paragraphs_are_what_the_walk_makes_of_them(text: str) -> None:
    """They are most texts, and take a way of their own that is many times as quick."""
    converter = Converter({})
    assert converter.field(text) == converter._converted(clean(text), template=False)
