"""The one gate between foreign HTML and the screen: an allow-list, held by nh3.

What passes is a subset that a QTextDocument draws and that can neither read a file nor call
home: no style, no script, no foreign address but the ``https`` and ``mailto`` targets of links,
no image but by the plain name of a file in the library's media folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote

import nh3

from flashcards.render.highlighting import TOKEN_CLASSES
from flashcards.render.references import media_name, safe_link

_INLINE_TAGS = {
    "a", "b", "br", "code", "del", "em", "i", "img", "ins", "kbd", "mark", "s", "small", "span",
    "strong", "sub", "sup", "u", "var",
}  # fmt: skip
_BLOCK_TAGS = {
    "blockquote", "dd", "div", "dl", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "pre", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
# What stands inside these is not text for a reader, so it goes with them.
_DROPPED_WITH_CONTENT = {
    "applet", "audio", "canvas", "embed", "frame", "frameset", "head", "iframe", "math",
    "noembed", "noframes", "noscript", "object", "script", "style", "svg", "template", "textarea",
    "title", "video", "xmp",
}  # fmt: skip
_ATTRIBUTES: dict[str, set[str]] = {
    "*": set(),
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
}
SOUND_CLASS = "sound"
_CLASSES = {"span": {*TOKEN_CLASSES, SOUND_CLASS}}
_ALIGNMENTS = {"left", "center", "right"}

MISSING = "missing:"
"""The source of an image that has no file to be shown; its description says what it would be."""

# nh3 writes each attribute as name="value", with quotation marks in the value escaped.
_IMAGE = re.compile(r'<img(?: [a-z]+="[^"]*")*>')
_SRC = re.compile(r' src="[^"]')
_ALT = re.compile(r' alt="([^"]*)"')


def sanitise(html: str, *, media_prefix: str = "", inline: bool = False) -> str:
    """HTML of any origin as the safe subset; ``inline`` keeps no block elements.

    An image keeps only its plain name, ``media_prefix`` put before it; one that has no such name
    gets the source ``MISSING``, or without a prefix is its description in brackets. Text of
    elements that are not allowed remains.
    """
    cleaned = nh3.clean(
        html,
        tags=_INLINE_TAGS if inline else _INLINE_TAGS | _BLOCK_TAGS,
        clean_content_tags=_DROPPED_WITH_CONTENT,
        attributes=_ATTRIBUTES,
        attribute_filter=_attribute_filter(media_prefix),
        allowed_classes=_CLASSES,
        url_schemes={"https", "mailto"},
        link_rel=None,
        strip_comments=True,
    )
    # A newline right after the tag belongs to the tag, for the next reader as for this one.
    without_file = _missing if media_prefix else _description
    images = _IMAGE.sub(lambda match: _with_source(match, without_file), cleaned)
    return images.replace("<pre>\n", "<pre>\n\n")


def _attribute_filter(media_prefix: str) -> Callable[[str, str, str], str | None]:
    def keep(tag: str, attribute: str, value: str) -> str | None:
        if attribute == "href":
            return safe_link(value)
        if attribute == "src":
            name = media_name(value)
            return None if name is None else media_prefix + quote(name)
        if attribute == "start":
            return value if value.isascii() and value.isdigit() and len(value) <= 4 else None
        if attribute == "align":
            return value if value in _ALIGNMENTS else None
        return value

    return keep


def _with_source(match: re.Match[str], without: Callable[[str], str]) -> str:
    """An image that has a source as it is; of one without, what stands for its description."""
    if _SRC.search(match[0]):
        return match[0]
    alt = _ALT.search(match[0])
    return without(unescape(alt[1]).strip() if alt else "")


def _missing(description: str) -> str:
    return f'<img src="{MISSING}" alt="{escape(description)}">'


def _description(description: str) -> str:
    return f"[{escape(description, quote=False)}]" if description else ""
