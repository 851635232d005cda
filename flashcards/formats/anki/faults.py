"""Why a collection is not read, as the process that reads it says."""

from __future__ import annotations

import sqlite3

DAMAGE = (sqlite3.Error, UnicodeError)
"""What reading a damaged database raises; the second where not even the message is text."""


class UnreadableError(Exception):
    """The collection is damaged or is none."""


class RefusedError(Exception):
    """The collection holds what Anki never writes."""
