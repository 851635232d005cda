"""When the stages ahead will open, at the pace of now.

A plain count, day by day: each day brings so many new cards, from the first open stage that has
some; a card counts as mastered some days after it was met. The learner's forgetting is in that
number of days, so the answer is a round one, not a promise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flashcards.domain.queue import GATE_MASTERY

HORIZON_DAYS = 3 * 365


@dataclass(frozen=True, slots=True)
class StageStanding:
    """How far a stage is.

    ``cards``: all that can be studied; ``new``: those not met yet. ``ripening``: for each card that
    was met, in how many days it will count as mastered (0: it does). ``passes``: it never holds a
    later stage back (optional, placed out, without cards).
    """

    cards: int
    new: int
    ripening: tuple[int, ...] = ()
    unlocked: bool = False
    passes: bool = False


def days_until_open(
    stages: Sequence[StageStanding], new_a_day: float, days_to_master: int
) -> tuple[int | None, ...]:
    """For each stage in how many days it opens: 0 where it is open, None where it never does.

    ``new_a_day``: how many new cards the learner meets. ``days_to_master``: from meeting a card
    until it counts as mastered.
    """
    opens: list[int | None] = [0 if stage.unlocked else None for stage in stages]
    left = [stage.new for stage in stages]
    ripe = [sorted(stage.ripening) for stage in stages]
    budget = 0.0
    for day in range(HORIZON_DAYS):
        _open_reached(stages, ripe, opens, day)
        if None not in opens:
            break
        budget += new_a_day
        for place, opened in enumerate(opens):
            if opened is None or budget < 1:
                continue
            met = min(left[place], int(budget))
            left[place] -= met
            budget -= met
            ripe[place] += [day + days_to_master] * met
        if budget >= 1 and not any(_waits(cards, day) for cards in ripe):
            break  # nothing more is met and nothing ripens: what is locked now stays so
    return tuple(opens)


def _open_reached(
    stages: Sequence[StageStanding], ripe: list[list[int]], opens: list[int | None], day: int
) -> None:
    for place, stage in enumerate(stages):
        if opens[place] is None:
            opens[place] = day
        if not stage.passes and _mastered(ripe[place], day) < GATE_MASTERY * stage.cards:
            return


def _mastered(ripe: Sequence[int], day: int) -> int:
    return sum(each <= day for each in ripe)


def _waits(ripe: Sequence[int], day: int) -> bool:
    return any(each > day for each in ripe)
