"""What the review screen calls things. Pure: no Qt."""

from __future__ import annotations

from flashcards.domain.note import NoteKind
from flashcards.domain.review import Rating, State
from flashcards.domain.wording import ago_text, count_text, minutes_text, number_text
from flashcards.language import _
from flashcards.services.card_view import CardView, SessionProgress

KINDS: dict[NoteKind, tuple[str, str]] = {
    NoteKind.BASIC: (_("Concept"), "book-open"),
    NoteKind.REVERSED: (_("Both ways"), "repeat"),
    NoteKind.CLOZE: (_("Fill the gap"), "text-cursor-input"),
    NoteKind.TYPED: (_("Type the answer"), "keyboard"),
    NoteKind.CHOICE: (_("Choose"), "square-check"),
    NoteKind.PREDICT: (_("Predict the output"), "terminal"),
    NoteKind.STEPS: (_("Steps in order"), "list-ordered"),
    NoteKind.CUSTOM: (_("Custom"), "book-open"),
}
"""A kind in words, and its icon."""

RATINGS: dict[Rating, str] = {
    Rating.AGAIN: _("Again"),
    Rating.HARD: _("Hard"),
    Rating.GOOD: _("Good"),
    Rating.EASY: _("Easy"),
}

STATES: dict[State, str] = {
    State.NEW: _("New"),
    State.LEARNING: _("Learning"),
    State.REVIEW: _("Review"),
    State.RELEARNING: _("Relearning"),
}

FLAGS = (
    _("No flag"),
    _("Red"),
    _("Orange"),
    _("Green"),
    _("Blue"),
    _("Pink"),
    _("Turquoise"),
    _("Purple"),
)
"""The names of flags by their numbers; 0 is none."""

_FLAGS_BY_KEY = 4


def state_text(view: CardView) -> str:
    """How well a card is known: ``New``, ``Review, last seen 5 days ago``."""
    if view.state is State.NEW or view.last_seen_days is None:
        return STATES[view.state]
    return _("{value}, last seen {ago}").format(
        value=STATES[view.state], ago=ago_text(view.last_seen_days)
    )


def left_text(progress: SessionProgress, *, short: bool = False) -> str:
    """What a session still holds: ``31 left, about 14 min``."""
    left = _("{left} left").format(left=number_text(progress.left))
    return (
        left
        if short or not progress.left
        else _("{left}, about {time}").format(left=left, time=minutes_text(progress.left_seconds))
    )


def finished_text(tomorrow: int, seconds: float) -> str:
    """What tomorrow brings: ``39 cards tomorrow, about 19 minutes.``"""
    if not tomorrow:
        return _("No card is due tomorrow.")
    return _("{cards} tomorrow, about {time}.").format(
        cards=count_text(tomorrow, "card"), time=minutes_text(seconds, long=True)
    )


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
