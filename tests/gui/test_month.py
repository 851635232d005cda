"""A month, the field that opens one, and widgets that flow."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.widgets.date_field import DateField
from flashcards.gui.widgets.flow import FlowLayout
from flashcards.gui.widgets.month import Month
from tests.gui.accessible import names, unnamed

TODAY, FIRST, LAST = date(2026, 11, 24), date(2026, 11, 25), date(2027, 2, 10)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def month(qtbot: QtBot) -> Month:
    month = Month("Interview date")
    qtbot.addWidget(month)
    month.set_bounds(FIRST, LAST, TODAY)
    month.resize(260, month.sizeHint().height())
    month.show()
    return month


class TestMonth:
    def test_arrows_walk_by_days_and_weeks(self, month: Month) -> None:
        told: list[date] = []
        month.chosen.connect(told.append)
        for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left):
            QTest.keyClick(month.days, key)
        assert told == [FIRST, date(2026, 11, 26), date(2026, 12, 3), date(2026, 12, 2)]
        assert month.shown == date(2026, 12, 1)

    def test_pages_go_by_months_and_keep_to_the_bounds(self, month: Month) -> None:
        month.set_value(date(2026, 12, 31))
        QTest.keyClick(month.days, Qt.Key.Key_PageDown)
        assert month.value == date(2027, 1, 31)
        QTest.keyClick(month.days, Qt.Key.Key_PageDown)
        assert month.value == LAST
        for _ in range(5):
            QTest.keyClick(month.days, Qt.Key.Key_PageUp)
        assert month.value == FIRST

    def test_a_click_chooses_a_day_that_can_be(self, month: Month) -> None:
        settled: list[bool] = []
        month.settled.connect(lambda: settled.append(True))
        QTest.mouseClick(month.days, LEFT, pos=month.where(TODAY).toPoint())
        assert month.value is None
        day = date(2026, 11, 28)
        QTest.mouseClick(month.days, LEFT, pos=month.where(day).toPoint())
        assert (month.value, settled) == (day, [True])

    def test_the_arrows_above_turn_to_other_months(self, month: Month) -> None:
        before, after = month.findChildren(QPushButton)
        assert not before.isEnabled()
        for _ in range(3):
            QTest.mouseClick(after, LEFT)
        assert month.shown == date(2027, 2, 1)
        assert not after.isEnabled()
        assert month.value is None

    def test_a_screen_reader_hears_the_day(self, month: Month) -> None:
        assert "Interview date: none chosen" in names(month)
        month.set_value(date(2026, 12, 15))
        assert "Interview date: Tuesday, 15 December 2026" in names(month)
        assert unnamed(month) == []

    def test_a_month_with_six_weeks_is_taller(self, month: Month) -> None:
        five = month.days.sizeHint().height()
        month.set_value(date(2027, 1, 30))  # January 2027 needs five, November 2026 six
        assert month.days.sizeHint().height() < five


class TestDateField:
    @pytest.fixture
    def field(self, qtbot: QtBot) -> DateField:
        field = DateField("Interview date", "Pick a date")
        qtbot.addWidget(field)
        field.set_bounds(FIRST, LAST, TODAY)
        field.show()
        return field

    def test_a_day_is_picked_and_taken_away(self, field: DateField) -> None:
        told: list[date | None] = []
        field.changed.connect(told.append)
        popup = field.open()
        QTest.keyClick(popup.month.days, Qt.Key.Key_Right)
        assert told == [], "walking by is not picking"
        QTest.keyClick(popup.month.days, Qt.Key.Key_Return)
        assert (told, field.value) == ([FIRST], FIRST)
        popup = field.open()
        QTest.mouseClick(popup.none, LEFT)
        assert (told, field.value) == ([FIRST, None], None)
        assert field.text() == "Pick a date"

    def test_escape_leaves_it_as_it_was(self, field: DateField) -> None:
        field.set_value(date(2026, 12, 15))
        popup = field.open()
        QTest.keyClick(popup.month.days, Qt.Key.Key_Right)
        popup.close()
        assert field.value == date(2026, 12, 15)
        assert field.accessibleName() == "Interview date: Tuesday, 15 December 2026"


def test_widgets_flow_into_the_next_line(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    flow = FlowLayout(box, 6)
    parts = [QWidget() for _ in range(3)]
    for part in parts:
        part.setFixedSize(80, 20)
        flow.addWidget(part)
    box.resize(180, 100)
    box.show()
    assert [part.pos() for part in parts] == [QPoint(0, 0), QPoint(86, 0), QPoint(0, 26)]
    assert flow.heightForWidth(180) == 46
    assert flow.heightForWidth(400) == 20
    parts[0].hide()
    flow.activate()
    assert flow.heightForWidth(180) == 20
