"""What the answers of a period say: by day, age of card, grade and hour of the day."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flashcards.domain.calendar import MS_PER_MINUTE, MS_PER_SECOND, StudyCalendar
from flashcards.domain.review import State
from flashcards.services.statistics.log import AGAIN, Integers, Mask, ReviewLog, Small
from flashcards.services.statistics.view import (
    AgeWeek,
    Answers,
    Buttons,
    Hour,
    Share,
    StudiedDay,
)
from flashcards.storage.statistics_sql import QUARTER_MS, QUARTERS_A_DAY

_HOURS = 24
_QUARTERS_AN_HOUR = QUARTERS_A_DAY // _HOURS


def days_of(log: ReviewLog, chosen: Mask) -> tuple[StudiedDay, ...]:
    """The days on which any of these answers was given, counted as the study days are."""
    if not chosen.any():
        return ()
    day = log.day[chosen]
    first = int(day.min())
    day = day - first
    state, duration = log.state[chosen], log.duration_ms[chosen]
    new = state == int(State.NEW)
    counted, forgotten = log.counted[chosen], log.rating[chosen] == AGAIN
    unlearned = new | (state == int(State.LEARNING))
    counts = [
        np.bincount(day, weights=weights)
        for weights in (
            None,
            new,
            state == int(State.REVIEW),
            counted & ~forgotten,
            counted & forgotten,
            duration / MS_PER_MINUTE,
            np.where(unlearned, duration, 0) / MS_PER_MINUTE,
        )
    ]
    return tuple(
        StudiedDay(first + place, *(int(column[place]) for column in counts[:5]), *times)
        for place in np.flatnonzero(counts[0]).tolist()
        for times in [tuple(float(column[place]) for column in counts[5:])]
    )


def answers_of(
    log: ReviewLog, chosen: Mask, spans: Sequence[tuple[int, int]], calendar: StudyCalendar
) -> Answers:
    """What these answers say; ``spans``: the stretches of days for the course of retention."""
    young, mature = chosen & log.counted & ~log.mature, chosen & log.mature
    return Answers(
        young=_recalled(log, young),
        mature=_recalled(log, mature),
        weeks=_weeks(log, young, mature, spans),
        buttons=_buttons(log, chosen, young, mature),
        hours=_hours(log, chosen, calendar),
    )


def _recalled(log: ReviewLog, chosen: Mask) -> Share:
    rating = log.rating[chosen]
    return Share(int((rating != AGAIN).sum()), len(rating))


def _weeks(
    log: ReviewLog, young: Mask, mature: Mask, spans: Sequence[tuple[int, int]]
) -> tuple[AgeWeek, ...]:
    starts = np.array([first for first, _ in spans])
    shares = [_by_span(log, chosen, starts) for chosen in (young, mature)]
    return tuple(AgeWeek(first, *both) for (first, _), *both in zip(spans, *shares, strict=True))


def _by_span(log: ReviewLog, chosen: Mask, starts: Integers) -> list[Share]:
    place = np.searchsorted(starts, log.day[chosen], side="right") - 1
    inside = place >= 0
    recalled = (log.rating[chosen] != AGAIN)[inside]
    of = np.bincount(place[inside], minlength=len(starts))
    hits = np.bincount(place[inside], weights=recalled, minlength=len(starts))
    return [Share(int(hit), count) for hit, count in zip(hits.tolist(), of.tolist(), strict=True)]


def _buttons(log: ReviewLog, chosen: Mask, young: Mask, mature: Mask) -> Buttons:
    unlearned = chosen & (log.state != int(State.REVIEW))
    again, hard, good, easy = range(1, 5)

    def counts(mask: Mask) -> tuple[int, int, int, int]:
        found = np.bincount(log.rating[mask], minlength=easy + 1).tolist()
        return found[again], found[hard], found[good], found[easy]

    return Buttons(counts(unlearned), counts(young), counts(mature))


def _hours(log: ReviewLog, chosen: Mask, calendar: StudyCalendar) -> tuple[Hour, ...]:
    hour = local_hours(log.quarter[chosen], calendar)
    counted, passed = log.counted[chosen], log.rating[chosen] != AGAIN
    answers = np.bincount(hour, minlength=_HOURS).tolist()
    of = np.bincount(hour[counted], minlength=_HOURS).tolist()
    hits = np.bincount(hour[counted & passed], minlength=_HOURS).tolist()
    return tuple(
        Hour(number, answers[number], Share(hits[number], of[number])) for number in range(_HOURS)
    )


def local_hours(quarter: Small, calendar: StudyCalendar) -> Integers:
    """The hour of the day of each quarter of an hour, as the learner's clock showed it.

    Quarters are counted since 1970 in UTC; all zones of the world are whole ones away from it. The
    zone is asked once a day, and once a quarter on the days on which it changes.
    """
    if not len(quarter):
        return np.empty(0, dtype=np.int64)
    day = quarter // QUARTERS_A_DAY
    first, last = int(day.min()), int(day.max())
    edges = range(first * QUARTERS_A_DAY, (last + 1) * QUARTERS_A_DAY + 1, QUARTERS_A_DAY)
    offsets = np.array([_offset(edge, calendar) for edge in edges])
    offset = offsets[day - first]
    changing = np.flatnonzero(offset != offsets[day - first + 1])
    if len(changing):
        found, inverse = np.unique(quarter[changing], return_inverse=True)
        offset[changing] = np.array([_offset(each, calendar) for each in found.tolist()])[inverse]
    hours: Integers = (quarter + offset) % QUARTERS_A_DAY // _QUARTERS_AN_HOUR
    return hours


def _offset(quarter: int, calendar: StudyCalendar) -> int:
    """How many quarters the learner's clock is ahead of UTC at one."""
    ahead = calendar.local(quarter * QUARTER_MS).utcoffset()
    return 0 if ahead is None else round(ahead.total_seconds() * MS_PER_SECOND / QUARTER_MS)
