"""Whether a file can be a picture or a sound of a card."""

from __future__ import annotations

from flashcards.formats.media_types import SVG, media_type
from flashcards.language import _
from flashcards.render.svg import svg_fault

_MEBIBYTE = 2**20


def media_fault(data: bytes) -> str | None:
    """Why a card can't have a file, in words that follow "it"; None where it can."""
    kind = media_type(data)
    if kind is None:
        return _("is no picture and no sound")
    if len(data) > kind.largest:
        return _("is larger than {n} MB").format(n=kind.largest // _MEBIBYTE)
    return svg_fault(data) if kind is SVG else None
