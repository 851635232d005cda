"""The forgetting curve of one card."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.domain.calendar import MS_PER_DAY
from flashcards.domain.forgetting import (
    elapsed_at_recall,
    mastered_until_ms,
    retrievability,
    whole_interval,
)
from flashcards.domain.scheduling import DEFAULT_PARAMETERS

NOW = 1_795_509_000_000
decays = st.floats(0.1, 0.8)
stabilities = st.floats(0.001, 36_500)


@given(stability=stabilities, decay=decays)
def test_recall_is_ninety_percent_when_the_stability_has_passed(
    stability: float, decay: float
) -> None:
    assert retrievability(stability, 0, decay) == 1
    assert retrievability(stability, stability, decay) == pytest.approx(0.9)


@given(stability=stabilities, recall=st.floats(0.3, 1), decay=decays)
def test_the_curve_can_be_read_backwards(stability: float, recall: float, decay: float) -> None:
    elapsed = elapsed_at_recall(stability, recall, decay)
    assert retrievability(stability, elapsed, decay) == pytest.approx(recall)


def test_time_before_the_review_counts_as_none() -> None:
    assert retrievability(5, -3, 0.2) == 1


def test_an_interval_is_at_least_a_day_and_at_most_the_longest() -> None:
    assert whole_interval(0.01, 0.9, 0.2, 100) == 1
    assert whole_interval(12.4, 0.9, 0.2, 100) == 12
    assert whole_interval(5_000, 0.9, 0.2, 100) == 100


@given(stability=stabilities, decay=decays)
def test_a_card_is_mastered_until_its_recall_in_thirty_days_falls_below_eighty_percent(
    stability: float, decay: float
) -> None:
    parameters = (*DEFAULT_PARAMETERS[:-1], decay)
    until = mastered_until_ms(stability, NOW, parameters)
    elapsed_then = (until - NOW) / MS_PER_DAY + 30
    assert retrievability(stability, elapsed_then, decay) == pytest.approx(0.8, abs=1e-3)


def test_a_weak_card_was_mastered_only_in_the_past() -> None:
    assert mastered_until_ms(1.0, NOW, DEFAULT_PARAMETERS) < NOW
    assert mastered_until_ms(60.0, NOW, DEFAULT_PARAMETERS) > NOW + 100 * MS_PER_DAY
