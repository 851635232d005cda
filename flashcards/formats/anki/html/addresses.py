"""Where links and images lead to, as far as a card may follow them."""

from __future__ import annotations

import re

from flashcards.formats.anki.html.escaping import escape
from flashcards.formats.anki.html.losses import Loss

_SAFE = re.compile(r"(?:https://[^\s\\/][^\s\\]*|mailto:[^\s\\/]+)", re.IGNORECASE)
_HTTP = re.compile(r"http://[^\s\\]+", re.IGNORECASE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):|//|\\\\")
_UNSAFE = re.compile(r'[\x00\x01\x05-\x20<>()"\\\[\]]')
_UNSAFE_IN_NAME = re.compile(r"[ ()<>\"'%\\\[\]`]")
_LONGEST = 2_000
_LONGEST_ALT = 300


def address(href: str) -> tuple[str, str]:
    """The address of a link as Markdown has it, or ``""`` and what to show behind its text."""
    if len(href) > _LONGEST:
        return "", ""
    href = re.sub(r"\s", "%20", href)
    if _SAFE.fullmatch(href):
        return _encoded(href, _UNSAFE), ""
    return "", href if _HTTP.fullmatch(href) else ""


def image_source(source: str) -> tuple[str, Loss | None]:
    """Where a source that is no media file leads to, if a card may, and what is lost by it."""
    scheme = _SCHEME.match(source)
    if scheme is None:
        return "", None
    name = (scheme[1] or "").lower()
    if name == "https" and (link := address(source)[0]):
        return link, Loss.REMOTE_IMAGE
    if name == "data":
        return "", Loss.DATA_IMAGE
    if name == "file" or not name:
        return "", Loss.LOCAL_FILE if name else Loss.REMOTE_IMAGE
    return "", Loss.REMOTE_IMAGE


def image_markdown(alt: str, name: str) -> str:
    """An image of the media folder."""
    shown = escape(alt[:_LONGEST_ALT]).replace("[", "&#91;").replace("]", "&#93;")
    return f"![{shown}]({_encoded(name, _UNSAFE_IN_NAME)})"


def _encoded(text: str, unsafe: re.Pattern[str]) -> str:
    return unsafe.sub(lambda found: f"%{ord(found[0]):02X}", text)
