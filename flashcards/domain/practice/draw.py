"""Which prompts a session asks: drawn by weakness, age and kind, the same for the same seed."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flashcards.domain.fuzz import seeded_share
from flashcards.domain.practice.prompt import PromptKind
from flashcards.domain.practice.setup import Order, PracticeOptions

LONG_MINUTES = 20
"""From this length on a prompt can be asked short: an outline in no less than half its time."""

OLD_DAYS = 60
"""After so many days without an attempt a prompt is as good as new."""

_RECENT_DAYS = 2
_RECENT = 1.0
_STRETCH = 1.5
_WEAK = 0.3
_OWN_SHARE = 0.6
_UNKNOWN = 0.5
_STAGE_AGAIN = {Order.WEAKEST: 0.15, Order.EVEN: 0.5}


class Reason(StrEnum):
    """Why a prompt was drawn, the strongest reason."""

    DUE = "due"
    MISSED = "missed"
    WEAK_CARDS = "weak-cards"
    NEW = "new"
    NOT_LATELY = "not-lately"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A prompt that could be asked.

    ``last_share``: the score of its last attempt, 0 to 1; ``seen_days``: since then, None before
    the first. ``recall``: of the seen cards of its notes, 0 to 1. ``due``: it comes back today.
    """

    id: int
    kind: PromptKind
    stage: int | None
    minutes: int
    last_share: float | None = None
    seen_days: int | None = None
    recall: float | None = None
    due: bool = False

    @property
    def shortest(self) -> int:
        """The fewest minutes in which it can be asked."""
        return math.ceil(self.minutes / 2) if self.minutes >= LONG_MINUTES else self.minutes

    @property
    def weakness(self) -> float:
        """From 0 (all known) to 1: what the last attempt missed, and what its cards forget."""
        missed = None if self.last_share is None else 1 - self.last_share
        forgotten = None if self.recall is None else 1 - self.recall
        if missed is None:
            return _UNKNOWN if forgotten is None else forgotten
        if forgotten is None:
            return missed
        return _OWN_SHARE * missed + (1 - _OWN_SHARE) * forgotten

    @property
    def age(self) -> float:
        """From 0 (asked today) to 1: not asked for two months, or never."""
        return 1.0 if self.seen_days is None else min(1.0, max(0, self.seen_days) / OLD_DAYS)

    @property
    def reason(self) -> Reason:
        """What speaks most for it."""
        if self.due:
            return Reason.DUE
        if self.last_share is not None and 1 - self.last_share >= _WEAK:
            return Reason.MISSED
        if self.recall is not None and 1 - self.recall >= _WEAK:
            return Reason.WEAK_CARDS
        return Reason.NEW if self.seen_days is None else Reason.NOT_LATELY


@dataclass(frozen=True, slots=True)
class Pick:
    """A drawn prompt with the minutes that it gets."""

    candidate: Candidate
    minutes: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw. ``none``: kinds without a prompt to choose. ``too_long``: kinds whose shortest prompt
    does not fit, with its minutes. ``minutes``: the sum, which is the wanted length or less.
    """

    picks: tuple[Pick, ...]
    none: tuple[PromptKind, ...]
    too_long: tuple[tuple[PromptKind, int], ...]

    @property
    def minutes(self) -> int:
        """The minutes of all picks."""
        return sum(pick.minutes for pick in self.picks)

    @property
    def cut(self) -> tuple[Pick, ...]:
        """The picks that get less than their own time."""
        return tuple(pick for pick in self.picks if pick.minutes < pick.candidate.minutes)


def draw(candidates: Iterable[Candidate], options: PracticeOptions, seed: int) -> Drawn:
    """Draw prompts for a session: the same from the same candidates, options and seed.

    Each wanted kind comes at least once where time allows, the others follow by their shares of
    the minutes; within a kind the highest ``priority`` comes first, stages take turns. Minutes
    that are left over go to the longest prompts.
    """
    length = options.wanted_minutes
    by_kind: dict[PromptKind, list[Candidate]] = {kind: [] for kind in options.wanted_kinds}
    for candidate in candidates:
        if candidate.kind in by_kind:
            by_kind[candidate.kind].append(candidate)
    none = tuple(kind for kind, some in by_kind.items() if not some)
    shortest = {
        kind: min(candidate.shortest for candidate in some)
        for kind, some in by_kind.items()
        if some
    }
    too_long = []
    while shortest and sum(shortest.values()) > length:
        longest = max(shortest, key=lambda kind: shortest[kind])
        too_long.append((longest, shortest.pop(longest)))
    drawing = _Drawing(by_kind, options, seed, length)
    drawing.each_kind_once(shortest)
    drawing.fill(shortest)
    return Drawn(_stretched(drawing.picks, length), none, tuple(too_long))


def priority(candidate: Candidate, order: Order, seed: int) -> float:
    """How much speaks for a prompt; the seed decides between those with as much.

    Weakest first: half its weakness, a fifth each for being due and for age, a tenth chance.
    Even: age and chance. What was asked within two days comes last in any case.
    """
    chance = seeded_share(candidate.id, seed)
    if order is Order.EVEN:
        value = 0.6 * candidate.age + 0.4 * chance
    else:
        value = 0.5 * candidate.weakness + 0.2 * candidate.due + 0.2 * candidate.age + 0.1 * chance
    recent = candidate.seen_days is not None and candidate.seen_days < _RECENT_DAYS
    return value - _RECENT if recent and not candidate.due else value


class _Drawing:
    """Takes one prompt after another until the time is given away."""

    def __init__(
        self,
        by_kind: Mapping[PromptKind, Sequence[Candidate]],
        options: PracticeOptions,
        seed: int,
        length: int,
    ) -> None:
        self._order = options.order
        self._shares = options.shares
        self._length = length
        self._left = length
        self._used: Counter[PromptKind] = Counter()
        self._stages: Counter[int | None] = Counter()
        self._waiting = {kind: list(some) for kind, some in by_kind.items()}
        self._priority = {
            candidate.id: priority(candidate, options.order, seed)
            for some in by_kind.values()
            for candidate in some
        }
        self.picks: list[Pick] = []

    def each_kind_once(self, shortest: Mapping[PromptKind, int]) -> None:
        """One prompt of each kind, the long kinds first, so that the others still fit."""
        reserved = sum(shortest.values())
        for kind in sorted(shortest, key=lambda kind: (-shortest[kind], kind)):
            reserved -= shortest[kind]
            self._take(kind, self._left - reserved)

    def fill(self, shortest: Mapping[PromptKind, int]) -> None:
        """More prompts, each of the kind that is furthest below its share and still fits."""
        kinds = set(shortest)
        while kinds and self._left > 0:
            kind = min(kinds, key=lambda kind: (self._used[kind] / self._shares[kind], kind))
            if not self._take(kind, self._left):
                kinds.remove(kind)

    def _take(self, kind: PromptKind, most: int) -> bool:
        fitting = [candidate for candidate in self._waiting[kind] if candidate.shortest <= most]
        if not fitting:
            return False
        best = max(fitting, key=lambda candidate: (self._worth(candidate), candidate.id))
        wanted = round(self._shares[kind] * self._length) - self._used[kind]
        minutes = min(best.minutes, most, max(best.shortest, wanted))
        self._waiting[kind].remove(best)
        self._left -= minutes
        self._used[kind] += minutes
        self._stages[best.stage] += 1
        self.picks.append(Pick(best, minutes))
        return True

    def _worth(self, candidate: Candidate) -> float:
        again = _STAGE_AGAIN[self._order] * self._stages[candidate.stage]
        return self._priority[candidate.id] - again


def _stretched(picks: Sequence[Pick], length: int) -> tuple[Pick, ...]:
    """The picks in the order of an interview, with the minutes that were left over given away.

    First to those that were cut, up to their own time, then to all, up to half as much again.
    """
    kinds = list(PromptKind)
    ordered = sorted(picks, key=lambda pick: kinds.index(pick.candidate.kind))
    minutes = [pick.minutes for pick in ordered]
    left = length - sum(minutes)
    own = [pick.candidate.minutes for pick in ordered]
    for limits in (own, [math.ceil(most * _STRETCH) for most in own]):
        while left > 0:
            growing = [at for at, limit in enumerate(limits) if minutes[at] < limit]
            if not growing:
                break
            at = max(growing, key=lambda at: (limits[at] - minutes[at], own[at]))
            minutes[at] += 1
            left -= 1
    return tuple(
        Pick(pick.candidate, planned) for pick, planned in zip(ordered, minutes, strict=True)
    )
