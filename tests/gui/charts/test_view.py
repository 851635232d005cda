"""A chart on the screen: by mouse, by keyboard, and to a screen reader."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAccessible, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.charts.data import readout
from flashcards.gui.charts.plot import plot
from flashcards.gui.charts.tip import tip_rect
from flashcards.gui.charts.view import ChartView
from tests.gui.accessible import unnamed
from tests.gui.charts.samples import bars, heat, line

LEFT = Qt.MouseButton.LeftButton


class Screen:
    """A chart in an active window."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = QWidget()
        self.view = ChartView()
        QVBoxLayout(self.window).addWidget(self.view)
        qtbot.addWidget(self.window)
        self.window.resize(500, 260)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()

    def at(self, place: int) -> QPoint:
        return plot(self.view.chart, self.view.outer()).anchor(place).toPoint()

    def press(self, *keys: Qt.Key) -> None:
        for key in keys:
            self.qtbot.keyClick(self.view, key)


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    made = Screen(qtbot)
    made.view.set_chart(bars())
    QApplication.sendPostedEvents()
    return made


def test_pointing_shows_the_place_and_leaving_lets_go(screen: Screen) -> None:
    screen.qtbot.mouseMove(screen.view, screen.at(0))
    assert screen.view.chosen_place == 0
    screen.qtbot.mouseMove(screen.view, screen.at(3))
    assert screen.view.chosen_place == 3
    assert screen.view.cursor().shape() is Qt.CursorShape.PointingHandCursor
    plain = screen.view.grab().toImage()
    QApplication.sendEvent(screen.view, QEvent(QEvent.Type.Leave))
    assert screen.view.chosen_place is None
    assert screen.view.grab().toImage() != plain


def test_a_click_opens_what_is_behind_a_bar(screen: Screen) -> None:
    with screen.qtbot.waitSignal(screen.view.activated) as signal:
        screen.qtbot.mouseClick(screen.view, LEFT, pos=screen.at(3))
    assert signal.args == ["due=3"]


def test_what_opens_nothing_is_only_read(screen: Screen) -> None:
    screen.view.set_chart(line())
    opened = Mock()
    screen.view.activated.connect(opened)
    screen.qtbot.mouseClick(screen.view, LEFT, pos=screen.at(1))
    assert screen.view.chosen_place == 1
    assert screen.view.cursor().shape() is Qt.CursorShape.ArrowCursor
    opened.assert_not_called()


def test_arrow_keys_read_value_after_value(screen: Screen) -> None:
    screen.view.setFocus(Qt.FocusReason.TabFocusReason)
    screen.press(Qt.Key.Key_Right)
    assert screen.view.chosen_place == 0
    screen.press(Qt.Key.Key_Right, Qt.Key.Key_Right)
    assert screen.view.chosen_place == 2
    screen.press(Qt.Key.Key_Left)
    assert screen.view.chosen_place == 1
    screen.press(Qt.Key.Key_End)
    assert screen.view.chosen_place == 3
    screen.press(Qt.Key.Key_Home)
    assert screen.view.chosen_place == 0


def test_enter_opens_what_is_read_and_escape_lets_go(screen: Screen) -> None:
    screen.view.setFocus(Qt.FocusReason.TabFocusReason)
    screen.press(Qt.Key.Key_End)
    with screen.qtbot.waitSignal(screen.view.activated) as signal:
        screen.press(Qt.Key.Key_Return)
    assert signal.args == ["due=3"]
    screen.press(Qt.Key.Key_Escape)
    assert screen.view.chosen_place is None


def test_keys_that_read_are_no_shortcuts_meanwhile(screen: Screen) -> None:
    act = Mock()
    for key in ("Left", "Return", "Esc", "L"):
        QShortcut(QKeySequence(key), screen.window).activated.connect(act)
    screen.view.setFocus(Qt.FocusReason.TabFocusReason)
    screen.press(Qt.Key.Key_Left)
    assert screen.view.chosen_place == 0
    screen.press(Qt.Key.Key_Return, Qt.Key.Key_Escape)
    act.assert_not_called()
    screen.press(Qt.Key.Key_L)
    act.assert_called_once_with()
    screen.press(Qt.Key.Key_Return)
    assert act.call_count == 2, "nothing is pointed at: Enter is the page's"


def test_days_are_read_by_week_too(screen: Screen) -> None:
    screen.view.set_chart(heat())
    screen.view.setFocus(Qt.FocusReason.TabFocusReason)
    screen.press(Qt.Key.Key_Left)
    today = screen.view.chosen_place
    screen.press(Qt.Key.Key_Left)
    assert screen.view.chosen_place == today - 7
    screen.press(Qt.Key.Key_Up)
    assert screen.view.chosen_place == today - 8


def test_what_is_read_by_keys_stays_when_the_pointer_leaves(screen: Screen) -> None:
    screen.view.setFocus(Qt.FocusReason.TabFocusReason)
    screen.press(Qt.Key.Key_End)
    QApplication.sendEvent(screen.view, QEvent(QEvent.Type.Leave))
    assert screen.view.chosen_place == 3


def test_losing_the_focus_lets_go(screen: Screen) -> None:
    screen.view.setFocus(Qt.FocusReason.TabFocusReason)
    screen.press(Qt.Key.Key_Right)
    screen.view.clearFocus()
    assert screen.view.chosen_place is None


def test_another_chart_begins_anew(screen: Screen) -> None:
    screen.qtbot.mouseMove(screen.view, screen.at(1))
    screen.view.set_chart(line())
    assert screen.view.chosen_place is None


def test_it_has_a_name_and_a_sentence_for_a_screen_reader(screen: Screen) -> None:
    node = QAccessible.queryAccessibleInterface(screen.view)
    assert node.text(QAccessible.Text.Name) == "Forecast"
    assert node.text(QAccessible.Text.Description) == "About 30 cards a day."
    assert not unnamed(screen.window)


def test_what_is_read_is_said(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(
        "flashcards.gui.charts.view.QAccessible.updateAccessibility",
        lambda event: said.append(event.message()),
    )
    screen.view.setFocus(Qt.FocusReason.TabFocusReason)
    screen.press(Qt.Key.Key_Right)
    assert said == ["Mon, review 30, new 10, learning 5"]


def test_without_a_chart_it_is_empty_and_takes_no_harm(qtbot: QtBot) -> None:
    view = ChartView()
    qtbot.addWidget(view)
    view.resize(300, 100)
    view.grab()
    qtbot.keyClick(view, Qt.Key.Key_Left)
    qtbot.mouseMove(view, QPoint(20, 20))
    assert view.chosen_place is None


@pytest.mark.parametrize("place", range(4))
def test_the_box_with_the_values_stays_within_the_chart(place: int) -> None:
    bounds = QRectF(0, 0, 300, 120)
    lines = readout(bars(), place)
    for x in (0, 150, 300):
        for y in (0, 60, 120):
            box = tip_rect(lines, QPointF(x, y), bounds)
            assert bounds.contains(box)
