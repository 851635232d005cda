"""The interview on Today: every state in words, and the way to the planner."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from flashcards.domain.calendar import day_of
from flashcards.domain.wording import THIN_SPACE
from flashcards.gui.today.cards import PlanCard
from flashcards.gui.today.interview import InterviewPanel, foot_words, interview_words
from flashcards.services.studying.today_view import Interview
from tests.gui.accessible import unnamed
from tests.gui.factories import today

TODAY = day_of(date(2026, 11, 24))
ON = Interview(TODAY + 21, 30, 0.87, True, TODAY + 18)
LEFT = Qt.MouseButton.LeftButton


def test_a_date_ahead() -> None:
    words = interview_words(ON, TODAY)
    assert (words.number, words.title) == ("21", "days left")
    assert words.caption == "Tuesday, 15 December"
    assert (words.state, words.detail) == ("On track", f"87{THIN_SPACE}% ready by then")
    assert words.action == ""
    assert foot_words(ON, TODAY) == "New cards finish on 12 Dec."


def test_too_little_time_is_said() -> None:
    short = Interview(TODAY + 1, 10, 0.4, False, None)
    words = interview_words(short, TODAY)
    assert (words.number, words.title, words.state) == ("1", "day left", "Short of time")
    assert foot_words(short, TODAY) == "There is no time for all new cards."


@pytest.mark.parametrize(
    ("interview", "title", "caption"),
    [
        (None, "No date yet", "With a date, each day gets its share of the road."),
        (Interview(None, 25), "No date yet", "25 min a day, no date"),
        (Interview(TODAY - 3, 30, 0.9, True), "Interview", "was on 21 Nov"),
    ],
)
def test_without_a_date_ahead_one_can_be_planned(
    interview: Interview | None, title: str, caption: str
) -> None:
    words = interview_words(interview, TODAY)
    assert (words.title, words.caption) == (title, caption)
    assert words.action == "Plan for a date"
    assert foot_words(interview, TODAY) == ""


def test_the_day_itself_and_a_plan_that_is_not_worked_out() -> None:
    assert interview_words(Interview(TODAY, 30, 0.9, True), TODAY).number == "Today"
    assert interview_words(Interview(TODAY + 5, 30), TODAY).state == ""
    assert foot_words(Interview(TODAY + 5, 30, 0.9, True, TODAY - 1), TODAY) == (
        "All new cards are learned."
    )


class TestOnTheCard:
    @pytest.fixture
    def card(self, qtbot: QtBot) -> PlanCard:
        card = PlanCard()
        qtbot.addWidget(card)
        card.resize(560, 252)
        card.show()
        return card

    def buttons(self, card: PlanCard) -> list[QPushButton]:
        return [button for button in card.findChildren(QPushButton) if button.isVisible()]

    def test_both_ways_lead_to_the_planner(self, card: PlanCard) -> None:
        asked: list[bool] = []
        card.plan_requested.connect(lambda: asked.append(True))
        card.show_plan(today())
        (plan,) = self.buttons(card)
        assert plan.text() == "Plan for a date"
        QTest.mouseClick(plan, LEFT)
        card.show_plan(today(interview=ON, day=TODAY))
        (change,) = self.buttons(card)
        assert change.text() == "Change plan"
        QTest.mouseClick(change, LEFT)
        assert len(asked) == 2
        assert unnamed(card) == []

    def test_a_narrow_card_has_it_above_the_day(self, card: PlanCard, qtbot: QtBot) -> None:
        card.show_plan(today(interview=ON, day=TODAY))
        panel = card.findChildren(InterviewPanel)[0]
        assert panel.height() == card.height()
        card.resize(360, 420)
        qtbot.waitUntil(lambda: panel.width() == card.width())
