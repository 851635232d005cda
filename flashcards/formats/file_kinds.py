"""What a file is that can't be imported, in words, so that its owner knows what to do with it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashcards.formats.media_types import media_type

IMPORTABLE = (
    "What can be imported: Markdown decks, question lists and roadmaps, hashcards and Obsidian "
    "notes, CSV and TSV, Anki packages (.apkg, .colpkg), Mnemosyne (.db), CrowdAnki, roadmap.sh "
    "JSON, review logs, and zips or folders of these"
)

_SAVE_AS_TEXT = "save it as text or Markdown, or copy what you need and paste it"
_SAVE_AS_CSV = "save it as CSV"
_MAGIC = (
    (rb"%PDF-", "a PDF", _SAVE_AS_TEXT),
    (rb"\{\\rtf", "a document in RTF", _SAVE_AS_TEXT),
    (rb"7z\xbc\xaf\x27\x1c|Rar!\x1a\x07", "an archive that is no zip", "unpack it first"),
    (rb"\x1f\x8b|BZh|\xfd7zXZ|\x28\xb5\x2f\xfd", "a packed file that is no zip", "unpack it first"),
    (rb".{257}ustar", "a tar archive", "unpack it first"),
    (rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old document of Office", _SAVE_AS_TEXT),
    (rb"\x7fELF|MZ|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe|#!", "a program", ""),
    (rb"\s*(?:<!doctype html|<html)", "a web page", _SAVE_AS_TEXT),
)  # fmt: skip
_KNOWN = tuple(
    (re.compile(magic, re.DOTALL | re.IGNORECASE), kind, way) for magic, kind, way in _MAGIC
)
_LOCAL = b"PK\x03\x04"
_MOST_NAMES = 200
_ZIPPED = (
    ("word/", "a Word document", _SAVE_AS_TEXT),
    ("xl/", "an Excel workbook", _SAVE_AS_CSV),
    ("ppt/", "a PowerPoint presentation", _SAVE_AS_TEXT),
    ("Index/Document.iwa", "a document of iWork", _SAVE_AS_TEXT),
    ("META-INF/container.xml", "an e-book", _SAVE_AS_TEXT),
    ("content.xml", "an OpenDocument file", f"{_SAVE_AS_CSV} if it is a table, else as text"),
    ("META-INF/MANIFEST.MF", "a program", ""),
    ("AndroidManifest.xml", "a program", ""),
)


def is_document(entries: Sequence[str]) -> bool:
    """Whether a zip with these entries is a document of another program, and no archive."""
    return _zipped(entries) is not None


def kind_of(data: bytes, entries: Sequence[str] = ()) -> str:
    """What a file is that begins with ``data``, and what to do with it; empty if that is unknown.

    ``entries``: the names in it, if it is a zip and all are known.
    """
    found = _zipped(entries or _local_names(data))
    if found is None:
        found = next(((kind, way) for magic, kind, way in _KNOWN if magic.match(data)), None)
    if found is None and media_type(data) is not None:
        found = ("a picture or a sound", "import the deck that shows it")
    if found is None:
        return ""
    kind, way = found
    return f"{kind} can't be imported; {way}" if way else f"{kind} can't be imported"


def _local_names(data: bytes) -> list[str]:
    """The names before the first files of a zip that begins with ``data``."""
    names: list[str] = []
    at = 0
    while len(names) < _MOST_NAMES and (at := data.find(_LOCAL, at)) >= 0:
        length = int.from_bytes(data[at + 26 : at + 28], "little")
        names.append(data[at + 30 : at + 30 + length].decode("utf-8", "replace"))
        at += len(_LOCAL)
    return names


def _zipped(entries: Sequence[str]) -> tuple[str, str] | None:
    for mark, kind, way in _ZIPPED:
        is_folder = mark.endswith("/")
        if any(entry.startswith(mark) if is_folder else entry == mark for entry in entries):
            return kind, way
    return None
