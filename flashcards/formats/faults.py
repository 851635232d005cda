"""Why a file of unknown origin is not read, as the process that reads it says."""

from __future__ import annotations

import sqlite3

DAMAGE = (sqlite3.Error, UnicodeError)
"""What reading a damaged database raises; the second where not even the message is text."""


class UnreadableError(Exception):
    """The file is damaged, or something else altogether."""


class RefusedError(Exception):
    """The file holds what its program never writes, or reading it takes too much."""
