"""What replaying the log says: how well recall was predicted, and how knowledge has grown."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from flashcards.domain.memory import retrievability
from flashcards.services.statistics.log import AGAIN, Floats, Mask, ReviewLog, Small
from flashcards.services.statistics.replay import Replay
from flashcards.services.statistics.view import Calibration, CalibrationBin, Known, Share

_BINS = 20
_LEAST = 1e-9


def calibration_of(log: ReviewLog, replayed: Replay, chosen: Mask) -> Calibration:
    """How well the recall of these answers was predicted.

    As in srs-benchmark, an answer counts that came at least one study day after the one before.
    """
    asked = np.flatnonzero(chosen & ~np.isnan(replayed.predicted))
    predicted, passed = replayed.predicted[asked], log.rating[asked] != AGAIN
    if not len(asked):
        return Calibration(0, None, None, ())
    return Calibration(
        reviews=len(asked),
        log_loss=log_loss(predicted, passed),
        rmse=rmse_bins(predicted, passed, log.elapsed[asked], log.number[asked], log.lapses[asked]),
        bins=_bins(predicted, passed),
    )


def log_loss(predicted: Floats, passed: Mask) -> float:
    """The mean of -ln of the probability that was given to what happened; 0 is perfect."""
    given = np.where(passed, predicted, 1 - predicted)
    return float(-np.log(np.maximum(given, _LEAST)).mean())


def rmse_bins(
    predicted: Floats, passed: Mask, elapsed: Small, number: Small, lapses: Small
) -> float:
    """RMSE(bins) of srs-benchmark: the error of the mean prediction, over bins of like reviews.

    Reviews are alike when their days since the last one, the number of the review and the lapses
    before it fall between the same powers (of 3.62, 1.89 and 1.73). Each bin counts by its reviews.
    Definition: open-spaced-repetition, srs-benchmark, ``rmse_matrix``, and the page "The Metric" of
    the fsrs4anki wiki.
    """
    never_lapsed = np.zeros(len(lapses), dtype=np.int64)
    power_of_lapses = np.where(lapses > 0, _power(np.maximum(lapses, 1), 1.73) + 1, never_lapsed)
    key = (_power(elapsed, 3.62) * 64 + _power(number, 1.89)) * 64 + power_of_lapses
    _, place = np.unique(key, return_inverse=True)
    count = np.bincount(place)
    error = (np.bincount(place, weights=passed) - np.bincount(place, weights=predicted)) / count
    return float(np.sqrt((count * error**2).sum() / count.sum()))


def _power(value: Small, base: float) -> Small:
    """The highest power of the base that is not above each value, which is 1 or more."""
    power: Small = np.floor(np.log(value) / np.log(base)).astype(np.int64)
    return power


def _bins(predicted: Floats, passed: Mask) -> tuple[CalibrationBin, ...]:
    place = np.minimum((predicted * _BINS).astype(np.int64), _BINS - 1)
    count = np.bincount(place, minlength=_BINS)
    mean = np.bincount(place, weights=predicted, minlength=_BINS) / np.maximum(count, 1)
    hits = np.bincount(place, weights=passed, minlength=_BINS)
    return tuple(
        CalibrationBin(
            low=number / _BINS,
            high=(number + 1) / _BINS,
            predicted=float(mean[number]),
            recalled=Share(int(hits[number]), int(count[number])),
        )
        for number in np.flatnonzero(count).tolist()
    )


def knowledge_of(
    replayed: Replay, cards: Mask, days: Sequence[int], decay: float
) -> tuple[Known, ...]:
    """The sum of the recall of these cards at the end of each of these days.

    ``cards``: one item for each card of the log. Recall is by whole study days.
    """
    wanted = np.flatnonzero(cards[replayed.card])
    stability = replayed.stability[wanted]
    since, until = replayed.since[wanted], replayed.until[wanted]
    found = []
    for day in days:
        held = np.flatnonzero((since <= day) & (until > day))
        recall = retrievability(stability[held], day - since[held], decay)
        found.append(Known(day, float(recall.sum())))
    return tuple(found)
