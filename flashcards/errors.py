"""The exceptions that a person is told about.

::

    FlashcardsError               told to the user: what happened, what to do
    ├── UsageError                the command was called in a wrong way (exit code 2)
    ├── NotFoundError             a deck, card, stage or file that was named does not exist
    ├── InvalidValueError         a value given by a person is out of bounds
    ├── QueryError                a search query cannot be read; knows the wrong word
    ├── FormatError               a file cannot be read; knows file and line
    └── LibraryError              the library folder or its database
        ├── LibraryLockedError    another process writes to it
        ├── LibraryDamagedError   the database is corrupt, truncated or not a library
        ├── LibraryNewerError     it was written by a newer version of the program
        └── LibraryWriteError     a change could not be written: disk full, read-only, I/O error

Anything else that is raised is a bug and is shown with its details.
"""

from __future__ import annotations


class FlashcardsError(Exception):
    """What happened and what to do, in words for the user."""

    exit_code = 1


class UsageError(FlashcardsError):
    """The command was called in a wrong way."""

    exit_code = 2


class NotFoundError(FlashcardsError):
    """What was named does not exist."""


class InvalidValueError(FlashcardsError):
    """A value that a person gave is out of bounds or of the wrong form."""


class QueryError(FlashcardsError):
    """A search query cannot be read; ``start`` and ``end`` bound the wrong word in the query."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.start = start
        self.end = end


class FormatError(FlashcardsError):
    """A file cannot be read as what it claims to be."""

    def __init__(self, message: str, *, file: str | None = None, line: int | None = None) -> None:
        place = ":".join(str(part) for part in (file, line) if part is not None)
        super().__init__(f"{place}: {message}" if place else message)
        self.message = message
        self.file = file
        self.line = line


class LibraryError(FlashcardsError):
    """The library folder or its database cannot be used."""


class LibraryLockedError(LibraryError):
    """Another process writes to the library."""


class LibraryDamagedError(LibraryError):
    """The database is corrupt, truncated or not a library at all."""


class LibraryNewerError(LibraryError):
    """The library was written by a newer version of the program."""


class LibraryWriteError(LibraryError):
    """A change could not be written; the library is as it was before."""
