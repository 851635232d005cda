"""The one gate between foreign HTML and the screen: an allow-list, held by nh3.

What passes is a subset that a QTextDocument draws and that can neither read a file nor call
home: no style, no script, no foreign address but the ``https`` and ``mailto`` targets of links,
no image but by the plain name of a file in the library's media folder.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape, unescape
from urllib.parse import quote, unquote

import nh3

from flashcards.render.highlighting import TOKEN_CLASSES

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
_CLASSES = {"span": set(TOKEN_CLASSES)}
_ALIGNMENTS = {"left", "center", "right"}

_LINK = re.compile(r"(?:https://[^\s\\/][^\s\\]*|mailto:[^\s\\/]+)", re.IGNORECASE)
_FORBIDDEN_IN_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|#%]')
_LONGEST_NAME = 255
# nh3 writes each attribute as name="value", with quotation marks in the value escaped.
_IMAGE = re.compile(r'<img(?: [a-z]+="[^"]*")*>')
_SRC = re.compile(r' src="[^"]')
_ALT = re.compile(r' alt="([^"]*)"')


def sanitise(html: str, *, media_prefix: str = "", inline: bool = False) -> str:
    """HTML of any origin as the safe subset; ``inline`` keeps no block elements.

    An image keeps only its plain name, ``media_prefix`` put before it; one that has no such name
    is replaced by its description in brackets. Text of elements that are not allowed remains.
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
    return _IMAGE.sub(_image_or_description, cleaned).replace("<pre>\n", "<pre>\n\n")


def safe_link(address: str) -> str | None:
    """The address if it may be opened outside, else None: ``https`` and ``mailto`` alone."""
    address = address.strip()
    return address if _LINK.fullmatch(address) else None


def media_name(reference: str) -> str | None:
    """The file that an image refers to if it is a plain name, else None.

    A plain name has no folder, drive, scheme or wildcard in it, does not begin with a dot and is
    no device of Windows.
    """
    name = unquote(reference.strip())
    if not name or len(name) > _LONGEST_NAME or name.startswith(".") or name.endswith((".", " ")):
        return None
    if _FORBIDDEN_IN_NAME.search(name) or _is_device(name):
        return None
    return name


def _is_device(name: str) -> bool:
    stem = name.split(".", 1)[0].rstrip().upper()
    if stem in {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}:
        return True
    return stem[:-1] in {"COM", "LPT"} and stem[-1] in "0123456789¹²³"


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


def _image_or_description(match: re.Match[str]) -> str:
    if _SRC.search(match[0]):
        return match[0]
    alt = _ALT.search(match[0])
    description = unescape(alt[1]).strip() if alt else ""
    return f"[{escape(description, quote=False)}]" if description else ""
