"""What the process that reads a collection tells the one that asked: plain tuples."""

from __future__ import annotations

NOTES, END = "notes", "end"
"""The first part of a message.

``(NOTES, types, notes, done, total)``: note types that are new, then notes.
``(END, facts, counts, skipped)``: facts by name, how many notes each loss concerns, and how many
notes of each deck were left out.
"""

TypeMessage = tuple[str, tuple[str, ...], tuple[tuple[str, str, str], ...], str, bool]
"""Name, fields, templates (name, front, back), style sheet, whether it is a cloze type."""

CardMessage = tuple[str, bool, int, int | None, int | None, float | None, float | None, bytes]
"""Key, suspended, flag, due in ms, interval in days, stability, difficulty, reviews (see there)."""

NoteMessage = tuple[
    int,
    str,
    str,
    str,
    tuple[str, ...],
    tuple[str, ...],
    int,
    tuple[CardMessage, ...],
    tuple[str, ...],
]
"""Number in the package, deck, id, kind, texts, tags, place of its type or -1, cards, media that
the package lacks."""

READ, DAMAGED_NOTES, DAMAGED_CARDS, DAMAGED_REVIEWS = (
    "read", "damaged notes", "damaged cards", "damaged reviews",
)  # fmt: skip
CARDS_LEFT_OUT, REVIEWS_LEFT_OUT, REVIEWS_OF_NOBODY = (
    "cards left out", "reviews left out", "reviews of nobody",
)  # fmt: skip
"""Facts: how many notes there were; 1 where a table is damaged; how much was left out."""
