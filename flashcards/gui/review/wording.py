"""What the review screen calls things. Pure: no Qt."""

from __future__ import annotations

from flashcards.domain.note import NoteKind
from flashcards.domain.review import Rating, State
from flashcards.domain.wording import ago_text, count_text, minutes_text
from flashcards.services.card_view import CardView, SessionProgress

KINDS: dict[NoteKind, tuple[str, str]] = {
    NoteKind.BASIC: ("Concept", "book-open"),
    NoteKind.REVERSED: ("Both ways", "repeat"),
    NoteKind.CLOZE: ("Fill the gap", "text-cursor-input"),
    NoteKind.TYPED: ("Type the answer", "keyboard"),
    NoteKind.CHOICE: ("Choose", "square-check"),
    NoteKind.PREDICT: ("Predict the output", "terminal"),
    NoteKind.STEPS: ("Steps in order", "list-ordered"),
    NoteKind.CUSTOM: ("Custom", "book-open"),
}
"""A kind in words, and its icon."""

RATINGS: dict[Rating, str] = {
    Rating.AGAIN: "Again",
    Rating.HARD: "Hard",
    Rating.GOOD: "Good",
    Rating.EASY: "Easy",
}

STATES: dict[State, str] = {
    State.NEW: "New",
    State.LEARNING: "Learning",
    State.REVIEW: "Review",
    State.RELEARNING: "Relearning",
}

FLAGS = ("No flag", "Red", "Orange", "Green", "Blue", "Pink", "Turquoise", "Purple")
"""The names of flags by their numbers; 0 is none."""

_FLAGS_BY_KEY = 4


def state_text(view: CardView) -> str:
    """How well a card is known: ``New``, ``Review, last seen 5 days ago``."""
    if view.state is State.NEW or view.last_seen_days is None:
        return STATES[view.state]
    return f"{STATES[view.state]}, last seen {ago_text(view.last_seen_days)}"


def left_text(progress: SessionProgress, *, short: bool = False) -> str:
    """What a session still holds: ``31 left, about 14 min``."""
    left = f"{progress.left:,} left"
    return (
        left
        if short or not progress.left
        else f"{left}, about {minutes_text(progress.left_seconds)}"
    )


def finished_text(tomorrow: int, seconds: float) -> str:
    """What tomorrow brings: ``39 cards tomorrow, about 19 minutes.``"""
    if not tomorrow:
        return "No card is due tomorrow."
    return f"{count_text(tomorrow, 'card')} tomorrow, about {minutes_text(seconds, long=True)}."


def place_texts(view: CardView) -> tuple[str, str]:
    """Where a card belongs, for the bar above it: stage and topic, or the deck in its parts."""
    if view.stage_title:
        return view.stage_title, view.topic_title
    above, _, last = view.deck.rpartition("::")
    return above.replace("::", " › "), last


def next_flag(flag: int) -> int:
    """The flag that the key gives next: one of the first four, then none again."""
    return flag + 1 if flag < _FLAGS_BY_KEY else 0


def texts(view: CardView) -> tuple[object, ...]:
    """What of a card is read: its content without its state."""
    return (view.question, view.answer, view.extra, view.source, view.options, view.steps)
