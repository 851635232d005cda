"""The words of the quick-add window."""

from __future__ import annotations

from dataclasses import dataclass

from flashcards.domain.note import NoteKind
from flashcards.language import _

TITLE = _("Add card")
DECK, TOPIC, KIND = _("Deck"), _("Topic"), _("Kind")
NEW_DECK = _("New deck…")
NEW_DECK_NAME = _("Name of the new deck")
NEW_DECK_HINT = _("Name; :: nests decks")
TAGS, TAGS_HINT = _("Tags"), _("Separated by spaces; kept for the next card")
CLOZE_HINT = _("Select words and hide them with {keys}.")
MARKDOWN_HINT = _("Markdown. Code goes between lines of three backticks.")
ADD, CLOSE, UNDO = _("Add"), _("Close"), _("Undo")
ADDED = _("Added: {question}")
TAKEN_BACK = _("Taken back: {question}")


@dataclass(frozen=True, slots=True)
class FieldWords:
    """What the texts of a kind are called, and an example of each."""

    question: str
    question_example: str
    answer: str
    answer_example: str = ""


_BASIC = FieldWords(_("Question"), _("What is asked?"), _("Answer"))
FIELDS: dict[NoteKind, FieldWords] = {
    NoteKind.BASIC: _BASIC,
    NoteKind.REVERSED: FieldWords(_("One side"), _("Term"), _("Other side"), _("Meaning")),
    NoteKind.CLOZE: FieldWords(
        _("Sentence"), _("An index is read {{c1::before}} the table."), _("More on the answer")
    ),
    NoteKind.TYPED: FieldWords(
        _("Question"), _("Which command does that?"), _("Answer to type"), "git switch -c topic"
    ),
    NoteKind.CHOICE: FieldWords(
        _("Question"), _("Which of these is so?"), _("Options"), _("- [x] right\n- [ ] wrong")
    ),
    NoteKind.PREDICT: FieldWords(
        _("Question and program"),
        _("What does this print?"),
        _("What it prints"),
        "```\n42\n```",
    ),
    NoteKind.STEPS: FieldWords(
        _("Question"), _("How does it go?"), _("Steps"), _("1. first\n2. then")
    ),
}
EXTRA = _("Note below the answer")
