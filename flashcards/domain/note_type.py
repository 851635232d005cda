"""Note types that other programs bring: named fields and the templates of their cards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, repeat


@dataclass(frozen=True, slots=True)
class Template:
    """One card of a note type: both faces in Markdown with ``{{Field}}`` placeholders."""

    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True)
class NoteType:
    """A custom note type. ``cloze``: its cards come from the deletions, not from the templates."""

    name: str
    fields: tuple[str, ...]
    templates: tuple[Template, ...]
    css: str = ""
    cloze: bool = False

    def values(self, texts: Sequence[str]) -> dict[str, str]:
        """The texts of a note by the names of its fields; a field that has no text is empty."""
        return dict(zip(self.fields, chain(texts, repeat("")), strict=False))
