"""Note types that other programs bring: named fields and the templates of their cards."""

from __future__ import annotations

from dataclasses import dataclass


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
