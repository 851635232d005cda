"""What Browse calls things. Pure: no Qt."""

from __future__ import annotations

import re

from flashcards.domain.note import NoteKind
from flashcards.domain.review import State
from flashcards.domain.wording import count_text, number_text
from flashcards.language import _

TITLE = _("Browse")
IMPORT = _("Import")
ADD_CARD = _("Add card")
SEARCH = _("Search cards")
CLEAR = _("Clear search")
ADD = _("Add")
CHIPS = ("is:due", "topic:", "lapses>=3", "due<7", "kind:predict", '"exact words"')
"""What a click puts into the search."""

KEY_HINTS = (
    ("browse.search", _("search")),
    ("browse.edit", _("edit")),
    ("browse.suspend", _("suspend")),
)

SAVED = _("Saved")
SAVING = _("Saving…")
CHANGED = _("Not saved yet")
REFUSED = _("Can’t be saved yet")

NO_SELECTION = _("No card selected")
NO_SELECTION_HINT = _("Choose one in the table to see and edit it, or add a new one.")
PREVIEW_WAITS = _("The preview appears when the text is a note.")
NO_TOPIC = _("No topic")

KIND_NAMES: dict[NoteKind, str] = {
    NoteKind.BASIC: _("Basic"),
    NoteKind.REVERSED: _("Both ways"),
    NoteKind.CLOZE: _("Cloze"),
    NoteKind.TYPED: _("Typed"),
    NoteKind.CHOICE: _("Choice"),
    NoteKind.PREDICT: _("Predict"),
    NoteKind.STEPS: _("Steps"),
    NoteKind.CUSTOM: _("Custom"),
}
"""How a kind of note is named in the table and in the editor."""

STATE_NAMES: dict[State, str] = {
    State.NEW: _("New"),
    State.LEARNING: _("Learning"),
    State.REVIEW: _("Review"),
    State.RELEARNING: _("Relearning"),
}


def found_text(count: int) -> str:
    """How many cards a search finds: ``13 cards``."""
    return count_text(count, "card")


def selection_text(selected: int, count: int) -> str:
    """What the footer says: ``1 of 13 selected``, ``13 cards`` where none is."""
    return (
        _("{selected} of {count} selected").format(
            selected=number_text(selected), count=number_text(count)
        )
        if selected
        else found_text(count)
    )


def none_found(query: str) -> str:
    """That a search finds nothing."""
    return (
        _("No card matches `{strip}`.").format(strip=query.strip())
        if query.strip()
        else _("There are no cards yet.")
    )


_DONE = (
    (_("Move {cards}"), _("{cards} moved")),
    (_("Tag {notes}"), _("{notes} tagged")),
    (_("Untag {notes}"), _("{notes} untagged")),
    (_("Flag {cards}"), _("{cards} flagged")),
    (_("Unflag {cards}"), _("{cards} unflagged")),
    (_("Suspend {cards}"), _("{cards} suspended")),
    (_("Unsuspend {cards}"), _("{cards} unsuspended")),
    (_("Delete {cards}"), _("{cards} deleted")),
    (_("Reset {cards}"), _("{cards} reset")),
    (_("Set due {cards}"), _("{cards} moved to another day")),
)
"""How the services name what is to be done, and what is said when it is."""


def done_text(label: str) -> str:
    """An action that is done, from its name: ``Suspend 3 cards`` becomes ``3 cards suspended``."""
    for action, done in _DONE:
        before, what, after = re.split(r"\{(\w+)\}", action)
        if label.startswith(before) and label.endswith(after):
            return done.format(**{what: label[len(before) : len(label) - len(after)]})
    return label


def nothing_changed(action: str) -> str:
    """That there was nothing to do."""
    return _("{action}: nothing to change").format(action=action)


def delete_question(notes: int, cards: int) -> tuple[str, str]:
    """Title and text of the question before notes are deleted."""
    what = count_text(cards, "card")
    of = _(" of {notes}").format(notes=count_text(notes, "note")) if notes != cards else ""
    text = _("Their reviews stay in the log, and Undo brings all of it back.")
    if cards == 1:
        text = _("Its reviews stay in the log, and Undo brings all of it back.")
    return _("Delete {what}{of}?").format(what=what, of=of), text


def reset_question(cards: int) -> tuple[str, str]:
    """Title and text of the question before cards are made new."""
    title = _("Make {cards} new again?").format(cards=count_text(cards, "card"))
    if cards == 1:
        text = _("It starts from the beginning. Its reviews stay in the log, and Undo brings back")
        return title, _("{text} where it stood.").format(text=text)
    text = _("They start from the beginning. Their reviews stay in the log, and Undo brings back")
    return title, _("{text} where they stood.").format(text=text)


def reviews_text(reps: int) -> str:
    """``11 reviews``."""
    return count_text(reps, "review")
