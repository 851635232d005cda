"""A backlog spread over days: level days, what is worth most first, siblings apart.

And how the days come out when it is not spread, but worked off by the daily limit or at once. Only
what waits or is due by now is counted: what the answers themselves will bring is not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flashcards.domain.calendar import date_of

LONGEST_SPREAD_DAYS = 60


@dataclass(frozen=True, slots=True)
class Waiting:
    """A card that waits."""

    card_id: int
    note_id: int


def level(backlog: int, fixed: Sequence[float], shares: Sequence[float]) -> list[int]:
    """How many of a backlog each day gets, so that the days become as level as they can.

    ``fixed``: what is due on each day already. ``shares``: what a day holds of a normal one's load
    (easy days less, 0 nothing). The sum is the backlog; days without a share get some only where no
    day has one.
    """
    if not any(shares):
        shares = [1.0] * len(fixed)
    low, high = 0.0, (backlog + sum(fixed)) / min(share for share in shares if share) + 1
    for _ in range(60):
        middle = (low + high) / 2
        if _poured(middle, fixed, shares) < backlog:
            low = middle
        else:
            high = middle
    wanted = [max(0.0, high * share - due) for due, share in zip(fixed, shares, strict=True)]
    given = [int(each) for each in wanted]
    # what rounding left over goes to the days that miss most by it, the earlier of equals
    order = sorted(range(len(wanted)), key=lambda day: (given[day] - wanted[day], day))
    place = 0
    while sum(given) < backlog:
        day = order[place % len(order)]
        given[day] += bool(shares[day])
        place += 1
    while sum(given) > backlog:
        given[max(range(len(given)), key=lambda day: (given[day], day))] -= 1
    return given


@dataclass(frozen=True, slots=True)
class Horizon:
    """The days that a backlog is spread over, today the first.

    ``counts``: cards due on each later day. ``easy_days``: what each weekday holds of a normal
    day's load. ``closed``: days that get none.
    """

    today: int
    days: int
    counts: Mapping[int, int]
    easy_days: Sequence[float]
    closed: frozenset[int] = frozenset()

    @property
    def span(self) -> range:
        """The study days."""
        return range(self.today, self.today + self.days)

    def rooms(self, backlog: int) -> list[int]:
        """How many cards of a backlog each day gets."""
        fixed = [0.0 if day == self.today else float(self.counts.get(day, 0)) for day in self.span]
        shares = [
            0.0 if day in self.closed else self.easy_days[date_of(day).weekday()]
            for day in self.span
        ]
        return level(backlog, fixed, shares)


def spread(cards: Sequence[Waiting], horizon: Horizon) -> dict[int, int]:
    """The study day of each card, given in the order in which they shall come.

    Cards of one note come on different days where a day of the next week has room.
    """
    span, days = horizon.span, horizon.days
    room = horizon.rooms(len(cards))
    taken: dict[int, set[int]] = {}
    placed: dict[int, int] = {}
    first = 0
    for card in cards:
        while not room[first]:
            first += 1
        siblings = taken.setdefault(card.note_id, set())
        near = (day for day in range(first, min(days, first + 7)) if room[day])
        day = next((day for day in near if day not in siblings), first)
        room[day] -= 1
        siblings.add(day)
        placed[card.card_id] = span[day]
    return placed


def by_limit(waiting: int, coming: Sequence[int], limits: Sequence[int]) -> list[int]:
    """How many cards each day takes when the rest waits: ``coming[0]`` is part of ``waiting``."""
    taken, left = [], waiting
    for number, (due, limit) in enumerate(zip(coming, limits, strict=True)):
        left += due if number else 0
        taken.append(min(left, limit))
        left -= taken[-1]
    return taken


def _poured(height: float, fixed: Sequence[float], shares: Sequence[float]) -> float:
    return sum(max(0.0, height * share - due) for due, share in zip(fixed, shares, strict=True))
