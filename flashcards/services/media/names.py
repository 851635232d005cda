"""What a media file is called beside others that want the same name, and in an exported folder."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from flashcards.formats.folder_media import MEDIA_FOLDER
from flashcards.render.references import media_name

BELOW = f"{MEDIA_FOLDER}/"
"""How names begin in a deck file that was exported."""
DIGITS = 8
"""Of a file's hash, that tell it from another of the same name."""

_LONGEST = 200
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|#%]')


def own_name(name: str, file: str, digits: int = DIGITS) -> str:
    """The name with the beginning of the file's hash, which is always the same for these bytes."""
    path = PurePosixPath(name)
    return str(path.with_name(f"{path.stem}-{_digest(file)[:digits]}{path.suffix}"))


def exported_names(name: str, file: str) -> tuple[str, str]:
    """The path of a file beside an exported deck, and the one where another file has the first.

    All lie in ``media/`` and are names that any file system takes.
    """
    parts = [_safe(part, file) for part in name.removeprefix(BELOW).split("/")]
    usual = BELOW + "/".join(parts)
    if len(usual) > _LONGEST:
        usual = BELOW + file
    return usual, own_name(usual, file)


def _safe(part: str, file: str) -> str:
    if media_name(part) == part:
        return part
    cleaned = _FORBIDDEN.sub("_", part).strip(". ")
    return cleaned if media_name(cleaned) == cleaned else file


def _digest(file: str) -> str:
    return file.partition(".")[0]
