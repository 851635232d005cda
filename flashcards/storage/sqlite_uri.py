"""How a database file is named to SQLite when it is only to be read."""

from __future__ import annotations

import os
from pathlib import Path


def reading_uri(path: Path) -> str:
    """The URI that opens a database for reading."""
    return f"{path.resolve().as_uri()}?{reading_mode(path)}"


def reading_mode(path: Path) -> str:
    """The part of that URI that says how: ``mode=ro``, in a folder that can't be written more.

    Reading in WAL mode takes a file beside the database. Where none can be made nobody else
    writes either, so that the database is as good as immutable, unless a WAL still belongs to it.
    """
    if os.access(path.parent, os.W_OK) or _has_wal(path):
        return "mode=ro"
    return "mode=ro&immutable=1"


def _has_wal(path: Path) -> bool:
    wal = path.with_name(f"{path.name}-wal")
    try:
        return wal.stat().st_size > 0
    except OSError:
        return False
