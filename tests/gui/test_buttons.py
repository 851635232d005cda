"""Buttons: their states as the tokens say, the keyboard, the focus ring."""

from __future__ import annotations

from collections.abc import Callable
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QEnterEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flashcards.gui.actions import add_action
from flashcards.gui.theme import Mode, theme
from flashcards.gui.widgets.buttons import Button, IconButton, Kind, PaintedButton, Size
from flashcards.gui.widgets.focus_ring import MARGIN, FocusRing
from flashcards.gui.widgets.rating import RatingButton

INNER = QPoint(8, 5)
EDGE_Y = 18


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    """An active window with a column for buttons."""
    window = QWidget()
    QVBoxLayout(window).setContentsMargins(20, 20, 20, 20)
    qtbot.addWidget(window)
    return window


def show(window: QWidget, qtbot: QtBot, *widgets: QWidget) -> None:
    """Puts widgets into the window and brings it to the front."""
    for widget in widgets:
        window.layout().addWidget(widget)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def rest(button: PaintedButton, qtbot: QtBot) -> None:
    """Leaves the button alone."""


def hover(button: PaintedButton, qtbot: QtBot) -> None:
    """Moves the pointer onto the button."""
    middle = QPointF(button.rect().center())
    QApplication.sendEvent(button, QEnterEvent(middle, middle, button.mapToGlobal(middle)))


def press(button: PaintedButton, qtbot: QtBot) -> None:
    """Presses the button and holds it."""
    qtbot.mousePress(button, Qt.MouseButton.LeftButton)


def disable(button: PaintedButton, qtbot: QtBot) -> None:
    """Makes it unusable."""
    button.setEnabled(False)


def fill(button: PaintedButton) -> str:
    """The colour of the button's ground, beside its text."""
    return button.grab().toImage().pixelColor(INNER).name()


def border(button: PaintedButton) -> str:
    """The colour in the middle of the button's left edge."""
    return button.grab().toImage().pixelColor(0, EDGE_Y).name()


State = Callable[[PaintedButton, QtBot], None]

STATES: list[tuple[Kind, State, str, str]] = [
    (Kind.PRIMARY, rest, "accent", "accent"),
    (Kind.PRIMARY, hover, "accent_hover", "accent_hover"),
    (Kind.PRIMARY, press, "accent_pressed", "accent_pressed"),
    (Kind.PRIMARY, disable, "hover", "border"),
    (Kind.PLAIN, rest, "surface", "border"),
    (Kind.PLAIN, hover, "hover", "border"),
    (Kind.PLAIN, press, "pressed", "border"),
    (Kind.PLAIN, disable, "hover", "border"),
    (Kind.GHOST, rest, "bg", "bg"),
    (Kind.GHOST, hover, "hover", "hover"),
    (Kind.GHOST, press, "pressed", "pressed"),
    (Kind.GHOST, disable, "bg", "bg"),
    (Kind.DANGER, rest, "surface", "border"),
    (Kind.DANGER, hover, "again_bg", "again_border"),
    (Kind.DANGER, press, "again_bg", "again"),
    (Kind.DANGER, disable, "hover", "border"),
]


@pytest.mark.parametrize("mode", [Mode.LIGHT, Mode.DARK])
@pytest.mark.parametrize("case", STATES, ids=lambda case: f"{case[0].value}-{case[1].__name__}")
def test_each_state_has_its_colours(
    window: QWidget, qtbot: QtBot, mode: Mode, case: tuple[Kind, State, str, str]
) -> None:
    kind, state, ground, edge = case
    theme().set_mode(mode)
    button = Button("Place out", kind)
    show(window, qtbot, button)
    state(button, qtbot)
    assert fill(button) == getattr(theme().colors, ground).name()
    assert border(button) == getattr(theme().colors, edge).name()
    qtbot.mouseRelease(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("tone", ["again", "hard", "good", "easy"])
def test_a_rating_has_the_colours_of_its_grade(window: QWidget, qtbot: QtBot, tone: str) -> None:
    button = RatingButton(tone, tone.title(), "3")
    show(window, qtbot, button)
    assert fill(button) == getattr(theme().colors, f"{tone}_bg").name()
    assert border(button) == getattr(theme().colors, f"{tone}_border").name()
    hover(button, qtbot)
    assert border(button) == getattr(theme().colors, tone).name()
    disable(button, qtbot)
    assert fill(button) == theme().colors.hover.name()


def test_a_rating_says_its_grade_and_interval(qtbot: QtBot) -> None:
    button = RatingButton("good", "Good", "3")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Good"
    button.set_interval("11 days")
    assert button.accessibleName() == "Good, 11 days"
    assert button.interval == "11 days"


@pytest.mark.parametrize(
    ("size", "height"),
    [(Size.SMALL, 30), (Size.NORMAL, 36), (Size.LARGE, 44), (Size.HERO, 48)],
)
def test_heights_are_those_of_the_tokens(qtbot: QtBot, size: Size, height: int) -> None:
    button = Button("Start", size=size)
    qtbot.addWidget(button)
    assert button.sizeHint().height() == height


def test_a_disabled_primary_button_shows_no_key(qtbot: QtBot) -> None:
    button = Button("Start", Kind.PRIMARY, keys="Enter")
    qtbot.addWidget(button)
    width = button.sizeHint().width()
    button.setEnabled(False)
    assert button.sizeHint().width() < width


def test_a_button_grows_with_its_label_keys_and_icon(qtbot: QtBot) -> None:
    button = Button("Undo", Kind.GHOST)
    qtbot.addWidget(button)
    widths = [button.sizeHint().width()]
    for change in (
        lambda: button.set_icon("undo-2"),
        lambda: button.set_keys("Ctrl+Z"),
        lambda: button.set_label("Undo this answer"),
    ):
        change()
        widths.append(button.sizeHint().width())
    assert widths == sorted(set(widths))
    assert button.accessibleName() == "Undo this answer"


def test_an_icon_button_is_named_and_says_its_key_in_the_tooltip(qtbot: QtBot) -> None:
    button = IconButton("x", "Close", keys="Esc")
    qtbot.addWidget(button)
    assert button.accessibleName() == "Close"
    assert button.toolTip() == "Close  Esc"
    assert button.sizeHint().width() == button.sizeHint().height() == 36


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_focused_button_is_pressed_by_enter_and_space(
    window: QWidget, qtbot: QtBot, key: Qt.Key
) -> None:
    button = Button("Undo")
    show(window, qtbot, button)
    button.focus_visibly()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, key)


def test_a_click_leaves_the_focus_and_so_the_keys_where_they_are(
    window: QWidget, qtbot: QtBot
) -> None:
    start = Mock()
    button = Button("Undo")
    show(window, qtbot, button)
    add_action(window, "today.start", start)
    window.setFocus()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.hasFocus()
    qtbot.keyClick(window, Qt.Key.Key_Return)
    start.assert_called_once_with()


def test_a_button_with_the_keyboard_focus_goes_before_the_keys_of_the_screen(
    window: QWidget, qtbot: QtBot
) -> None:
    start = Mock()
    button = Button("Undo")
    show(window, qtbot, button)
    add_action(window, "today.start", start)
    button.focus_visibly()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(button, Qt.Key.Key_Return)
    start.assert_not_called()


def test_the_ring_surrounds_what_tab_reaches(window: QWidget, qtbot: QtBot) -> None:
    first, second = Button("One"), Button("Two")
    show(window, qtbot, first, second)
    first.focus_visibly()
    qtbot.keyClick(first, Qt.Key.Key_Tab)
    ring = window.findChild(FocusRing)
    assert ring.widget() is second
    assert ring.isVisible()
    around = second.rect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
    assert ring.geometry().size() == around.size()
    middle = (
        window.grab()
        .toImage()
        .pixelColor(second.mapTo(window, QPoint(-MARGIN + 1, second.height() // 2)))
    )
    assert middle.name() == theme().colors.focus.name()


def test_the_ring_is_for_the_keyboard_only(window: QWidget, qtbot: QtBot) -> None:
    button = Button("One")
    show(window, qtbot, button)
    button.setFocus(Qt.FocusReason.MouseFocusReason)
    ring = window.findChild(FocusRing)
    assert ring is None or not ring.isVisible()
    assert not button.focused_by_keyboard


def test_the_ring_goes_when_the_focus_does(window: QWidget, qtbot: QtBot) -> None:
    button = Button("One")
    show(window, qtbot, button)
    button.focus_visibly()
    assert window.findChild(FocusRing).isVisible()
    button.clearFocus()
    assert not window.findChild(FocusRing).isVisible()


def test_hover_glides_unless_motion_is_reduced(window: QWidget, qtbot: QtBot) -> None:
    button = Button("One")
    show(window, qtbot, button)
    theme().set_reduced_motion(False)
    hover(button, qtbot)
    assert QColor(fill(button)) != theme().colors.hover
    qtbot.waitUntil(lambda: fill(button) == theme().colors.hover.name())
