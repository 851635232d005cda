"""What the controls of the planner say: minutes, a week in proportion, a request."""

from __future__ import annotations

from datetime import date

from flashcards.domain.calendar import date_of
from flashcards.gui.planner.choice import USUAL, Choice
from flashcards.gui.planner.inputs import usual_choice
from flashcards.services.planning.view import Opening

DAY = date(2026, 12, 15)
OPENING = Opening(today=20_781, last=21_511, stages=(), easy_days=(1.0,) * 7)


def test_more_minutes_keep_an_easy_day_as_much_easier() -> None:
    choice = Choice(minutes=30).with_day(6, 15)
    assert choice.week == (30, 30, 30, 30, 30, 30, 15)
    assert choice.with_minutes(50).week == (50, 50, 50, 50, 50, 50, 25)
    assert choice.with_minutes(50).with_minutes(30) == choice


def test_a_day_with_more_than_all_others_sets_the_minutes() -> None:
    choice = Choice(minutes=20).with_day(5, 60)
    assert choice.minutes == 60
    assert choice.week == (20, 20, 20, 20, 20, 60, 20)


def test_a_week_without_minutes_is_refused() -> None:
    only_monday = Choice.of_week(None, (30.0, *(0.0,) * 6), frozenset())
    assert only_monday.with_day(0, 0) == only_monday


def test_a_request_needs_a_day() -> None:
    assert Choice().request() is None
    request = Choice(DAY, 30, left_out=frozenset({4})).request()
    assert request is not None
    assert (request.date, request.minutes, request.week) == (DAY, 30.0, (30.0,) * 7)
    assert request.leave_out == {4}


def test_without_a_plan_the_easy_days_of_the_settings_are_suggested() -> None:
    easy = Opening(20_781, 21_511, (), (1.0,) * 6 + (0.5,))
    assert usual_choice(easy).week == (USUAL,) * 6 + (USUAL // 2,)
    assert usual_choice(easy, DAY).date == DAY


def test_the_plan_that_is_on_is_shown() -> None:
    on = Opening(20_781, 21_511, (), (1.0,) * 7, 20_802, (40.0,) * 6 + (10.0,), frozenset({7}))
    choice = usual_choice(on)
    assert (choice.date, choice.week, choice.left_out) == (
        date_of(20_802),
        (40,) * 6 + (10,),
        frozenset({7}),
    )


def test_a_date_that_has_passed_is_not_shown_again() -> None:
    past = Opening(20_781, 21_511, (), (1.0,) * 7, 20_700, (40.0,) * 7)
    assert usual_choice(past).date is None
    assert usual_choice(past).minutes == 40
