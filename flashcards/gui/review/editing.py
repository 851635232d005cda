"""What may be saved of an edited note. Pure: no Qt."""

from __future__ import annotations

from flashcards.domain.note import NoteKind, cloze_deletions
from flashcards.render.faces import faces
from flashcards.services.card_view import NoteEdit


def parse_tags(text: str) -> tuple[str, ...]:
    """Tags as they are typed: separated by spaces or commas, each once."""
    return tuple(dict.fromkeys(text.replace(",", " ").split()))


def edit_problem(edit: NoteEdit) -> tuple[str, str] | None:
    """What stands in the way of saving: the field, and what is wrong in words; None if nothing."""
    if not edit.fields.question.strip():
        return "question", "The question is empty. Without one there is nothing to ask."
    if edit.kind is NoteKind.CLOZE:
        if not any(cloze_deletions(edit.fields.question)):
            return "question", "Nothing is hidden. Put {{c1::…}} around what is asked for."
        return None
    made = faces(edit.kind, "forward", edit.fields)
    missing = {
        NoteKind.TYPED: (not made.expected, "There is no answer to type."),
        NoteKind.PREDICT: (
            made.expected is None,
            "What the program prints is missing. Put it between ``` lines.",
        ),
        NoteKind.CHOICE: (
            not any(option.right for option in made.options),
            "No option is right. Begin at least one line with - [x].",
        ),
        NoteKind.STEPS: (not made.steps, "There are no steps. Begin each line with 1. or 2."),
    }
    wrong, words = missing.get(edit.kind, (False, ""))
    return ("answer", words) if wrong else None
