"""What stands in the quick-add window: a note that is being written, and where it will go."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace

from flashcards.domain.note import BUILT_IN_KINDS, NoteFields, NoteKind
from flashcards.gui.device_settings import load_text, save_text

_KEY = "quick_add/draft"


@dataclass(frozen=True, slots=True)
class Draft:
    """The note as it stands; ``deck`` and ``topic`` by name, so that it fits another library."""

    deck: str = ""
    topic: str = ""
    kind: NoteKind = NoteKind.BASIC
    question: str = ""
    answer: str = ""
    extra: str = ""
    tags: str = ""

    @property
    def fields(self) -> NoteFields:
        """The texts of the note."""
        return NoteFields(self.question.strip(), self.answer.strip("\n"), self.extra.strip())

    @property
    def is_begun(self) -> bool:
        """Whether something was written that would be lost."""
        return any(text.strip() for text in (self.question, self.answer, self.extra))

    def next(self) -> Draft:
        """An empty note for the same place, of the same kind, with the same tags."""
        return replace(self, question="", answer="", extra="")


def load_draft() -> Draft:
    """What was being written when the window was closed; an empty one where that is unreadable."""
    try:
        found = json.loads(load_text(_KEY) or "{}")
    except ValueError:
        return Draft()
    if not isinstance(found, dict):
        return Draft()
    names = set(Draft.__slots__) - {"kind"}
    texts = {name: str(value) for name, value in found.items() if name in names}
    kind = str(found.get("kind", NoteKind.BASIC))
    return Draft(**texts, kind=NoteKind(kind) if kind in BUILT_IN_KINDS else NoteKind.BASIC)


def save_draft(draft: Draft) -> None:
    """Keep what is being written on this computer."""
    save_text(_KEY, json.dumps(asdict(draft), ensure_ascii=False))
