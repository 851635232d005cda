"""A drawing can be looked at and nothing else; one in the program's colours follows the theme."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.render.svg import DEEPEST, LARGEST, MOST_ELEMENTS, SvgError, read_svg, svg_fault
from flashcards.render.svg_colors import recoloured, stated_colors

NAMESPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
DARK = {"#FFFFFF": "#21201E", "#211F1C": "#ECE9E4"}


def svg(inside: str) -> bytes:
    return f'<svg {NAMESPACES} viewBox="0 0 20 10">{inside}</svg>'.encode()


@pytest.mark.parametrize(
    "inside",
    [
        "<rect width='5' height='5'/>",
        "<defs><g id='a'><path d='M0 0'/></g></defs><use href='#a'/><use xlink:href='#a'/>",
        "<style>.a { fill: url(#g) }</style><rect class='a' style='stroke: red'/>",
        "<a href='https://x.org'><text>x</text></a>",
        "<rect fill='url(#g)' filter='url( \"#f\")'/>",
        "<text>url(file:///x) &amp; onload &lt;script></text>",
        "<metadata><rdf:RDF xmlns:rdf='r'><b rdf:resource='http://x.org'/></rdf:RDF></metadata>",
    ],
)
def test_what_is_fit(inside: str) -> None:
    assert svg_fault(svg(inside)) is None


def test_what_may_stand_before_it() -> None:
    head = b'\xef\xbb\xbf<?xml version="1.0" encoding="latin-1"?>\n<!-- made by hand -->\n'
    head += b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">'
    assert svg_fault(head + svg("<text>ü</text>")) is None


@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<ScRiPt/>", "<ScRiPt>"),
        ("<x:script xmlns:x='http://www.w3.org/2000/svg'/>", "<x:script>"),
        ("<foreignObject/>", "<foreignObject>"),
        ("<image href='data:image/png;base64,AA'/>", "<image>"),
        ("<rect onload='alert(1)'/>", "script"),
        ("<rect ONCLICK='x'/>", "script"),
        ("<use href='https://x.org/a.svg#b'/>", "https://x.org"),
        ("<use xlink:href='a.svg#b'/>", "a.svg"),
        ("<a href='javascript:alert(1)'/>", "javascript"),
        ("<a xlink:href='file:///x'/>", "file:///x"),
        ("<rect fill='url(file:///x)'/>", "file:///x"),
        ("<rect fill='url( &quot;https://x.org&quot;)'/>", "https://x.org"),
        ("<rect style='fill:url(//x.org)'/>", "style"),
        ("<style>@import 'x'</style>", "style"),
        ("<style>.a { background: u\\72l(x) }</style>", "style"),
        ("<style><![CDATA[@import 'x']]></style>", "style"),
        ("<animate attributeName='xlink:href' to='file:///x'/>", "changes"),
        ("<g xml:base='file:///'/>", "xml:base"),
        ("<?xml-stylesheet href='x.css'?>", "xml-stylesheet"),
        ("<g>" * (DEEPEST + 1) + "</g>" * (DEEPEST + 1), "too deep"),
        ("<g/>" * MOST_ELEMENTS, "too many"),
        ("<g id='a'><use href='#a'/></g>", "repeats"),
        ("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>", "repeats"),
        ("<g>", "no valid XML"),
        ("<rect a='1' a='2'/>", "no valid XML"),
        ("&unknown;", "no valid XML"),
    ],
)
def test_what_is_refused_and_why(inside: str, words: str) -> None:
    fault = svg_fault(svg(inside))
    assert fault is not None
    assert words in fault


def test_a_drawing_that_multiplies_itself_is_refused() -> None:
    layers = [f"<g id='l{n}'>" + f"<use href='#l{n - 1}'/>" * 20 + "</g>" for n in range(1, 4)]
    fault = svg_fault(svg("<g id='l0'>" + "<path/>" * 20 + "</g>" + "".join(layers)))
    assert fault is not None
    assert "repeats itself" in fault


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg/>',
        b'<!DOCTYPE svg [<!ENTITY % a SYSTEM "file:///x"> %a;]><svg/>',
        svg("<rect/>").decode().encode("utf-16"),
        b"<svg>" + b" " * LARGEST + b"</svg>",
        b"<html/>",
        b"",
        b"\x89PNG",
    ],
)
def test_what_is_no_drawing(data: bytes) -> None:
    assert svg_fault(data) is not None


@given(st.binary(max_size=300) | st.text(max_size=300).map(svg))
@settings(max_examples=150, deadline=None)
def test_nothing_but_a_refusal_comes_out(data: bytes) -> None:
    with suppress(SvgError):
        assert read_svg(data).name == "svg"


class TestColours:
    def test_a_drawing_in_these_colours_alone_gets_the_others(self) -> None:
        data = svg("<rect fill='#fff' stroke=\"#FFFFFF\"/><text fill = '#211f1c'>#FFFFFF</text>")
        assert stated_colors(read_svg(data)) == DARK.keys()
        shown = recoloured(data, DARK)
        assert "fill='#21201E' stroke=\"#21201E\"" in shown
        assert "fill = '#ECE9E4'>#FFFFFF<" in shown

    @pytest.mark.parametrize(
        "inside",
        [
            "<rect fill='#FFFFFF'/><text fill='#123456'>x</text>",
            "<rect fill='#FFFFFF'/><text>black, since nobody said otherwise</text>",
            "<rect fill='#FFFFFF'/><path stroke='#211F1C' d='M0 0'/>",
            "<rect fill='white'/>",
            "<rect fill='#FFFFFF' style='stroke: red'/>",
            "<style>rect { fill: red }</style><rect fill='#FFFFFF'/>",
            "<rect fill='currentColor'/>",
            "<rect fill='url(#g)'/>",
            "<rect fill='#FFFFFF80'/>",
        ],
    )
    def test_one_in_others_stays_as_it_is(self, inside: str) -> None:
        assert recoloured(svg(inside), DARK) == svg(inside).decode()

    @pytest.mark.parametrize(
        "inside",
        [
            "<g fill='#211F1C'><text>x</text></g>",
            "<rect fill='none' stroke='#211F1C'/>",
            "<line stroke='#211F1C'/>",
            "<g fill='#211F1C'><g fill='inherit'><path d='M0 0'/></g></g>",
        ],
    )
    def test_a_colour_may_come_from_the_group(self, inside: str) -> None:
        assert stated_colors(read_svg(svg(inside))) == {"#211F1C"}
