"""What an operation changed, so that screens refresh only what they must."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Changes:
    """What a mutation changed and who asked for it.

    ``operation``: the id under which the change can be undone, None if nothing changed.
    ``label``: the operation in words, as undo names it ("Answer", "Import databases.md").
    """

    operation: int | None = None
    label: str = ""
    cards: bool = False
    notes: bool = False
    decks: bool = False
    roadmaps: bool = False
    settings: bool = False
    reviews: bool = False
    origin: str = ""

    @classmethod
    def everything(cls, operation: int | None, label: str, origin: str = "") -> Self:
        """All may have changed: an import, an undo of one, a restored backup."""
        return cls(operation, label, True, True, True, True, True, True, origin)
