"""Numbers of things in words, for Today's dialogs."""

from __future__ import annotations

from flashcards.language import ngettext


def cards_text(number: int) -> str:
    """``1 card``, ``1,024 cards``."""
    return ngettext("{n} card", "{n} cards", number).format(n=f"{number:,}")


def days_text(number: int) -> str:
    """``1 day``, ``14 days``."""
    return ngettext("{n} day", "{n} days", number).format(n=f"{number:,}")
