"""Text of any origin without what no text holds: control characters, halves of characters."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    r"""The text without control characters but tabs and line ends, which become ``\n``."""
    if text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", text) if _CONTROL.search(text) else text


def clean_line(text: str, most: int) -> str:
    """A name on one line, of at most so many characters."""
    if len(text) <= most and " " not in text and text.isprintable():
        return text
    return " ".join(clean(text[: most * 2]).split())[:most]
