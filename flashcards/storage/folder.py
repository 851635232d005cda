"""The folder of a library: ``collection.db``, ``media/``, ``recordings/``, ``backups/``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flashcards.errors import LibraryWriteError


@dataclass(frozen=True, slots=True)
class LibraryFolder:
    """Where the parts of a library lie."""

    path: Path

    @property
    def database(self) -> Path:
        """The SQLite database."""
        return self.path / "collection.db"

    @property
    def media(self) -> Path:
        """Images and sounds, stored under their hash."""
        return self.path / "media"

    @property
    def recordings(self) -> Path:
        """Spoken answers, named by their attempts; made with the first one."""
        return self.path / "recordings"

    @property
    def backups(self) -> Path:
        """Verified copies of the database."""
        return self.path / "backups"

    @property
    def exists(self) -> bool:
        """Whether there is a database."""
        return self.database.exists()

    def create(self) -> None:
        """Make the folder and its parts.

        Raises LibraryWriteError when the file system refuses.
        """
        try:
            for folder in (self.path, self.media, self.backups):
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LibraryWriteError(
                f"can't make the library folder {self.path}: {error.strerror}. "
                "Choose another with --library."
            ) from error
