"""Names of media as a library can keep them and a card refer to them.

A name that is fine stays as it is, in composed Unicode. What no file system or Markdown image could
take is replaced, in the same way in the list of media and in the texts.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from urllib.parse import unquote

LONGEST = 120
"""Characters of a name; file systems stop at 255 bytes, which may be four a character."""

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f-\x9f/\\:*?"<>|#%\ud800-\udfff\u200e\u200f\u202a-\u202e]')
_DEVICE = re.compile(
    r"(?:CON|PRN|AUX|NUL|CONIN\$|CONOUT\$|(?:COM|LPT)[0-9¹²³])\s*(?:\.|$)", re.IGNORECASE
)
# Every blank that `str.strip` knows and `_FORBIDDEN` leaves.
_BLANK = " \xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
_LONGEST_SUFFIX = 12


def safe_name(name: str) -> str:
    """A name without folders, control characters, and what Windows reserves; ``""`` for nothing."""
    name = unicodedata.normalize("NFC", name)
    name = _FORBIDDEN.sub("_", name).lstrip(_BLANK).rstrip(_BLANK + ".")
    if name.startswith("."):
        name = "_" + name[1:]
    if _DEVICE.match(name):
        name = "_" + name
    if len(name) > LONGEST:
        stem, dot, suffix = name.rpartition(".")
        if not dot or len(suffix) > _LONGEST_SUFFIX:
            stem, dot, suffix = name, "", ""
        name = stem[: LONGEST - len(dot + suffix)].rstrip(_BLANK + ".") + dot + suffix
    return name


class FreeNames:
    """Gives each name once: ``a.png``, then ``a-2.png`` …"""

    def __init__(self) -> None:
        self._last: dict[str, int] = {}

    def take(self, name: str) -> str:
        """The name, with a number where it was given before."""
        free = name
        while free in self._last:
            self._last[name] += 1
            free = _numbered(name, self._last[name])
        self._last[free] = 1
        return free


def _numbered(name: str, number: int) -> str:
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}-{number}{dot}{suffix}" if dot else f"{name}-{number}"


def resolve(reference: str, names: Mapping[str, str]) -> str:
    """The safe name of what a text refers to, whether it is among ``names`` (as listed) or not."""
    for form in (reference, unquote(reference)):
        for known in (form, unicodedata.normalize("NFC", form)):
            if known in names:
                return names[known]
    return safe_name(unquote(reference))
