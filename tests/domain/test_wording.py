"""Numbers in words."""

from __future__ import annotations

import pytest

from flashcards.domain.wording import (
    ago_text,
    count_text,
    duration_text,
    interval_text,
    mastery_text,
    minutes_text,
    percent_text,
)

DAY = 86_400


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (-5, "1 min"),
        (0, "1 min"),
        (60, "1 min"),
        (90, "2 min"),
        (600, "10 min"),
        (59 * 60 + 29, "59 min"),
        (59 * 60 + 30, "1 hour"),
        (3 * 3_600, "3 hours"),
        (23 * 3_600 + 1_800, "1 day"),
        (DAY, "1 day"),
        (11 * DAY, "11 days"),
        (59 * DAY, "59 days"),
        (60 * DAY, "2 months"),
        (76 * DAY, "2.5 months"),
        (363 * DAY, "11.9 months"),
        (364 * DAY, "1 year"),
        (438 * DAY, "1.2 years"),
        (730 * DAY, "2 years"),
        (36_500 * DAY, "99.9 years"),
    ],
)
def test_an_interval_is_one_number_and_one_unit(seconds: float, text: str) -> None:
    assert interval_text(seconds) == text


def test_intervals_never_go_back_to_a_smaller_unit() -> None:
    units = ["min", "hour", "day", "month", "year"]
    seen = [
        units.index(interval_text(seconds).split()[1].removesuffix("s"))
        for seconds in range(0, 800 * DAY, 977)
    ]
    assert seen == sorted(seen)


@pytest.mark.parametrize(
    ("days", "text"),
    [(-1, "today"), (0, "today"), (1, "yesterday"), (5, "5 days ago"), (438, "1.2 years ago")],
)
def test_the_last_time_is_said_as_people_say_it(days: int, text: str) -> None:
    assert ago_text(days) == text


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0 cards"), (1, "1 card"), (39, "39 cards"), (1_024, "1,024 cards")]
)
def test_counted_things_have_their_plural(number: int, text: str) -> None:
    assert count_text(number, "card") == text


def test_an_irregular_plural_is_given() -> None:
    assert count_text(2, "entry", "entries") == "2 entries"


@pytest.mark.parametrize(
    ("seconds", "short", "long"),
    [
        (0, "0 min", "0 minutes"),
        (3, "1 min", "1 minute"),
        (60, "1 min", "1 minute"),
        (19 * 60 + 10, "19 min", "19 minutes"),
        (150, "3 min", "3 minutes"),
        (119 * 60, "119 min", "119 minutes"),
        (120 * 60, "2 h", "2 hours"),
        (125 * 60, "2 h 5 min", "2 hours 5 minutes"),
    ],
)
def test_an_estimate_is_in_minutes(seconds: float, short: str, long: str) -> None:
    assert minutes_text(seconds) == short
    assert minutes_text(seconds, long=True) == long


@pytest.mark.parametrize(
    ("milliseconds", "text"),
    [(0, "0 s"), (-3, "0 s"), (14_200, "14 s"), (59_600, "1 min"), (65_000, "1 min 5 s")],
)
def test_an_answer_took_seconds(milliseconds: float, text: str) -> None:
    assert duration_text(milliseconds) == text


def test_a_percentage_has_a_thin_space_before_its_sign() -> None:
    assert percent_text(0.874) == "87\u202f%"
    assert percent_text(0.005) == "1\u202f%"


def test_mastery_says_that_a_goal_is_reached_only_where_it_is() -> None:
    assert mastery_text(0.499) == "49\u202f%"
    assert mastery_text(0.5) == "50\u202f%"
    assert mastery_text(0.29) == "29\u202f%"  # 28.999999999999996 as a product
    assert mastery_text(1.0) == "100\u202f%"
