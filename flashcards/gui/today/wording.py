"""Words that Today's page and its dialogs share."""

from __future__ import annotations

from flashcards.domain.wording import count_text
from flashcards.language import _


def waiting_text(cards: int, away: int) -> str:
    """How many cards wait, and after how many days away if that is more than one."""
    waiting = count_text(cards, "card")
    if away > 1:
        return _("{cards} waiting after {days} away").format(
            cards=waiting, days=count_text(away, "day")
        )
    return _("{cards} waiting").format(cards=waiting)
