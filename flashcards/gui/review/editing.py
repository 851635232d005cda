"""Which texts of a note are edited, and what may be saved of them. Pure: no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.domain.note import NoteFields, NoteKind, card_keys
from flashcards.language import _
from flashcards.render.faces import faces
from flashcards.services.card_view import NoteEdit


@dataclass(frozen=True, slots=True)
class EditField:
    """One text of a note in the editor; ``fewest`` and ``most`` lines bound how tall it is."""

    name: str
    title: str
    fewest: int = 1
    most: int = 14


BUILT_IN_FIELDS = (
    EditField("question", _("Question"), 2),
    EditField("answer", _("Answer"), 3),
    EditField("extra", _("Note below the answer"), 2, 8),
    EditField("source", _("Source"), 1, 3),
)


def edit_fields(edit: NoteEdit) -> tuple[EditField, ...]:
    """The texts of a note in their order; a custom one has those that its type names.

    A text beyond them is shown too, so that none is lost unseen.
    """
    if edit.kind is not NoteKind.CUSTOM:
        return BUILT_IN_FIELDS
    titles = edit.note_type.fields if edit.note_type else ()
    used = max((at for at, text in enumerate(edit.fields.texts, 1) if text), default=1)
    names = [field.name for field in BUILT_IN_FIELDS]
    return tuple(
        EditField(
            names[at] if at < len(names) else _("field {n}").format(n=at + 1),
            titles[at] if at < len(titles) else _("Field {n}").format(n=at + 1),
        )
        for at in range(max(used, len(titles)))
    )


def edited_fields(before: NoteFields, texts: Sequence[str]) -> NoteFields:
    """The fields of a note whose first texts are these now."""
    changed = [*texts, *before.texts[len(texts) :]]
    while len(changed) > len(before.texts) and not changed[-1]:
        changed.pop()
    return NoteFields.of(changed)


def parse_tags(text: str) -> tuple[str, ...]:
    """Tags as they are typed: separated by spaces or commas, each once."""
    return tuple(dict.fromkeys(text.replace(",", " ").split()))


def edit_problem(edit: NoteEdit) -> tuple[str, str] | None:
    """What stands in the way of saving: the field, and what is wrong in words; None if nothing."""
    is_custom = edit.kind is NoteKind.CUSTOM
    if not is_custom and not edit.fields.question.strip():
        return "question", _("The question is empty. Without one there is nothing to ask.")
    if not card_keys(edit.kind, edit.fields, edit.note_type):
        if is_custom and not (edit.note_type and edit.note_type.cloze):
            return "question", _("No card would ask anything. Fill in what its front shows.")
        return "question", _("Nothing is hidden. Put {{c1::…}} around what is asked for.")
    if is_custom or edit.kind is NoteKind.CLOZE:
        return None
    made = faces(edit.kind, "forward", edit.fields)
    missing = {
        NoteKind.TYPED: (not made.expected, _("There is no answer to type.")),
        NoteKind.PREDICT: (
            made.expected is None,
            _("What the program prints is missing. Put it between ``` lines."),
        ),
        NoteKind.CHOICE: (
            not any(option.right for option in made.options),
            _("No option is right. Begin at least one line with - [x]."),
        ),
        NoteKind.STEPS: (not made.steps, _("There are no steps. Begin each line with 1. or 2.")),
    }
    wrong, words = missing.get(edit.kind, (False, ""))
    return ("answer", words) if wrong else None
