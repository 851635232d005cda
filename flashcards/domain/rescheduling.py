"""New due days for many cards at once, spread so that no day gets a wall.

For use after parameters or retention have changed, when the learner asks for it. A card whose due
day still lies within the fuzz of what its memory asks for stays. Each other one takes the lightest
day of that window (beyond 90 days the one that chance gives it, as when it is answered); those that
should have come already are spread over the next days, the ones that are remembered worst first.
No card is put on a day of a planned break.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from flashcards.domain.breaks import DueCard, Span, interval_around, side_days, span_of
from flashcards.domain.calendar import date_of
from flashcards.domain.forgetting import DECAY
from flashcards.domain.fuzz import (
    BALANCED_UP_TO_DAYS,
    fuzz_window,
    seeded_interval,
    seeded_share,
)
from flashcards.domain.memory import Floats, Integers, elapsed_at_recall
from flashcards.domain.scheduling import SchedulerConfig
from flashcards.domain.simulation_terms import Mask

_LONGEST_SPREAD_DAYS = 30
_LEAST_A_DAY = 20


@dataclass(frozen=True)
class ReviewCards:
    """Cards in review; one item a card. ``note`` tells siblings, ``reps`` counts answers."""

    id: Integers
    note: Integers
    reps: Integers
    stability: Floats
    last_day: Integers
    due_day: Integers


def rescheduled(
    cards: ReviewCards,
    config: SchedulerConfig,
    today: int,
    counts: Mapping[int, int],
    breaks: Sequence[Span] = (),
) -> dict[int, int]:
    """The new due day of each card that moves. ``counts``: cards due on each day now."""
    days = elapsed_at_recall(cards.stability, config.desired_retention, config.parameters[DECAY])
    wanted = np.clip(np.rint(days), 1, config.maximum_interval).astype(np.int64)
    windows = {each: fuzz_window(each) for each in np.unique(wanted).tolist()}
    most = config.maximum_interval
    low = np.array([windows[each][0] for each in wanted.tolist()], dtype=np.int64)
    high = np.array([min(windows[each][1], most) for each in wanted.tolist()], dtype=np.int64)
    if not config.fuzz:
        low = high = wanted
    first, last = cards.last_day + low, cards.last_day + high
    stays = (cards.due_day >= first) & (cards.due_day <= last)
    # what is due already and stays so is not put off, what is late is not made later
    stays |= (cards.due_day <= today) & (last <= today)
    around = _Around(breaks, today)
    stays = around.stay(cards, stays, first, last)
    moving = np.flatnonzero(~stays)
    if not len(moving):
        return {}
    spread = _Spread(cards, config, counts, moving, around)
    late = moving[last[moving] <= today]
    ahead = moving[last[moving] > today]
    far = (wanted[ahead] > BALANCED_UP_TO_DAYS) | (not config.load_balance)
    starts = np.maximum(first, today + 1)
    moved = spread.by_chance(ahead[far], starts, last)
    moved |= spread.within_windows(ahead[~far], starts[ahead[~far]], last[ahead[~far]])
    overdue = (today - cards.last_day[late]) / cards.stability[late]
    moved |= spread.over_days(late[np.argsort(-overdue, kind="stable")], today)
    return moved


class _Around:
    """Keeps days out of planned breaks."""

    def __init__(self, breaks: Sequence[Span], today: int) -> None:
        self._breaks, self._today = breaks, today

    def stay(self, cards: ReviewCards, stays: Mask, first: Integers, last: Integers) -> Mask:
        """Which cards stay: none within a break, and one beside it whose window lies in it."""
        due, low = cards.due_day, np.maximum(first, self._today + 1)
        for span in self._breaks:
            stays = stays & ~((due >= max(span[0], self._today)) & (due <= span[1]))
            within = (low >= span[0]) & (low <= last) & (last <= span[1])
            for place in np.flatnonzero(within).tolist():
                window = int(low[place]), int(last[place])
                stays[place] = int(due[place]) in self.days(int(cards.last_day[place]), *window)
        return stays

    def days(self, last_day: int, low: int, high: int) -> Sequence[int]:
        """The days of a window without those of breaks; beside the break where none is left."""
        if not self._breaks:
            return range(low, high + 1)
        free = [day for day in range(low, high + 1) if span_of(self._breaks, day) is None]
        span = span_of(self._breaks, low)
        return free if free or span is None else self._beside(last_day, (low + high) // 2, span)

    def day(self, last_day: int, day: int) -> int:
        """The day, or the nearer end of the break that it lies in."""
        earliest = max(1, self._today + 1 - last_day)
        return last_day + interval_around(day - last_day, earliest, last_day, self._breaks)

    def next_days(self, today: int, count: int) -> Sequence[int]:
        """The next so many days of study, today among them."""
        found: list[int] = []
        day = today
        while len(found) < count:
            if span_of(self._breaks, day) is None:
                found.append(day)
            day += 1
        return found

    def _beside(self, last_day: int, day: int, span: Span) -> Sequence[int]:
        card = DueCard(0, last_day, day)
        return side_days(card, span, self._today, [each for each in self._breaks if each != span])


class _Spread:
    """Puts cards on days one after the other, each on the one with most room."""

    def __init__(
        self,
        cards: ReviewCards,
        config: SchedulerConfig,
        counts: Mapping[int, int],
        moving: Integers,
        around: _Around,
    ) -> None:
        self._cards, self._easy = cards, config.easy_days
        self._around = around
        self._load = dict(counts)
        for day in cards.due_day[moving].tolist():
            self._load[day] = self._load.get(day, 0) - 1
        self._siblings = self._sibling_days(moving)

    def within_windows(self, cards: Integers, first: Integers, last: Integers) -> dict[int, int]:
        """Each card on a day of its window, the narrowest windows first."""
        order = np.argsort(last - first, kind="stable")
        places = zip(
            cards[order].tolist(), first[order].tolist(), last[order].tolist(), strict=True
        )
        last_day = self._cards.last_day
        return dict(
            self._put(card, self._around.days(int(last_day[card]), low, high))
            for card, low, high in places
        )

    def by_chance(self, cards: Integers, first: Integers, last: Integers) -> dict[int, int]:
        """Each card on the day of its window that its seed gives."""
        moved = {}
        for card in cards.tolist():
            identifier, reps = int(self._cards.id[card]), int(self._cards.reps[card])
            share = seeded_share(identifier, max(0, reps - 1))
            day = seeded_interval((int(first[card]), int(last[card])), share)
            day = self._around.day(int(self._cards.last_day[card]), day)
            self._load[day] = self._load.get(day, 0) + 1
            moved[identifier] = day
        return moved

    def over_days(self, cards: Integers, today: int) -> dict[int, int]:
        """Cards that are late, from today on, over as many days as they need."""
        coming = [self._load.get(today + number, 0) for number in range(1, 8)]
        a_day = max(_LEAST_A_DAY, math.ceil(sum(coming) / len(coming)))
        days = min(_LONGEST_SPREAD_DAYS, max(1, math.ceil(len(cards) / a_day)))
        share = max(1, math.ceil(len(cards) / days))
        free = self._around.next_days(today, days)
        moved = {}
        for place, card in enumerate(cards.tolist()):
            # the worst remembered come first, each group on the lightest of the days near it
            nearest = place // share
            identifier, day = self._put(card, free[max(0, nearest - 1) : nearest + 2])
            moved[identifier] = day
        return moved

    def _put(self, card: int, days: Sequence[int]) -> tuple[int, int]:
        note = int(self._cards.note[card])
        siblings = self._siblings.get(note)
        best = min(days, key=lambda day: self._fullness(day, siblings))
        self._load[best] = self._load.get(best, 0) + 1
        if siblings is not None:
            siblings.add(best)
        return int(self._cards.id[card]), best

    def _fullness(self, day: int, siblings: set[int] | None) -> tuple[bool, bool, float, int]:
        """How little room a day has; as ``fuzz.balanced_interval`` sees it."""
        normal = self._easy[date_of(day).weekday()] if self._easy != _NORMAL_WEEK else 1.0
        cards = self._load.get(day, 0) + 1
        sibling = siblings is not None and day in siblings
        return (not normal, sibling, cards / normal if normal else float(cards), day)

    def _sibling_days(self, moving: Integers) -> dict[int, set[int]]:
        """For each note with more cards than one, the days of those that stay."""
        notes, counts = np.unique(self._cards.note, return_counts=True)
        several = set(notes[counts > 1].tolist())
        if not several:
            return {}
        moves = set(moving.tolist())
        found: dict[int, set[int]] = {note: set() for note in several}
        pairs = zip(self._cards.note.tolist(), self._cards.due_day.tolist(), strict=True)
        for place, (note, day) in enumerate(pairs):
            if note in several and place not in moves:
                found[note].add(day)
        return found


_NORMAL_WEEK = (1.0,) * 7
