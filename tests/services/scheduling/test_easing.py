"""Another week for the reviews: shown before it is kept, and one step of undo."""

from __future__ import annotations

import pytest

from flashcards.app import App
from flashcards.clock import FixedClock
from flashcards.domain.calendar import date_of
from flashcards.errors import InvalidValueError
from tests.services.factories import assert_caches_agree, content, review_log, rows, today, value
from tests.services.studied import study

NORMAL = (1.0,) * 7
_DUE = "SELECT id, due_day FROM card WHERE queue = 2 ORDER BY id"


@pytest.fixture
def busiest(app: App, clock: FixedClock) -> tuple[float, ...]:
    """A week whose busiest coming weekday is kept to the minimum, in a library that was studied."""
    study(app, clock, 25)
    load = [0] * 7
    for _, day in rows(app, _DUE):
        if today(clock) + 1 < day <= today(clock) + 28:
            load[date_of(day).weekday()] += 1
    return tuple(0.0 if place == load.index(max(load)) else 1.0 for place in range(7))


def test_a_preview_changes_nothing_and_apply_does_what_it_said(
    app: App, clock: FixedClock, busiest: tuple[float, ...]
) -> None:
    before, log = dict(rows(app, _DUE)), review_log(app)
    easing = app.easing.preview(busiest, balance=False)
    assert (dict(rows(app, _DUE)), review_log(app)) == (before, log)
    assert easing.moved > 0
    assert [day.day for day in easing.days] == list(range(today(clock) + 1, today(clock) + 29))
    for day in easing.days:
        assert day.before == sum(due == day.day for due in before.values())
    app.easing.apply(busiest, balance=False, move=True)
    after = dict(rows(app, _DUE))
    assert sum(after[card] != before[card] for card in before) == easing.moved
    for day in easing.days:
        assert day.after == sum(due == day.day for due in after.values())
    easy = [day for day in easing.days if day.share == 0]
    assert sum(day.after for day in easy) < sum(day.before for day in easy)
    assert app.library.setting("easy_days").value == " ".join(f"{each:g}" for each in busiest)
    assert app.library.setting("load_balance").value == "off"
    assert_caches_agree(app)


def test_it_is_taken_back_in_one_step(app: App, busiest: tuple[float, ...]) -> None:
    before = content(app)
    app.easing.apply(busiest, balance=True, move=True)
    assert app.undo.undo().label == "Set easy days"
    assert content(app) == before
    app.undo.redo()
    assert_caches_agree(app)


def test_the_week_may_be_kept_without_moving_anything(app: App, busiest: tuple[float, ...]) -> None:
    before = rows(app, _DUE)
    app.easing.apply(busiest, balance=True, move=False)
    assert rows(app, _DUE) == before
    assert value(app, "SELECT count(*) FROM review WHERE kind = 'reschedule'") == 0


def test_an_empty_library_has_four_empty_weeks(app: App) -> None:
    easing = app.easing.preview(NORMAL, balance=True)
    assert easing.moved == 0
    assert [(day.before, day.after) for day in easing.days] == [(0, 0)] * 28


@pytest.mark.parametrize("week", [(1.0,) * 6, (1.0,) * 6 + (1.5,), (-0.1,) + (1.0,) * 6])
def test_what_is_no_week_is_refused(app: App, week: tuple[float, ...]) -> None:
    with pytest.raises(InvalidValueError, match="seven numbers from 0 to 1"):
        app.easing.preview(week, balance=True)
    with pytest.raises(InvalidValueError, match="seven numbers from 0 to 1"):
        app.easing.apply(week, balance=True, move=True)
