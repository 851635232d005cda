"""Nothing hostile survives on its way to the screen."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from flashcards.render.references import media_name, safe_link
from flashcards.render.rich_text import render_inline, render_markdown
from flashcards.render.sanitiser import MISSING, sanitise

PAYLOADS = [
    "<script>alert(1)</script>",
    "<ScRiPt src=https://evil.example/x.js></sCrIpT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<img src=x onerror=alert(1)>",
    "<img src=x.png onload='fetch(\"https://evil.example\")'>",
    "<img/src='x.png'/onerror=alert(1)>",
    "<b onmouseover=alert(1)>x</b>",
    "<body onload=alert(1)>",
    '<img src="file:///etc/passwd">',
    '<img src="FILE:///etc/passwd">',
    '<img src="/etc/passwd">',
    '<img src="C:\\Windows\\win.ini">',
    '<img src="C:/Windows/win.ini">',
    '<img src="//evil.example/share/x.png">',
    '<img src="\\\\evil.example\\share\\x.png">',
    '<img src="/\\evil.example/x.png">',
    '<img src="https://evil.example/x.png">',
    '<img src="http://evil.example/x.png">',
    '<img src="../../etc/passwd">',
    '<img src="..%2f..%2fetc%2fpasswd">',
    '<img src="%2e%2e/x">',
    '<img src="%252e%252e%252fx">',
    '<img src="a/b.png">',
    '<img src="qrc:/x.png">',
    '<img src=":/x.png">',
    '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
    '<img src="data:image/png;base64,iVBORw0KGgo=">',
    '<img src="javascript:alert(1)">',
    '<img srcset="https://evil.example/x.png 1x" src="">',
    '<img src="x.png" width="999999999" height="999999999">',
    '<image href="https://evil.example/x.png">',
    '<input type=image src="https://evil.example/x.png">',
    '<video poster="https://evil.example/x.png"><source src="https://evil.example/x.mp4"></video>',
    "<audio src=https://evil.example/x.mp3 autoplay></audio>",
    "<svg onload=alert(1)><image href='https://evil.example/x.png'/></svg>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    '<iframe src="https://evil.example"></iframe>',
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data='file:///etc/passwd'></object>",
    "<embed src='file:///etc/passwd'>",
    "<frameset><frame src='file:///etc/passwd'></frameset>",
    '<meta http-equiv="refresh" content="0;url=https://evil.example">',
    '<base href="https://evil.example/">',
    '<link rel="stylesheet" href="https://evil.example/x.css">',
    '<link rel="stylesheet" href="file:///etc/passwd">',
    "<style>@import url(https://evil.example/x.css);</style>",
    "<style>p { background: url(file:///etc/passwd) }</style>",
    '<p style="background-image: url(https://evil.example/x.png)">x</p>',
    '<p style="background: url(//evil.example/share/x.png)">x</p>',
    '<td background="https://evil.example/x.png">x</td>',
    '<table background="file:///etc/passwd"><tr><td>x</td></tr></table>',
    '<table><tr><td colspan="99999999" rowspan="99999999">x</td></tr></table>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="java\tscript:alert(1)">x</a>',
    '<a href="java&#10;script:alert(1)">x</a>',
    '<a href="&#106;avascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>',
    '<a href="vbscript:msgbox(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>',
    '<a href="file:///etc/passwd">x</a>',
    '<a href="//evil.example/share">x</a>',
    '<a href="\\\\evil.example\\share">x</a>',
    '<a href="ms-msdt:/id PCWDiagnostic">x</a>',
    '<a href="search-ms:query=x">x</a>',
    '<a href="http://evil.example">x</a>',
    '<a href="https:\\\\evil.example\\share">x</a>',
    '<a href="x.html">x</a>',
    '<a href="#x">x</a>',
    "<form action=https://evil.example><button formaction=javascript:alert(1)>x</button></form>",
    "<template><script>alert(1)</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml-stylesheet href='https://evil.example/x.css'?>",
    "<xmp><img src=x onerror=alert(1)></xmp>",
    "<textarea><img src=x onerror=alert(1)></textarea>",
    "<title><img src=x onerror=alert(1)></title>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<font color=red face='x' size=99>x</font>",
    "![x](file:///etc/passwd)",
    "![x](//evil.example/share/x.png)",
    "![x](https://evil.example/x.png)",
    "![x](javascript:alert(1))",
    "![x](data:image/png;base64,iVBORw0KGgo=)",
    "![x](../x.png)",
    '![x](x.png" onerror="alert(1))',
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](file:///etc/passwd)",
    "[x](//evil.example/share)",
    "[x](\\\\\\\\evil.example\\\\share)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "<file:///etc/passwd>",
    "```html\n<script>alert(1)</script>\n```",
    "`<img src=x onerror=alert(1)>`",
    "| a |\n|---|\n| <img src=x onerror=alert(1)> |",
    "> <script>alert(1)</script>",
    "- <iframe src=https://evil.example></iframe>",
    "\x02wzxhzdk:0\x03<script>alert(1)</script>",
]

TAGS = {
    "a", "b", "blockquote", "br", "code", "dd", "del", "div", "dl", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "s", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead", "tr", "u", "ul", "var",
}  # fmt: skip
ATTRIBUTES = {("a", "href"), ("img", "src"), ("img", "alt"), ("ol", "start"), ("span", "class"),
              ("td", "align"), ("th", "align")}  # fmt: skip


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.elements


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_of_a_payload_survives(payload: str) -> None:
    for html in (
        render_markdown(payload, media_prefix="media:"),
        render_inline(payload, media_prefix="media:"),
        sanitise(payload, media_prefix="media:"),
    ):
        for tag, attributes in elements(html):
            assert tag in TAGS
            for name, value in attributes.items():
                assert (tag, name) in ATTRIBUTES
                if name == "src":
                    assert value == MISSING or re.fullmatch(r"media:[^/\\:]+", value or "")
                if name == "href":
                    assert re.match(r"(https://[^/\\]|mailto:)", value or "")


@pytest.mark.parametrize(
    "payload", [p for p in PAYLOADS if "alert(1)</" in p and not p.startswith(("```", "`", "<a"))]
)
def test_scripts_go_with_their_text(payload: str) -> None:
    assert "<script" not in sanitise(payload)


@pytest.mark.parametrize(
    "name", ["a.png", "a b.png", "ünï.svg", "0123abcd.webp", "with-dash_and.dots.jpg"]
)
def test_a_plain_name_is_an_image_of_the_library(name: str) -> None:
    assert media_name(name) == name
    shown = sanitise(f'<img alt="x" src="{name}">', media_prefix="media:")
    assert shown.startswith("<img")
    assert 'src="media:' in shown


@pytest.mark.parametrize(
    "reference",
    ["", ".", "..", ".hidden", "a/b", "a\\b", "/a", "a:b", "C:a", "a\x00b", "a\nb", "a?b", "a*b",
     "a%2fb", "..%2fa", "NUL", "nul.png", "com1.txt", "CON", "LPT9.png", "a.", "a ." , "x" * 300],
)  # fmt: skip
def test_anything_else_is_not(reference: str) -> None:
    assert media_name(reference) is None


def test_an_image_without_a_name_leaves_its_description() -> None:
    assert sanitise('<img src="file:///x.png" alt="A <tree>">') == "[A &lt;tree&gt;]"
    assert render_markdown("![A tree](https://x.org/a.png)") == "<p>[A tree]</p>"


def test_where_images_are_drawn_one_without_a_name_is_known_as_missing() -> None:
    shown = sanitise('<img src="file:///x.png" alt="A &quot;tree&quot;">', media_prefix="media:")
    assert shown == '<img src="missing:" alt="A &quot;tree&quot;">'
    assert sanitise("<img>", media_prefix="media:") == '<img src="missing:" alt="">'


@pytest.mark.parametrize(
    "address", ["https://docs.python.org/3/#a", "HTTPS://x.org?a=b&c", "mailto:a@b.org"]
)
def test_links_that_open(address: str) -> None:
    assert safe_link(address) == address


@pytest.mark.parametrize(
    "address",
    ["http://x.org", "https:///etc/passwd", "https:\\\\x", "https://x y", "ftp://x", "x", "",
     "mailto://x/y", "javascript:https://x", "file:///x", "//x.org", "https://x\\@y"],
)  # fmt: skip
def test_links_that_do_not(address: str) -> None:
    assert safe_link(address) is None


def test_harmless_html_of_other_programs_stays() -> None:
    html = "<div><b>a</b><br><i>b</i><ul><li>c</li></ul><sup>2</sup></div>"
    assert sanitise(html) == html
