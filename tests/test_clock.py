"""Moments as they are typed."""

from __future__ import annotations

import pytest

from flashcards.clock import FixedClock, moment_of, parse_moment
from flashcards.errors import UsageError


def test_a_moment_with_a_zone_is_the_same_everywhere() -> None:
    assert parse_moment("2026-11-24T10:00:00+01:00") == parse_moment("2026-11-24T09:00:00Z")
    assert moment_of(parse_moment("2026-11-24T09:00:00.250Z")).isoformat() == (
        "2026-11-24T09:00:00.250000+00:00"
    )


@pytest.mark.parametrize(
    "text",
    ["", "now", "2026-02-30", "24.11.2026", "0001-01-01", "1969-12-31T00:00:00Z", "9999-12-31"],
)
def test_what_is_no_moment_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError, match="--now takes a moment"):
        parse_moment(text)


def test_a_fixed_clock_moves_only_when_it_is_told_to() -> None:
    clock = FixedClock(1_000)
    assert clock.now_ms() == clock.now_ms() == 1_000
    clock.advance(seconds=1, minutes=1)
    assert clock.now_ms() == 62_000
