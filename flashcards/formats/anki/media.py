"""The media of a package: what it lists, and its files read one by one."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flashcards.errors import FormatError
from flashcards.formats.anki import wire
from flashcards.formats.anki.archive import Archive
from flashcards.formats.anki.limits import MAX_ENTRIES, MAX_MEDIA, MAX_MEDIA_LIST, MIB
from flashcards.formats.anki.media_names import FreeNames, safe_name
from flashcards.formats.anki.unpacking import LATEST, unpack_bytes
from flashcards.formats.rows import MediaFiles

_LIST = "media"
_NAME, _SIZE, _SHA1, _ENTRY = 1, 2, 3, 255
"""Fields of a file in the list of the latest form; the last is the name in the zip."""


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file as the list has it. ``entry``: its name in the zip; size and hash where given."""

    name: str
    entry: str
    size: int | None = None
    sha1: bytes = b""


@dataclass(frozen=True, slots=True)
class PackageMedia:
    """The media of a package, by the names that the notes' texts use for them."""

    archive: Archive
    files: Mapping[str, ListedFile]
    packed: bool

    def names(self) -> Sequence[str]:
        """The names as the notes' texts refer to them."""
        return tuple(self.files)

    def read(self, name: str) -> bytes:
        """One file's bytes. Raises FormatError where it is missing, damaged or too large."""
        listed = self.files.get(name)
        if listed is None:
            raise FormatError("not in the package", file=name)
        try:
            entry = self.archive.entries[listed.entry]
            data = unpack_bytes(self.archive, entry, MAX_MEDIA, zstd=self.packed)
        except FormatError as error:
            raise FormatError(error.message, file=name) from error
        except (KeyError, OSError) as error:
            raise FormatError("can't be read from the package", file=name) from error
        if listed.size not in (None, len(data)):
            raise FormatError("damaged: it has not the size that the package says", file=name)
        if listed.sha1 and hashlib.sha1(data, usedforsecurity=False).digest() != listed.sha1:
            raise FormatError("damaged: it is not the file that the package lists", file=name)
        return data


@dataclass(frozen=True, slots=True)
class MediaList:
    """What a package lists. ``renamed``: from each name in the list to the one that is used.

    ``problems`` tells of the list and of files that are left out.
    """

    media: MediaFiles
    renamed: Mapping[str, str]
    problems: Sequence[str] = field(default=())


def read_media_list(archive: Archive, form: int) -> MediaList:
    """The media of a package; a damaged list costs the media, not the notes."""
    files: dict[str, ListedFile] = {}
    renamed: dict[str, str] = {}
    problems: list[str] = []
    large: list[str] = []
    free = FreeNames()
    listed: Sequence[ListedFile] = ()
    try:
        listed = tuple(_listed(archive, form))
    except FormatError:
        problems.append("the package's list of media is damaged, so it brings no media")
    for file in listed:
        entry = archive.entries.get(file.entry)
        name = safe_name(file.name)
        if entry is None or not name or file.name in renamed:
            continue
        if max(entry.size, file.size or 0) > MAX_MEDIA:
            large.append(file.name)
            continue
        name = free.take(name)
        files[name] = file
        renamed[file.name] = name
        renamed.setdefault(unicodedata.normalize("NFC", file.name), name)
    if large:
        problems.append(
            f"{_counted(len(large))} larger than {MAX_MEDIA // MIB} MB left out: "
            + ", ".join(large[:5])
        )
    return MediaList(PackageMedia(archive, files, form == LATEST), renamed, tuple(problems))


def _counted(count: int) -> str:
    return "1 media file" if count == 1 else f"{count:,} media files"


def _listed(archive: Archive, form: int) -> Iterator[ListedFile]:
    entry = archive.entries.get(_LIST)
    if entry is None:
        if archive.whole:
            return
        raise FormatError("damaged", file=_LIST)
    data = unpack_bytes(archive, entry, MAX_MEDIA_LIST, zstd=form == LATEST)
    try:
        yield from _latest(data) if form == LATEST else _legacy(data)
    except (wire.WireError, ValueError, RecursionError) as error:
        raise FormatError("damaged", file=_LIST) from error


def _latest(data: bytes) -> Iterator[ListedFile]:
    """A message with a field 1 for each file, which are named by their place in it."""
    place = 0
    for number, value in wire.fields(data):
        if number != 1 or isinstance(value, int):
            continue
        if place == MAX_ENTRIES:
            raise wire.WireError("too many files")
        name, entry, size, sha1 = "", str(place), None, b""
        for part, content in wire.fields(value):
            if part == _NAME:
                name = wire.text(content)
            elif part == _SIZE:
                size = wire.number(content)
            elif part == _ENTRY:
                entry = str(wire.number(content))
            elif part == _SHA1 and isinstance(content, bytes):
                sha1 = content
        yield ListedFile(name, entry, size, sha1)
        place += 1


def _legacy(data: bytes) -> Iterator[ListedFile]:
    """A JSON object from the names in the zip to the names of the files."""
    listed = json.loads(data or b"{}")
    if not isinstance(listed, dict):
        raise ValueError("no object")
    for entry, name in listed.items():
        if isinstance(name, str):
            yield ListedFile(name, entry)
