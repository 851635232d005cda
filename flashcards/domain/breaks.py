"""Planned breaks: days off that move due cards around them and interrupt no streak.

A break is a first and a last study day. Pure rules; who keeps the breaks is no matter here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from flashcards.domain.calendar import date_of, day_of
from flashcards.errors import InvalidValueError

Span = tuple[int, int]
"""The first and the last study day of a break."""

_MOST_SIDE_DAYS = 7
# A card that would come later than this share of its interval would rather come before the break.
_LATE = 0.2
# Nothing is asked before half of its interval has passed: that would teach next to nothing.
_SOONEST = 0.5
_LATER_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class DueCard:
    """A review card that is due within a break."""

    card_id: int
    last_day: int
    due_day: int


def span_of(breaks: Iterable[Span], day: int) -> Span | None:
    """The break that a study day lies in, None for a day of study."""
    return next((span for span in breaks if span[0] <= day <= span[1]), None)


def merged(breaks: Iterable[Span]) -> tuple[Span, ...]:
    """The same breaks in order; those that overlap or touch are one."""
    found: list[Span] = []
    for first, last in sorted(breaks):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def parse_breaks(text: str) -> tuple[Span, ...]:
    """The study days of breaks such as ``2026-12-20..2027-01-03``, in order; "" for none.

    Raises InvalidValueError.
    """
    spans = []
    for word in re.split(r"[\s,]+", text.strip()) if text.strip() else ():
        first, _dots, last = word.partition("..")
        try:
            span = day_of(date.fromisoformat(first)), day_of(date.fromisoformat(last or first))
        except ValueError as error:
            raise InvalidValueError(
                f"{word!r} is not a break such as 2026-12-20..2027-01-03."
            ) from error
        if span[0] > span[1]:
            raise InvalidValueError(f"the break {word} ends before it begins.")
        spans.append(span)
    return merged(spans)


def breaks_text(breaks: Iterable[Span]) -> str:
    """Breaks as a person writes them."""
    return " ".join(
        f"{date_of(first).isoformat()}..{date_of(last).isoformat()}" for first, last in breaks
    )


def new_cards_rest(breaks: Sequence[Span], day: int) -> bool:
    """Whether no new card comes: in a break, and the day before, whose cards it would cut off."""
    return span_of(breaks, day) is not None or span_of(breaks, day + 1) is not None


def interval_around(days: int, minimum: int, start: int, breaks: Sequence[Span]) -> int:
    """An interval from ``start`` that does not end within a break.

    Moved to the nearer end of it; never below ``minimum``, and before the break only where no more
    than a fifth of the interval is lost.
    """
    span = span_of(breaks, start + days)
    while span is not None:
        before, after = span[0] - 1 - start, span[1] + 1 - start
        sooner = days - before <= after - days and before >= max(minimum, days * (1 - _LATE))
        days = before if sooner and span_of(breaks, start + before) is None else after
        span = span_of(breaks, start + days)
    return days


def moved_around(
    cards: Iterable[DueCard],
    span: Span,
    today: int,
    counts: Mapping[int, int],
    breaks: Sequence[Span] = (),
) -> dict[int, int]:
    """The new study day of each card that is due within the break.

    A card goes to the nearer side, lateness counting double where it would be more than a fifth of
    the interval, and never before half of its interval has passed. There it takes the lightest day,
    the one next to the break of equals. ``counts``: cards due on each day; ``breaks``: others.
    """
    first, last = span
    load = dict(counts)
    moved: dict[int, int] = {}
    for card in sorted(cards, key=lambda card: (card.due_day, card.card_id)):
        if not max(first, today) <= card.due_day <= last:
            continue
        days = side_days(card, span, today, breaks)
        day = min(days, key=lambda day: (load.get(day, 0), _distance(day, span)))
        load[day] = load.get(day, 0) + 1
        moved[card.card_id] = day
    return moved


def side_days(card: DueCard, span: Span, today: int, breaks: Sequence[Span] = ()) -> Sequence[int]:
    """The days that a card may take instead of one within the break, all on one side of it."""
    first, last = span
    width = min(_MOST_SIDE_DAYS, last - first + 1)
    interval = max(1, card.due_day - card.last_day)
    earliest = max(today, card.last_day + max(1, round(interval * _SOONEST)), first - width)
    before = [day for day in range(earliest, first) if span_of(breaks, day) is None]
    late = last + 1 - card.due_day
    weight = 2 if late > interval * _LATE else 1
    if before and card.due_day - (first - 1) <= late * weight:
        return before
    reach = max(1, round(interval * _LATER_SHARE))
    after = range(last + 1, last + 1 + min(width, reach))
    free = [day for day in after if span_of(breaks, day) is None]
    return free or [_next_free(last + 1, breaks)]


def streaks(days: Iterable[int], today: int, breaks: Sequence[Span] = ()) -> tuple[int, int]:
    """The days studied in a row up to today (or the day of study before), and the longest row.

    Days of a break are passed over: they are counted only where they were studied, and end nothing.
    """
    studied = sorted(days)
    if not studied:
        return 0, 0
    lengths = [1]
    for before, after in pairwise(studied):
        joined = all(span_of(breaks, day) is not None for day in range(before + 1, after))
        lengths.append(lengths[-1] + 1 if joined else 1)
    missed = range(studied[-1] + 1, today)
    goes_on = all(span_of(breaks, day) is not None for day in missed)
    return (lengths[-1] if goes_on else 0), max(lengths)


def _next_free(day: int, breaks: Sequence[Span]) -> int:
    while (span := span_of(breaks, day)) is not None:
        day = span[1] + 1
    return day


def _distance(day: int, span: Span) -> int:
    return span[0] - day if day < span[0] else day - span[1]
