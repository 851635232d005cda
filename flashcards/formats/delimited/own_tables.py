"""The tables that this program exports itself, known by their columns."""

from __future__ import annotations

from collections.abc import Iterable

from flashcards.errors import FormatError

DECK_COLUMNS = (
    "id",
    "kind",
    "question",
    "answer",
    "extra",
    "source",
    "topic",
    "deck",
    "tags",
    "track",
    "importance",
)
"""The columns of a deck as a table; read back, it gives the same notes."""

_PROGRESS = frozenset({"card_id", "note_id", "question", "state", "due"})
_REVIEWS = frozenset({"card_id", "review_rating", "review_time"})
_STAGES = frozenset({"roadmap", "stage", "unlocked", "mastery"})
_DAYS = frozenset({"day", "reviews", "retention", "minutes"})


def is_own_deck(names: Iterable[str]) -> bool:
    """Whether these are the columns of a deck that this program has exported."""
    return set(DECK_COLUMNS) <= set(names)


def refuse_own_report(names: Iterable[str], file: str) -> None:
    """Raise FormatError for a table of figures: there is no card in it, or half of one."""
    columns = frozenset(name.strip().lower() for name in names)
    if columns >= _PROGRESS and "answer" not in columns:
        raise FormatError(
            "a progress table: it holds no answers, so it makes no cards. "
            "To move a deck with its schedule, export it as a package or make a backup.",
            file=file,
        )
    if columns >= _REVIEWS:
        raise FormatError(
            "a review log: it holds answers to cards, not cards. Import it as a review log.",
            file=file,
        )
    for known, what in ((_STAGES, "stages"), (_DAYS, "days")):
        if columns >= known:
            raise FormatError(
                f"a table of {what}: it holds figures and no cards. "
                "To move a deck with its schedule, export it as a package or make a backup.",
                file=file,
            )
