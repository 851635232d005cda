"""The log replayed with the present parameters: what was predicted, and what was remembered when.

The predictions are those of today's parameters for each answer of the past, not the ones that the
rows of the log carry: those of imported reviews carry none, and a fit is to be judged by what it
makes of the whole past.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from flashcards.domain.memory import elapsed_at_recall, predict_all
from flashcards.services.statistics.log import AGAIN, Floats, ReviewLog, Small


@dataclass(frozen=True)
class Replay:
    """What the parameters say of the log.

    ``predicted``: the recall just before each answer, NaN for a new card and for the same day. The
    others have one item a span of days over which a card was left alone: ``stability`` in days,
    ``since`` (the day of the answer), ``until`` (the day of the next one, which is outside), and
    ``card``, its place in the log's cards.
    """

    predicted: Floats
    stability: Floats
    since: Small
    until: Small
    card: Small


def replay(log: ReviewLog, parameters: Sequence[float], decay: float) -> Replay:
    """Replay the whole log, each life followed by one more question on a day after all others.

    What is predicted for a question tells the stability since the answer before, because the
    forgetting curve can be inverted; the question added tells that of the last answer.
    """
    lives, answers = len(log.life_card), len(log)
    asked = int(log.day.max()) + 1 if answers else 0
    predicted = predict_all(
        np.concatenate([log.life, np.arange(lives, dtype=log.life.dtype)]),
        np.concatenate([log.rating, np.full(lives, AGAIN, dtype=log.rating.dtype)]),
        np.concatenate([log.day, np.full(lives, asked, dtype=log.day.dtype)]),
        parameters,
        log.start,
    )
    last = np.ones(answers, dtype=bool)
    last[:-1] = ~log.follows[1:]
    life_of_last = log.life[last]
    following, next_day, until = predicted[1 : answers + 1].copy(), np.roll(log.day, -1), None
    following[last] = predicted[answers:][life_of_last]
    next_day[last] = asked
    until = next_day.copy()
    until[last] = log.ends[life_of_last]
    left_alone = np.flatnonzero(next_day > log.day)
    gap, recall = (next_day - log.day)[left_alone], following[left_alone]
    stability = gap / elapsed_at_recall(np.ones(len(gap)), recall, decay)
    begun = _begun(log)
    return Replay(
        predicted=predicted[:answers],
        stability=np.concatenate([stability, begun.stability]),
        since=np.concatenate([log.day[left_alone], begun.since]),
        until=np.concatenate([until[left_alone], begun.until]),
        card=np.concatenate([log.card[left_alone], begun.card]),
    )


@dataclass(frozen=True)
class _Begun:
    """The spans from a memory that was given, as by placing out, to the first answer."""

    stability: Floats
    since: Small
    until: Small
    card: Small


def _begun(log: ReviewLog) -> _Begun:
    placed = np.flatnonzero(~np.isnan(log.start.stability))
    until = log.ends.copy()
    first = np.flatnonzero(~log.follows)
    until[log.life[first]] = log.day[first]
    return _Begun(
        stability=log.start.stability[placed],
        since=log.start.study_day[placed].astype(np.int32),
        until=until[placed],
        card=log.life_card[placed],
    )
