"""The interview plan: what it promises, says and keeps, and that following it brings it about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from flashcards.app import App, bootstrap
from flashcards.clock import FixedClock
from flashcards.domain.calendar import day_of
from flashcards.domain.wording import THIN_SPACE
from flashcards.errors import InvalidValueError, NotFoundError
from flashcards.services.planning.service import PlanRequest
from tests.services.factories import answer, card, rows, session_cards, today, value
from tests.services.planned_road import Follower, write_road

START = date(2026, 11, 24)
OpenRoad = Callable[[int], App]


def in_days(days: int) -> date:
    return START + timedelta(days=days)


@pytest.fixture
def open_road(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> OpenRoad:
    """Opens a library with a road of three stages of so many cards."""

    def open_road(cards: int) -> App:
        folder = write_road(tmp_path / f"decks-{cards}", cards)
        monkeypatch.setattr("flashcards.app.decks_path", lambda: folder)
        return bootstrap(tmp_path / f"library-{cards}", clock=clock)

    return open_road


def new_today(app: App) -> int:
    return app.library.today().new


class TestWhatItSays:
    def test_enough_time(self, open_road: OpenRoad) -> None:
        app = open_road(30)
        plan = app.planning.plan(PlanRequest(in_days(30), 30))
        assert plan.feasible
        assert plan.planned == plan.new_left == 90
        assert plan.headline == "30 minutes a day is enough"
        assert plan.reason.startswith(f"About {round(plan.ready * 100)}{THIN_SPACE}% of 90 planned")
        assert "recalled on 24 December. New cards finish on " in plan.reason
        assert len(plan.days) == 30
        assert [stage.fits for stage in plan.stages] == [True] * 3
        app.close()

    def test_too_little_time_and_the_smallest_changes_that_work(self, open_road: OpenRoad) -> None:
        app = open_road(60)
        request = PlanRequest(in_days(21), 4)
        plan = app.planning.plan(request)
        assert not plan.feasible
        assert plan.headline == f"4 minutes a day reaches {round(plan.ready * 100)}{THIN_SPACE}%"
        assert plan.enough_minutes is not None
        assert f"{plan.enough_minutes} minutes reach 80{THIN_SPACE}%" in plan.reason
        enough = app.planning.plan(PlanRequest(in_days(21), plan.enough_minutes))
        assert enough.ready > 0.78
        assert plan.enough_without
        assert "leave out" in plan.reason
        left = app.planning.plan(
            PlanRequest(in_days(21), 4, leave_out=frozenset(plan.enough_without))
        )
        assert left.ready > 0.78
        app.close()

    def test_short_of_time_what_every_interview_asks_comes_first(self, open_road: OpenRoad) -> None:
        app = open_road(60)
        plan = app.planning.plan(PlanRequest(in_days(14), 3))
        assert plan.by_importance
        app.planning.save(plan)
        first = session_cards(app)
        important = {row[0] for row in rows(
            app, "SELECT c.id FROM card c JOIN note n ON n.id = c.note_id WHERE n.importance = 3"
        )}  # fmt: skip
        assert first
        assert set(first) <= important
        app.close()

    def test_the_curve_never_falls_and_meets_the_plan(self, open_road: OpenRoad) -> None:
        app = open_road(40)
        request = PlanRequest(in_days(25), 10)
        plan = app.planning.plan(request)
        curve = app.planning.curve(request, plan.retention)
        shares = [point.ready for point in curve]
        assert shares == sorted(shares)
        at_ten = next(point.ready for point in curve if point.minutes == 10)
        assert plan.ready == pytest.approx(at_ten, abs=0.06)
        app.close()

    def test_the_curve_has_a_band_around_it(self, open_road: OpenRoad) -> None:
        app = open_road(40)
        request = PlanRequest(in_days(25), 10)
        plan = app.planning.plan(request)
        for point in app.planning.curve(request, plan.retention):
            assert point.low <= point.ready <= point.high
        assert plan.low < plan.ready < plan.high
        app.close()

    def test_the_changes_that_are_enough_can_be_looked_for_later(self, open_road: OpenRoad) -> None:
        app = open_road(60)
        request = PlanRequest(in_days(21), 4)
        at_once = app.planning.plan(request, changes=False)
        assert (at_once.enough_minutes, at_once.enough_without) == (None, ())
        assert app.planning.with_changes(at_once) == app.planning.plan(request)
        enough = app.planning.plan(PlanRequest(in_days(21), 60), changes=False)
        assert app.planning.with_changes(enough) is enough
        app.close()

    def test_a_planner_opens_with_the_road_and_the_plan_that_is_on(self, app: App) -> None:
        opening = app.planning.opening()
        assert [stage.number for stage in opening.stages] == [1, 2, 3]
        assert (opening.day, opening.week, opening.left_out) == (None, None, frozenset())
        left_out = app.planning.stage_ids([2])
        week = (20.0,) * 6 + (5.0,)
        app.planning.save(app.planning.plan(PlanRequest(in_days(9), 20, week, left_out)))
        opening = app.planning.opening()
        assert (opening.day, opening.week, opening.left_out) == (
            opening.today + 9,
            week,
            left_out,
        )

    def test_an_easy_day_has_fewer_cards(self, open_road: OpenRoad) -> None:
        app = open_road(60)
        week = (20.0,) * 6 + (5.0,)
        plan = app.planning.plan(PlanRequest(in_days(28), 20, week))
        easy = [day for day in plan.days if day.easy]
        assert {day.day % 7 for day in easy} == {day_of(date(2026, 11, 29)) % 7}
        assert max(day.minutes for day in easy) < 8
        app.close()

    @pytest.mark.parametrize(
        ("request_", "words"),
        [
            (PlanRequest(START, 10), "2026-11-24 is out of bounds"),
            (PlanRequest(in_days(5_000), 10), "out of bounds"),
            (PlanRequest(in_days(9), 0), "needs some minutes"),
            (PlanRequest(in_days(9), 2_000), "out of bounds"),
        ],
    )
    def test_what_cannot_be_planned(self, app: App, request_: PlanRequest, words: str) -> None:
        with pytest.raises(InvalidValueError, match=words):
            app.planning.plan(request_)

    def test_a_stage_that_is_not_there(self, app: App) -> None:
        with pytest.raises(NotFoundError, match="there is no stage 9"):
            app.planning.stage_ids([9])


class TestWhileItIsOn:
    def test_it_gives_the_new_cards_of_the_day(self, open_road: OpenRoad) -> None:
        app = open_road(30)
        plan = app.planning.plan(PlanRequest(in_days(14), 30))
        app.planning.save(plan)
        assert new_today(app) == round(plan.days[0].new)
        assert new_today(app) != 12
        app.planning.remove()
        assert new_today(app) == 12
        app.close()

    def test_saving_is_undone_and_done_again(self, open_road: OpenRoad) -> None:
        app = open_road(30)
        plan = app.planning.plan(PlanRequest(in_days(14), 30))
        app.planning.save(plan)
        planned = new_today(app)
        assert app.undo.undo().label == "Save interview plan"
        assert (new_today(app), app.planning.stored()) == (12, None)
        app.undo.redo()
        assert new_today(app) == planned
        app.close()

    def test_its_retention_counts_until_it_is_removed(self, open_road: OpenRoad) -> None:
        app = open_road(30)
        plan = app.planning.plan(PlanRequest(in_days(14), 30, retention=0.83))
        app.planning.save(plan)
        assert app.library.setting("retention").value == "0.83"
        app.planning.remove()
        assert app.library.setting("retention").value == "0.9"
        app.close()

    def test_stages_that_are_left_out_bring_no_new_cards(self, app: App) -> None:
        left_out = app.planning.stage_ids([1])
        request = PlanRequest(in_days(10), 30, leave_out=left_out)
        app.planning.save(app.planning.plan(request))
        first = session_cards(app)
        assert card("index-purpose") in first
        assert card("variable") not in first
        stored = app.planning.stored()
        assert stored is not None
        assert stored.left_out == tuple(left_out)

    def test_a_locked_stage_is_studied_when_the_plan_takes_it(self, app: App) -> None:
        assert card("commit") not in session_cards(app)
        app.planning.save(app.planning.plan(PlanRequest(in_days(1), 60)))
        assert card("commit") in session_cards(app)

    def test_after_the_date_the_settings_count_again(self, app: App, clock: FixedClock) -> None:
        app.planning.save(app.planning.plan(PlanRequest(in_days(2), 60)))
        clock.advance(days=2)
        assert app.planning.replan() is None
        assert card("commit") not in session_cards(app)

    def test_each_morning_it_is_made_anew_from_what_was_done(
        self, open_road: OpenRoad, clock: FixedClock
    ) -> None:
        app = open_road(40)
        app.planning.save(app.planning.plan(PlanRequest(in_days(20), 30)))
        before = new_today(app)
        assert app.planning.replan() is None
        clock.advance(days=14)  # a fortnight in which nothing was done
        plan = app.planning.replan()
        assert plan is not None
        assert new_today(app) > before
        assert app.undo.undoable() is not None
        assert app.undo.undoable().label == "Save interview plan"  # type: ignore[union-attr]
        app.close()

    def test_what_was_done_today_counts_for_today(self, app: App) -> None:
        request = PlanRequest(in_days(4), 30)
        app.planning.save(app.planning.plan(request))
        planned = new_today(app)
        answer(app, card("variable"))
        assert new_today(app) == planned - 1
        app.planning.save(app.planning.plan(request))
        assert new_today(app) == pytest.approx(planned - 1, abs=1)


class TestWhatTodayTells:
    def test_nothing_without_a_plan(self, app: App) -> None:
        assert app.library.today().interview is None

    def test_the_date_and_how_ready(self, open_road: OpenRoad) -> None:
        app = open_road(30)
        plan = app.planning.plan(PlanRequest(in_days(30), 30))
        app.planning.save(plan)
        shown = app.library.today().interview
        assert shown is not None
        assert shown.day == day_of(in_days(30))
        assert shown.ready == pytest.approx(plan.ready, abs=0.001)
        assert (shown.on_track, shown.new_ends) == (True, plan.new_ends)
        app.planning.remove()
        assert app.library.today().interview is None
        app.close()

    def test_minutes_without_a_date(self, app: App) -> None:
        app.planning.save_budget(25)
        shown = app.library.today().interview
        assert shown is not None
        assert (shown.day, shown.minutes, shown.ready) == (None, 25, None)

    def test_a_plan_whose_days_are_not_known_has_a_date_all_the_same(self, app: App) -> None:
        app.planning.save(app.planning.plan(PlanRequest(in_days(30), 30)))
        with app.database.write("setup", "An older version") as operation:
            operation.execute("DELETE FROM meta WHERE key = 'plan-days'")
        shown = app.library.today().interview
        assert shown is not None
        assert (shown.day, shown.ready) == (day_of(in_days(30)), None)


class TestMinutesWithoutADate:
    def test_new_cards_have_what_reviews_leave(self, app: App, clock: FixedClock) -> None:
        app.library.set("gates", "off")
        app.planning.save_budget(3)
        assert new_today(app) == 6  # at half a minute each
        due = today(clock)
        with app.database.write("setup", "Due") as operation:
            operation.execute(
                "UPDATE card SET queue = 2, state = 2, stability = 5, difficulty = 5, reps = 3, "
                "mastered_until_ms = 0, "
                "last_review_ms = :now - 500000000, last_study_day = :due - 6, due_day = :due "
                "WHERE id IN (SELECT id FROM card WHERE queue = 0 AND track IS NULL LIMIT 6)",
                now=clock.now_ms(),
                due=due,
            )
        assert new_today(app) == 2  # six reviews take two of the three minutes

    def test_never_more_than_the_daily_limit(self, app: App) -> None:
        app.library.set("gates", "off")
        app.library.set("new_per_day", "2")
        app.planning.save_budget(100)
        assert new_today(app) == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("minutes", "sunday", "feasible"), [(6.0, 6.0, True), (1.2, 1.2, False), (6.0, 2.0, True)]
)
def test_who_follows_the_plan_for_sixty_days_gets_what_it_promised(
    open_road: OpenRoad, clock: FixedClock, minutes: float, sunday: float, feasible: bool
) -> None:
    app = open_road(35)
    week = (minutes,) * 6 + (sunday,)
    plan = app.planning.plan(PlanRequest(in_days(60), minutes, week))
    assert plan.feasible is feasible
    app.planning.save(plan)
    learner = Follower(app, clock, week)
    for _ in range(60):
        learner.study_day()
    assert day_of(plan.request.date) == today(clock)
    assert plan.low <= learner.recalled() <= plan.high
    assert learner.recalled() == pytest.approx(plan.ready, abs=0.05)
    worst = value(app, "SELECT max(duration_ms) FROM study_day")
    assert worst <= (minutes * 60 + 15) * 1_000
    app.close()
