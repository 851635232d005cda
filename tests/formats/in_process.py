"""Reading without a process of its own, for tests of what is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from flashcards.formats.apart import Reader


class InThisProcess:
    """Calls a reader as ``apart.Apart`` does, here."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        pass

    def values(self, path: Path, *details: object) -> Iterator[Any]:
        """What the process would tell."""
        yield from self._reader(path, *details)
