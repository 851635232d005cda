"""Hours of the day as the learner's clock showed them, and the losses of a prediction."""

from __future__ import annotations

import math
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pytest

from flashcards.domain.calendar import StudyCalendar
from flashcards.services.statistics.answers import local_hours
from flashcards.services.statistics.memory import log_loss, rmse_bins
from flashcards.storage.statistics_sql import QUARTER_MS

_STEP_MS = 7 * 60_000 + 13
_CHANGES = 1_761_436_800_000, 1_774_742_400_000, 1_775_322_000_000  # around changes of 2025 and 26


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError:
        pytest.skip("this computer has no time zone database (on Windows: the package tzdata)")


@pytest.mark.parametrize(
    "zone", ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]
)
def test_hours_are_those_of_the_learners_clock(zone: str) -> None:
    calendar = StudyCalendar(_zone(zone))
    times = np.concatenate(
        [start + np.arange(0, 3 * 86_400_000, _STEP_MS) for start in _CHANGES]
    ).astype(np.int64)
    wanted = [calendar.local(int(time_ms)).hour for time_ms in times]
    assert local_hours(times // QUARTER_MS, calendar).tolist() == wanted


def test_no_answers_have_no_hours() -> None:
    assert len(local_hours(np.empty(0, dtype=np.int64), StudyCalendar())) == 0


def test_log_loss_is_the_mean_of_what_was_not_expected() -> None:
    predicted, passed = np.array([0.9, 0.8]), np.array([True, False])
    assert log_loss(predicted, passed) == pytest.approx(-(math.log(0.9) + math.log(0.2)) / 2)
    assert math.isfinite(log_loss(np.array([1.0]), np.array([False])))


def test_errors_of_like_reviews_cancel_each_other_out() -> None:
    ones = np.ones(10, dtype=np.int64)
    passed = np.array([True] * 9 + [False])
    assert rmse_bins(np.full(10, 0.9), passed, ones, ones, 0 * ones) == pytest.approx(0)
    apart = np.array([1] * 9 + [30])
    wanted = math.sqrt((9 * 0.1**2 + 0.9**2) / 10)
    assert rmse_bins(np.full(10, 0.9), passed, apart, ones, 0 * ones) == pytest.approx(wanted)


def test_a_first_lapse_is_not_like_none() -> None:
    ones = np.ones(2, dtype=np.int64)
    passed = np.array([True, False])
    together = rmse_bins(np.full(2, 0.5), passed, ones, ones, 0 * ones)
    apart = rmse_bins(np.full(2, 0.5), passed, ones, ones, np.array([0, 1]))
    assert (together, apart) == (pytest.approx(0), pytest.approx(0.5))
