"""The icon of a macOS bundle, made of the pictures that the other systems use.

An ICNS file is the word ``icns``, its length, and for each picture a type, a length and a PNG
(lengths are big-endian and count the eight bytes of their own head).
"""

from __future__ import annotations

from pathlib import Path

from shipping.names import ICONS

_TYPES = {"ic11": 32, "ic12": 64, "ic07": 128, "ic08": 256, "ic09": 512}
"""Apple's types that hold PNG, with the picture's pixels; ic11 and ic12 are 16 and 32 at 2×."""


def icns() -> bytes:
    """The icon in all its sizes."""
    parts = []
    for kind, size in _TYPES.items():
        picture = (ICONS / f"flashcards-{size}.png").read_bytes()
        parts.append(kind.encode() + (len(picture) + 8).to_bytes(4, "big") + picture)
    body = b"".join(parts)
    return b"icns" + (len(body) + 8).to_bytes(4, "big") + body


def make_icns(folder: Path) -> Path:
    """Write the icon below a folder; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "flashcards.icns"
    path.write_bytes(icns())
    return path
