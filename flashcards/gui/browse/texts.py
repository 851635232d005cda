"""What Browse calls things. Pure: no Qt."""

from __future__ import annotations

from flashcards.domain.note import NoteKind
from flashcards.domain.review import State
from flashcards.domain.wording import count_text

TITLE = "Browse"
IMPORT = "Import"
ADD_CARD = "Add card"
SEARCH = "Search cards"
CLEAR = "Clear search"
ADD = "Add"
CHIPS = ("is:due", "topic:", "lapses>=3", "due<7", "kind:predict", '"exact words"')
"""What a click puts into the search."""

KEY_HINTS = (("browse.search", "search"), ("browse.edit", "edit"), ("browse.suspend", "suspend"))

SAVED = "Saved"
SAVING = "Saving…"
CHANGED = "Not saved yet"
REFUSED = "Can’t be saved yet"

NO_SELECTION = "No card selected"
NO_SELECTION_HINT = "Choose one in the table to see and edit it, or add a new one."
PREVIEW_WAITS = "The preview appears when the text is a note."
NO_TOPIC = "No topic"

KIND_NAMES: dict[NoteKind, str] = {
    NoteKind.BASIC: "Basic",
    NoteKind.REVERSED: "Both ways",
    NoteKind.CLOZE: "Cloze",
    NoteKind.TYPED: "Typed",
    NoteKind.CHOICE: "Choice",
    NoteKind.PREDICT: "Predict",
    NoteKind.STEPS: "Steps",
    NoteKind.CUSTOM: "Custom",
}
"""How a kind of note is named in the table and in the editor."""

STATE_NAMES: dict[State, str] = {
    State.NEW: "New",
    State.LEARNING: "Learning",
    State.REVIEW: "Review",
    State.RELEARNING: "Relearning",
}


def found_text(count: int) -> str:
    """How many cards a search finds: ``13 cards``."""
    return count_text(count, "card")


def selection_text(selected: int, count: int) -> str:
    """What the footer says: ``1 of 13 selected``, ``13 cards`` where none is."""
    return f"{selected:,} of {count:,} selected" if selected else found_text(count)


def none_found(query: str) -> str:
    """That a search finds nothing."""
    return f"No card matches `{query.strip()}`." if query.strip() else "There are no cards yet."


def done_text(label: str) -> str:
    """An action that is done, from its name: ``Suspend 3 cards`` becomes ``3 cards suspended``."""
    verb, _, rest = label.partition(" ")
    done = {
        "Move": "moved",
        "Tag": "tagged",
        "Untag": "untagged",
        "Flag": "flagged",
        "Unflag": "unflagged",
        "Suspend": "suspended",
        "Unsuspend": "unsuspended",
        "Delete": "deleted",
        "Reset": "reset",
    }
    if verb in done:
        return f"{rest} {done[verb]}"
    if label.startswith("Set due "):
        return f"{label.removeprefix('Set due ')} moved to another day"
    return label


def nothing_changed(action: str) -> str:
    """That there was nothing to do."""
    return f"{action}: nothing to change"


def delete_question(notes: int, cards: int) -> tuple[str, str]:
    """Title and text of the question before notes are deleted."""
    what = count_text(cards, "card")
    of = f" of {count_text(notes, 'note')}" if notes != cards else ""
    text = "Their reviews stay in the log, and Undo brings all of it back."
    if cards == 1:
        text = "Its reviews stay in the log, and Undo brings all of it back."
    return f"Delete {what}{of}?", text


def reset_question(cards: int) -> tuple[str, str]:
    """Title and text of the question before cards are made new."""
    title = f"Make {count_text(cards, 'card')} new again?"
    if cards == 1:
        text = "It starts from the beginning. Its reviews stay in the log, and Undo brings back"
        return title, f"{text} where it stood."
    text = "They start from the beginning. Their reviews stay in the log, and Undo brings back"
    return title, f"{text} where they stood."


def reviews_text(reps: int) -> str:
    """``11 reviews``."""
    return count_text(reps, "review")
