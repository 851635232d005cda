"""The forgetting curve of FSRS-6 for one card at a time; ``memory`` has it for whole libraries.

Formulas: the FSRS-6 algorithm as its authors publish it (open-spaced-repetition wiki, "The
Algorithm"). Stability is the number of days after which recall has fallen to 90 %; decay is the
last of the 21 parameters.
"""

from __future__ import annotations

from collections.abc import Sequence

from flashcards.domain.calendar import MS_PER_DAY

DECAY = 20  # index of the decay among the parameters
STABILITY_MIN = 0.001
STABILITY_MAX = 36_500.0  # a century, as in the reference backend; fsrs itself has no bound
MASTERED_RECALL = 0.8
MASTERY_HORIZON_DAYS = 30.0


def curve_factor(decay: float) -> float:
    """The factor that makes recall 90 % when the elapsed time equals the stability."""
    return float(0.9 ** (-1 / decay)) - 1


def retrievability(stability: float, elapsed_days: float, decay: float) -> float:
    """The share of such cards that is recalled after that many (fractional) days, 0 to 1."""
    return float((1 + curve_factor(decay) * max(elapsed_days, 0.0) / stability) ** -decay)


def elapsed_at_recall(stability: float, recall: float, decay: float) -> float:
    """The days until recall has fallen to ``recall`` (above 0, at most 1)."""
    return stability / curve_factor(decay) * (float(recall ** (-1 / decay)) - 1)


def whole_interval(stability: float, retention: float, decay: float, maximum: int) -> int:
    """The whole days until recall has fallen to ``retention``: 1 to ``maximum``."""
    return min(max(round(elapsed_at_recall(stability, retention, decay)), 1), maximum)


def mastered_until_ms(
    stability: float,
    last_review_ms: int,
    parameters: Sequence[float],
    recall: float = MASTERED_RECALL,
    horizon_days: float = MASTERY_HORIZON_DAYS,
) -> int:
    """The moment until which a card counts as mastered, in milliseconds UTC; may be past.

    A card is mastered while its recall ``horizon_days`` from then, without a review, is at least
    ``recall``.
    """
    days = elapsed_at_recall(stability, recall, parameters[DECAY]) - horizon_days
    return last_review_ms + round(days * MS_PER_DAY)
