"""Drawings in SVG: read with bounds, and refused where they could do more than be looked at.

A drawing of a card has no scripts, no event handlers, no pictures or styles from elsewhere, and no
entities; it can't nest or repeat itself without end. What is refused is refused whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from flashcards.render.references import safe_link

LARGEST = 2**20
"""Bytes of a drawing."""
DEEPEST = 50
MOST_ELEMENTS = 20_000
_MOST_REFERENCES = 4  # a `use` of a group with a `use` of …

_FORBIDDEN = {
    "audio", "canvas", "embed", "foreignobject", "handler", "iframe", "image", "listener", "object",
    "script", "video", "font-face-uri",
}  # fmt: skip
# Attributes that say nothing but a length, a colour or a shape unless a function stands in them.
_PLAIN = frozenset(
    {
        "x", "y", "x1", "y1", "x2", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry", "width",
        "height", "d", "points", "fill", "stroke", "stroke-width", "stroke-dasharray",
        "stroke-linecap", "stroke-linejoin", "font-size", "font-family", "font-weight",
        "text-anchor", "viewBox",
    }
)  # fmt: skip
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]*\?>")
_FOREIGN_URL = re.compile(r"url\(\s*+[\"']?+\s*+(?!#)", re.IGNORECASE)
_UNSAFE_STYLE = re.compile(r"@import|@font-face|expression|\\", re.IGNORECASE)


class SvgError(ValueError):
    """Why a drawing is refused, in words that follow "it"."""


@dataclass(slots=True)
class SvgNode:
    """An element: its local name in lower case, its attributes, and what stands in it."""

    name: str
    attributes: Mapping[str, str]
    children: list[SvgNode] = field(default_factory=list)
    text: str = ""

    def walk(self) -> Iterator[SvgNode]:
        """This element and all below it, each before its children."""
        waiting = [self]
        while waiting:
            node = waiting.pop()
            yield node
            waiting += reversed(node.children)

    def href(self) -> str | None:
        """What it refers to, None if it does not."""
        return self.attributes.get("href", self.attributes.get("xlink:href"))


def svg_fault(data: bytes) -> str | None:
    """Why a drawing is refused, in words that follow "it"; None where it may be shown."""
    try:
        read_svg(data)
    except SvgError as error:
        return str(error)
    return None


def read_svg(data: bytes) -> SvgNode:
    """The elements of a drawing. Raises SvgError for one that is refused."""
    reader = _Reader()
    reader.feed(svg_text(data))
    root = reader.root
    if root is None or root.name != "svg":
        raise SvgError("is no SVG")
    _check_repetition(root)
    return root


def svg_text(data: bytes) -> str:
    """The text of a drawing without its XML declaration: what it says of its encoding is moot.

    Raises SvgError where it is too large or not in UTF-8.
    """
    if len(data) > LARGEST:
        raise SvgError(f"is larger than {LARGEST // 1024} KB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SvgError("is not in UTF-8") from error
    return _DECLARATION.sub("", text, count=1)


class _Reader:
    """Builds the elements from the parser's events and refuses at the first that is not allowed."""

    def __init__(self) -> None:
        self.root: SvgNode | None = None
        self._open: list[SvgNode] = []
        self._count = 0
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        self._parser = parser

    def feed(self, text: str) -> None:
        try:
            self._parser.Parse(text.encode(), True)
        except expat.ExpatError as error:
            raise SvgError(f"is no valid XML ({error})") from error

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        node = SvgNode(tag.rpartition(":")[2].lower(), attributes)
        self._count += 1
        if self._count > MOST_ELEMENTS or len(self._open) >= DEEPEST:
            raise SvgError("has too many elements, or nests them too deep")
        if node.name in _FORBIDDEN:
            raise SvgError(f"has an element <{tag}>")
        for name, value in attributes.items():
            if name not in _PLAIN or "(" in value:
                _check_attribute(node, name, value)
        if self._open:
            self._open[-1].children.append(node)
        elif self.root is None:
            self.root = node
        self._open.append(node)

    def _end(self, _tag: str) -> None:
        node = self._open.pop()
        if node.name == "style":
            _check_style(node.text)

    def _characters(self, text: str) -> None:
        if self._open:
            self._open[-1].text += text

    def _doctype(self, _name: str, _system: str | None, _public: str | None, inside: int) -> None:
        if inside:
            raise SvgError("declares entities")

    def _instruction(self, target: str, _data: str) -> None:
        raise SvgError(f"has an instruction <?{target}>")


def _check_attribute(node: SvgNode, name: str, value: str) -> None:
    local = name.rpartition(":")[2].lower()
    if local.startswith("on"):
        raise SvgError(f"runs a script ({name})")
    if name == "xml:base":
        raise SvgError("refers to another place (xml:base)")
    if local == "href" and not value.startswith("#"):
        if node.name != "a" or safe_link(value) is None:
            raise SvgError(f"refers to {value[:80]!r}")
    elif local == "style":
        _check_style(value)
    elif _FOREIGN_URL.search(value):
        raise SvgError(f"refers to {value[:80]!r}")
    elif local == "attributename" and value.rpartition(":")[2].lower() == "href":
        raise SvgError("changes what it refers to")


def _check_style(text: str) -> None:
    if _UNSAFE_STYLE.search(text) or _FOREIGN_URL.search(text):
        raise SvgError("has a style that refers to another place")


def _check_repetition(root: SvgNode) -> None:
    """Refuse elements that repeat each other without end, or too often."""
    nodes = list(root.walk())
    if not any(node.name == "use" for node in nodes):
        return
    by_id = {node.attributes["id"]: node for node in nodes if "id" in node.attributes}
    sizes: dict[int, int] = {}

    def size(node: SvgNode, references: int) -> int:
        """How many elements a node draws."""
        if references > _MOST_REFERENCES:
            raise SvgError("repeats itself too deep")
        if id(node) not in sizes:
            used = by_id.get((node.href() or "").removeprefix("#")) if node.name == "use" else None
            total = 1 + sum(size(child, references) for child in node.children)
            sizes[id(node)] = total + (size(used, references + 1) if used is not None else 0)
        return sizes[id(node)]

    if size(root, 0) > MOST_ELEMENTS:
        raise SvgError("repeats itself too often")
