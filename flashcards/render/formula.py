r"""Formulas in a card's Markdown: ``\(…\)`` in a line, ``\[…\]`` on lines of their own.

A backslash that is itself escaped, ``\\(``, begins no formula, and in code there are none. LaTeX
becomes a picture of paths that needs no font and no program besides.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import category

from flashcards.render.blocks import code_spans

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from ziamath.zmath import Math

LONGEST = 2_000
"""Characters of a formula that is still drawn."""

# The library lays each row of a formula out twice, and what is in it with it, so that its time
# doubles with each level. This many nodes are laid out in less than a second.
_MOST_NODES = 3_000
_TEXT_PER_NODE = 3
_LARGEST = 4_000.0  # px
_MARGIN = 1.0  # px around what is drawn, which the edges of curves run into

# What may stand between the brackets: no bracket of a formula, no blank line.
_BODY = r"(?:[^\\\n]|\\[^()\[\]]|\n(?![ \t]*\n))"
FORMULA_PATTERN = (
    rf"\\\((?P<inline>{_BODY}{{1,{LONGEST}}}+)\\\)|\\\[(?P<display>{_BODY}{{1,{LONGEST}}}+)\\\]"
)
"""A formula in its brackets, for a pattern that reads escaped backslashes before."""

_ESCAPED_OR_FORMULA = re.compile(rf"\\\\|{FORMULA_PATTERN}")
_NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML"'
_NUMBERED = re.compile(r"\\tag\*?\{([^{}]*)\}")
# What reading repeats with all that stands in it.
_COSTLY = re.compile(r"\\sideset\b(?s:.*)\\sideset\b|\\sqrt\s*[\^_]")
_COLOUR = re.compile(r"#[0-9A-Fa-f]{3,8}|[A-Za-z]{1,30}")
# Elements that are laid out as rows, and those that make a row of several children.
_ROWS = frozenset({"math", "mrow", "mtd", "merror", "mpadded", "mphantom"})
_MAKES_ROW = frozenset({"msqrt", "menclose", "mfenced"})
_DRAWN = frozenset(
    {"svg", "g", "path", "rect", "ellipse", "defs", "marker", "polygon", "line"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class FormulaSpan:
    """A formula in a text; ``start`` and ``end`` bound it with its brackets."""

    start: int
    end: int
    latex: str
    display: bool


@dataclass(frozen=True, slots=True)
class FormulaPicture:
    """A formula as SVG; lengths in px, ``baseline`` from the upper edge downwards."""

    svg: bytes
    width: float
    height: float
    baseline: float


def formula_spans(markdown: str) -> tuple[FormulaSpan, ...]:
    """The formulas of a text in their order; what stands in code is none."""
    if "\\(" not in markdown and "\\[" not in markdown:
        return ()
    return tuple(_spans(markdown))


def _spans(markdown: str) -> Iterator[FormulaSpan]:
    bounds = [0, *(at for span in code_spans(markdown) for at in span), len(markdown)]
    for start, end in list(pairwise(bounds))[::2]:
        for match in _ESCAPED_OR_FORMULA.finditer(markdown, start, end):
            latex = match["inline"] or match["display"] or ""
            if latex.strip():
                display = match["display"] is not None
                yield FormulaSpan(match.start(), match.end(), latex.strip(), display)


@lru_cache(maxsize=256)
def formula_svg(latex: str, display: bool, colour: str, size: float) -> FormulaPicture | None:
    """A formula as a picture, None for one that cannot be read or would be too large.

    ``display``: whether it stands on lines of its own. ``colour``: such as ``#1a2b3c``, for all
    that the formula gives no colour of its own. ``size``: px of an em.
    """
    if len(latex) > LONGEST or _COSTLY.search(latex):
        return None
    latex = _NUMBERED.sub(r"\\qquad \\text{(\1)}", latex)
    try:
        drawing = _laid_out(latex, display, colour, size)
        if drawing is None or not _has_all_glyphs(drawing):
            return None
        svg = drawing.svgxml()
    except _unreadable():
        return None
    return _picture(svg)


def _laid_out(latex: str, display: bool, colour: str, size: float) -> Math | None:
    from xml.etree import ElementTree

    _load_library()
    from ziamath.tex import tex2mml
    from ziamath.zmath import Math

    mathml = tex2mml(latex, inline=not display).replace(_NAMESPACE, "", 1)
    root = ElementTree.fromstring(mathml)  # noqa: S314 - made here, by a library
    _unwrap(root)
    if _nodes(root) > _MOST_NODES:
        return None
    root.set("mathcolor", colour)
    return Math(root, size=size, margin=_MARGIN)


@lru_cache(maxsize=1)
def _load_library() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of how it finds its font
        from ziamath.config import config
    config.svg2 = False  # symbols and their uses, which Qt does not draw


@lru_cache(maxsize=1)
def _unreadable() -> tuple[type[Exception], ...]:
    """What the two libraries raise for a formula that is not one, by accident or on purpose."""
    from latex2mathml import exceptions

    declared = [error for error in vars(exceptions).values() if isinstance(error, type)]
    return (
        *(error for error in declared if issubclass(error, Exception)),
        ArithmeticError,
        AssertionError,
        AttributeError,
        LookupError,
        RuntimeError,
        StopIteration,
        SyntaxError,  # ElementTree.ParseError is one
        TypeError,
        ValueError,
    )


def _unwrap(root: Element) -> None:
    """Put the only child of a row in the row's place: each row costs as much as all in it."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        for place, row in enumerate(element):
            inner = row
            while inner.tag == "mrow" and len(inner) == 1 and not inner.attrib:
                if inner[0].tag == "mo":  # alone in its row it takes no space
                    break
                inner = inner[0]
            element[place] = inner
            waiting.append(inner)


def _nodes(root: Element) -> int:
    """How many nodes laying out will come to, until they are too many."""
    total = 0
    waiting = [(root, 1)]
    while waiting and total <= _MOST_NODES:
        element, times = waiting.pop()
        twice = element.tag in _ROWS or (element.tag in _MAKES_ROW and len(element) > 1)
        times = min(times * 2 if twice else times, _MOST_NODES + 1)
        total += times * (1 + len(element.text or "") // _TEXT_PER_NODE)
        waiting += [(child, times) for child in element]
    return total


def _has_all_glyphs(drawing: Math) -> bool:
    """Whether the font knows every letter; what it does not know would be drawn as a box."""
    letters = {letter for text in drawing.mathml.itertext() for letter in text}
    return all(
        letter.isascii() or category(letter)[0] in "ZC" or drawing.font.glyphindex(letter)
        for letter in letters
    )


def _picture(svg: Element) -> FormulaPicture | None:
    from xml.etree import ElementTree

    _, top, width, height = map(float, svg.attrib["viewBox"].split())
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST and abs(top) <= _LARGEST):
        return None
    for element in svg.iter():
        colours = (element.get("fill", "none"), element.get("stroke", "none"))
        if element.tag not in _DRAWN or not all(map(_COLOUR.fullmatch, colours)):
            return None
    return FormulaPicture(ElementTree.tostring(svg), width, height, -top)
