"""The planner in the window: a day, minutes, what they lead to, kept and taken back."""

from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from flashcards.domain.calendar import date_of
from flashcards.domain.wording import THIN_SPACE
from flashcards.errors import LibraryError
from flashcards.gui.charts.data import BarChart, LineChart
from flashcards.gui.main_window import MainWindow
from flashcards.gui.place import PlaceId
from flashcards.gui.planner.place import PlannerPlace
from flashcards.gui.today.interview import InterviewPanel
from flashcards.services.planning.service import PlanningService
from flashcards.services.planning.view import Plan, PlanRequest
from tests.gui.accessible import unnamed
from tests.gui.screen import CONTROL, LEFT, Screen


class PlannerScreen(Screen):
    """The window on its planner."""

    def __init__(self, qtbot: QtBot, window: MainWindow) -> None:
        super().__init__(qtbot, window, PlaceId.PLANNER)
        place = window.page(PlaceId.PLANNER)
        assert isinstance(place, PlannerPlace)
        self.place, self.page = place, place.page
        self.inputs, self.results = place.page.inputs, place.page.results
        self.today = date_of(self.ask(lambda app: app.library.today().day))

    def pick(self, days: int) -> None:
        """Choose the day so many days ahead."""
        month = self.inputs.month
        month.set_value(self.today + timedelta(days=days - 1))
        self.page.inputs.show_choice(
            type(self.page.choice)(month.value, self.page.choice.minutes, self.page.choice.shares)
        )
        self.press(Qt.Key.Key_Right, widget=month.days)
        self.settle()

    def plan(self) -> Plan:
        """The plan that is shown."""
        assert self.results.plan is not None
        return self.results.plan


@pytest.fixture
def active(qtbot: QtBot, opened: MainWindow) -> MainWindow:
    """The window, which has to be active for its keys to act."""
    with qtbot.waitActive(opened):
        opened.activateWindow()
    return opened


@pytest.fixture
def screen(qtbot: QtBot, active: MainWindow) -> PlannerScreen:
    return PlannerScreen(qtbot, active)


class TestWithoutADate:
    def test_it_asks_for_a_day(self, screen: PlannerScreen) -> None:
        assert screen.results.words().startswith("Pick the day of your interview")
        assert screen.page.save.text() == "Save without a date"
        assert screen.page.remove.isHidden()
        assert unnamed(screen.place) == []

    def test_minutes_can_be_kept_without_one(self, screen: PlannerScreen) -> None:
        screen.inputs.slider.setValue(25)
        screen.click(screen.page.save)
        assert screen.window.place is PlaceId.TODAY
        assert screen.toast == "Minutes a day saved"
        stored = screen.ask(lambda app: app.planning.stored())
        assert (stored.day, stored.minutes) == (None, 25.0)


class TestPlanning:
    def test_the_first_arrow_chooses_tomorrow_and_others_walk(self, screen: PlannerScreen) -> None:
        days = screen.inputs.month.days
        assert screen.window.focusWidget() is days
        screen.press(Qt.Key.Key_Right)
        screen.settle()
        assert screen.page.choice.date == screen.today + timedelta(days=1)
        screen.press(Qt.Key.Key_Down)
        screen.settle()
        assert screen.page.choice.date == screen.today + timedelta(days=8)
        assert screen.plan().request.date == screen.page.choice.date

    def test_everything_follows_the_minutes(self, screen: PlannerScreen) -> None:
        screen.pick(60)
        before = screen.plan()
        screen.inputs.slider.setValue(60)
        screen.settle()
        assert screen.plan().request.minutes == 60
        assert screen.plan().ready > before.ready
        curve, work = screen.results.curve.chart, screen.results.workload.chart
        assert isinstance(curve, LineChart)
        assert isinstance(work, BarChart)
        assert curve.marked_text == f"{round(screen.plan().ready * 100)}{THIN_SPACE}%"
        assert len(work.places) == 60
        assert screen.results.table.days.rowCount() == 6
        screen.click("All 60 days")
        assert screen.results.table.days.rowCount() == 60
        screen.click("Fewer days")
        assert screen.results.table.days.rowCount() == 6
        assert unnamed(screen.place) == []

    def test_an_easy_day_is_typed(self, screen: PlannerScreen) -> None:
        screen.pick(21)
        field = screen.inputs.week.field(6)
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, "10")
        QTest.keyClick(field, Qt.Key.Key_Return)
        screen.settle()
        assert screen.plan().request.week == (30.0,) * 6 + (10.0,)
        assert any(day.easy for day in screen.plan().days)
        QTest.keyClick(field, Qt.Key.Key_Up)
        screen.settle()
        assert screen.page.choice.week[6] == 15

    def test_what_would_be_enough_is_a_click_away(self, screen: PlannerScreen) -> None:
        screen.pick(40)
        screen.inputs.slider.setValue(15)
        screen.settle()
        assert not screen.plan().feasible
        assert screen.results.words().startswith("15 minutes a day reaches ")
        screen.qtbot.waitUntil(lambda: len(screen.results.changes()) == 2, timeout=20_000)
        enough = screen.plan().enough_minutes
        assert enough is not None
        take, leave = screen.results.changes()
        assert take.text().startswith("Take ")
        assert leave.text().startswith("Leave out ")
        screen.click(take)
        assert screen.page.choice.minutes == enough
        assert screen.inputs.slider.maximum() >= enough
        assert screen.plan().ready > 0.78

    def test_stages_are_left_out_and_planned_again(self, screen: PlannerScreen) -> None:
        screen.pick(40)
        planned = screen.plan().planned
        menu = screen.inputs.leaving_out.menu()
        last = menu.actions()[-1]
        last.trigger()
        screen.settle()
        assert screen.plan().planned < planned
        tag = next(
            button
            for button in screen.inputs.leaving_out.findChildren(QPushButton)
            if button.accessibleName().startswith("Plan 10 ")
        )
        screen.click(tag)
        assert screen.plan().planned == planned

    def test_the_curve_takes_minutes_where_it_is_clicked(self, screen: PlannerScreen) -> None:
        screen.pick(40)
        screen.results.curve.activated.emit("45")
        screen.settle()
        assert screen.page.choice.minutes == 45
        assert screen.inputs.slider.value() == 45

    def test_of_many_turns_of_a_control_only_the_newest_is_planned(
        self, screen: PlannerScreen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[float] = []
        real = PlanningService.plan

        def noted(service: PlanningService, request: PlanRequest, **given: bool) -> Plan:
            asked.append(request.minutes)
            return real(service, request, **given)

        screen.pick(30)
        monkeypatch.setattr(PlanningService, "plan", noted)
        for minutes in range(31, 51):
            screen.inputs.slider.setValue(minutes)
        screen.settle()
        assert asked[-1] == 50
        assert len(asked) <= 3
        assert screen.plan().request.minutes == 50

    def test_what_cannot_be_read_is_said_and_tried_again(
        self, screen: PlannerScreen, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as patch:
            broken = Mock(side_effect=LibraryError("the disk reports an error."))
            patch.setattr(PlanningService, "plan", broken)
            screen.pick(20)
            assert screen.results.words().endswith("The disk reports an error.")
        screen.inputs.slider.setValue(31)
        screen.settle()
        assert screen.plan().request.minutes == 31


class TestKeeping:
    def test_a_plan_is_saved_by_its_key_and_taken_back(self, screen: PlannerScreen) -> None:
        screen.pick(30)
        screen.press(Qt.Key.Key_Return, CONTROL)
        screen.settle()
        assert screen.window.place is PlaceId.TODAY
        assert screen.toast == "Interview plan saved"
        plan = screen.ask(lambda app: app.planning.stored())
        assert date_of(plan.day) == screen.today + timedelta(days=30)
        panel = screen.window.today.findChildren(InterviewPanel)[0]
        assert "30, days left" in panel.accessibleName()
        screen.window.undo()
        screen.settle()
        assert screen.ask(lambda app: app.planning.stored()) is None

    def test_it_opens_with_what_was_saved_and_removes_it(self, screen: PlannerScreen) -> None:
        screen.pick(30)
        screen.inputs.slider.setValue(40)
        screen.click(screen.page.save)
        screen.window.go(PlaceId.PLANNER)
        screen.settle()
        assert screen.page.choice.date == screen.today + timedelta(days=30)
        assert screen.page.choice.minutes == 40
        screen.click("Remove the date")
        assert screen.window.place is PlaceId.TODAY
        assert screen.toast == "Interview date removed"
        assert screen.ask(lambda app: app.planning.stored()) is None

    def test_cancel_and_escape_keep_nothing(self, screen: PlannerScreen) -> None:
        screen.pick(30)
        screen.click(screen.page.cancel)
        assert screen.window.place is PlaceId.TODAY
        screen.window.go(PlaceId.PLANNER)
        screen.settle()
        assert screen.page.choice.date is None
        screen.press(Qt.Key.Key_Escape)
        screen.settle()
        assert screen.window.place is PlaceId.TODAY
        assert screen.ask(lambda app: app.planning.stored()) is None

    def test_a_change_elsewhere_keeps_what_is_chosen_here(self, screen: PlannerScreen) -> None:
        screen.pick(30)
        screen.inputs.slider.setValue(44)
        screen.settle()
        screen.place.refresh()
        screen.settle()
        assert screen.page.choice.minutes == 44


class TestForms:
    def test_small_and_large_text_keep_everything_in_reach(self, screen: PlannerScreen) -> None:
        screen.pick(30)
        screen.window.resize(880, 600)
        screen.qtbot.waitUntil(lambda: screen.page._compact)
        corner = screen.page.save.mapTo(screen.page, QPoint(0, 0))
        assert screen.page.rect().contains(corner)
        screen.qtbot.waitUntil(lambda: screen.results.y() > screen.inputs.y())
        answer = screen.results.answer
        assert screen.inputs.isAncestorOf(answer)
        assert answer.mapTo(screen.page, QPoint(0, 0)).y() < screen.inputs.week.y()
        screen.window.resize(1280, 800)
        screen.qtbot.waitUntil(lambda: not screen.page._compact)
        assert screen.results.isAncestorOf(answer)
        screen.qtbot.waitUntil(lambda: screen.results.y() == screen.inputs.y())


def test_p_on_today_opens_it(qtbot: QtBot, active: MainWindow) -> None:
    screen = Screen(qtbot, active, PlaceId.TODAY)
    screen.press(Qt.Key.Key_P)
    screen.settle()
    assert active.place is PlaceId.PLANNER


def test_the_day_may_be_given(qtbot: QtBot, opened: MainWindow) -> None:
    screen = PlannerScreen(qtbot, opened)
    day = screen.today + timedelta(days=12)
    opened.go(PlaceId.PLANNER, day)
    screen.settle()
    assert screen.page.choice.date == day
    assert screen.plan().request.date == day


def test_a_day_that_is_out_of_bounds_is_refused_in_words(qtbot: QtBot, opened: MainWindow) -> None:
    screen = PlannerScreen(qtbot, opened)
    opened.go(PlaceId.PLANNER, date(2020, 1, 1))
    screen.settle()
    assert "out of bounds" in screen.results.words()
    QTest.mouseClick(screen.page.cancel, LEFT)
    screen.settle()
