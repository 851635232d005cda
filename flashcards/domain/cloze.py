"""Deletions in a cloze text: ``{{c1::text::hint}}``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ClozeDeletion:
    """One ``{{c1::text::hint}}`` of a cloze text; ``start`` and ``end`` bound it in the text."""

    number: int
    text: str
    hint: str
    start: int
    end: int


_CLOZE = re.compile(r"\{\{c(\d{1,3})::(.+?)(?:::(.*?))?\}\}", re.DOTALL)


def cloze_deletions(text: str) -> Iterator[ClozeDeletion]:
    """The deletions of a cloze text, in the order in which they stand."""
    # an unclosed deletion would be looked for to the end of the text again and again
    text = text[: text.rfind("}}") + 2]
    for match in _CLOZE.finditer(text):
        yield ClozeDeletion(
            number=int(match[1]),
            text=match[2],
            hint=match[3] or "",
            start=match.start(),
            end=match.end(),
        )


def cloze_numbers(text: str) -> set[int]:
    """The numbers of the deletions in a text: one card each."""
    return {deletion.number for deletion in cloze_deletions(text)}
