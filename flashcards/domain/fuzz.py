"""Where in its window a whole-day interval falls: seeded fuzz, load balance, easy days.

The window's width is the published FSRS one: a day, plus 15 % of what lies between 2.5 and 7
days, 10 % between 7 and 20, 5 % above. The choice is seeded by the card and its number of
reviews, so a preview and the answer agree and nothing moves when the screen is drawn again.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from flashcards.domain.calendar import date_of
from flashcards.domain.ids import hashed_id
from flashcards.domain.scheduling import DayLoad

_NO_FUZZ_BELOW = 2.5
_WIDTHS = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.10), (20.0, math.inf, 0.05))
BALANCED_UP_TO_DAYS = 90
# How much lighter a day after the wanted one has to be, per share of the interval that it is
# late. Simulated (2 to 20 new cards a day, 400 days): the change of load from day to day falls
# from 12.6 cards to 7.0, and intervals keep their mean length; without it they grow by 9 %,
# since later days are always emptier.
_LATENESS = 1.5


def seeded_share(card_id: int, reps: int) -> float:
    """A number from 0 to just under 1, always the same for a card after so many reviews."""
    return hashed_id("fuzz", card_id, reps) / (1 << 63)


def fuzz_window(interval: int) -> tuple[int, int]:
    """The shortest and the longest interval in days that stand for this one."""
    if interval < _NO_FUZZ_BELOW:
        return interval, interval
    width = 1.0 + sum(share * max(min(interval, end) - start, 0.0) for start, end, share in _WIDTHS)
    return max(2, round(interval - width)), round(interval + width)


def bounded_window(interval: int, minimum: int, maximum: int) -> tuple[int, int]:
    """The fuzz window, cut to what the order of the buttons and the longest interval allow."""
    low, high = fuzz_window(interval)
    low = min(max(low, minimum), maximum)
    return low, min(max(high, low), maximum)


def seeded_interval(window: tuple[int, int], share: float) -> int:
    """The interval at that share of the window; every day of it is as likely as the others."""
    low, high = window
    return low + min(int(share * (high - low + 1)), high - low)


def balanced_interval(
    interval: int,
    window: tuple[int, int],
    share: float,
    *,
    today: int,
    load: DayLoad,
    easy_days: Sequence[float],
) -> int:
    """The interval of the window whose day has most room.

    In this order: not a weekday that the learner wants kept to the minimum, not a day on which a
    sibling is due, the lighter day (an easy day counts as fuller than it is, a late one too),
    and the day nearest to the seeded one.
    """
    low, high = window
    seeded = seeded_interval(window, share)

    def reluctance(days: int) -> tuple[bool, bool, float, int]:
        day = today + days
        normal = easy_days[date_of(day).weekday()]
        cards = load.counts.get(day, 0)
        fullness = (cards + 1) / normal - 1 if normal else float(cards)
        late = max(0, days - interval) / interval
        return (
            not normal,
            day in load.sibling_days,
            fullness * (1 + _LATENESS * late),
            abs(days - seeded),
        )

    return min(range(low, high + 1), key=reluctance)
