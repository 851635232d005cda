"""What a note amounts to: its kind, its texts, and the keys of its cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flashcards.domain.note import NoteKind, cloze_deletions
from flashcards.formats.anki.kinds import Shape


@dataclass(frozen=True, slots=True)
class Amount:
    """What a note amounts to. ``places``: the keys of its cards by their places."""

    kind: NoteKind
    texts: tuple[str, ...]
    places: Mapping[int, str] | None = None

    def key(self, place: int, cloze: bool) -> str | None:
        """The key of the card at a place, None if the note gives no such card."""
        if self.places is not None:
            return self.places.get(place)
        return f"{'c' if cloze else 't'}{place + 1}"


_FORWARD = {0: "forward"}
_BOTH = {0: "forward", 1: "reverse"}
_BACKWARD = {1: "forward"}


def amount(shape: Shape, texts: list[str]) -> Amount | None:
    """The note of a type with these texts, None where there is nothing to ask."""
    if shape is Shape.CUSTOM:
        return Amount(NoteKind.CUSTOM, tuple(texts)) if any(texts) else None
    question = as_question(texts[0])
    answer = texts[1] if len(texts) > 1 else ""
    if shape is Shape.CLOZE:
        places = {each.number - 1: f"c{each.number}" for each in cloze_deletions(question)}
        if places:
            return Amount(NoteKind.CLOZE, (question, "", answer), places)
        shape = Shape.BASIC
    both_sides = shape is Shape.REVERSED or (shape is Shape.OPTIONAL and bool(texts[2]))
    if not question:
        # only the reversed card of such a note asks anything
        if not (both_sides and answer):
            return None
        return Amount(NoteKind.BASIC, (as_question(answer), ""), _BACKWARD)
    if shape is Shape.TYPED:
        return Amount(NoteKind.TYPED, (question, answer), _FORWARD)
    if both_sides and answer:
        return Amount(NoteKind.REVERSED, (question, answer), _BOTH)
    return Amount(NoteKind.BASIC, (question, answer), _FORWARD)


def as_question(text: str) -> str:
    """A text whose first line is a heading: what follows it stands in a paragraph of its own."""
    first, end, rest = text.partition("\n")
    if first.startswith("####"):
        first = first.lstrip("#").lstrip(" ")
    if end and first.endswith("  "):
        first, end = first.rstrip(" "), "\n\n"
    return f"{first}{end}{rest}"
