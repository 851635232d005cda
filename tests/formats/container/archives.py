"""Zips for tests, good ones and hostile ones."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
from collections.abc import Mapping

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"/>'


def zipped(
    files: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED, comment: bytes = b""
) -> bytes:
    """A zip of these files, in their order."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, compression)
        archive.comment = comment
    return held.getvalue()


def with_link(name: str, target: str) -> bytes:
    """A zip with a symbolic link in it."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.create_system = 3
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, target)
        archive.writestr("good.md", "Q: a\nA: b\n")
    return held.getvalue()


def encrypted(name: str) -> bytes:
    """A zip whose only file says that it is encrypted."""
    data = bytearray(zipped({name: b"x"}))
    for mark, place in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = data.index(mark) + place
        data[at : at + 2] = struct.pack("<H", 1)
    return bytes(data)


def with_large_directory() -> bytes:
    """The end of a zip that says that its directory has a gigabyte."""
    end = struct.pack("<4sHHHHLLH", b"PK\5\6", 0, 0, 1, 1, 1 << 30, 0, 0)
    return b"PK\3\4" + bytes(100) + end
