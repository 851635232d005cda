"""What a card may refer to: addresses to open outside, and files of the media folder."""

from __future__ import annotations

import re
from urllib.parse import unquote

_LINK = re.compile(r"(?:https://[^\s\\/][^\s\\]*|mailto:[^\s\\/]+)", re.IGNORECASE)
_FORBIDDEN_IN_NAME = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|#%]')
_LONGEST_NAME = 255


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
