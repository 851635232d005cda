"""The note types under which this program's own notes travel in a package, and their way back."""

from __future__ import annotations

import re
from collections.abc import Sequence

from flashcards.domain.note import NoteKind, cloze_deletions
from flashcards.formats.anki.amounts import Amount, as_question

FIELDS = ("Question", "Answer", "Note", "Source")
CLOZE_FIELDS = ("Text", *FIELDS[1:])

_NAMED = "Flashcards "
_GUID = re.compile(r"fc([0-7][0-9a-f]{15})")
# Anki adds a mark to the name of a type where it has another of that name.
_NAME = re.compile(rf"{_NAMED}([a-z]+)(?:[-+].*)?")
_KINDS = {kind.value: kind for kind in NoteKind if kind is not NoteKind.CUSTOM}
_PLACES = {NoteKind.REVERSED: {0: "forward", 1: "reverse"}}
_FORWARD = {0: "forward"}
_OPTION = re.compile(r"- +(?=\S)")


def own_guid(note_id: int) -> str:
    """The guid under which a note of the library travels."""
    return f"fc{note_id:016x}"


def own_note(guid: str) -> int | None:
    """The id of the note that such a guid names, None for any other guid."""
    found = _GUID.fullmatch(guid)
    return int(found[1], 16) or None if found else None


def type_name(kind: NoteKind) -> str:
    """The name of the note type of a kind."""
    return f"{_NAMED}{kind.value}"


def own_kind(name: str, fields: Sequence[str]) -> NoteKind | None:
    """The kind whose note type this is, None for any other type."""
    found = _NAME.fullmatch(name)
    kind = _KINDS.get(found[1]) if found else None
    if kind is None or tuple(fields) != (CLOZE_FIELDS if kind is NoteKind.CLOZE else FIELDS):
        return None
    return kind


def own_amount(kind: NoteKind, texts: Sequence[str]) -> Amount | None:
    """The note of such a type, None where there is nothing to ask."""
    question, answer, extra, source = texts
    question = as_question(question)
    if not question:
        return None
    if kind is NoteKind.CHOICE:
        question, answer = _choice(question, answer)
    if kind is NoteKind.CLOZE:
        places = {each.number - 1: f"c{each.number}" for each in cloze_deletions(question)}
        if not places:
            return Amount(NoteKind.BASIC, (question, answer, extra, source), _FORWARD)
        return Amount(kind, (question, answer, extra, source), places)
    return Amount(kind, (question, answer, extra, source), _PLACES.get(kind, _FORWARD))


def _choice(question: str, answer: str) -> tuple[str, str]:
    """A choice whose options stand below the question and the right ones in the answer."""
    asked, gap, listed = question.rpartition("\n\n")
    options = listed.split("\n")
    right = set(answer.split("\n"))
    if not gap or not right <= set(options) or not all(map(_OPTION.match, options)):
        return question, answer
    lines = [
        _OPTION.sub("- [x] " if option in right else "- [ ] ", option, count=1)
        for option in options
    ]
    return asked, "\n".join(lines)
