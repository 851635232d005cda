"""What could not be brought as it was, in words: each thing once a package, with its number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashcards.formats.anki.messages import (
    CARDS_LEFT_OUT,
    DAMAGED_CARDS,
    DAMAGED_NOTES,
    DAMAGED_REVIEWS,
    READ,
    REVIEWS_LEFT_OUT,
    REVIEWS_OF_NOBODY,
)

_NAMED = 5
_LONGEST_HEADING = 60


@dataclass(frozen=True, slots=True)
class Account:
    """What the reading process counted. ``whole``: all of the database was there to be read."""

    facts: Mapping[str, int]
    counts: Mapping[str, int]
    whole: bool

    def warnings(self) -> Iterator[str]:
        """What a person should know, the gravest first."""
        facts = self.facts
        notes = facts[READ]
        if facts[DAMAGED_NOTES]:
            yield (
                f"This package is damaged after note {notes:,}. "
                f"The first {notes:,} can be imported."
            )
        elif not self.whole:
            yield f"This package is damaged. Its {_counted(notes, 'note')} can be read."
        if facts[DAMAGED_CARDS]:
            yield "The schedules of some cards are damaged; those cards begin as new ones."
        if facts[DAMAGED_REVIEWS]:
            yield "The review history is damaged; its readable part was taken."
        for what, count in sorted(self.counts.items()):
            yield f"{what[0].upper()}{what[1:]} ({_counted(count, 'note')})."
        for fact, thing in _LEFT_OUT:
            explained = fact == REVIEWS_OF_NOBODY and (facts[DAMAGED_NOTES] or facts[DAMAGED_CARDS])
            if facts[fact] and not explained:
                yield f"{_counted(facts[fact], thing[0])} {thing[1]}."


_LEFT_OUT = (
    (CARDS_LEFT_OUT, ("card", "that the notes no longer give left out")),
    (REVIEWS_LEFT_OUT, ("review", "that can't be understood left out")),
    (REVIEWS_OF_NOBODY, ("review", "of cards that are not in the package left out")),
)


def missing_media(missing: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """A warning that names the files that are not in the package and the notes that want them."""
    if not missing:
        return
    named = [
        f"{name} in {_quoted(headings)}" for name, headings in sorted(missing.items())[:_NAMED]
    ]
    if len(missing) > _NAMED:
        named.append(f"{len(missing) - _NAMED:,} more")
    verb = "is" if len(missing) == 1 else "are"
    yield f"{_counted(len(missing), 'media file')} {verb} not in the package: {', '.join(named)}."


def _quoted(headings: Sequence[str]) -> str:
    """The first of the notes, and how many there are besides."""
    heading = headings[0]
    shown = heading if len(heading) <= _LONGEST_HEADING else heading[:_LONGEST_HEADING] + "…"
    others = len(headings) - 1
    return f"'{shown}'" + (f" and {_counted(others, 'other note')}" if others else "")


def _counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"
