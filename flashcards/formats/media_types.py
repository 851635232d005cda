"""What a media file is, by its first bytes and never by its name, and how large it may be."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class MediaType:
    """A kind of file that a card may have. ``largest``: in bytes."""

    extension: str
    largest: int


_PICTURE = 16 * _MEBIBYTE
_SOUND = 64 * _MEBIBYTE
SVG = MediaType("svg", _MEBIBYTE)
LARGEST = _SOUND
"""Bytes of the largest file of any kind."""

# AVIF, sounds and films are kept for the way back: this program shows and plays none of them.
_MAGIC = (
    (rb"\x89PNG\r\n\x1a\n", MediaType("png", _PICTURE)),
    (rb"\xff\xd8\xff", MediaType("jpg", _PICTURE)),
    (rb"GIF8[79]a", MediaType("gif", _PICTURE)),
    (rb"RIFF.{4}WEBP", MediaType("webp", _PICTURE)),
    (rb"BM.{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\x00\x00\x00", MediaType("bmp", _PICTURE)),
    (rb".{4}ftypavi[fs]", MediaType("avif", _PICTURE)),
    (rb"ID3|\xff[\xf2\xf3\xfa\xfb]", MediaType("mp3", _SOUND)),
    (rb"\xff[\xf0\xf1\xf8\xf9]", MediaType("aac", _SOUND)),
    (rb"OggS", MediaType("ogg", _SOUND)),
    (rb"RIFF.{4}WAVE", MediaType("wav", _SOUND)),
    (rb"fLaC", MediaType("flac", _SOUND)),
    (rb".{4}ftypM4[AB]", MediaType("m4a", _SOUND)),
    (rb".{4}ftyp", MediaType("mp4", _SOUND)),
    (rb"\x1aE\xdf\xa3", MediaType("webm", _SOUND)),
)  # fmt: skip
_KNOWN = tuple((re.compile(magic, re.DOTALL), kind) for magic, kind in _MAGIC)
# A drawing begins with its element, after what XML allows before it.
_SVG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,500}\?>\s*)?"
    rb"(?:(?:<!--(?:(?!-->).){0,4000}-->|<!DOCTYPE[^>\[]{0,500}(?:\[[^\]]{0,4000}\][^>]{0,50})?>)\s*){0,20}"
    rb"<(?:svg:)?svg[\s>/]",
    re.DOTALL | re.IGNORECASE,
)


def media_type(data: bytes) -> MediaType | None:
    """What a file is, None for what no card may have."""
    for magic, kind in _KNOWN:
        if magic.match(data):
            return kind
    return SVG if _SVG.match(data) else None
