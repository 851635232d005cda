"""What tags and inline styles mean for a run of text, as far as Markdown can say it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

BOLD, ITALIC, UNDERLINE, STRIKE, CODE, SUB, SUP, MARK, KEY = (1 << bit for bit in range(9))
"""How a run looks; the values can be added up."""

TAGS = {
    "b": BOLD,
    "strong": BOLD,
    "i": ITALIC,
    "em": ITALIC,
    "cite": ITALIC,
    "dfn": ITALIC,
    "var": ITALIC,
    "u": UNDERLINE,
    "ins": UNDERLINE,
    "s": STRIKE,
    "strike": STRIKE,
    "del": STRIKE,
    "code": CODE,
    "tt": CODE,
    "samp": CODE,
    "kbd": KEY,
    "sub": SUB,
    "sup": SUP,
    "mark": MARK,
}

_ATTRIBUTE = re.compile(
    r"""([^\s=>"'/]+)\s*(?:=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""", re.ASCII
)
_MONOSPACE = re.compile(r"mono|courier|consolas|menlo|fixed|typewriter|source code|fira code")
_PLAIN_COLOUR = re.compile(
    r"(?:inherit|initial|unset|currentcolor|black|white|transparent|#0{3,6}|#f{3,6}"
    r"|rgba?\(\s*(?:0,\s*0,\s*0|255,\s*255,\s*255)\b.*\))$"
)
_BOLD_WEIGHT = re.compile(r"bold|[6-9]00")
_LONGEST_STYLE = 4_000


@dataclass(frozen=True, slots=True)
class Style:
    """What a tag adds to the look of its text and takes from it.

    ``hidden``: not shown at all. ``lost``: it has a colour or size that is not kept.
    """

    add: int = 0
    remove: int = 0
    hidden: bool = False
    lost: bool = False


@lru_cache(maxsize=4096)
def attributes(text: str) -> dict[str, str]:
    """The attributes of a tag, their names in lower case; the first of a name counts."""
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(text):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), unescape(value) if "&" in value else value)
    return found


@lru_cache(maxsize=4096)
def style_of(tag: str, text: str) -> Style:
    """The style of a tag with these attributes."""
    base = TAGS.get(tag, 0)
    if not text or ("style" not in text and tag != "font"):
        return Style(base)
    found = attributes(text)
    inline = _inline(found.get("style", "")[:_LONGEST_STYLE].lower())
    add, remove = base, 0
    weight = inline.get("font-weight", "")
    if weight:
        add, remove = _switched(add, remove, BOLD, on=bool(_BOLD_WEIGHT.match(weight)))
    slant = inline.get("font-style", "")
    if slant:
        add, remove = _switched(add, remove, ITALIC, on=slant.startswith(("italic", "oblique")))
    line = inline.get("text-decoration", "") + inline.get("text-decoration-line", "")
    add |= UNDERLINE * ("underline" in line) | STRIKE * ("line-through" in line)
    family = inline.get("font-family", "") + found.get("face", "").lower()
    add |= CODE * bool(_MONOSPACE.search(family))
    place = inline.get("vertical-align", "")
    add |= SUB * (place == "sub") | SUP * (place == "super")
    return Style(add, remove, inline.get("display") == "none", _is_lost(inline, found))


def _inline(style: str) -> dict[str, str]:
    declared = (part.partition(":") for part in style.split(";"))
    return {name.strip(): value.strip() for name, _, value in declared}


def _switched(add: int, remove: int, bit: int, *, on: bool) -> tuple[int, int]:
    return (add | bit, remove) if on else (add & ~bit, remove | bit)


def _is_lost(inline: dict[str, str], found: dict[str, str]) -> bool:
    colours = [inline.get("color"), inline.get("background-color"), inline.get("background")]
    colours.append(found.get("color", "").lower() or None)
    return any(colour and not _PLAIN_COLOUR.match(colour) for colour in colours)
