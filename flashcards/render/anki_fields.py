"""The texts of a note in the order in which Anki's fields have them, still in Markdown."""

from __future__ import annotations

from flashcards.domain.note import NoteFields, NoteKind
from flashcards.domain.note_type import NoteType
from flashcards.render.faces import faces


def anki_fields(
    kind: NoteKind, fields: NoteFields, note_type: NoteType | None = None
) -> tuple[str, ...]:
    """One text a field of the type under which a note travels; ``note_type``: of a custom note."""
    if kind is NoteKind.CUSTOM and note_type is not None:
        texts = (*fields.texts, *("",) * len(note_type.fields))
        return texts[: len(note_type.fields)]
    question, answer = _asked(kind, fields)
    return question, answer, fields.extra, fields.source


def _asked(kind: NoteKind, fields: NoteFields) -> tuple[str, str]:
    """Question and answer as a package has them: a choice brings its options with the question."""
    if kind is NoteKind.CLOZE:
        return fields.question, fields.answer
    face = faces(kind, "forward", fields)
    if kind is NoteKind.CHOICE and face.options:
        options = "\n".join(f"- {option.text}" for option in face.options)
        right = "\n".join(f"- {option.text}" for option in face.options if option.right)
        return f"{face.question}\n\n{options}", right
    return face.question, fields.answer
