"""The zip of a package: its files, checked before anything of it is unpacked."""

from __future__ import annotations

import re
import stat
import struct
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from flashcards.errors import FormatError
from flashcards.formats.anki.entries import DEFLATED, STORED, Entry
from flashcards.formats.anki.limits import (
    FREE_OF_RATIO,
    MAX_DIRECTORY,
    MAX_ENTRIES,
    MAX_RATIO,
    MAX_TOTAL,
    MIB,
)
from flashcards.formats.anki.salvage import entries_of_cut_archive
from flashcards.formats.zip_directory import directory_size

_ENCRYPTED = 0x1
_OUTSIDE = re.compile(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:$|[/\\])")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_BROKEN = (
    BadZipFile,
    LargeZipFile,
    EOFError,
    NotImplementedError,
    OverflowError,
    UnicodeError,
    ValueError,
    struct.error,
)
"""What the standard library raises for archives that it can't read."""


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of a package by name. ``whole``: False where its end is missing."""

    path: Path
    entries: Mapping[str, Entry]
    whole: bool = True

    def open(self) -> IO[bytes]:
        """The package itself, for readers of its entries."""
        return self.path.open("rb")


def open_archive(path: Path) -> Archive:
    """The files of a zip, its directory checked.

    Of a zip whose end is missing the files that are still there, ``whole`` is then False.

    Raises:
        FormatError: no zip, more than is good for anyone, or made to do harm.
        OSError: the file cannot be opened.
    """
    with path.open("rb") as file:
        if not file.read(2) == b"PK":
            raise FormatError("this is not an Anki package: it is no zip archive.", file=path.name)
        infos = _directory(file, path.name)
        if infos is None:
            found = entries_of_cut_archive(file)
            if not found:
                raise FormatError(
                    "this package is damaged; nothing of it can be read. "
                    "Export it again or fetch it again.",
                    file=path.name,
                )
            return Archive(path, _by_name(found, path.name), whole=False)
    for info in infos:
        _check_entry(info, path.name)
    entries = _by_name(map(_entry, infos), path.name)
    _check_sizes(entries.values(), path.name)
    return Archive(path, entries)


def _directory(file: IO[bytes], name: str) -> list[ZipInfo] | None:
    """The directory of a zip, None where it has none that can be read."""
    size = directory_size(file)
    if size is None:
        return None
    if size > MAX_DIRECTORY:
        raise _refused(f"it lists more than {MAX_ENTRIES:,} files", name)
    try:
        with ZipFile(file) as archive:
            infos = archive.infolist()
    except _BROKEN:
        return None
    if len(infos) > MAX_ENTRIES:
        raise _refused(f"it lists more than {MAX_ENTRIES:,} files", name)
    return infos


def _check_entry(info: ZipInfo, name: str) -> None:
    """Raise FormatError for a file that no package of Anki's has."""
    entry = info.orig_filename
    shown = _CONTROL.sub("?", entry)[:80]
    if _OUTSIDE.search(entry) or _CONTROL.search(entry):
        raise _refused(f"its file '{shown}' would leave the package's folder", name)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise _refused(f"its file '{shown}' is a link", name)
    if info.flag_bits & _ENCRYPTED:
        raise FormatError(
            "this package is encrypted. Unpack it and pack it again without a password.",
            file=name,
        )
    if info.compress_type not in (STORED, DEFLATED):
        raise FormatError(
            f"its file '{shown}' is packed in a way that Anki does not use; "
            "pack it again as a usual zip.",
            file=name,
        )


def _entry(info: ZipInfo) -> Entry:
    return Entry(
        name=info.filename,
        start=info.header_offset,
        method=info.compress_type,
        packed=info.compress_size,
        size=info.file_size,
        checksum=info.CRC,
    )


def _by_name(found: Iterable[Entry], name: str) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for entry in found:
        if entry.name in entries:
            raise _refused(f"it holds the file '{entry.name[:80]}' twice", name)
        entries[entry.name] = entry
    return entries


def _check_sizes(entries: Iterable[Entry], name: str) -> None:
    total = 0
    for entry in entries:
        total += entry.size
        if entry.size > FREE_OF_RATIO and entry.size > entry.packed * MAX_RATIO:
            raise _refused(
                f"its file '{entry.name[:80]}' unpacks to over {MAX_RATIO} times its size", name
            )
    if total > MAX_TOTAL:
        raise _refused(f"it unpacks to more than {MAX_TOTAL // MIB // 1024} GB", name)


def _refused(reason: str, name: str) -> FormatError:
    return FormatError(f"this package was not made by Anki and is not opened: {reason}.", file=name)
