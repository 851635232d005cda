"""Cards that are scheduled already, moved to lighter days within what their intervals allow.

For use after the easy days of the week have changed: an answer puts a card on a day with room, but
those that were answered before lie where they lay. Only cards move that gain by it: from a day that
is to be easier, and where days are balanced from one that is far fuller than another nearby.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.domain.breaks import Span, span_of
from flashcards.domain.calendar import date_of
from flashcards.domain.fuzz import BALANCED_UP_TO_DAYS, fuzz_window

# How much fuller than the best day of its window a card's day has to be for a move to be worth it:
# every move is a row of the log.
_WORTH_MOVING = 1.25


@dataclass(frozen=True, slots=True)
class DueCard:
    """A card in review. ``note`` tells siblings."""

    id: int
    note: int
    last_day: int
    due_day: int


def eased(
    cards: Sequence[DueCard],
    counts: Mapping[int, int],
    *,
    today: int,
    easy_days: Sequence[float],
    balance: bool,
    breaks: Sequence[Span] = (),
) -> dict[int, int]:
    """The new due day of each card that moves, each within the fuzz of its present interval.

    ``cards``: those that may move, all due after ``today``; ``counts``: what is due on each day,
    these cards included. ``easy_days``: the load of Monday to Sunday, 0 to 1. ``balance``: cards
    move from full days that are no easy ones too.
    """
    ease = _Ease(cards, counts, today, easy_days, breaks)
    moved: dict[int, int] = {}
    days = sorted({card.due_day for card in cards}, key=lambda day: (ease.share(day), day))
    for day in days:
        if ease.share(day) < 1 or balance:
            for card in ease.waiting(day):
                better = ease.better_day(card)
                if better is not None:
                    ease.move(card, better)
                    moved[card.id] = better
    return moved


class _Ease:
    """How full each day is while cards move."""

    def __init__(
        self,
        cards: Sequence[DueCard],
        counts: Mapping[int, int],
        today: int,
        easy_days: Sequence[float],
        breaks: Sequence[Span],
    ) -> None:
        self._load = dict(counts)
        self._today, self._easy, self._breaks = today, easy_days, breaks
        self._by_day: dict[int, list[DueCard]] = {}
        self._siblings: dict[int, set[int]] = {}
        for card in cards:
            self._by_day.setdefault(card.due_day, []).append(card)
            self._siblings.setdefault(card.note, set()).add(card.due_day)

    def share(self, day: int) -> float:
        """How much of a usual day's work this weekday is to have."""
        return self._easy[date_of(day).weekday()]

    def waiting(self, day: int) -> list[DueCard]:
        """The cards of a day, those that can go farthest first."""
        return sorted(self._by_day[day], key=lambda card: (card.last_day - card.due_day, card.id))

    def better_day(self, card: DueCard) -> int | None:
        """The day of the card's window with most room, if it is worth moving there."""
        interval = card.due_day - card.last_day
        if not 1 < interval <= BALANCED_UP_TO_DAYS:
            return None
        low, high = fuzz_window(interval)
        others = [
            day
            for day in range(max(self._today + 1, card.last_day + low), card.last_day + high + 1)
            if day != card.due_day
            and span_of(self._breaks, day) is None
            and day not in self._siblings[card.note]
        ]
        if not others:
            return None
        best = min(others, key=lambda day: (*self._fullness(day, 1), abs(day - card.due_day), day))
        here, there = self._fullness(card.due_day, 0), self._fullness(best, 1)
        if here[0] != there[0]:
            return best if there < here else None
        return best if here[1] > _WORTH_MOVING * there[1] else None

    def move(self, card: DueCard, day: int) -> None:
        """Note that a card lies on another day now."""
        self._load[card.due_day] -= 1
        self._load[day] = self._load.get(day, 0) + 1
        self._siblings[card.note].add(day)

    def _fullness(self, day: int, more: int) -> tuple[bool, float]:
        """Whether it is to be kept to the minimum, and its cards as a usual day would have them."""
        share, cards = self.share(day), self._load.get(day, 0) + more
        return share == 0, cards / share if share else float(cards)
