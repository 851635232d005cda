"""How large the directory of a zip is, told before any of it is read into memory."""

from __future__ import annotations

import struct
from typing import IO

_END_MARK = b"PK\5\6"
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR_64 = struct.Struct("<4sLQL")
_LONGEST_COMMENT = 0xFFFF


def directory_size(file: IO[bytes]) -> int | None:
    """Bytes that the directory says to have, found as the standard library finds it.

    None where there is none: the end of the file is missing.
    """
    end = file.seek(0, 2)
    start = max(0, end - _END.size - _LONGEST_COMMENT)
    file.seek(start)
    tail = file.read(end - start)
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size:
        return None
    size: int = _END.unpack_from(tail, at)[5]
    if start + at >= _LOCATOR_64.size:
        file.seek(start + at - _LOCATOR_64.size)
        mark, _, place, _ = _LOCATOR_64.unpack(file.read(_LOCATOR_64.size))
        if mark == b"PK\6\7":
            file.seek(max(0, start + at - _LOCATOR_64.size - _END_64.size))
            record = file.read(_END_64.size)
            if len(record) == _END_64.size and record.startswith(b"PK\6\6"):
                size = max(size, _END_64.unpack(record)[8])
            if place > end:
                return None
    return size
