"""What a deck file and a table of notes share: what they leave out, what they make plain."""

from __future__ import annotations

from collections.abc import Iterator

from flashcards.domain.note import LEECH_TAG, MARKED_TAG, NoteFields, card_keys
from flashcards.domain.templates import special_fields
from flashcards.domain.wording import count_text
from flashcards.language import _
from flashcards.render.faces import faces
from flashcards.storage.note_rows import StoredNote

PERSONAL_TAGS = frozenset({MARKED_TAG, LEECH_TAG})
"""What a learner's own study has left on a note is none of the deck's business."""


def plain_faces(note: StoredNote, deck: str) -> Iterator[tuple[str, NoteFields]]:
    """What each card of a foreign note type shows, by its key, as a basic note's fields.

    The texts of such a note mean nothing without its type.
    """
    special = special_fields(deck, note.tags)
    for key in card_keys(note.kind, note.fields, note.note_type):
        face = faces(note.kind, key, note.fields, note.note_type, special)
        yield key, NoteFields(face.question, face.answer)


def made_plain(notes: int) -> str:
    """That notes of foreign note types became basic ones, in sentences."""
    return _(
        "{notes} of another program's note types became basic notes, one a card: "
        "imported again they are new. A package keeps them as they are."
    ).format(notes=count_text(notes, "note"))
