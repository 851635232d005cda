"""The colours of a drawing, so that one in the program's own colours can follow the theme."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from flashcards.render.svg import SvgError, SvgNode, read_svg, svg_text

_PAINTS = ("fill", "stroke", "stop-color", "flood-color", "lighting-color", "color")
_NO_COLOR = {"none", "transparent"}
# What SVG fills with black where nothing else is said.
_FILLED = {"rect", "circle", "ellipse", "polygon", "polyline", "path", "text"}
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_ATTRIBUTE = re.compile(rf"""\b({"|".join(_PAINTS)})(\s*=\s*)(["'])\s*(#[0-9a-fA-F]{{3,6}})\s*\3""")


def recoloured(data: bytes, colors: Mapping[str, str]) -> str:
    """A drawing in other colours, by its own as ``#RRGGBB`` in upper case.

    Only one that is drawn in these colours alone is changed: part of another's colours would not
    go with the rest. Raises SvgError for one that is refused.
    """
    text = svg_text(data)
    if not stated_colors(read_svg(data)) <= colors.keys():
        return text
    return _ATTRIBUTE.sub(
        lambda match: f"{match[1]}{match[2]}{match[3]}{colors[_full(match[4])]}{match[3]}", text
    )


def stated_colors(root: SvgNode) -> frozenset[str]:
    """The colours of a drawing: ``#RRGGBB`` in upper case, or whatever else stands there.

    What has no colour of its own is filled with ``black``, and is so named; a style sheet is
    named ``style``.
    """
    return frozenset(_colors(root))


def _colors(root: SvgNode) -> Iterator[str]:
    waiting = [(root, "black")]
    while waiting:
        node, inherited = waiting.pop()
        if node.name == "style" or "style" in node.attributes:
            yield "style"
        for paint in _PAINTS:
            value = node.attributes.get(paint, "").strip()
            if value and value not in _NO_COLOR and value != "inherit":
                yield _full(value)
        fill = node.attributes.get("fill", "inherit").strip()
        filled = inherited if fill == "inherit" else fill
        if node.name in _FILLED and filled == "black":
            yield "black"
        waiting += [(child, filled) for child in node.children]


def _full(color: str) -> str:
    """``#fff`` as ``#FFFFFF``; what is no such colour stays as it is."""
    if not _HEX.fullmatch(color):
        return color
    digits = color[1:] if len(color) == 7 else "".join(digit * 2 for digit in color[1:])
    return f"#{digits.upper()}"


__all__ = ["SvgError", "recoloured", "stated_colors"]
